import { describe, expect, it } from 'vitest';
import { kernels, useKernels } from '../../src/numerics/kernels/inUse.ts';
import { plainKernels } from '../../src/numerics/kernels/reference/plainKernels.ts';
import { simdKernels } from '../../src/numerics/kernels/simd/simdKernels.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import type { ValueInstance } from '../../src/theorems/lazyTraining/network/instance.ts';
import {
  ambientGradient,
  ambientStep,
  ambientValue,
} from '../../src/theorems/lazyTraining/samplers/ambient.ts';

const root = rootOf('memory');

/** Shapes with rows shorter than a block, longer than one, and longer than what is made at a time. */
const shapes = [
  { d: 1, m: 5 },
  { d: 3, m: 9000 },
  { d: 784, m: 70 },
  { d: 5000, m: 9 },
  { d: 20000, m: 3 },
];

const rowsOf = ({ explicit }: ValueInstance): number[] => {
  const all: number[] = [];
  explicit().visitRows((_, row) => all.push(...row));
  return all;
};

/** Every number that claims look at, of draws made at once. */
const numbersAt = (d: number, m: number, memory: number): number[][] =>
  kernels().arena.scope(() => {
    const draws = [0, 1].map((k) => root.child(d).child(k));
    const values = draws.map((stream) => ambientValue(stream, d, m, memory));
    const steps = draws.map((stream) => ambientStep(stream, d, m, memory));
    const gradients = draws.map((stream) => ambientGradient(stream, d, m, 0.4, memory));
    const answers = [0, 1, 0].flatMap((k, turn) => {
      const { revealed, signs, u } = steps[k]!;
      const pattern = signs.map((sign, s) => (u[s]! > 0.3 * turn ? 2 * sign : 0));
      return [revealed.query(pattern), ...revealed.rows].map((numbers) => [...numbers]);
    });
    return [
      ...answers,
      ...values.flatMap((value) => [[...value.u], rowsOf(value)]),
      ...gradients.flatMap(({ rows, alwaysActiveSum, mayFlip }) => [
        [...rows],
        [...alwaysActiveSum],
        [...mayFlip],
      ]),
    ];
  });

describe('ambient draws', () => {
  it.each(shapes)('are the same bit for bit, stored and regenerated: d = $d, m = $m', ({ d, m }) => {
    const stored = numbersAt(d, m, 1e9);
    expect(numbersAt(d, m, 0)).toEqual(stored);
    const isStored = (memory: number): boolean => ambientValue(root, d, m, memory).W0.stored;
    expect(kernels().arena.scope(() => isStored(4 * d * m))).toBe(true);
    expect(kernels().arena.scope(() => isStored(4 * d * m - 1))).toBe(false);
    expect(isStored(4 * d * m)).toBe(false);
  });

  it.each(shapes)('are the same bit for bit from the plain kernels: d = $d, m = $m', ({ d, m }) => {
    const fast = numbersAt(d, m, 1e9);
    expect(kernels()).toBe(simdKernels);
    useKernels(plainKernels);
    try {
      expect(numbersAt(d, m, 1e9)).toEqual(fast);
    } finally {
      useKernels(simdKernels);
    }
  });
});
