import { describe, expect, it } from 'vitest';
import { turns } from '../../../properties/turns.ts';
import {
  gradientIsLarge,
  gradientIsLargeIntended,
} from '../../theorems/lazyTraining/claims/gradientIsLarge.ts';
import { valueIsBounded } from '../../theorems/lazyTraining/claims/valueIsBounded.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import { DEFAULT_ALPHA } from '../report/defaults.ts';
import type { CellReport } from '../report/report.ts';
import { reportPlanned } from '../report/reportPlanned.ts';
import type { Evidence } from '../study.ts';
import { inProcess, memoised } from './inProcess.ts';
import { type PlannedCell, planCells } from './plan.ts';
import type { Planned } from './planned.ts';
import { provenanceOf } from './provenance.ts';
import { type Judge, type RunWatcher, runPlan } from './runPlan.ts';

const planned = planCells({
  claims: [valueIsBounded, gradientIsLarge, gradientIsLargeIntended],
  profile: 'quick',
  axes: { d: [16], m: ['10', '100'], C0: [1, 3], gamma: [0.5] },
  constantValues: {},
  readings: null,
  mode: 'reduced',
  trials: 16,
  threads: 1,
  theorem: lazyTraining,
});

const provenance = provenanceOf({ seed: 'examples', profile: 'quick', alpha: DEFAULT_ALPHA });
const report = (cell: Planned, result: Evidence): CellReport => reportPlanned(cell, result, provenance, null);
const judge = inProcess('examples', DEFAULT_ALPHA);
const nobody: RunWatcher = { started: () => {}, examined: () => {}, finished: () => {} };

/** Holds cells back so that they end in an order of their own. */
const shuffled =
  (wait: (place: number) => number): Judge =>
  async (cell, whenJudged, signal) => {
    await turns(wait(planned.indexOf(cell as PlannedCell)));
    return judge(cell, whenJudged, signal);
  };

const missingOf = ({ records }: Awaited<ReturnType<typeof runPlan>>): (string | null)[] =>
  records.map((record) => ('missing' in record ? record.missing : null));

describe('runPlan', () => {
  it('gives the same records in whatever order the cells end, one or many at once', async () => {
    const one = await runPlan(planned, judge, report, 1, nobody);
    expect(missingOf(one)).toEqual(planned.map(() => null));
    one.records.forEach((record, i) => {
      expect('report' in record && record.report).toMatchObject({ at: planned[i]!.at.cell.at });
    });
    const late = await runPlan(
      planned,
      shuffled((place) => 20 - place),
      report,
      8,
      nobody,
    );
    const early = await runPlan(
      planned,
      shuffled((place) => place),
      report,
      3,
      nobody,
    );
    expect(JSON.stringify(late.records)).toBe(JSON.stringify(one.records));
    expect(JSON.stringify(early.records)).toBe(JSON.stringify(one.records));
  });

  it('judges shared trials once, and gives each reading its own record', async () => {
    const judged: string[] = [];
    const counting: Judge = (cell, ...rest) => {
      judged.push(cell.trialsKey);
      return judge(cell, ...rest);
    };
    const { records } = await runPlan(planned, counting, report, 2, nobody);
    expect(judged).toHaveLength(8);
    expect(new Set(judged).size).toBe(8);
    const records_ = records.map((record) => ('report' in record ? record.report : null));
    const printed = records_.slice(4, 8);
    const intended = records_.slice(8);
    expect(intended.map((cell) => cell?.violated)).toEqual(printed.map((cell) => cell?.violated));
    // 16 C0² <= d = 16 holds at C0 = 1 and not at C0 = 3.
    expect(printed.map((cell) => cell?.regime)).toEqual(['inside', 'inside', 'inside', 'inside']);
    expect(intended.map((cell) => cell?.regime)).toEqual(['inside', 'inside', 'outside', 'outside']);
  });

  it('tells the watcher of every cell', async () => {
    const told: string[] = [];
    const place = (cell: Planned): number => planned.indexOf(cell as PlannedCell);
    await runPlan(planned, judge, report, 1, {
      started: (cell) => told.push(`started ${place(cell)}`),
      examined: (cell, trials) => told.push(`examined ${place(cell)} ${trials}`),
      finished: (cell, { trials }, seconds) => {
        expect(seconds).toBeGreaterThanOrEqual(0);
        told.push(`finished ${place(cell)} ${trials}`);
      },
    });
    for (let i = 0; i < planned.length; i++)
      expect(told.filter((line) => line.split(' ')[1] === String(i))).toEqual([
        `started ${i}`,
        `examined ${i} 16`,
        `finished ${i} 16`,
      ]);
  });

  it('a judge that rejects leaves its cells missing, with the reason, and the others as they are', async () => {
    const whole = await runPlan(planned, judge, report, 2, nobody);
    const losing: Judge = (cell, ...rest) =>
      cell === planned[5] ? Promise.reject(new Error('the worker was lost')) : judge(cell, ...rest);
    const results = await runPlan(planned, losing, report, 2, nobody);
    // Place 9 is the intended reading of the same trials.
    expect(missingOf(results)).toEqual(
      planned.map((_, i) => (i === 5 || i === 9 ? 'the worker was lost' : null)),
    );
    expect([results.seconds[5], results.seconds[9]]).toEqual([null, null]);
    expect(results.records[6]).toEqual(whole.records[6]);
  });

  it('after an abort, what is done is kept and the rest is missing with the reason of the abort', async () => {
    const controller = new AbortController();
    let done = 0;
    const results = await runPlan(
      planned,
      judge,
      report,
      1,
      {
        ...nobody,
        finished: () => {
          done += 1;
          if (done === 2) controller.abort(new Error('the run was interrupted'));
        },
      },
      controller.signal,
    );
    const missing = missingOf(results);
    expect(missing.filter((reason) => reason === null)).toHaveLength(done);
    expect(new Set(missing)).toEqual(new Set([null, 'the run was interrupted']));
    expect(done).toBeLessThan(planned.length);
  });

  it('an abort in the midst of a cell leaves that cell missing', async () => {
    const controller = new AbortController();
    const results = await runPlan(
      planned,
      judge,
      report,
      1,
      { ...nobody, examined: () => controller.abort(new Error('enough')) },
      controller.signal,
    );
    expect(missingOf(results)).toEqual(planned.map(() => 'enough'));
  });

  it('nothing planned is nothing done', async () => {
    expect(await runPlan([], judge, report, 4, nobody)).toEqual({ records: [], seconds: [] });
  });
});

describe('memoised', () => {
  it('keeps results of shared trials for later cells', async () => {
    let calls = 0;
    const remembering = memoised((...request: Parameters<Judge>) => {
      calls += 1;
      return judge(...request);
    });
    const printed = await remembering(planned[4]!, () => {});
    const intended = await remembering(planned[8]!, () => {});
    expect(intended).toBe(printed);
    expect(calls).toBe(1);
    await remembering(planned[5]!, () => {});
    expect(calls).toBe(2);
  });
});
