import { describe, expect, it } from 'vitest';
import { rootOf } from '../../numerics/random/root.ts';
import { moved } from '../gradientStep.ts';
import { noMovement } from '../movement.ts';
import { largestShift } from '../reference.ts';
import { reducedStep } from '../samplers/reducedStep.ts';
import { mayAskOn, stepSearch } from './stepSearch.ts';
import { type KeptSign, structuredStep } from './structuredStep.ts';

const [d, m] = [30, 600];
const radius = 1 / Math.sqrt(m);

const begin = (trial: number) => {
  const instance = reducedStep(rootOf('step search').child(trial), d, m);
  return { instance, initial: moved(instance, noMovement(m)) };
};

describe('stepSearch', () => {
  it.each([true, false])(
    'is never weaker than structured weights on the same draw, exhaust = %s',
    (exhaust) => {
      let stronger = 0;
      for (let trial = 0; trial < 20; trial++) {
        const [a, b] = [begin(trial), begin(trial)];
        const C2 = Math.abs(a.initial.value) + 0.6;
        const structured = structuredStep(a.instance, { radius }, a.initial, C2, () => false);
        const searched = stepSearch(b.instance, { radius }, b.initial, C2, exhaust, () => false);
        expect(searched.kept).toBeGreaterThanOrEqual(structured.kept);
        expect(largestShift(b.instance.explicit(), searched.step.movement)).toBeLessThanOrEqual(radius);
        stronger += Number(searched.kept > structured.kept);
      }
      expect(stronger).toBeGreaterThan(0);
    },
  );

  it('answers the best of what it told, each of which it told once', () => {
    const { instance, initial } = begin(0);
    const told: KeptSign[] = [];
    const found = stepSearch(instance, { radius }, initial, 1, true, (tried) => {
      told.push(tried);
      return false;
    });
    expect(found.kept).toBe(Math.max(...told.map(({ kept }) => kept)));
  });

  it('ends at whichever try its caller is content with', () => {
    const trace = (stopAt: number): number => {
      const { instance, initial } = begin(1);
      let tries = 0;
      stepSearch(instance, { radius }, initial, 1, true, () => ++tries === stopAt);
      return tries;
    };
    const all = trace(0);
    expect(all).toBeGreaterThan(3);
    for (let stopAt = 1; stopAt <= all; stopAt++) expect(trace(stopAt)).toBe(stopAt);
  });

  it('gives back W0 where its caller is content with it, and where nothing may move', () => {
    const { instance, initial } = begin(2);
    expect(stepSearch(instance, { radius }, initial, 1, true, () => true).step).toBe(initial);
    expect(stepSearch(instance, { radius: 0 }, initial, 1, true, () => false).step).toBe(initial);
  });

  it('leaves switched neurons out where structured weights come nowhere near', () => {
    const tries = (exhaust: boolean): number => {
      const { instance, initial } = begin(3);
      let count = 0;
      // f stays within |f(W0)| + C0 = |f(W0)| + 1, so against a C2 of 20 no sign is nearly kept.
      stepSearch(instance, { radius }, initial, 20, exhaust, () => {
        count++;
        return false;
      });
      return count;
    };
    expect(tries(false)).toBeLessThan(tries(true));
  });

  it('asks no more of a draw whose revealed numbers fill the memory set aside', () => {
    const { instance } = begin(4);
    expect(mayAskOn(instance)).toBe(true);
    // 5 · 10⁷ · 8 = 4e8 is the first size refused.
    const rows = new Array<Float64Array>(8).fill(new Float64Array());
    const huge = { ...instance, m: 1e7, revealed: { ...instance.revealed, rows } };
    expect(mayAskOn(huge)).toBe(false);
    expect(mayAskOn({ ...huge, m: 1e7 - 1 })).toBe(true);
  });
});
