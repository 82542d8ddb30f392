import { describe, expect, it } from 'vitest';
import { turns } from '../../../properties/turns.ts';
import { uniform } from '../../numerics/random/uniform.ts';
import { lowerTail, upperTail } from '../../numerics/statistics/binomial.ts';
import { operatingCharacteristics } from '../../numerics/statistics/operatingCharacteristics.ts';
import { valueIsBounded } from '../../theorems/lazyTraining/claims/valueIsBounded.ts';
import { lazySpace } from '../../theorems/lazyTraining/space.ts';
import { atMost } from '../claim.ts';
import type { Evidence } from '../study.ts';
import { cellStream } from './address.ts';
import { type BoundCell, bindCell } from './bindCell.ts';
import { bindClaim, constantsAt } from './boundClaim.ts';
import { BATCH } from './cellTest.ts';
import { type Judging, judgeCell, type RunBatch } from './judgeCell.ts';
import type { Trial } from './outcome.ts';
import { runTrial } from './runTrial.ts';
import { counted, emptyTally } from './tally.ts';

const gamma = 0.1;

// One neuron in so many dimensions that a witness is looked at where it was revealed, not on all weights.
const axes = { d: 1e6, m: 1, C0: 1, gamma };

const real = (): BoundCell => {
  const bound = bindClaim(valueIsBounded, lazySpace.axes);
  return bindCell(
    bound,
    { at: axes, constants: constantsAt(bound, axes), mode: 'reduced' },
    lazySpace.settings,
  );
};

/**
 * A claim whose failure rate is known: each trial is violated with probability `rate`, independently, by a draw that lies at
 * the trial's own address. What is not violated is certified, or left open where there are no certificates.
 */
const known = (rate: number, certificates: boolean): BoundCell => {
  const at = real();
  const far = 100;
  return {
    ...at,
    setting: {
      ...at.setting,
      sample: (stream) => (uniform(stream, 1)[0]! < rate ? far : 0),
      *refine(value: number) {
        yield { valueSup: { lower: value, upper: certificates ? value : far } };
      },
      revealed: (value: number) => value,
    },
  };
};

const judging = (seed: number, change: Partial<Judging> = {}): Judging => ({
  seed: `known ${seed}`,
  purpose: 'verdict',
  alpha: { refute: 0.05, support: 0.05 },
  cap: 150,
  ...change,
});

const SEEDS = 200;

describe('judgeCell on claims of a known failure rate', () => {
  // Every frequency is one of 64 binomial tails, each looked at 1e-9/64, so that the chance of any false alarm is below 1e-9.
  const FALSE_ALARM = 1e-9 / 64;

  it.each([
    [0, true],
    [gamma / 2, true],
    [gamma, true],
    [2 * gamma, true],
    [0, false],
    [gamma / 2, false],
    [gamma, false],
    [2 * gamma, false],
  ])(
    'at rate %d (certificates: %s) each verdict comes as often as the exact law says (false alarm 1e-9, seeds pinned)',
    async (rate, certificates) => {
      const at = known(rate, certificates);
      const { alpha, cap } = judging(0);
      const exact = operatingCharacteristics({ gamma, alpha, cap, batch: BATCH }, rate, { certificates });
      const found = { refuted: 0, supported: 0, consistent: 0, undecided: 0, vacuous: 0 };
      for (let seed = 0; seed < SEEDS; seed++) found[(await judgeCell(at, judging(seed))).verdict] += 1;
      for (const verdict of ['refuted', 'supported', 'consistent', 'undecided'] as const) {
        const p = Math.min(1, exact[verdict]);
        const times = found[verdict];
        expect(upperTail(SEEDS, times, p), `${verdict}: ${times}, too often for ${p}`).toBeGreaterThan(
          FALSE_ALARM,
        );
        expect(lowerTail(SEEDS, times, p), `${verdict}: ${times}, too rare for ${p}`).toBeGreaterThan(
          FALSE_ALARM,
        );
      }
      expect(found.vacuous).toBe(0);
      // The law itself: the chance of a wrong sentence is at most α, also at rate exactly γ.
      if (rate <= gamma) expect(exact.refuted).toBeLessThanOrEqual(alpha.refute);
      if (rate >= gamma) expect(exact.supported).toBeLessThanOrEqual(alpha.support);
    },
  );

  it('the test has teeth: a judge that took γ for 2γ would be caught', () => {
    const { alpha, cap } = judging(0);
    const right = operatingCharacteristics({ gamma, alpha, cap, batch: BATCH }, 2 * gamma).refuted;
    const wrong = operatingCharacteristics({ gamma: 2 * gamma, alpha, cap, batch: BATCH }, 2 * gamma).refuted;
    expect(lowerTail(SEEDS, Math.ceil(SEEDS * wrong), right)).toBeLessThan(FALSE_ALARM);
  });
});

