import { describe, expect, it } from 'vitest';
import { rootOf } from '../../numerics/random/root.ts';
import { gradientIsLarge } from '../../theorems/lazyTraining/claims/gradientIsLarge.ts';
import { oneStepFlips } from '../../theorems/lazyTraining/claims/oneStepFlips.ts';
import { noMovement } from '../../theorems/lazyTraining/network/movement.ts';
import { toNumbers } from '../../theorems/lazyTraining/network/printedNetwork.ts';
import { written } from '../../theorems/lazyTraining/plain/written.ts';
import { reducedValue } from '../../theorems/lazyTraining/samplers/reducedValue.ts';
import { lazySpace } from '../../theorems/lazyTraining/space.ts';
import { bindClaim } from '../judge/boundClaim.ts';
import type { WitnessFile } from '../report/witnessFile.ts';
import { recheckNumbers } from '../verify/recheckWitness.ts';
import { type StillViolates, shrinkWitness } from './shrinkWitness.ts';

type Cell = WitnessFile['cell'];
type Numbers = NonNullable<WitnessFile['network']>;

const bound = bindClaim(gradientIsLarge, lazySpace.axes);
const overrides = { C1: 0.5 };

const violates: StillViolates = (cell, numbers) =>
  'confirmed' in recheckNumbers(written, bound, cell, numbers);

const drawn = (
  trial: number,
  d: number,
  m: number,
): { cell: Cell; numbers: Numbers; overrides: Cell['constants'] } => ({
  cell: { d, m, C0: 0.1, gamma: 0.05, constants: { C1: 0.5, K: 1 } },
  numbers: toNumbers(reducedValue(rootOf('shrink').child(trial), d, m).explicit(), noMovement(m)),
  overrides,
});

/** The first draws whose gradient is short at W0 itself. */
const starts = Array.from({ length: 200 }, (_, trial) => drawn(trial, 6, 8)).filter(({ cell, numbers }) =>
  violates(cell, numbers),
);

const decimalsOf = (value: number): number => {
  const [, decimals = ''] = /\.(\d+)$/.exec(String(value)) ?? [];
  return decimals.length;
};

const mostDecimals = ({ W0, along, across }: Numbers): number =>
  Math.max(...[...W0.flat(), ...along, ...across].map(decimalsOf));

describe('shrinkWitness', () => {
  it('starts from some', () => {
    expect(starts.length).toBeGreaterThan(4);
  });

  it('leaves a witness that is no larger, in the cell of its own size', () => {
    for (const start of starts) {
      const { cell, numbers } = shrinkWitness(written, bound, start, violates);
      expect(violates(cell, numbers)).toBe(true);
      expect(cell.d).toBeLessThanOrEqual(start.cell.d);
      expect(cell.m).toBeLessThanOrEqual(start.cell.m);
      expect([numbers.W0, numbers.signs, numbers.along, numbers.across].map(({ length }) => length)).toEqual(
        new Array(4).fill(cell.m),
      );
      expect(numbers.W0.every((row) => row.length === cell.d)).toBe(true);
      expect({ C0: cell.C0, gamma: cell.gamma }).toEqual({ C0: 0.1, gamma: 0.05 });
      expect(mostDecimals(numbers)).toBeLessThanOrEqual(3);
    }
  });

  it('finds the same twice, and does not touch its start', () => {
    for (const start of starts) {
      const before = structuredClone(start);
      expect(shrinkWitness(written, bound, start, violates)).toEqual(
        shrinkWitness(written, bound, start, violates),
      );
      expect(start).toEqual(before);
    }
  });

  it('leaves the start alone when everything else is refused', () => {
    const start = starts[0]!;
    expect(shrinkWitness(written, bound, start, () => false)).toEqual({
      cell: start.cell,
      numbers: start.numbers,
    });
  });

  it('leaves one neuron in one dimension, of one decimal, when nothing is refused', () => {
    const { cell, numbers } = shrinkWitness(written, bound, starts[0]!, () => true);
    expect(cell).toEqual({ d: 1, m: 1, C0: 0.1, gamma: 0.05, constants: { C1: 0.5, K: 1 } });
    expect(numbers.W0).toHaveLength(1);
    expect(numbers.W0[0]).toHaveLength(1);
    expect(mostDecimals(numbers)).toBeLessThanOrEqual(1);
  });

  it('takes only what was looked at, with the cell it was looked at in', () => {
    const looked: unknown[] = [];
    const found = shrinkWitness(written, bound, starts[0]!, (cell, numbers) => {
      looked.push({ cell, numbers });
      return violates(cell, numbers);
    });
    expect(looked).toContainEqual(found);
    // Five rounds of at most 2 · 8 neurons and 5 coordinates, and twelve decimals.
    expect(looked.length).toBeLessThanOrEqual(5 * (2 * 8 + 5) + 12);
  });

  it('moves no row further than it was moved, whatever the decimals', () => {
    const start = starts[0]!;
    const along = start.numbers.along.map((_, s) => 0.0999 * Math.sin(1 + s));
    const across = start.numbers.across.map((_, s) => 0.0999 * Math.cos(1 + s));
    // Keeps m, so that rows stay in their places.
    const { numbers } = shrinkWitness(
      written,
      bound,
      { ...start, numbers: { ...start.numbers, along, across } },
      (cell) => cell.m === 8 && cell.d === 6,
    );
    numbers.along.forEach((shift, s) => {
      expect(Math.abs(shift)).toBeLessThanOrEqual(Math.abs(along[s]!));
      expect(Math.abs(numbers.across[s]!)).toBeLessThanOrEqual(Math.abs(across[s]!));
    });
  });

  it('moves nothing across where one dimension is left', () => {
    const start = starts[0]!;
    const across = start.numbers.across.map(() => 0.01);
    const { numbers } = shrinkWitness(
      written,
      bound,
      { ...start, numbers: { ...start.numbers, across } },
      (_, { W0 }) => W0.length === 8,
    );
    expect(numbers.W0[0]).toHaveLength(1);
    expect(numbers.across.every((shift) => shift === 0)).toBe(true);
  });

  it('gives constants without an override their first values', () => {
    const flips = bindClaim(oneStepFlips, lazySpace.axes);
    const start = { ...starts[0]!, overrides: { C2: 5 } };
    const { cell } = shrinkWitness(written, flips, start, ({ m }) => m >= 4);
    expect(cell).toMatchObject({ d: 1, m: 4 });
    expect(cell.constants).toEqual({ C2: 5, C3: 1, C4: 454_000 });
  });
});
