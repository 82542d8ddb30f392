import { describe, expect, it } from 'vitest';
import { cellStream } from '../../../../core/judge/address.ts';
import type { StudyResult } from '../../../../core/study.ts';
import { gaussian } from '../../../../numerics/random/gaussian.ts';
import { rootOf } from '../../../../numerics/random/root.ts';
import { upperTail } from '../../../../numerics/statistics/binomial.ts';
import { lazySpace } from '../../space.ts';
import type { LazyStudy, Place } from '../lazyStudy.ts';
import { inWords, testsTogether } from './fixedSizeTests.ts';
import {
  independenceTests,
  projectionIsIndependentIntendedStudy,
  projectionIsIndependentStudy,
} from './projectionIsIndependent.ts';
import { secondTermLawIntendedStudy, secondTermLawStudy } from './secondTermLaw.ts';

const at = (d: number, m: number, C0: number): Place => ({ d, m, C0, gamma: null, constants: {} });

const examined = (lazyStudy: LazyStudy, place: Place, seed = 'law', refute = 1e-6): Promise<StudyResult> =>
  lazyStudy.judge(place, {
    stream: cellStream(seed, 'verdict', lazyStudy.statement.id, lazySpace.axes, { d: place.d, m: place.m }),
    alpha: { refute, support: 1e-3 },
    profile: 'quick',
    options: {},
    yieldToLoop: async () => {},
    part: (_, compute) => compute(() => {}),
  });

const RUNS = 120;
const ALPHA = 0.05;

/** The least number of rejections in 120 runs at 0.05 that a valid test reaches with a probability below 1e-9. */
const tooMany = Array.from({ length: RUNS }, (_, k) => k).find((k) => upperTail(RUNS, k, ALPHA) < 1e-9)!;

const rejections = async (lazyStudy: LazyStudy, place: Place): Promise<number> => {
  let count = 0;
  for (let run = 0; run < RUNS; run++) {
    const { verdict } = await examined(lazyStudy, place, `null ${run}`, ALPHA);
    if (verdict === 'refuted') count++;
  }
  return count;
};

describe('a true statement is refuted no more often than at α; false alarm of each test 1e-9, seeds pinned', () => {
  it('independence, for a W that looks at u and a', async () => {
    expect(await rejections(projectionIsIndependentIntendedStudy, at(4, 200, 2))).toBeLessThan(tooMany);
  }, 60_000);

  it('the law of the second term, for W that look at u and a', async () => {
    expect(await rejections(secondTermLawIntendedStudy, at(4, 30, 1))).toBeLessThan(tooMany);
  }, 60_000);

  it('the printed law at m = 1, where one neuron leaves nothing to choose', async () => {
    expect(await rejections(secondTermLawStudy, at(4, 1, 1))).toBeLessThan(tooMany);
  }, 60_000);
});

describe('a false statement is refuted', () => {
  it('independence, for a W that looks', async () => {
    for (const place of [at(2, 50, 1), at(20, 1, 1), at(50, 1000, 3)]) {
      const { verdict, tally, error } = await examined(projectionIsIndependentStudy, place);
      expect([verdict, error]).toEqual(['refuted', 1e-6]);
      expect(tally.violated).toBeGreaterThan(0);
    }
  });

  it('the printed law of the second term, where there is a choice', async () => {
    for (const place of [at(2, 100, 1), at(50, 10_000, 3)]) {
      expect((await examined(secondTermLawStudy, place)).verdict).toBe('refuted');
    }
  });

  it('each of the three tests sees what the others cannot', () => {
    const sample = (name: string, change: (z: number) => number): number[] =>
      Array.from(gaussian(rootOf('planted').child(name), 300), change);
    const plain = { along: sample('a', (z) => z), length: sample('b', (z) => Math.abs(z)) };
    const also = { along: sample('c', (z) => z), length: sample('d', (z) => Math.abs(z)) };
    const refuting = (switched: typeof plain): number[] =>
      testsTogether(independenceTests(switched, also), 1e-6).figures.flatMap((test, i) =>
        test.pValue <= test.alpha ? [i] : [],
      );
    expect(refuting(plain)).toEqual([]);
    expect(refuting({ ...plain, length: sample('e', (z) => 2 * Math.abs(z)) })).toEqual([2]);
    expect(refuting({ ...plain, along: sample('f', (z) => 3 * z) })).toEqual([1]);
    expect(refuting({ ...plain, along: sample('g', (z) => Math.abs(z)) })).toEqual([0, 1]);
  });
});

describe('what cannot be decided is said', () => {
  it('nothing to switch, one dimension, too few neurons, too many weights', async () => {
    expect((await examined(projectionIsIndependentStudy, at(5, 10, 0))).verdict).toBe('vacuous');
    expect((await examined(secondTermLawStudy, at(5, 10, 0))).verdict).toBe('vacuous');
    expect((await examined(projectionIsIndependentStudy, at(1, 10, 1))).verdict).toBe('supported');
    expect((await examined(secondTermLawStudy, at(1, 10, 1))).verdict).toBe('consistent');
    expect((await examined(projectionIsIndependentIntendedStudy, at(5, 10, 1), 'law', 1e-300)).verdict).toBe(
      'undecided',
    );
    expect((await examined(projectionIsIndependentStudy, at(1e5, 1e5, 1))).verdict).toBe('undecided');
    expect((await examined(secondTermLawIntendedStudy, at(1e5, 1e5, 1))).verdict).toBe('undecided');
  });

  it('is a function of its stream alone', async () => {
    const once = await examined(secondTermLawStudy, at(5, 40, 1));
    expect(await examined(secondTermLawStudy, at(5, 40, 1))).toEqual(once);
    expect(await examined(secondTermLawStudy, at(5, 40, 1), 'another')).not.toEqual(once);
  });

  it('p-values are never printed below what they are', () => {
    expect(inWords(0.0123)).toBe('p = 0.012');
    expect(inWords(0)).toBe('p < 1e-300');
    const { figures, pValue } = testsTogether(
      [{ title: '', statistic: 1, pValue: 0, sizes: [5000], alternative: '' }],
      1e-6,
    );
    expect(figures[0]!.pValue).toBeGreaterThan(0);
    expect(pValue).toBeGreaterThan(0);
  });
});
