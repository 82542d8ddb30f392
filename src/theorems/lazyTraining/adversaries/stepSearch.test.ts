import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { moved } from '../network/gradientStep.ts';
import { noMovement } from '../network/movement.ts';
import { largestShift } from '../network/reference.ts';
import { reducedStep } from '../samplers/reducedStep.ts';
import { bestStep, mayAskOn, stepSearch } from './stepSearch.ts';
import { isBetter, type SignedStep, structuredStep } from './structuredStep.ts';

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
        const structured = [...structuredStep(a.instance, { radius }, a.initial, C2)].at(-1)!;
        const searched = [...stepSearch(b.instance, { radius }, b.initial, C2, exhaust)].at(-1)!;
        expect(searched.signedMargin).toBeGreaterThanOrEqual(structured.signedMargin);
        expect(largestShift(b.instance.explicit(), searched.step.movement)).toBeLessThanOrEqual(radius);
        stronger += Number(searched.signedMargin > structured.signedMargin);
      }
      expect(stronger).toBeGreaterThan(0);
    },
  );

  it('yields the best so far, which never gets worse, and begins with W0', () => {
    const { instance, initial } = begin(0);
    const told: SignedStep[] = [...stepSearch(instance, { radius }, initial, 1, true)];
    expect(told[0]!.step).toBe(initial);
    for (let i = 1; i < told.length; i++)
      expect(told[i] === told[i - 1] || told[i]!.signedMargin >= told[i - 1]!.signedMargin).toBe(true);
    expect(told.at(-1)!.signedMargin).toBe(Math.max(...told.map(({ signedMargin }) => signedMargin)));
    expect(isBetter(told.at(-1)!, told[0]!)).toBe(true);
    const again = begin(0);
    expect(bestStep(again.instance, { radius }, again.initial, 1).signedMargin).toBe(
      told.at(-1)!.signedMargin,
    );
  });

  it('asks nothing of the draw beyond what its caller takes', () => {
    const revealedAfter = (tries: number): number => {
      const { instance, initial } = begin(1);
      const search = stepSearch(instance, { radius }, initial, 1, true);
      for (let i = 0; i < tries; i++) if (search.next().done === true) throw new Error(`${i} tries only`);
      return instance.revealed.rows.length;
    };
    const { instance, initial } = begin(1);
    const all = [...stepSearch(instance, { radius }, initial, 1, true)].length;
    expect(all).toBeGreaterThan(3);
    for (let tries = 1; tries <= all; tries++)
      expect(revealedAfter(tries)).toBeGreaterThanOrEqual(revealedAfter(tries - 1));
    expect(revealedAfter(1)).toBeLessThan(revealedAfter(4));
    expect(revealedAfter(4)).toBeLessThan(revealedAfter(all));
    expect(revealedAfter(all)).toBe(instance.revealed.rows.length);
  });

  it('gives back W0 where nothing may move', () => {
    const { instance, initial } = begin(2);
    const still = [...stepSearch(instance, { radius: 0 }, initial, 1, true)];
    expect(still.map(({ step }) => step === initial)).toEqual([true]);
    expect(bestStep(instance, { radius: 0 }, initial, 1).step).toBe(initial);
  });

  it('leaves switched neurons out where structured weights come nowhere near', () => {
    const tries = (exhaust: boolean): number => {
      const { instance, initial } = begin(3);
      // f stays within |f(W0)| + C0 = |f(W0)| + 1, so against a C2 of 20 no sign is nearly kept.
      return [...stepSearch(instance, { radius }, initial, 20, exhaust)].length;
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
