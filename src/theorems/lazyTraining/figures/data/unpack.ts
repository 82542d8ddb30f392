import { gunzipSync } from 'node:zlib';
import { DataError } from './dataError.ts';

/** No file of images is read beyond this length, packed or unpacked: MNIST's largest has 47 million bytes. */
export const MOST_BYTES = 64 * 2 ** 20;

const isPacked = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The contents of a file that may be gzipped, as its first two bytes tell; its name does not matter.
 *
 * Precision: at most `most` bytes come out, however much a small archive claims to hold; unpacking stops there.
 * Throws: `DataError` when the archive is damaged, cut, larger than that, or followed by something else.
 */
export const unpack = (file: string, bytes: Uint8Array, most = MOST_BYTES): Uint8Array => {
  if (!isPacked(bytes)) return bytes;
  try {
    // With `info` the engine comes too, and it knows how much of the file the archive took.
    const { buffer, engine } = gunzipSync(bytes, { maxOutputLength: most, info: true }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    const rest = bytes.length - engine.bytesWritten;
    if (rest > 0)
      throw new DataError(`${file} has ${rest} bytes after the end of its gzip archive; get the file again`);
    return buffer;
  } catch (error) {
    if (error instanceof DataError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new DataError(
        `${file} unpacks to more than ${most} bytes, which no file of MNIST does; get the file again`,
      );
    throw new DataError(`${file} cannot be unpacked (${message}); get the file again`);
  }
};
