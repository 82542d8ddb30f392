import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from './dataError.ts';
import { parseIdx } from './parseIdx.ts';
import { unpack } from './unpack.ts';

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const labels = bytes(0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 1);
const image = bytes(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6);

describe('parseIdx', () => {
  it('reads sizes and entries, and copies nothing', () => {
    expect(parseIdx('f', labels, 1)).toEqual({ sizes: [3], entries: bytes(7, 0, 1) });
    const read = parseIdx('f', image, 3);
    expect(read).toEqual({ sizes: [1, 2, 3], entries: bytes(1, 2, 3, 4, 5, 6) });
    expect(read.entries.buffer).toBe(image.buffer);
    expect(parseIdx('f', unpack('f', gzipSync(labels)), 1).entries).toEqual(bytes(7, 0, 1));
  });

  it.each([
    ['nothing', bytes(), 'f is truncated: an IDX header has 8 bytes, and 0 came'],
    ['too few', labels.subarray(0, 10), 'f is truncated: its header promises 3 bytes after it, and 2 came'],
    ['too many', bytes(...labels, 9), 'f is too long: its header promises 3 bytes after it, and 4 came'],
    ['images', image, 'f begins with 0x00000803 (a file of images), and 0x00000801 was expected'],
    ['floats', bytes(0, 0, 0xd, 1, 0, 0, 0, 0), 'f begins with 0x00000d01 (no IDX file of bytes)'],
    ['a web page', Buffer.from('<html></html>'), 'f begins with 0x3c68746d (a web page, perhaps)'],
  ])('refuses %s', (_, wrong, says) => {
    expect(() => parseIdx('f', wrong, 1)).toThrow(DataError);
    expect(() => parseIdx('f', wrong, 1)).toThrow(says);
  });

  it('is not taken in by a header that promises more than there can be', () => {
    const greedy = bytes(0, 0, 8, 3, ...Array<number>(12).fill(255), 1);
    expect(() => parseIdx('f', greedy, 3)).toThrow('promises 4294967295 × 4294967295 × 4294967295 bytes');
  });
});

describe('unpack', () => {
  const packed = gzipSync(labels);

  it.each([
    ['cut', packed.subarray(0, packed.length - 3), 'f cannot be unpacked (unexpected end of file)'],
    [
      'damaged',
      Buffer.concat([packed.subarray(0, 12), Buffer.from([255]), packed.subarray(13)]),
      'f cannot be unpacked',
    ],
    ['followed by zeros', Buffer.concat([packed, Buffer.alloc(5)]), 'f has 5 bytes after the end'],
    ['followed by words', Buffer.concat([packed, Buffer.from('more')]), 'f cannot be unpacked'],
  ])('refuses an archive that is %s', (_, wrong, says) => {
    expect(() => unpack('f', wrong)).toThrow(DataError);
    expect(() => unpack('f', wrong)).toThrow(says);
  });

  it('stops at the limit, however much an archive holds', () => {
    const bomb = gzipSync(Buffer.alloc(2 ** 24));
    expect(bomb.length).toBeLessThan(2 ** 15);
    expect(() => unpack('f', bomb, 2 ** 16)).toThrow('f unpacks to more than 65536 bytes');
    expect(unpack('f', gzipSync(Buffer.alloc(2 ** 16)), 2 ** 16)).toHaveLength(2 ** 16);
  });
});

describe('whatever the bytes', () => {
  /** A file with some of its bytes changed, its end cut or lengthened. */
  const mutated = (file: Uint8Array): fc.Arbitrary<Uint8Array> =>
    fc
      .record({
        changes: fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 4 }),
        keep: fc.oneof(fc.constant(file.length), fc.nat(file.length)),
        more: fc.uint8Array({ maxLength: 6 }),
      })
      .map(({ changes, keep, more }) => {
        const changed = Uint8Array.from(file);
        for (const [at, to] of changes) changed[at] = to;
        return Uint8Array.from([...changed.subarray(0, keep), ...more]);
      });

  it('a file is read in full, or refused by a sentence that names it', () => {
    const files = fc.oneof(
      ...[labels, image, gzipSync(labels), gzipSync(image)].map(mutated),
      fc.uint8Array({ maxLength: 64 }),
    );
    const most = 1000;
    fc.assert(
      fc.property(files, fc.constantFrom(1 as const, 3 as const), (file, dimensions) => {
        try {
          const unpacked = unpack('the file', file, most);
          expect(unpacked.length).toBeLessThanOrEqual(Math.max(most, file.length));
          const { sizes, entries } = parseIdx('the file', unpacked, dimensions);
          expect(entries.length).toBe(sizes.reduce((product, size) => product * size, 1));
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
          expect((error as Error).message).toMatch(/^the file .*; get the file again$/s);
        }
      }),
      { numRuns: 1000, seed: 7 },
    );
  });
});
