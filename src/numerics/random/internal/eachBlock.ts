/**
 * Cuts the values from, …, from + length − 1 of a sequence at the borders of its blocks and visits the pieces in
 * order: `count` values of `block`, after its first `skip`, belong at `offset` of the caller's array.
 *
 * Throws: `RangeError` when `from` is not a whole number or the end lies beyond block 2³² − 1.
 */
export const eachBlock = (
  caller: string,
  blockLength: number,
  length: number,
  from: number,
  visit: (block: number, skip: number, offset: number, count: number) => void,
): void => {
  if (!Number.isSafeInteger(from) || from < 0 || from + length > 2 ** 32 * blockLength) {
    throw new RangeError(
      `${caller}: expected values within the first ${2 ** 32} blocks of ${blockLength}, ` +
        `got ${length} from ${from} (take another child of the stream)`,
    );
  }
  let offset = 0;
  while (offset < length) {
    const position = from + offset;
    const skip = position % blockLength;
    const count = Math.min(blockLength - skip, length - offset);
    visit((position - skip) / blockLength, skip, offset, count);
    offset += count;
  }
};
