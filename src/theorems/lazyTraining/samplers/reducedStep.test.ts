import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { reducedStep } from './reducedStep.ts';

const patternOf = (m: number, entry: (s: number) => number): Int8Array =>
  Int8Array.from({ length: m }, (_, s) => entry(s));

describe('reducedStep', () => {
  it('reveals one direction for each query that asks something new', () => {
    const m = 30;
    const { revealed, u } = reducedStep(rootOf('queries').child(0), 1e5, m);
    expect(revealed.rows).toHaveLength(1);
    const first = revealed.query(patternOf(m, (s) => (s % 2 === 0 ? 2 : 0)));
    expect(first).toHaveLength(2);
    // ⟨W0ᵀc, x⟩ = Σ c_s u_s with c_s = pattern_s/(2√m); 15 terms of size ≤ 7 in f64.
    let along = 0;
    for (let s = 0; s < m; s += 2) along += u[s]! / Math.sqrt(m);
    expect(first[0]).toBeCloseTo(along, 13);
    // Half of the same, and nothing: known already.
    expect(revealed.query(patternOf(m, (s) => (s % 2 === 0 ? -1 : 0)))).toHaveLength(2);
    expect(revealed.query(patternOf(m, () => 0))).toHaveLength(2);
    expect(revealed.query(patternOf(m, (s) => (s % 2 === 0 ? 0 : 2)))).toHaveLength(3);
  });

  it('has no more directions than the space', () => {
    const m = 12;
    const { revealed } = reducedStep(rootOf('queries').child(1), 3, m);
    for (let k = 0; k < 6; k++) revealed.query(patternOf(m, (s) => (s === k ? 2 : 0)));
    expect(revealed.rows).toHaveLength(3);
  });

  it('answers the same again, up to the f32 of what was revealed in between', () => {
    const m = 50;
    const { revealed } = reducedStep(rootOf('queries').child(2), 20, m);
    const pattern = patternOf(m, (s) => (s < 25 ? 2 : 0));
    const before = revealed.query(pattern);
    for (let k = 0; k < 5; k++) revealed.query(patternOf(m, (s) => (s % (k + 2) === 0 ? 2 : -2)));
    const after = revealed.query(pattern);
    expect([...after.slice(0, 2)]).toEqual([...before]);
    // The later rows are orthogonal to the pattern but for f32 rounding: Σ |c_s| 2⁻²⁴ |w_s| ≤ √50 · 7 · 2⁻²⁴.
    for (const residue of after.slice(2))
      expect(Math.abs(residue)).toBeLessThan(Math.sqrt(50) * 7 * 2 ** -24);
  });
});
