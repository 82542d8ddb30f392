import { DataError } from './dataError.ts';

/** What an IDX file holds: one byte for each entry of an array with these sizes. */
export interface Idx {
  readonly sizes: readonly number[];
  readonly entries: Uint8Array;
}

/** Two zero bytes, 8 for unsigned bytes, and the number of dimensions. */
const magicOf = (dimensions: number): number => 0x0800 + dimensions;

const hex = (magic: number): string => `0x${magic.toString(16).padStart(8, '0')}`;

const whatItSeems = (magic: number, bytes: Uint8Array): string => {
  if (magic === magicOf(1)) return 'a file of labels';
  if (magic === magicOf(3)) return 'a file of images';
  if (bytes[0] === 0x3c) return 'a web page, perhaps';
  return 'no IDX file of bytes';
};

/**
 * Reads an IDX file of unsigned bytes with that many dimensions: 3 for images, 1 for labels.
 *
 * The header is a magic number and one big-endian size for each dimension; the entries follow, the last index fastest.
 * They are a view of `bytes`, so a header that promises much costs nothing.
 *
 * Throws: `DataError` that begins with `file` when the magic number is another, or the length is not what the sizes say.
 */
export const parseIdx = (file: string, bytes: Uint8Array, dimensions: 1 | 3): Idx => {
  const header = 4 + 4 * dimensions;
  if (bytes.length < header)
    throw new DataError(
      `${file} is truncated: an IDX header has ${header} bytes, and ${bytes.length} came; get the file again`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  if (magic !== magicOf(dimensions))
    throw new DataError(
      `${file} begins with ${hex(magic)} (${whatItSeems(magic, bytes)}), and ${hex(magicOf(dimensions))} was expected; get the file again`,
    );
  const sizes = Array.from({ length: dimensions }, (_, k) => view.getUint32(4 + 4 * k));
  // At most 2^96: not exact, but large where it is not.
  const promised = sizes.reduce((product, size) => product * size, 1);
  const came = bytes.length - header;
  if (came !== promised)
    throw new DataError(
      `${file} ${came < promised ? 'is truncated' : 'is too long'}: its header promises ${sizes.join(' × ')} bytes after it, and ${came} came; get the file again`,
    );
  return { sizes, entries: new Uint8Array(bytes.buffer, bytes.byteOffset + header, came) };
};
