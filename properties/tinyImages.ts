import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sizes = (...numbers: readonly number[]): number[] => numbers.flatMap((n) => [0, 0, n >> 8, n & 255]);

/** Makes a folder with four files as MNIST's, each of a zero and a one, all pixels of one gray. */
export const writeTinyImages = (folder: string, gray: number): void => {
  mkdirSync(folder);
  for (const kind of ['train', 't10k']) {
    const write = (name: string, bytes: readonly number[]): void =>
      writeFileSync(join(folder, `${kind}-${name}`), Uint8Array.from(bytes));
    write('images-idx3-ubyte', [0, 0, 8, 3, ...sizes(2, 28, 28), ...new Array<number>(2 * 784).fill(gray)]);
    write('labels-idx1-ubyte', [0, 0, 8, 1, ...sizes(2), 0, 1]);
  }
};
