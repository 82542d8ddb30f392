import { describe, expect, it } from 'vitest';
import { cellStream } from '../../../../core/judge/address.ts';
import type { StudyResult } from '../../../../core/study.ts';
import { lazySpace } from '../../space.ts';
import type { LazyStudy } from '../../studies/lazyStudy.ts';
import { checkFigure2 } from './figure2.ts';
import { checkFigure3 } from './figure3.ts';

const usual = { 'train-images': '64', 'test-images': '20', epochs: '2', runs: '2' };

/** A study of networks of one neuron along d = 25, 49. */
const examined = (
  lazyStudy: LazyStudy,
  C0: number,
  options: Readonly<Record<string, string>>,
): Promise<StudyResult> => {
  const place = { ...lazyStudy.places.quick[0]!, d: 49, m: 1, C0 };
  return lazyStudy.judge(place, {
    stream: cellStream('tiny', 'verdict', lazyStudy.statement.id, lazySpace.axes, {
      d: place.d,
      m: place.m,
    }),
    alpha: { refute: 1e-6, support: 1e-3 },
    profile: 'quick',
    options: { ...usual, ...options },
    yieldToLoop: async () => {},
    part: (_, compute) => compute(() => {}),
  });
};

// One neuron is off at an image, or its value falls to 0 along the ray and stays there: no step flips it, but for the rounding.
describe('networks of one neuron', () => {
  it('leave the exponents of Figure 2 undecided, and say why', async () => {
    const { verdict, because, figures } = await examined(checkFigure2, 10, {});
    expect(verdict).not.toBe('refuted');
    expect(because).toContain('at d = 25, 49 no step flips any image in some run');
    const trainings = figures.find((one) => one.kind === 'table' && one.title.startsWith('trainings'));
    expect(trainings?.kind === 'table' && trainings.rows.map((row) => row[7])).toEqual([null, null]);
    // Neither the smallest flipping step nor the perturbation has a point or an exponent.
    for (const one of figures) {
      if (one.kind === 'curves') expect(one.title).toContain('‖∇f‖ against');
      if (one.kind === 'growth') expect(one.of).toBe('‖∇f‖');
    }
  }, 60_000);

  it('are left out of the growth of Figure 3 where no step flips any image', async () => {
    // One step at such a rate leaves every ball, unless the neuron is off.
    const { verdict, figures } = await examined(checkFigure3, 20, { 'learning-rate': '1000' });
    expect(verdict).not.toBe('refuted');
    expect(JSON.stringify(figures)).toContain('1 more left out, since no step flips any image');
  }, 60_000);
});
