import { beforeAll, describe, expect, it } from 'vitest';
import type { StudyResult } from '../../../core/study.ts';
import { rootOf } from '../../../numerics/random/root.ts';
import type { Place } from './lazyStudy.ts';
import { checkOneStepFlipsAllWeights } from './oneStepFlipsAllWeights.ts';

const place = (at: Partial<Place>): Place => ({ d: 9, m: 40, C0: 1, gamma: 0.05, constants: {}, ...at });

const checkAt = (at: Partial<Place>): Promise<StudyResult> =>
  checkOneStepFlipsAllWeights.judge(place(at), {
    stream: rootOf('all weights on trial'),
    alpha: { refute: 1e-6, support: 1e-3 },
    profile: 'quick',
    options: {},
    yieldToLoop: async () => {},
    part: (_, compute) => compute(() => {}),
  });

const rowsOf = ({ figures }: StudyResult): Readonly<Record<string, number>> => {
  const table = figures[0]!;
  if (table.kind !== 'table') throw new Error('expected a table first');
  return Object.fromEntries(table.rows.map(([who, draws]) => [String(who), Number(draws)]));
};

describe('one-step-flips, all weights searched', () => {
  let atTheorem: StudyResult;
  beforeAll(async () => {
    atTheorem = await checkAt({});
  });

  it('settles every draw once, and counts it as who settled it', () => {
    const { tally } = atTheorem;
    const rows = rowsOf(atTheorem);
    expect(rows['the structured searches']! + rows['projected gradient over all weights']!).toBe(
      tally.violated,
    );
    expect(rows['the certificate on all weights']).toBe(tally.certified);
    expect(rows.nobody).toBe(tally.unresolved);
  });

  it('finds W that the structured searches miss (pinned draws)', () => {
    expect(rowsOf(atTheorem)['projected gradient over all weights']).toBeGreaterThan(0);
    const gain = atTheorem.figures[1]!;
    if (gain.kind !== 'table') throw new Error('expected a table of gains');
    // It begins where they ended, so it never ends below.
    expect(Number(gain.rows[0]![1])).toBeGreaterThan(-1e-6);
  });

  it('certifies most draws of W0 alone at a step far beyond its value (pinned draws)', async () => {
    // |f(x; a, W0)| has variance ½: C2 = 3 is more than four of its deviations.
    const { tally } = await checkAt({ d: 100, C0: 0, constants: { C2: 3 } });
    expect(tally.violated).toBeLessThan(4);
    expect(tally.certified).toBeGreaterThan(16);
  });

  it('says the same of the same draws', async () => {
    expect(await checkAt({})).toEqual(atTheorem);
  });
});
