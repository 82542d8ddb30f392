/** Fills an array with the values of a sequence from the first of a block on. */
type Fill<Values> = (block: number, out: Values) => void;

interface Values<Self> {
  readonly length: number;
  set(values: Self, at?: number): void;
  subarray(from: number, to?: number): Self;
}

/**
 * Fills `out` with the values from, from + 1, … of a sequence of blocks, of which each can be computed alone.
 *
 * `scratch` holds one block: where the first value lies within a block, its beginning is computed there.
 * Throws: `RangeError` when `from` is not a whole number or the end lies beyond block 2³² − 1.
 */
export const fillBlocks = <Self extends Values<Self>>(
  caller: string,
  scratch: Self,
  fill: Fill<Self>,
  out: Self,
  from: number,
): void => {
  const blockLength = scratch.length;
  if (!Number.isSafeInteger(from) || from < 0 || from + out.length > 2 ** 32 * blockLength) {
    throw new RangeError(
      `${caller}: expected values within the first ${2 ** 32} blocks of ${blockLength}, ` +
        `got ${out.length} from ${from} (take another child of the stream)`,
    );
  }
  const skip = from % blockLength;
  const block = (from - skip) / blockLength;
  if (skip === 0) {
    fill(block, out);
    return;
  }
  const end = Math.min(blockLength, skip + out.length);
  const beginning = scratch.subarray(0, end);
  fill(block, beginning);
  out.set(beginning.subarray(skip));
  if (skip + out.length > blockLength) fill(block + 1, out.subarray(end - skip));
};
