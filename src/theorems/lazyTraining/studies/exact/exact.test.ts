import { describe, expect, it } from 'vitest';
import { cellStream } from '../../../../core/judge/address.ts';
import type { StudyResult } from '../../../../core/study.ts';
import { lazySpace } from '../../space.ts';
import type { LazyStudy, Place } from '../lazyStudy.ts';
import { linearModelIntendedStudy, linearModelStudy } from './linearModel.ts';
import { linearModelMovedIntendedStudy, linearModelMovedStudy } from './linearModelMoved.ts';
import { markovStepStudy } from './markovStep.ts';
import { exactGrowth, shortDown, shortUp } from './parts.ts';
import { widthWindowStudy } from './widthWindow.ts';

const examined = (lazyStudy: LazyStudy, place: Partial<Place>): Promise<StudyResult> => {
  const whole: Place = { d: 1000, m: 1, C0: 1, gamma: 0.05, constants: {}, ...place };
  return lazyStudy.judge(whole, {
    stream: cellStream('exact', 'verdict', lazyStudy.statement.id, lazySpace.axes, {
      d: whole.d,
      m: whole.m,
    }),
    alpha: { refute: 1e-6, support: 1e-3 },
    profile: 'quick',
    options: {},
    yieldToLoop: async () => {},
    part: (_, compute) => compute(() => {}),
  });
};

describe('width-window', () => {
  it('is refuted up to the C4 that the worst dimension needs, and supported from there on', async () => {
    const at = async (d: number, C4: number) =>
      (await examined(widthWindowStudy, { d, constants: { C4 } })).verdict;
    expect(await at(1e7, 1)).toBe('refuted');
    expect(await at(1e7, 453_999)).toBe('refuted');
    expect(await at(1e7, 454_000)).toBe('supported');
    // One dimension has a window at C4 = 1, two have none.
    expect([await at(1, 1), await at(2, 1)]).toEqual(['supported', 'refuted']);
    expect([await at(784, 62_581), await at(784, 62_582)]).toEqual(['refuted', 'supported']);
  }, 30_000);

  it('counts the empty dimensions', async () => {
    const { tally, because, error } = await examined(widthWindowStudy, {
      d: 1e7,
      constants: { C4: 1 },
    });
    expect(tally).toEqual({ violated: 2_972_161, certified: 7_027_839, unresolved: 0, skipped: 0 });
    expect(because).toContain('from 2 to 2,972,162');
    expect(error).toBe(0);
  });
});

describe('the linear models', () => {
  it('with the factor 1/√d the gradient is not w, and does not grow', async () => {
    const { verdict, tally, because } = await examined(linearModelStudy, { d: 1e4 });
    expect([verdict, tally.violated, tally.certified]).toEqual(['refuted', 2, 2]);
    expect(because).toContain('at d = 2 and w = (1, 1) it is (0.707, 0.707)');
    expect((await examined(linearModelIntendedStudy, { d: 1e4 })).verdict).toBe('supported');
  });

  it('moved: each model keeps one part with every coordinate free, and ⟨w, x⟩ both with the vector held', async () => {
    const printed = await examined(linearModelMovedStudy, {});
    expect([printed.verdict, printed.tally.violated, printed.tally.certified]).toEqual(['refuted', 1, 1]);
    expect((await examined(linearModelMovedIntendedStudy, {})).verdict).toBe('supported');
    const [table] = printed.figures;
    expect(table?.kind === 'table' ? table.rows.map((row) => row[1]) : []).toEqual([
      'supported',
      'refuted',
      'supported',
      'refuted',
      'refuted',
      'supported',
      'supported',
      'supported',
    ]);
  });

  it('are examined where nothing may move, and in one dimension', async () => {
    for (const place of [{ C0: 0 }, { d: 1 }, { d: 2 }, { C0: 30 }]) {
      for (const lazyStudy of [linearModelStudy, linearModelMovedStudy, linearModelMovedIntendedStudy]) {
        expect(['refuted', 'supported']).toContain((await examined(lazyStudy, place)).verdict);
      }
    }
  });
});

describe('markov-step', () => {
  it('holds on every law tried, at every γ', async () => {
    for (const gamma of [0.5, 0.05, 0.001]) {
      const { verdict, error, because } = await examined(markovStepStudy, { gamma });
      expect([verdict, error]).toEqual(['supported', 0]);
      expect(because).toContain('271 laws');
    }
  }, 30_000);
});

describe('parts', () => {
  it('rounds bounds outward and exponents to what they are', () => {
    expect([shortUp(1.9599), shortDown(1.9599), shortUp(3.2751), shortDown(0.15149)]).toEqual([
      '1.96',
      '1.95',
      '3.28',
      '0.151',
    ]);
    const { exponent } = exactGrowth('x', 0.5, 'constant', [1, 10, 100], [3, 30, 300]);
    expect(exponent).toEqual({ estimate: 1, lower: 1, upper: 1 });
    expect(() => exactGrowth('x', 0.5, 'constant', [1, 10], [0, 1])).toThrow(RangeError);
  });
});
