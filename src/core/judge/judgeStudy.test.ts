import { expect, it } from 'vitest';
import { gaussian } from '../../numerics/random/gaussian.ts';
import { eulerIdentity } from '../../theorems/lazyTraining/claims/eulerIdentity.ts';
import type { Study, StudyResult } from '../study.ts';
import type { Axis, Point } from '../theorem.ts';
import { cellStream } from './address.ts';
import { judgeStudy } from './judgeStudy.ts';

const nothing: StudyResult = {
  verdict: 'undecided',
  tally: { violated: 0, certified: 0, unresolved: 0, skipped: 0 },
  error: null,
  because: 'nothing was looked at',
  margin: null,
  figures: [],
};

const axes: readonly Axis[] = [
  { symbol: 'n', says: 'size', kind: 'count', addressed: true },
  { symbol: 't', says: 'threshold', kind: 'real' },
];

type RestOf<F> = F extends (a: never, b: never, c: never, d: never, ...rest: infer R) => unknown ? R : never;

const studying = (judge: Study['judge']): Study => ({
  ...eulerIdentity,
  axes: ['n'],
  cells: {},
  regime: () => 'inside',
  seconds: () => 1,
  judge,
});

const cell = { at: { n: 2, t: 1 }, constants: {} };
const alpha = { refute: 1e-6, support: 1e-3 };
const judged = (judge: Study['judge'], ...rest: RestOf<typeof judgeStudy>) =>
  judgeStudy(
    { study: studying(judge), cell, profile: 'quick', options: { data: 'DIR' } },
    axes,
    'lakatos',
    alpha,
    ...rest,
  );

it('tells how much is done, within a part and after it, and what was known already at once', async () => {
  const told: (readonly [number, number])[] = [];
  await judged(
    async (_, { part }) => {
      await part('known', () => Promise.reject(new Error('computed again')), 0.25);
      await part(
        'long',
        async (tell) => {
          tell(0.5);
          return 1;
        },
        0.75,
      );
      return nothing;
    },
    undefined,
    { known: (name) => (name === 'known' ? 7 : null), keep: (_, part) => part },
    (done, share) => told.push([done, share]),
  );
  expect(told).toEqual([
    [1, 0.25],
    [1, 0.625],
    [2, 1],
  ]);
});

it('gives the study its cell and its laboratory, with the draws of its addressed axes alone', async () => {
  const evidence = await judged(async (given, lab) => {
    expect(given).toBe(cell);
    expect(lab).toMatchObject({ alpha, profile: 'quick', options: { data: 'DIR' } });
    const drawsAt = (at: Point) => gaussian(cellStream('lakatos', 'verdict', eulerIdentity.id, axes, at), 4);
    expect(gaussian(lab.stream, 4)).toEqual(drawsAt({ n: 2, t: 7 }));
    expect(gaussian(lab.stream, 4)).not.toEqual(drawsAt({ n: 3, t: 1 }));
    return nothing;
  });
  expect(evidence).toMatchObject({ ...nothing, log10ER: null, rate: null, witness: null, crashes: [] });
});

it('ends with the reason of an abort, between two batches and before a part', async () => {
  const reason = new Error('enough');
  const aborted = AbortSignal.abort(reason);
  const yielding = judged(async (_, { yieldToLoop }) => {
    await yieldToLoop();
    return nothing;
  }, aborted);
  await expect(yielding).rejects.toBe(reason);
  const parted = judged(async (_, { part }) => part('one', async () => nothing), aborted);
  await expect(parted).rejects.toBe(reason);
});
