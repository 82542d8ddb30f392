import { describe, expect, it } from 'vitest';
import { operatingCharacteristics } from './operatingCharacteristics.ts';
import { decide, defaultCap, type SequentialPlan } from './sequentialTest.ts';

const planFor = (gamma: number): SequentialPlan => ({
  gamma,
  alpha: { refute: 1e-6, support: 1e-3 },
  cap: defaultCap(gamma),
  batch: 16,
});

/** The same law by walking every tally through `decide`. */
const byEnumeration = (plan: SequentialPlan, rate: number, certificates: boolean) => {
  const ends: Record<string, number> = {
    refuted: 0,
    supported: 0,
    consistent: 0,
    undecided: 0,
    expectedTrials: 0,
  };
  let law = new Map([[0, 1]]);
  for (let n = 1; n <= plan.cap; n++) {
    const next = new Map<number, number>();
    for (const [k, mass] of law) {
      next.set(k, (next.get(k) ?? 0) + mass * (1 - rate));
      next.set(k + 1, (next.get(k + 1) ?? 0) + mass * rate);
    }
    law = next;
    if (n % plan.batch !== 0 && n !== plan.cap) continue;
    for (const [k, mass] of law) {
      const end = decide(plan, { n, violated: k, unresolved: certificates ? 0 : n - k, examined: n });
      if (end === 'continue') continue;
      ends[end]! += mass;
      ends.expectedTrials! += mass * n;
      law.delete(k);
    }
  }
  return ends;
};

describe('operatingCharacteristics', () => {
  it.each([0.2, 0.1, 0.05, 0.02, 0.01, 0.001])('keeps both errors below α at rate γ = %s', (gamma) => {
    const plan = planFor(gamma);
    const certified = operatingCharacteristics(plan, gamma);
    expect(certified.refuted).toBeLessThanOrEqual(plan.alpha.refute);
    expect(certified.supported).toBeLessThanOrEqual(plan.alpha.support);
    const attacked = operatingCharacteristics(plan, gamma, { certificates: false });
    expect(attacked.refuted).toBeLessThanOrEqual(plan.alpha.refute);
    expect(attacked.supported).toBe(0);
  });

  // The looks of a plan without a cap; at 20000 trials less than 1e-40 of the mass is left at these rates.
  it.each([
    { batch: 1, nothingFails: 143, twiceGamma: 429, halfGamma: 1094 },
    { batch: 16, nothingFails: 144, twiceGamma: 455, halfGamma: 1118 },
  ])('needs the expected trials in batches of $batch at γ = 0.05 and both α = 1e-3', (wanted) => {
    const plan = { gamma: 0.05, alpha: { refute: 1e-3, support: 1e-3 }, cap: 20000, batch: wanted.batch };
    expect(operatingCharacteristics(plan, 0).expectedTrials).toBe(wanted.nothingFails);
    expect(Math.round(operatingCharacteristics(plan, 0.1).expectedTrials)).toBe(wanted.twiceGamma);
    expect(Math.round(operatingCharacteristics(plan, 0.025).expectedTrials)).toBe(wanted.halfGamma);
  });

  it.each([
    { rate: 0, certificates: true },
    { rate: 0.05, certificates: true },
    { rate: 0.3, certificates: true },
    { rate: 1, certificates: true },
    { rate: 0, certificates: false },
    { rate: 0.03, certificates: false },
    { rate: 0.3, certificates: false },
  ])('is what walking every tally through `decide` gives ($rate, certificates: $certificates)', (scene) => {
    // Loose α and a cap of 150, no multiple of the batch, let every end occur.
    const plan = { gamma: 0.1, alpha: { refute: 0.05, support: 0.1 }, cap: 150, batch: 16 };
    const got = operatingCharacteristics(plan, scene.rate, { certificates: scene.certificates });
    const wanted = byEnumeration(plan, scene.rate, scene.certificates);
    // Both add up at most 150·150 positive terms in another order: 1e-11 relative is a thousand times their
    // rounding.
    for (const [name, value] of Object.entries(got)) {
      expect(Math.abs(value - wanted[name]!)).toBeLessThanOrEqual(1e-11 * wanted[name]!);
    }
    const total = got.refuted + got.supported + got.consistent + got.undecided;
    expect(Math.abs(total - 1)).toBeLessThan(1e-11);
  });

  it('tells the power at the cap', () => {
    expect(operatingCharacteristics(planFor(0.05), 0.1).refuted.toFixed(3)).toBe('0.777');
    expect(operatingCharacteristics(planFor(0.05), 0.0125).supported.toFixed(3)).toBe('0.998');
    expect(operatingCharacteristics({ ...planFor(0.7), cap: 100 }, 1).refuted).toBe(1);
  });

  it('refuses a rate that is none', () => {
    expect(() => operatingCharacteristics(planFor(0.05), 1.5)).toThrow(RangeError);
    expect(() => operatingCharacteristics({ ...planFor(0.05), cap: 0 }, 0.5)).toThrow(RangeError);
  });
});
