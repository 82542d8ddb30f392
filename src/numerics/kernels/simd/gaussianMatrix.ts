import type { WordSource } from '../generator.ts';
import type { GaussianMatrix } from '../kernels.ts';
import { BLOCK_LENGTH } from '../reference/gaussianBlock.ts';
import { allocated, allocateLarge, scope } from './arena.ts';
import { makeGaussians, passes } from './passes.ts';
import { workplace } from './sweep.ts';

/** Values made before the rows that are then complete are looked at: they stay in cache. */
const PIECE = 4 * BLOCK_LENGTH;

/**
 * Values read at a time where all of them lie in memory: nothing stays in cache, and longer walks through the
 * memory are the faster.
 */
const READ = 4 * PIECE;

/** Values that a generator may write past what it was asked for. */
const OVERRUN = 128;

/** What a pass does with `count` rows from `first` on, which lie at the address `rows`. */
type Visit = (rows: number, first: number, count: number) => void;

/**
 * Gaussians that stay in memory for as long as the scope they are asked for in, or are made again in every
 * pass: outside all scopes, or where they do not fit.
 *
 * A pass goes through the rows in order, a piece at a time. Source: `Kernels.gaussianMatrix`.
 */
export const gaussianMatrix = (
  source: WordSource,
  width: number,
  m: number,
  memory: number,
): GaussianMatrix => {
  const values = width * m;
  const store = 4 * values <= memory ? allocateLarge(4 * (values + BLOCK_LENGTH + OVERRUN)) : null;
  const perRead = Math.max(1, Math.floor(READ / Math.max(1, width)));
  /** Rows that are looked at together, at most. */
  const most = Math.ceil(READ / Math.max(1, width)) + 2;

  /**
   * Makes up to `PIECE` values from value `from` (the first of a block) on, the first of them at the address
   * `at`.
   */
  const make = (from: number, at: number): number => {
    const end = Math.min(values, from + PIECE);
    const place = workplace(passes);
    for (let start = from; start < end; start += BLOCK_LENGTH)
      makeGaussians(
        place,
        source,
        start / BLOCK_LENGTH,
        at + 4 * (start - from),
        Math.min(BLOCK_LENGTH, end - start),
      );
    return end;
  };

  /** Values that are stored already. */
  let stored = 0;
  const eachStored = (base: number, visit: Visit): void => {
    for (let first = 0; first < m; ) {
      if (stored < values) stored = make(stored, base + 4 * stored);
      const complete = stored >= values ? Math.min(m, first + perRead) : Math.floor(stored / width);
      if (complete > first) visit(base + 4 * first * width, first, complete - first);
      first = complete;
    }
  };

  const eachMadeAgain = (visit: Visit): void => {
    const base = allocated(4 * (width + PIECE + OVERRUN + 16));
    const { f32 } = workplace(passes);
    let made = 0;
    // The value at the address `base`: a multiple of 16, so that blocks are stored at whole vectors.
    let bufferStart = 0;
    for (let first = 0; first < m; ) {
      const lead = Math.floor((first * width) / 16) * 16;
      if (lead > bufferStart) {
        const from = (base >>> 2) + lead - bufferStart;
        f32.copyWithin(base >>> 2, from, from + made - lead);
        bufferStart = lead;
      }
      made = make(made, base + 4 * (made - bufferStart));
      const complete = Math.min(m, Math.floor(made / width));
      if (complete > first) visit(base + 4 * (first * width - bufferStart), first, complete - first);
      first = complete;
    }
  };

  /** Where the numbers of a vector lie, copied there. */
  const placed = (vector: Float64Array): number => {
    const at = allocated(8 * width);
    workplace(passes).f64.set(vector, at >>> 3);
    return at;
  };

  /** A pass, its scratch memory allocated by `begin`. */
  const pass = (begin: () => Visit): void => {
    if (values === 0) return;
    scope(() => {
      const visit = begin();
      if (store === null) eachMadeAgain(visit);
      else eachStored(store, visit);
    });
  };

  /**
   * A pass that adds rows to a sum: `select` writes the pattern of the rows it visits to the address it is
   * given.
   */
  const sumOver = (scale: number, select: (pattern: number) => Visit): Float64Array => {
    const sum = new Float64Array(width);
    pass(() => {
      const [total, pattern] = [placed(sum), allocated(most)];
      // Rows that wait for three others, and their factors.
      const [list, factors] = [allocated(16), allocated(32)];
      const selected = select(pattern);
      return (rows, first, count) => {
        const { run, f64 } = workplace(passes);
        selected(rows, first, count);
        run.addPattern32(total, rows, pattern, scale, count, width, list, factors);
        if (first + count === m) sum.set(f64.subarray(total >>> 3, (total >>> 3) + width));
      };
    });
    return sum;
  };

  return {
    stored: store !== null,
    dots: (directions, outs) => {
      pass(() => {
        const vectors = directions.map(placed);
        const out = allocated(8 * most);
        return (rows, first, count) => {
          const { run, f64 } = workplace(passes);
          const results = f64.subarray(out >>> 3, (out >>> 3) + count);
          vectors.forEach((vector, k) => {
            run.rowDots32(rows, vector, out, count, width);
            outs[k]!.set(results, first);
          });
        };
      });
    },
    dotsAndSum: (direction, out, signs, above) =>
      sumOver(1, (pattern) => {
        const [vector, products] = [placed(direction), allocated(8 * most)];
        return (rows, first, count) => {
          const { run, f64, i8 } = workplace(passes);
          run.rowDots32(rows, vector, products, count, width);
          for (let i = 0; i < count; i++) {
            const product = f64[(products >>> 3) + i]!;
            out[first + i] = product;
            i8[pattern + i] = product > above ? signs[first + i]! : 0;
          }
        };
      }),
    patternSum: (entries, scale) =>
      sumOver(scale, (pattern) => (_, first, count) => {
        workplace(passes).i8.set(entries.subarray(first, first + count), pattern);
      }),
  };
};
