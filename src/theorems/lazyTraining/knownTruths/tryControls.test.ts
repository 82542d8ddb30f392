import { describe, expect, it } from 'vitest';
import { bindCell } from '../../../core/judge/bindCell.ts';
import { bindClaim, constantsAt } from '../../../core/judge/boundClaim.ts';
import { fewNeuronsFlip } from '../claims/fewNeuronsFlip.ts';
import { lazySpace } from '../space.ts';
import { knownTruths } from './knownTruths.ts';
import { type Trying, tryControls } from './tryControls.ts';

const short: Trying = {
  runs: 60,
  levels: [{ alpha: { refute: 0.05, support: 0.05 }, cap: 160 }],
  seed: 'controls',
  falseAlarm: 1e-9,
};

describe('the controls', () => {
  it('say what is true as often as they must (false alarm 1e-9, seeds pinned)', async () => {
    const rows = await tryControls(short);
    expect(rows).toHaveLength(3 * knownTruths.length + 1);
    for (const { control, ratio, broken, said, runs } of rows) {
      expect([control, ratio, broken]).toEqual([control, ratio, []]);
      expect(Object.values(said).reduce((sum, times) => sum + times, 0)).toBe(runs);
    }
    // Every kind of sentence was said somewhere, so that nothing of this is empty.
    for (const name of ['refuted', 'supported', 'consistent', 'undecided'] as const)
      expect(rows.reduce((sum, { said }) => sum + said[name], 0)).toBeGreaterThan(0);
  });

  it('are a function of their seed', async () => {
    const few: Trying = { ...short, runs: 8, truths: knownTruths.slice(2), ratios: [1] };
    expect(await tryControls(few)).toEqual(await tryControls(few));
    expect(await tryControls({ ...few, seed: 'other' })).not.toEqual(await tryControls(few));
  });

  it('have teeth: a truth that is off by a factor of two is called broken', async () => {
    const [coin] = knownTruths;
    const lying = { ...coin!, at: (gamma: number) => coin!.at(2 * gamma) };
    const rows = await tryControls({ ...short, truths: [lying], ratios: [2] });
    expect(rows[0]!.broken.join()).toMatch(/"refuted" was said \d+ times in 60, and its exact chance is/);
    // A judge that says "supported" at γ itself more often than α allows.
    const eager = { ...coin!, at: (gamma: number) => coin!.at(4 * gamma) };
    const wrong = await tryControls({ ...short, truths: [eager], ratios: [1] });
    expect(wrong[0]!.broken.join()).toMatch(/sentences are wrong, too many for a chance of 0\.1/);
  });

  it('know the truth by the law that a report prints', () => {
    const flips = knownTruths.find(({ name }) => name === 'neurons that flip')!;
    expect(flips.rate).toBeGreaterThan(0.05);
    expect(flips.rate).toBeLessThan(0.2);
    const bound = bindClaim(fewNeuronsFlip, lazySpace.axes);
    const axes = { d: 4, m: 30, C0: 1, gamma: 0.1 };
    const at = bindCell(
      bound,
      { at: axes, constants: constantsAt(bound, axes), mode: 'reduced' },
      lazySpace.settings,
    );
    const quantity = at.setting.quantities.find(({ symbol }) => symbol === 'signChanges')!;
    expect(quantity.upperTail!(6, { m: 30, radius: 1 / Math.sqrt(30) })).toBeCloseTo(flips.rate, 12);
  });
});