describe('judgeCell', () => {
  const judge = (at: BoundCell, change: Partial<Judging> = {}): Promise<Evidence> =>
    judgeCell(at, judging(0, change));

  it('is a function of the cell and the seed', async () => {
    const at = known(gamma, true);
    const [first, again, other] = [await judge(at), await judge(at), await judge(at, { seed: 'another' })];
    expect(again).toEqual(first);
    expect(other.witness).not.toEqual(first.witness);
  });

  it('says the same wherever its trials are examined, and whichever is done first', async () => {
    const at = known(gamma, true);
    const stream = cellStream(judging(0).seed, 'verdict', at.bound.claim.id, lazySpace.axes, at.cell.at);
    const asked: [number, number][] = [];
    const inParallel: RunBatch = (first, end) => {
      asked.push([first, end]);
      // The last of a batch is done first.
      return Array.from({ length: end - first }, async (_, i) => {
        await turns(end - first - i);
        return runTrial(at, stream, first + i, 'decide');
      });
    };
    const alone = await judge(at);
    expect(await judgeCell(at, judging(0), () => {}, undefined, undefined, inParallel)).toEqual(alone);
    expect(asked[0]).toEqual([0, BATCH]);
    expect(asked.at(-1)![1]).toBe(counted(alone.tally));
  });

  it('keeps the trials before one that was lost, and asks only for those behind them', async () => {
    const at = known(gamma, true);
    const stream = cellStream(judging(0).seed, 'verdict', at.bound.claim.id, lazySpace.axes, at.cell.at);
    const lost = new Error('the thread is gone');
    const upTo = (end: number): RunBatch =>
      function* (first, last) {
        for (let index = first; index < last; index++)
          yield index < end ? runTrial(at, stream, index, 'decide') : Promise.reject(lost);
      };
    const kept: { trials: readonly Trial[]; last: boolean }[] = [];
    // It takes nothing, and is given all of them each time.
    const keep = (_: number, trials: readonly Trial[], last: boolean): boolean => {
      kept.push({ trials: [...trials], last });
      return false;
    };
    const judged = judgeCell(at, judging(0), () => {}, undefined, { known: [], keep }, upTo(21));
    await expect(judged).rejects.toBe(lost);
    expect(kept.at(-1)).toMatchObject({ last: true, trials: { length: 21 } });
    const asked: number[] = [];
    const others: RunBatch = (first, end) => {
      asked.push(first);
      return upTo(Number.POSITIVE_INFINITY)(first, end);
    };
    const log = { known: kept.at(-1)!.trials, keep };
    expect(await judgeCell(at, judging(0), () => {}, undefined, log, others)).toEqual(await judge(at));
    expect(asked[0]).toBe(21);
  });

  it('stops at the first look at which the evidence decides', async () => {
    const { tally, verdict, log10ER, witness } = await judge(known(1, true));
    expect([verdict, tally]).toEqual(['refuted', { violated: 16, certified: 0, unresolved: 0, skipped: 0 }]);
    expect(log10ER).toBeGreaterThan(-Math.log10(0.05));
    expect(witness).toMatchObject({ trial: 0, confirmed: { by: 'revealed', values: { valueSup: 100 } } });
    const supported = await judge(known(0, true));
    expect(supported).toMatchObject({ verdict: 'supported', witness: null });
    expect(counted(supported.tally) % BATCH).toBe(0);
  });

  it('keeps looking up to the cap, the last batch a short one, and then is undecided', async () => {
    const { tally, verdict } = await judge(known(gamma, true), {
      alpha: { refute: 1e-9, support: 1e-9 },
      cap: 150,
    });
    expect([verdict, counted(tally)]).toEqual(['undecided', 150]);
  });

  it('counts what nobody certified as a failure, and says so in both bounds of the rate', async () => {
    const { tally, verdict, rate } = await judge(known(0, false));
    expect(verdict).toBe('consistent');
    expect(tally.unresolved).toBe(counted(tally));
    expect([rate!.lower, rate!.upper]).toEqual([0, 1]);
  });

  it('is vacuous where every draw is skipped', async () => {
    const at = known(0, true);
    const bound = bindClaim({ ...valueIsBounded, premise: [{ lhs: '1', rhs: 'valueSup' }] }, lazySpace.axes);
    const { tally, verdict, rate, log10ER } = await judge({ ...at, bound });
    expect([verdict, rate, log10ER]).toEqual(['vacuous', null, null]);
    expect(tally.skipped).toBe(150);
  });

  it('tells its watcher after every batch', async () => {
    const told: number[] = [];
    await judgeCell(
      known(gamma, true),
      judging(0, { alpha: { refute: 1e-9, support: 1e-9 }, cap: 40 }),
      (tally) => told.push(counted(tally)),
    );
    expect(told).toEqual([16, 32, 40]);
  });

  it('ends with the reason of an abort', async () => {
    const controller = new AbortController();
    const run = judgeCell(
      known(gamma, true),
      judging(0),
      () => controller.abort(new Error('enough')),
      controller.signal,
    );
    await expect(run).rejects.toThrow('enough');
  });

  it('a search that throws on every draw leaves its cell undecided, with a line of what it said, once', async () => {
    const at = known(0, true);
    const refine = (): never => {
      throw new Error('lost the thread');
    };
    const result = await judge({ ...at, setting: { ...at.setting, refine } });
    expect(result.tally).toEqual({ ...emptyTally, unresolved: 150, crashed: 150 });
    expect(result.verdict).toBe('undecided');
    expect(result.crashes).toEqual(['lost the thread']);
    expect(result.margin).toBeNull();
  });

  it('says the first three messages that differ, and how many more there are', async () => {
    const at = known(0, true);
    let draws = 0;
    const refine = (): never => {
      throw new Error(`lost thread ${draws++ >> 1}`);
    };
    const result = await judge({ ...at, setting: { ...at.setting, refine } });
    expect(result.crashes).toEqual([
      ...['lost thread 0', 'lost thread 1', 'lost thread 2', 'and 72 other messages'],
    ]);
  });

  it.each<[string, BoundCell['failureRate']]>([
    ['may fail on a share of the draws', gamma],
    ['may never fail', 0],
  ])('a claim that %s is undecided where a side has no value on the draws', async (_, failureRate) => {
    const bound = bindClaim({ ...valueIsBounded, conclusion: atMost('1 / valueSup', '5') }, lazySpace.axes);
    const at = { ...known(0, true), bound, failureRate };
    const result = await judge(at);
    expect(result.tally).toEqual({ ...emptyTally, unresolved: 150, withoutValue: 150 });
    expect(result.verdict).toBe('undecided');
    expect(result.valueless).toEqual(['"1 / valueSup" is Infinity at valueSup = 0']);
    // One such draw among many counts against "never", and not against a share of them.
    let draws = 0;
    const sample = (): number => (draws++ === 100 ? 0 : 1);
    const mostly = await judge({ ...at, setting: { ...at.setting, sample } });
    expect([mostly.verdict, mostly.tally.withoutValue]).toEqual(
      failureRate === 0 ? ['undecided', 1] : ['supported', undefined],
    );
  });
});
