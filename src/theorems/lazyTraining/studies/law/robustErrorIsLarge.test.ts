import { describe, expect, it } from 'vitest';
import type { StudyResult } from '../../../../core/study.ts';
import { rootOf } from '../../../../numerics/random/root.ts';
import { extremeValue } from '../../network/extremeValue.ts';
import { sizeThatDefeats, turningPoints } from '../../network/perturbation/flippedBall.ts';
import { resists } from '../../network/perturbation/resistance.ts';
import { drawComparison } from '../../samplers/comparisonDraw.ts';
import { reducedStep } from '../../samplers/reducedStep.ts';
import type { Place } from '../lazyStudy.ts';
import { checkRobustErrorIsLarge } from './robustErrorIsLarge.ts';

const judgeAt = (place: Partial<Place>): Promise<StudyResult> =>
  checkRobustErrorIsLarge.judge(
    { d: 100, m: 2000, C0: 1, gamma: 0.05, constants: {}, ...place },
    {
      stream: rootOf('corollary by draws').child(String(place.d)),
      alpha: { refute: 1e-6, support: 1e-3 },
      profile: 'quick',
      options: {},
      yieldToLoop: async () => {},
      part: (_, compute) => compute(() => {}),
    },
  );

describe('Corollary 3.2 by draws', () => {
  it('is supported where one point takes the label from every W on enough draws (pinned draws)', async () => {
    const { verdict, tally, error } = await judgeAt({});
    expect([verdict, tally.violated, error]).toEqual(['supported', 0, 1e-3]);
    expect(tally.certified).toBeGreaterThanOrEqual(144);
  });

  it('is refuted by a point mass where comparisons resist often enough (pinned draws)', async () => {
    const { verdict, tally, error } = await judgeAt({ d: 784, m: 1000, C0: 10, constants: { K: 4.5 } });
    expect([verdict, error]).toEqual(['refuted', 1e-6]);
    // 1 − 2P(Z ≥ 0) > 10γ: three quarters have to resist.
    expect(tally.violated).toBeGreaterThan(0.75 * (tally.violated + tally.unresolved));
  });

  it('is undecided in between (pinned draws)', async () => {
    const { verdict, error } = await judgeAt({ d: 784, m: 1000, C0: 10, constants: { K: 7 } });
    expect([verdict, error]).toEqual(['undecided', null]);
  });

  it('says nothing where a perturbation reaches 0, or every draw may fail', async () => {
    expect((await judgeAt({ d: 49 })).verdict).toBe('vacuous');
    expect((await judgeAt({ gamma: 0.1 })).verdict).toBe('vacuous');
  });
});

describe('the size within which a label is lost', () => {
  it('is at most that of both signs, up to the rounding of the rows', () => {
    for (let trial = 0; trial < 10; trial++) {
      const stream = rootOf('one label').child(trial);
      const radius = 1 / Math.sqrt(1500);
      const one = sizeThatDefeats(reducedStep(stream, 100, 1500), radius);
      const both = turningPoints(reducedStep(stream, 100, 1500), radius).size;
      expect(one).toBeLessThanOrEqual(both * (1 + 1e-4));
    }
  });

  it('is 0 where no W in the ball has the sign +1', () => {
    let negative = 0;
    for (let trial = 0; trial < 40; trial++) {
      const instance = reducedStep(rootOf('negative').child(trial), 100, 1500);
      const radius = 0.2 / Math.sqrt(1500);
      const { value, error } = extremeValue(instance.u, instance.signs, radius, 1);
      const size = sizeThatDefeats(instance, radius);
      if (value + error < -1e-4) {
        negative++;
        expect(size).toBe(0);
      } else if (value - error > 0) expect(size).toBeGreaterThan(0);
    }
    expect(negative).toBeGreaterThan(5);
  });
});

describe('a comparison for a label fixed in advance', () => {
  it('does not resist where W0 is far on the other side, and is turned there only if asked to', () => {
    let differ = 0;
    for (let trial = 0; trial < 40; trial++) {
      const stream = rootOf('fixed label').child(trial);
      const [fixed, turned] = [false, true].map((one) => drawComparison(stream, 200, 800, one));
      const same = fixed!.signs.every((sign, s) => sign === turned!.signs[s]);
      if (same) continue;
      differ++;
      // f(x; W0) < 0 and a ball of next to nothing: the label +1 is lost at once.
      expect(resists(fixed!, 1e-9, 1e-3, 0.1)).toBe(false);
    }
    // Half of the networks are negative at x.
    expect(differ).toBeGreaterThan(8);
    expect(differ).toBeLessThan(32);
  });
});
