import { describe, expect, it } from 'vitest';
import { cellStream } from '../../../../core/judge/address.ts';
import { studyCellKey } from '../../../../core/run/planned.ts';
import type { StudyResult } from '../../../../core/study.ts';
import type { Profile } from '../../../../core/theorem.ts';
import { lazySpace } from '../../space.ts';
import { type LazyStudy, type Place, studyOf } from '../lazyStudy.ts';
import { checkFirstSumRate } from './firstSumRate.ts';
import { checkFlipsUnderBoth } from './flipsUnderBoth.ts';
import { checkGradientIsStable } from './gradientIsStable.ts';
import { checkRadiusIsCritical } from './radiusIsCritical.ts';

const profiles: readonly Profile[] = ['quick', 'standard', 'full'];
const studies = [...checkFlipsUnderBoth, checkGradientIsStable, ...checkFirstSumRate, checkRadiusIsCritical];
const named = studies.map(
  (lazyStudy) => [`${lazyStudy.statement.id}, ${lazyStudy.statement.reading}`, lazyStudy] as const,
);

const checkAt = ({ statement, judge }: LazyStudy, place: Place): Promise<StudyResult> =>
  judge(place, {
    stream: cellStream('order', 'verdict', statement.id, lazySpace.axes, { d: place.d, m: place.m }),
    alpha: { refute: 1e-6, support: 1e-3 },
    profile: 'quick',
    options: {},
    yieldToLoop: async () => {},
    part: (_, compute) => compute(() => {}),
  });

describe.each(named)('%s', (_, lazyStudy) => {
  it('has different places, longer ones in longer profiles', () => {
    const { cells } = studyOf(lazyStudy);
    const keys = profiles.map((profile) => cells[profile]!.map(studyCellKey));
    for (const some of keys) expect(new Set(some).size).toBe(some.length);
    const widths = profiles.map((profile) => Math.max(...lazyStudy.places[profile].map(({ m }) => m)));
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
  });

  it('finds the same twice, and says nothing that JSON cannot', async () => {
    const place = { ...lazyStudy.places.quick[0]!, d: 25, m: 2265 };
    const found = await checkAt(lazyStudy, place);
    expect(await checkAt(lazyStudy, place)).toEqual(found);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    expect(found.because).not.toMatch(/NaN|undefined|null|Infinity/);
    expect(found.error === null).toBe(found.verdict === 'consistent' || found.verdict === 'undecided');
  });

  it.each([
    ['one dimension', { d: 1, m: 1 }],
    ['two dimensions', { d: 2, m: 6 }],
    ['three dimensions', { d: 3, m: 14 }],
    ['an unmoved W', { d: 12, m: 389, C0: 0 }],
    ['a ball wider than the weights', { d: 12, m: 389, C0: 1e3 }],
  ])('lives through %s', async (_, edge) => {
    const found = await checkAt(lazyStudy, { ...lazyStudy.places.quick[0]!, ...edge });
    expect(['refuted', 'supported', 'consistent', 'undecided']).toContain(found.verdict);
    expect(found.because).not.toMatch(/NaN|undefined|Infinity/);
  });
});
