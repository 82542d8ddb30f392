import { describe, expect, it } from 'vitest';
import { decide, defaultCap, type SequentialPlan, whatCapCanDecide } from './sequentialTest.ts';

const plan: SequentialPlan = { gamma: 0.05, alpha: { refute: 1e-6, support: 1e-3 }, cap: 1000, batch: 16 };

describe('decide', () => {
  it('refutes on confirmed failures alone', () => {
    expect(decide(plan, { n: 16, violated: 16, unresolved: 0, examined: 16 })).toBe('refuted');
    expect(decide(plan, { n: 16, violated: 0, unresolved: 16, examined: 16 })).toBe('continue');
  });

  it('supports only when the unresolved count as failures', () => {
    expect(decide(plan, { n: 144, violated: 0, unresolved: 0, examined: 144 })).toBe('supported');
    expect(decide(plan, { n: 142, violated: 0, unresolved: 0, examined: 142 })).toBe('continue');
    expect(decide(plan, { n: 144, violated: 0, unresolved: 144, examined: 144 })).toBe('consistent');
  });

  it('is consistent only over trials on which an attack was tried', () => {
    const open = { n: 144, violated: 0, unresolved: 144, examined: 144 };
    expect(decide(plan, { ...open, untried: 144 })).toBe('continue');
    expect(decide(plan, { ...open, untried: 1 })).toBe('continue');
    expect(decide({ ...plan, cap: 144 }, { ...open, untried: 144 })).toBe('undecided');
    // As many as a supported cell may have violations: 400 trials with one.
    expect(decide(plan, { n: 400, violated: 0, unresolved: 400, examined: 400, untried: 1 })).toBe(
      'consistent',
    );
    expect(decide(plan, { n: 400, violated: 1, unresolved: 0, examined: 400 })).toBe('supported');
  });

  it('goes on while certificates could still catch up', () => {
    expect(decide(plan, { n: 144, violated: 0, unresolved: 10, examined: 144 })).toBe('continue');
    // The same tally with only six trials to go, since 850 were skipped: support is out of reach.
    expect(decide(plan, { n: 144, violated: 0, unresolved: 10, examined: 994 })).toBe('consistent');
  });

  it('is undecided at the cap, also when every trial was skipped', () => {
    expect(decide(plan, { n: 1000, violated: 50, unresolved: 0, examined: 1000 })).toBe('undecided');
    expect(decide(plan, { n: 0, violated: 0, unresolved: 0, examined: 1000 })).toBe('undecided');
    expect(decide(plan, { n: 0, violated: 0, unresolved: 0, examined: 0 })).toBe('continue');
  });

  it('refuses a tally that cannot be', () => {
    expect(() => decide(plan, { n: 10, violated: 8, unresolved: 3, examined: 10 })).toThrow(RangeError);
    expect(() => decide(plan, { n: 10, violated: 0, unresolved: 0, examined: 9 })).toThrow(RangeError);
    expect(() => decide(plan, { n: 10, violated: 0, unresolved: 0, examined: 1001 })).toThrow(RangeError);
    expect(() => decide(plan, { n: 10, violated: 0, unresolved: 3, examined: 10, untried: 4 })).toThrow(
      RangeError,
    );
    expect(() => decide({ ...plan, batch: 0 }, { n: 0, violated: 0, unresolved: 0, examined: 0 })).toThrow(
      RangeError,
    );
  });
});

describe('caps', () => {
  it('defaults to 1000, or 20/γ for small γ, free of rounding', () => {
    expect([0.2, 0.1, 0.05, 0.02, 0.01, 0.001].map(defaultCap)).toEqual([
      1000, 1000, 1000, 1000, 2000, 20000,
    ]);
    // Whole quotients stay whole for every γ = 1/j.
    for (let j = 21; j < 5000; j++) expect(defaultCap(1 / j)).toBe(20 * j);
    expect(defaultCap(0.003)).toBe(6667);
  });

  it('says what a small cap could have decided', () => {
    expect(whatCapCanDecide(plan)).toEqual({ refute: true, support: true });
    expect(whatCapCanDecide({ ...plan, cap: 142 })).toEqual({ refute: true, support: false });
    expect(whatCapCanDecide({ ...plan, cap: 3 })).toEqual({ refute: false, support: false });
  });
});
