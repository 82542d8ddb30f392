import { SUM_BLOCK } from '../../linalg/blockedSum.ts';
import type { Kernels, Sums } from '../kernels.ts';
import { CHUNK, clearedResult, FOUND, place, RESULT, SIGNS, SUMS, shared, U } from './sharedInstance.ts';

/** Probes whose sums are kept at a time: what fits the room for them. */
const PROBES = (8 * CHUNK) / (8 * SUM_BLOCK);

/** Results that fit before what is handed over. */
const MOST_RESULTS = (U - RESULT) / 8;

/** `stepSums` for as many probes as fit. */
const fewStepSums: Kernels['stepSums'] = (rows, signs, probes): readonly Sums[] => {
  const kernels = shared();
  const { run } = kernels;
  const m = signs.length;
  const result = clearedResult(kernels, 2 * probes.length);
  const most = Math.max(0, ...probes.map(({ factors }) => factors.length));
  for (let first = 0; first < m; first += SUM_BLOCK) {
    const end = Math.min(m, first + SUM_BLOCK);
    const count = end - first;
    kernels.views().i8.set(signs.subarray(first, end), SIGNS);
    probes.forEach(({ part }, k) => {
      run.startSums(SIGNS, part, count, SUMS + 8 * SUM_BLOCK * k);
    });
    for (let i = 0; i < most; i++) {
      const row = rows[i]!;
      place(kernels, row.subarray(first, end), U);
      const addRow = row instanceof Float32Array ? run.addRow32 : run.addRow64;
      probes.forEach(({ factors }, k) => {
        if (i < factors.length) addRow(SUMS + 8 * SUM_BLOCK * k, U, factors[i]!, count);
      });
    }
    probes.forEach((_, k) => {
      run.activeSums(SUMS + 8 * SUM_BLOCK * k, SIGNS, count, RESULT + 16 * k);
    });
  }
  return probes.map((_, k) => ({ total: result[2 * k]!, magnitude: result[2 * k + 1]! }));
};

export const stepSums: Kernels['stepSums'] = (rows, signs, probes) => {
  const sums: Sums[] = [];
  for (let k = 0; k < probes.length; k += PROBES)
    sums.push(...fewStepSums(rows, signs, probes.slice(k, k + PROBES)));
  return sums;
};

export const activePattern: Kernels['activePattern'] = (u, signs, along) => {
  const kernels = shared();
  const { activePattern32, activePattern64 } = kernels.run;
  const kernel = u instanceof Float32Array ? activePattern32 : activePattern64;
  const pattern = new Int8Array(signs.length);
  let count = 0;
  for (let first = 0; first < signs.length; first += CHUNK) {
    const end = Math.min(signs.length, first + CHUNK);
    const { i8 } = kernels.views();
    place(kernels, u.subarray(first, end), U);
    i8.set(signs.subarray(first, end), SIGNS);
    count += kernel(U, SIGNS, along, end - first, FOUND);
    pattern.set(i8.subarray(FOUND, FOUND + end - first), first);
  }
  return { pattern, count };
};

export const centerPattern: Kernels['centerPattern'] = (u, signs, radius) => {
  const kernels = shared();
  const { centerPattern32, centerPattern64 } = kernels.run;
  const kernel = u instanceof Float32Array ? centerPattern32 : centerPattern64;
  const pattern = new Int8Array(signs.length);
  for (let first = 0; first < signs.length; first += CHUNK) {
    const end = Math.min(signs.length, first + CHUNK);
    const { i8 } = kernels.views();
    place(kernels, u.subarray(first, end), U);
    i8.set(signs.subarray(first, end), SIGNS);
    kernel(U, SIGNS, radius, end - first, FOUND);
    pattern.set(i8.subarray(FOUND, FOUND + end - first), first);
  }
  return pattern;
};

export const patternSums: Kernels['patternSums'] = (patterns, rows) => {
  const kernels = shared();
  const { patternSum32, patternSum64 } = kernels.run;
  const all = new Float64Array(patterns.length * rows.length);
  const m = patterns[0]?.length ?? 0;
  // As many patterns at a time as there are results for; one row in all but the widest searches.
  const perPass = Math.max(1, Math.floor(MOST_RESULTS / Math.max(1, rows.length)));
  for (let p = 0; p < patterns.length; p += perPass) {
    const some = patterns.slice(p, p + perPass);
    for (let r = 0; r < rows.length; r += MOST_RESULTS) {
      const those = rows.slice(r, r + MOST_RESULTS);
      const result = clearedResult(kernels, some.length * those.length);
      for (let first = 0; first < m; first += CHUNK) {
        const end = Math.min(m, first + CHUNK);
        // The fewer of the two stay while the others pass by; either way each sum is added in the same order.
        those.forEach((row, j) => {
          place(kernels, row.subarray(first, end), U);
          const kernel = row instanceof Float32Array ? patternSum32 : patternSum64;
          some.forEach((pattern, k) => {
            if (j === 0 || some.length > 1) kernels.views().i8.set(pattern.subarray(first, end), SIGNS);
            kernel(U, SIGNS, end - first, RESULT + 8 * (k * those.length + j));
          });
        });
      }
      some.forEach((_, k) => {
        for (let j = 0; j < those.length; j++)
          all[(p + k) * rows.length + r + j] = result[k * those.length + j]!;
      });
    }
  }
  return all;
};

export const patternProduct: Kernels['patternProduct'] = (p, q) => {
  const kernels = shared();
  let total = 0;
  for (let first = 0; first < p.length; first += CHUNK) {
    const end = Math.min(p.length, first + CHUNK);
    const { i8 } = kernels.views();
    i8.set(p.subarray(first, end), SIGNS);
    i8.set(q.subarray(first, end), FOUND);
    total += kernels.run.patternProduct(SIGNS, FOUND, end - first);
  }
  return total;
};

export const addPatterns: Kernels['addPatterns'] = (row, factors, patterns) => {
  const kernels = shared();
  for (let first = 0; first < row.length; first += CHUNK) {
    const end = Math.min(row.length, first + CHUNK);
    place(kernels, row.subarray(first, end), U);
    patterns.forEach((pattern, k) => {
      kernels.views().i8.set(pattern.subarray(first, end), SIGNS);
      kernels.run.addPatternTo(U, SIGNS, factors[k]!, end - first);
    });
    row.set(kernels.views().f32.subarray(U >> 2, (U >> 2) + end - first), first);
  }
};
