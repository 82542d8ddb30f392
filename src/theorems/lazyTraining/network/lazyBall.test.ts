import { describe, expect, it } from 'vitest';
import { contains, insideRadius } from './lazyBall.ts';

describe('the lazy ball', () => {
  it('holds rows that moved by at most its radius', () => {
    const ball = { radius: 0.1 };
    expect(contains(ball, 0.1)).toBe(true);
    expect(contains(ball, 0.1000001)).toBe(false);
    expect(contains(ball, Number.NaN)).toBe(false);
  });

  it('leaves an adversary a hair less, and nothing where nothing may move', () => {
    expect(insideRadius({ radius: 0.1 })).toBeLessThan(0.1);
    expect(insideRadius({ radius: 0.1 })).toBeGreaterThan(0.1 * (1 - 1e-8));
    expect(insideRadius({ radius: 0 })).toBe(0);
    expect(insideRadius({ radius: 1e-13 })).toBe(0);
  });

  it('the hair covers the rounding of a row of a million entries', () => {
    // √d · 2⁻⁵⁰ for entries of size ≤ 8.
    expect(0.1 - insideRadius({ radius: 0.1 })).toBeGreaterThan(Math.sqrt(1e6) * 2 ** -50);
  });
});
