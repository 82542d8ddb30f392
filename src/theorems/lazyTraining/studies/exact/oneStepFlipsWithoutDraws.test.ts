import { describe, expect, it } from 'vitest';
import type { StudyResult } from '../../../../core/study.ts';
import { rootOf } from '../../../../numerics/random/root.ts';
import { boundsOverWidths, theoremBounds } from '../../explicitBounds/theoremMargin.ts';
import { largestWidth, partsOf, theoremWidths } from '../../explicitBounds/widths.ts';
import { endOfPath } from '../order/paths.ts';
import { checkOneStepFlipsWithoutDraws } from './oneStepFlipsWithoutDraws.ts';

const judgeAt = (d: number, C2?: number): Promise<StudyResult> =>
  checkOneStepFlipsWithoutDraws.judge(endOfPath(d, 1, 0.05, C2 === undefined ? {} : { C2 }), {
    stream: rootOf('without draws'),
    alpha: { refute: 1e-6, support: 1e-3 },
    profile: 'quick',
    options: {},
    yieldToLoop: async () => {},
    part: (_, compute) => compute(() => {}),
  });

describe('Theorem 3.1 without draws', () => {
  it('is proved where the bounds close, and undecided where they do not', async () => {
    expect((await judgeAt(1e6)).verdict).toBe('supported');
    expect((await judgeAt(250_000, 8.4)).verdict).toBe('supported');
    // Too short a step at d = 250 000, and a gradient that may vanish at d = 100.
    for (const at of [judgeAt(250_000), judgeAt(100)])
      expect(await at).toMatchObject({ verdict: 'undecided', error: null });
  });

  it('covers every width of the window at d = 10⁷, part by part without a gap', async () => {
    const widths = theoremWidths(1e7);
    // 10⁷^2.4 = 10^16.8, and exp(10^1.68).
    expect(widths.least).toBe(63_095_734_448_019_325n);
    expect(Math.log(Number(widths.most))).toBeCloseTo(10 ** 1.68, 9);
    const parts = partsOf(widths, 0.1);
    expect(parts[0]!.least).toBeLessThan(Number(widths.least));
    expect(parts.at(-1)!.most).toBeGreaterThan(Number(widths.most));
    for (let i = 1; i < parts.length; i++) expect(parts[i]!.least).toBeLessThan(parts[i - 1]!.most);
    const { verdict, tally } = await judgeAt(1e7);
    expect([verdict, tally.certified]).toEqual(['supported', parts.length]);
  });

  it('takes the least width alone where no width is admitted at C4 = 1', () => {
    const widths = theoremWidths(1e6);
    expect(widths.least).toBe(widths.most);
    expect(largestWidth(1e6)).toBeLessThan(widths.least);
    expect(partsOf(widths, 0.1)).toHaveLength(1);
  });

  it('refuses a γ too small for the events that the bounds spend', () => {
    const m = 1e6 ** 2.4;
    const at = { d: 1e6, least: m, most: m };
    expect(theoremBounds(at, { C0: 1, gamma: 1e-5, C2: 9 })).toBeNull();
    expect(theoremBounds(at, { C0: 1, gamma: 0.05, C2: 9 })).not.toBeNull();
  });

  it('has nothing to gain from a larger ball', () => {
    const question = { gamma: 0.05, C2: 6 };
    const leftAt = (C0: number): number => {
      const [found] = [...boundsOverWidths(theoremWidths(1e6), { ...question, C0 })];
      return found!.left - found!.value;
    };
    expect(leftAt(1)).toBeGreaterThan(leftAt(2));
  });
});
