import { describe, expect, it } from 'vitest';
import { bindClaim } from '../../claims/boundClaim.ts';
import { gradientIsLarge } from '../../claims/lazyTraining/gradientIsLarge.ts';
import { oneStepFlips } from '../../claims/lazyTraining/oneStepFlips.ts';
import { noMovement } from '../../network/movement.ts';
import { toNumbers } from '../../network/printedNetwork.ts';
import { reducedValue } from '../../network/samplers/reducedValue.ts';
import { rootOf } from '../../numerics/random/root.ts';
import type { WitnessFile } from '../outcomes/witnessFile.ts';
import { recheckNumbers } from '../verification/recheckWitness.ts';
import { type StillViolates, shrinkWitness } from './shrinkWitness.ts';

type Cell = WitnessFile['cell'];
type Numbers = NonNullable<WitnessFile['network']>;

const bound = bindClaim(gradientIsLarge);
const overrides = { C1: 0.5 };

const violates: StillViolates = (cell, numbers) => 'confirmed' in recheckNumbers(bound, cell, numbers);

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
      const { cell, numbers } = shrinkWitness(bound, start, violates);
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
      expect(shrinkWitness(bound, start, violates)).toEqual(shrinkWitness(bound, start, violates));
      expect(start).toEqual(before);
    }
  });

  it('leaves the start alone when everything else is refused', () => {
    const start = starts[0]!;
    expect(shrinkWitness(bound, start, () => false)).toEqual({ cell: start.cell, numbers: start.numbers });
  });

  it('leaves one neuron in one dimension, of one decimal, when nothing is refused', () => {
    const { cell, numbers } = shrinkWitness(bound, starts[0]!, () => true);
    expect(cell).toEqual({ d: 1, m: 1, C0: 0.1, gamma: 0.05, constants: { C1: 0.5, K: 1 } });
    expect(numbers.W0).toHaveLength(1);
    expect(numbers.W0[0]).toHaveLength(1);
    expect(mostDecimals(numbers)).toBeLessThanOrEqual(1);
  });

  it('takes only what was looked at, with the cell it was looked at in', () => {
    const looked: unknown[] = [];
    const found = shrinkWitness(bound, starts[0]!, (cell, numbers) => {
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
      bound,
      { ...start, numbers: { ...start.numbers, across } },
      (_, { W0 }) => W0.length === 8,
    );
    expect(numbers.W0[0]).toHaveLength(1);
    expect(numbers.across.every((shift) => shift === 0)).toBe(true);
  });

  it('gives constants without an override the default of the smaller cell', () => {
    const flips = bindClaim(oneStepFlips);
    const start = { ...starts[0]!, overrides: { C2: 5 } };
    const { cell } = shrinkWitness(flips, start, ({ m }) => m >= 4);
    expect(cell).toMatchObject({ d: 1, m: 4 });
    // C3 = m/log(1/γ), C4 = m/exp(d^0.24).
    expect(cell.constants.C2).toBe(5);
    expect(cell.constants.C3).toBeCloseTo(4 / Math.log(20), 14);
    expect(cell.constants.C4).toBeCloseTo(4 / Math.E, 14);
  });
});
