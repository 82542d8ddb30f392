import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { DataError } from './dataError.ts';
import { digitCounts } from './imageSet.ts';
import { imageFolder, loadImages } from './loadImages.ts';
import { readImageFolder } from './readImageFolder.ts';

const above = mkdtempSync(join(tmpdir(), 'lakatos-images-'));
afterAll(() => rmSync(above, { recursive: true, force: true }));

const word = (value: number): number[] => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];
const labelFile = (labels: readonly number[]): Uint8Array =>
  Uint8Array.from([0, 0, 8, 1, ...word(labels.length), ...labels]);

/** Image i has the pixel value (7·i + j) mod 256 at place j. */
const pixel = (i: number, j: number): number => (7 * i + j) % 256;
const imageFile = (n: number, rows = 28, columns = 28): Uint8Array => {
  const size = rows * columns;
  const file = new Uint8Array(16 + n * size);
  file.set([0, 0, 8, 3, ...word(n), ...word(rows), ...word(columns)]);
  for (let i = 0; i < n; i++) for (let j = 0; j < size; j++) file[16 + i * size + j] = pixel(i, j);
  return file;
};

const whole = {
  'train-images-idx3-ubyte': imageFile(6),
  'train-labels-idx1-ubyte': labelFile([5, 0, 1, 9, 1, 0]),
  't10k-images-idx3-ubyte': imageFile(3),
  't10k-labels-idx1-ubyte': labelFile([1, 0, 2]),
};
type Files = Readonly<Record<string, Uint8Array>>;

let folders = 0;
const folderWith = (files: Files): string => {
  const folder = join(above, String(folders++));
  mkdirSync(folder);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
};

const refusal = (changes: Files): string => {
  try {
    readImageFolder(folderWith({ ...whole, ...changes }));
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return (error as Error).message.replace(/\/\S*\//g, '');
  }
  return 'nothing was refused';
};

describe('readImageFolder', () => {
  it('refuses a packed file beside a plain one that holds something else, and names both', () => {
    const name = 't10k-labels-idx1-ubyte';
    expect(refusal({ [`${name}.gz`]: gzipSync(labelFile([0, 1, 2])) })).toBe(
      `${name}.gz and ${name} hold different contents; keep the one that you mean`,
    );
    expect(refusal({ [`${name}.gz`]: gzipSync(whole[name]) })).toBe('nothing was refused');
  });

  it('says where all test images are training images', () => {
    const [images, labels] = ['images-idx3-ubyte', 'labels-idx1-ubyte'] as const;
    const copied = folderWith({
      ...whole,
      [`t10k-${images}`]: whole[`train-${images}`],
      [`t10k-${labels}`]: whole[`train-${labels}`],
    });
    expect(readImageFolder(copied).source).toMatch(/pixels\. All test images are training images\.$/);
    expect(readImageFolder(folderWith(whole)).source).toMatch(/pixels\.$/);
  });

  it('keeps the zeros and ones, in their order', () => {
    const { train, test, source } = readImageFolder(folderWith(whole));
    expect(train.labels).toEqual(Int8Array.from([-1, 1, 1, -1]));
    expect(test.labels).toEqual(Int8Array.from([1, -1]));
    expect(train).toMatchObject({ n: 4, d: 784 });
    for (const [row, i] of [1, 2, 4, 5].entries())
      for (const j of [0, 100, 783]) expect(train.images[row * 784 + j]).toBe(Math.fround(pixel(i, j) / 255));
    expect(source).toBe(
      'Digits 0 and 1 from IDX files that are not, or not all, those of MNIST: 4 training and 2 test images of 28 × 28 pixels.',
    );
  });

  it('reads gzipped files, other spellings, and already only zeros and ones alike', () => {
    const read = readImageFolder(folderWith(whole));
    const packed = Object.fromEntries(
      Object.entries(whole).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]),
    );
    expect(readImageFolder(folderWith(packed))).toEqual(read);
    const spelled = Object.fromEntries(
      Object.entries(whole).map(([name, bytes]) => [name.replace('-idx', '.idx'), bytes]),
    );
    expect(readImageFolder(folderWith(spelled))).toEqual(read);
    const rows = (file: Uint8Array, kept: readonly number[]): Uint8Array =>
      Uint8Array.from([
        ...[0, 0, 8, 3, ...word(kept.length), ...word(28), ...word(28)],
        ...kept.flatMap((i) => [...file.subarray(16 + 784 * i, 16 + 784 * (i + 1))]),
      ]);
    const subset = {
      'train-images-idx3-ubyte': rows(whole['train-images-idx3-ubyte'], [1, 2, 4, 5]),
      'train-labels-idx1-ubyte': labelFile([0, 1, 1, 0]),
      't10k-images-idx3-ubyte': rows(whole['t10k-images-idx3-ubyte'], [0, 1]),
      't10k-labels-idx1-ubyte': labelFile([1, 0]),
    };
    expect(readImageFolder(folderWith(subset))).toEqual(read);
  });

  it('has another address when one pixel or one label is another', () => {
    const addresses = [
      {},
      { 't10k-labels-idx1-ubyte': labelFile([0, 1, 2]) },
      { 't10k-images-idx3-ubyte': imageFile(3).with(16 + 784 + 5, 0) },
      // What is left out does not count.
      { 't10k-images-idx3-ubyte': imageFile(3).with(16 + 2 * 784 + 5, 0) },
    ].map((changes) => readImageFolder(folderWith({ ...whole, ...changes })).address);
    expect(new Set(addresses).size).toBe(3);
    expect(addresses[3]).toBe(addresses[0]);
  });

  it.each<[string, Files, string]>([
    [
      'labels of other images',
      { 'train-labels-idx1-ubyte': labelFile([0, 1]) },
      'train-labels-idx1-ubyte has 2 labels for the 6 images of train-images-idx3-ubyte; take both files from one place',
    ],
    [
      'a label that is not a digit',
      { 'train-labels-idx1-ubyte': labelFile([5, 0, 1, 10, 1, 0]) },
      'train-labels-idx1-ubyte calls image 3 a 10, which is not a digit; get the file again',
    ],
    [
      'no ones',
      { 't10k-labels-idx1-ubyte': labelFile([0, 0, 2]) },
      't10k-labels-idx1-ubyte has no 1 among its 3 labels, and images of 0 and of 1 are needed; get the file again',
    ],
    [
      'small images',
      { 'train-images-idx3-ubyte': imageFile(6, 8, 8) },
      'train-images-idx3-ubyte has images of 8 × 8 pixels, and 28 × 28 were expected; give the files of MNIST as they were published',
    ],
    [
      'labels where images belong',
      { 'train-images-idx3-ubyte': labelFile([0, 1]) },
      'train-images-idx3-ubyte is truncated: an IDX header has 16 bytes, and 10 came; get the file again',
    ],
    [
      'a file that is cut',
      { 'train-images-idx3-ubyte': imageFile(6).subarray(0, 4000) },
      'train-images-idx3-ubyte is truncated: its header promises 6 × 28 × 28 bytes after it, and 3984 came; get the file again',
    ],
  ])('refuses %s', (_, changes, says) => {
    expect(refusal(changes)).toBe(says);
  });

  it('refuses a file as large as one of MNIST with other contents', () => {
    const labels = Array.from({ length: 10_000 }, (_, i) => i % 10);
    expect(refusal({ 't10k-labels-idx1-ubyte': labelFile(labels) })).toMatch(
      /^t10k-labels-idx1-ubyte has 10000 labels as MNIST has, but other contents \(SHA-256 [0-9a-f]{12}… unpacked, and ff7bcfd416de… was expected\); get the file again$/,
    );
  });

  it('says which file is missing, and that a folder is none', () => {
    const { 't10k-images-idx3-ubyte': _, ...rest } = whole;
    const folder = folderWith(rest);
    expect(() => readImageFolder(folder)).toThrow(`${folder} has no t10k-images-idx3-ubyte.gz`);
    expect(() => readImageFolder(join(above, 'none'))).toThrow(DataError);
    mkdirSync(join(folder, 't10k-images-idx3-ubyte'));
    expect(() => readImageFolder(folder)).toThrow('t10k-images-idx3-ubyte is not a file');
  });
});

