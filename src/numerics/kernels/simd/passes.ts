import { SUM_BLOCK } from '../../linalg/blockedSum.ts';
import type { Generator } from '../generator.ts';
import type { Words } from '../reference/philox.ts';
import { USES } from '../reference/sfc32.ts';
import { MANY, WORDS } from './layout.ts';
import { addressIn, type Column, eachRun, type Pass, type PassSet, type Workplace } from './pass.ts';

/**
 * What the module of the random numbers and the matrices exports. Addresses and counts in bytes and numbers;
 * see assembly/.
 */
export interface ArrayExports {
  gaussianBlockSfc32(words: number, block: number, out: number, count: number): void;
  gaussianBlockChacha8(words: number, block: number, out: number, count: number): void;
  wordBlockSfc32(words: number, block: number, use: number, out: number, count: number): void;
  wordBlockChacha8(words: number, block: number, use: number, out: number, count: number): void;
  expandSigns(words: number, out: number, count: number): void;
  rowDots32(rows: number, vector: number, out: number, count: number, width: number): void;
  rowDots64: ArrayExports['rowDots32'];
  addRows32(target: number, list: number, factors: number, count: number, width: number): void;
  addRows64: ArrayExports['addRows32'];
  addPattern32(
    target: number,
    rows: number,
    pattern: number,
    scale: number,
    count: number,
    width: number,
    list: number,
    factors: number,
  ): void;
  packColumns(wide: number, stride: number, inner: number, packed: number): void;
  packedProduct(
    factor: number,
    rows: number,
    inner: number,
    lower: number,
    packed: number,
    out: number,
    stride: number,
  ): void;
  sharedBits(sets: number, row: number, vectors: number, out: number): void;
}

/** The numbers of a source from the first of a block on. */
interface Drawn {
  readonly generator: Generator;
  readonly words: Words;
  readonly block: number;
  readonly out: Column;
}

/** Hands the words of a source over; returns where they lie. */
const handed = ({ base, u32 }: Workplace<ArrayExports>, words: Words): number => {
  for (let i = 0; i < 4; i++) u32[((base + WORDS) >>> 2) + i] = words[i]!;
  return base + WORDS;
};

/** The first `count` Gaussians of a block, or a few more, to `out`. */
export const makeGaussians = (
  at: Workplace<ArrayExports>,
  { generator, words }: Pick<Drawn, 'generator' | 'words'>,
  block: number,
  out: number,
  count: number,
): void => {
  const { gaussianBlockChacha8, gaussianBlockSfc32 } = at.run;
  const make = generator === 'chacha8' ? gaussianBlockChacha8 : gaussianBlockSfc32;
  make(handed(at, words), block, out, Math.ceil(count / 8) * 8);
};

const gaussians: Pass<ArrayExports, Drawn> = (at, source, piece) => {
  const { f32, base } = at;
  eachRun(piece, (from, length) => {
    const to = addressIn(source.out, from);
    const block = source.block + from / SUM_BLOCK;
    if (length === SUM_BLOCK) {
      makeGaussians(at, source, block, to, length);
      return;
    }
    // More is written than was asked for: not where the next array may lie.
    makeGaussians(at, source, block, base + MANY, length);
    f32.copyWithin(to >>> 2, (base + MANY) >>> 2, ((base + MANY) >>> 2) + length);
  });
};

const signs: Pass<ArrayExports, Drawn> = (at, { generator, words, block, out }, piece) => {
  const { run, base, i8 } = at;
  const make = generator === 'chacha8' ? run.wordBlockChacha8 : run.wordBlockSfc32;
  const [drawn, expanded] = [base + MANY, base + MANY + 4096];
  eachRun(piece, (from, length) => {
    const count = Math.ceil(length / 128) * 4;
    make(handed(at, words), block + from / SUM_BLOCK, USES.sign, drawn, count);
    run.expandSigns(drawn, expanded, count);
    i8.copyWithin(addressIn(out, from), expanded, expanded + length);
  });
};

export const passes: PassSet<ArrayExports, { readonly gaussians: Drawn; readonly signs: Drawn }> = {
  file: import.meta.url,
  wasm: new URL('./kernels.wasm', import.meta.url),
  passes: { gaussians, signs },
};
