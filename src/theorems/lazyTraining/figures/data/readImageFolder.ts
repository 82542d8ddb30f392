import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from './dataError.ts';
import { addressOf, type DigitBytes, imageSetOf } from './digitBytes.ts';
import { type ImageData, SIDE } from './imageSet.ts';
import { type MnistFile, mnistFiles } from './mnistFiles.ts';
import { type Idx, parseIdx } from './parseIdx.ts';
import { MOST_BYTES, unpack } from './unpack.ts';

/** A file that was read: where it lies, what it holds, and of which published data set it is, if of any. */
interface Read {
  readonly path: string;
  readonly idx: Idx;
  readonly which: string | null;
}

/** The names under which a file is handed around: packed, unpacked, and with a dot before `idx`. */
const namesOf = ({ name }: MnistFile): readonly string[] =>
  [name, name.replace('-idx', '.idx')].flatMap((one) => [`${one}.gz`, one]);

const pathsIn = (folder: string, file: MnistFile): readonly [string, ...string[]] => {
  const [first, ...others] = namesOf(file)
    .map((name) => join(folder, name))
    .filter((one) => statSync(one, { throwIfNoEntry: false }) !== undefined);
  if (first !== undefined) return [first, ...others];
  throw new DataError(
    `${folder} has no ${file.name}.gz (nor the same without .gz); \`lakatos data fetch --to DIR\` downloads the files of MNIST`,
  );
};

const bytesOf = (path: string): Uint8Array => {
  try {
    const found = statSync(path);
    if (!found.isFile()) throw new DataError(`${path} is not a file; give a folder with the files of MNIST`);
    if (found.size > MOST_BYTES)
      throw new DataError(
        `${path} has ${found.size} bytes, and no file of MNIST has more than ${MOST_BYTES}; get the file again`,
      );
    return unpack(path, readFileSync(path));
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(
      `${path} cannot be read (${(error as Error).message}); see that it is there and may be read`,
    );
  }
};

/** Which published data set a file of that many images is of; it must then have its contents, byte for byte. */
const recognized = (file: MnistFile, path: string, count: number, bytes: Uint8Array): string | null => {
  const known = file.known.find((one) => one.count === count);
  if (known === undefined) return null;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 === known.sha256) return known.which;
  throw new DataError(
    `${path} has ${count} ${file.holds} as ${known.which} has, but other contents (SHA-256 ${sha256.slice(0, 12)}… unpacked, and ${known.sha256.slice(0, 12)}… was expected); get the file again`,
  );
};

const read = (folder: string, file: MnistFile): Read => {
  const [path, ...others] = pathsIn(folder, file);
  const bytes = bytesOf(path);
  const differing = others.find((other) => Buffer.compare(bytesOf(other), bytes) !== 0);
  if (differing !== undefined)
    throw new DataError(`${path} and ${differing} hold different contents; keep the one that you mean`);
  const idx = parseIdx(path, bytes, file.holds === 'images' ? 3 : 1);
  return { path, idx, which: recognized(file, path, idx.sizes[0]!, bytes) };
};

/**
 * The zeros and ones among images and their labels, in the order of the file.
 *
 * Throws: `DataError` when the images are not 28 × 28, there is not one label for each, a label is not a digit, or one of the two
 * digits is missing.
 */
const zerosAndOnes = (images: Read, labels: Read): DigitBytes => {
  const [count = 0, rows = 0, columns = 0] = images.idx.sizes;
  if (rows !== SIDE || columns !== SIDE)
    throw new DataError(
      `${images.path} has images of ${rows} × ${columns} pixels, and ${SIDE} × ${SIDE} were expected; give the files of MNIST as they were published`,
    );
  const digits = labels.idx.entries;
  if (digits.length !== count)
    throw new DataError(
      `${labels.path} has ${digits.length} labels for the ${count} images of ${images.path}; take both files from one place`,
    );
  const stray = digits.findIndex((digit) => digit > 9);
  if (stray >= 0)
    throw new DataError(
      `${labels.path} calls image ${stray} a ${digits[stray]}, which is not a digit; get the file again`,
    );
  for (const digit of [0, 1])
    if (!digits.includes(digit))
      throw new DataError(
        `${labels.path} has no ${digit} among its ${count} labels, and images of 0 and of 1 are needed; get the file again`,
      );
  const size = SIDE * SIDE;
  const kept = digits.filter((digit) => digit <= 1);
  const pixels = new Uint8Array(kept.length * size);
  let at = 0;
  digits.forEach((digit, index) => {
    if (digit > 1) return;
    pixels.set(images.idx.entries.subarray(index * size, (index + 1) * size), at);
    at += size;
  });
  return { labels: kept, pixels };
};

/** Whether each test image is one of the training images: then a test shows what was learned by heart. */
const isTestedOnTraining = (train: DigitBytes, test: DigitBytes): boolean => {
  const imagesOf = ({ labels, pixels }: DigitBytes): string[] =>
    Array.from(labels, (_, i) =>
      Buffer.from(pixels.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE)).toString('latin1'),
    );
  const known = new Set(imagesOf(train));
  return imagesOf(test).every((image) => known.has(image));
};

/**
 * The images of the digits 0 and 1 in a folder with the four IDX files of MNIST, gzipped or not, whole or already only 0 and 1.
 *
 * A file with as many images as a published one must have its contents, byte for byte; files of other sizes are read too, and
 * the source then says that they are not MNIST's, and that the test images are training images where all of them are. What else a file of MNIST holds, the digits 2 to 9, is left out.
 *
 * Precision: pixels p/255 in f32. At most 64 MiB of each file are read or unpacked.
 * Throws: `DataError` with one sentence that names the file and what is wrong with it.
 */
export const readImageFolder = (folder: string): ImageData => {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new DataError(
      `${folder} is not a folder; give one with the files of MNIST, which \`lakatos data fetch\` downloads`,
    );
  const files = {
    trainLabels: read(folder, mnistFiles.trainLabels),
    testLabels: read(folder, mnistFiles.testLabels),
    trainImages: read(folder, mnistFiles.trainImages),
    testImages: read(folder, mnistFiles.testImages),
  };
  const train = zerosAndOnes(files.trainImages, files.trainLabels);
  const test = zerosAndOnes(files.testImages, files.testLabels);
  const known = isTestedOnTraining(train, test) ? ' All test images are training images.' : '';
  const published = Object.values(files).every(({ which }) => which !== null);
  return {
    train: imageSetOf(train),
    test: imageSetOf(test),
    source: `${
      published
        ? 'MNIST, digits 0 and 1 (LeCun, Cortes, Burges; checksums verified)'
        : 'Digits 0 and 1 from IDX files that are not, or not all, those of MNIST'
    }: ${train.labels.length} training and ${test.labels.length} test images of ${SIDE} × ${SIDE} pixels.${known}`,
    address: addressOf(train, test),
  };
};
