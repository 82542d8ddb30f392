import { describe, expect, it } from 'vitest';
import { driftOf, type Path } from './drift.ts';

const between = (lower: number, upper: number) => ({ estimate: (lower + upper) / 2, lower, upper });

const growing: Path = {
  bounds: [
    { lower: 1, upper: 2 },
    { lower: 2, upper: 3 },
    { lower: 2.1, upper: 4 },
  ],
  exponent: between(0.1, 0.3),
  late: between(0.1, 0.3),
};

describe('driftOf', () => {
  it('says grows only where bounds, exponent and its larger half agree', () => {
    expect(driftOf(growing)).toBe('grows');
    const last = (lower: number | null) => [...growing.bounds.slice(0, 2), { lower, upper: 4 }];
    expect(driftOf({ ...growing, bounds: last(2) })).toBe('undecided');
    expect(driftOf({ ...growing, bounds: last(null) })).toBe('undecided');
    expect(driftOf({ ...growing, exponent: between(0, 0.3) })).toBe('undecided');
    expect(driftOf({ ...growing, late: between(-0.01, 0.3) })).toBe('undecided');
    // It was 0.2 over all sizes and is 0.09 over the larger half: levelling off.
    expect(driftOf({ ...growing, late: between(0.08, 0.1) })).toBe('undecided');
  });

  it('says shrinks of the same path upside down', () => {
    const falling: Path = {
      bounds: growing.bounds.toReversed(),
      exponent: between(-0.3, -0.1),
      late: between(-0.3, -0.1),
    };
    expect(driftOf(falling)).toBe('shrinks');
    expect(driftOf({ ...falling, bounds: growing.bounds })).toBe('undecided');
  });

  it('says constant where no exponent to speak of is left', () => {
    const flat: Path = { ...growing, exponent: between(-0.04, 0.05), late: between(-0.2, 0.2) };
    expect(driftOf(flat)).toBe('constant');
    expect(driftOf(flat, 0.049)).toBe('undecided');
    expect(driftOf({ ...flat, bounds: [{ lower: 1, upper: null }, ...flat.bounds.slice(1)] })).toBe(
      'undecided',
    );
  });

  it('needs a path', () => {
    expect(() => driftOf({ ...growing, bounds: growing.bounds.slice(0, 1) })).toThrow('two sizes');
  });
});