describe('loadImages', () => {
  it('reads the folder that is named, and draws where none is', () => {
    const folder = folderWith(whole);
    expect(loadImages({ data: folder, seed: 'a' })).toEqual(readImageFolder(folder));
    const drawn = loadImages({ seed: 'a', nTrain: 4, nTest: 2 });
    expect(drawn.source).toMatch(/^Drawn digits 0 and 1/);
    expect([drawn.train.n, drawn.test.n]).toEqual([4, 2]);
  });

  it('lets the flag win over the variable', () => {
    expect(imageFolder('a', { LAKATOS_DATA: 'b' })).toBe('a');
    expect(imageFolder(undefined, { LAKATOS_DATA: 'b' })).toBe('b');
    expect(imageFolder(undefined, { LAKATOS_DATA: '' })).toBe(null);
    expect(imageFolder(undefined, {})).toBe(null);
  });
});

const mnist = imageFolder(undefined, process.env);

describe.skipIf(mnist === null)(
  `MNIST itself${mnist === null ? ' (skipped: LAKATOS_DATA names no folder with its files)' : ''}`,
  () => {
    it('has the zeros and ones of the paper, at one address whether the files are whole or a subset', () => {
      const { train, test, source, address } = readImageFolder(mnist!);
      expect(digitCounts(train)).toEqual([5923, 6742]);
      expect(digitCounts(test)).toEqual([980, 1135]);
      expect(source).toMatch(/^MNIST, digits 0 and 1 .*: 12665 training and 2115 test images/);
      expect(address).toBe('sha256:4c308bd9bf39f3c0eed58b5811310a19ec7fa43871e0217196921305971694b3');
      for (const { images } of [train, test]) expect(images.every((ink) => ink >= 0 && ink <= 1)).toBe(true);
    });
  },
);
