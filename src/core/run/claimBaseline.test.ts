import { describe, expect, it } from 'vitest';
import { gradientIsLarge } from '../../theorems/lazyTraining/claims/gradientIsLarge.ts';
import { initialGradientIsLarge } from '../../theorems/lazyTraining/claims/initialGradientIsLarge.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import type { Corner } from '../judge/exclusions.ts';
import { assembleReport } from '../report/assembleReport.ts';
import type { ClaimReport, Report } from '../report/report.ts';
import { reportPlanned } from '../report/reportPlanned.ts';
import type { Baseline } from './baseline.ts';
import { baselineKey } from './baseline.ts';
import { checkedExclusions } from './checkedExclusions.ts';
import { acceptedClaims, claimRegressions, withRegressions } from './claimBaseline.ts';
import { inProcess } from './inProcess.ts';
import { planAll } from './planAll.ts';
import { seekLeast } from './seekLeast.ts';

const provenance = {
  ...{ version: '0', seed: 'lakatos', profile: 'quick', engine: 'test', selection: null },
  alpha: { refute: 1e-6, support: 1e-3 },
};

const plan = () =>
  planAll({
    statements: [{ theorem: lazyTraining, statement: initialGradientIsLarge }],
    ...{ profile: 'quick', axes: {}, constantValues: {}, options: {}, readings: null },
    ...{ mode: 'reduced', trials: null, threads: 1 },
  });

const judged = async (): Promise<Report> => {
  const planned = plan();
  const judge = inProcess(provenance.seed, provenance.alpha);
  const records = [];
  for (const one of planned)
    records.push({ report: reportPlanned(one, await judge(one, () => {}), provenance, null) });
  return assembleReport(planned, records, provenance);
};

const baselineOf = (report: Report): Baseline => ({
  ...{ schema: 'lakatos/baseline@1', profile: 'quick', seed: 'lakatos', alpha: provenance.alpha },
  verdicts: Object.fromEntries(
    plan().map((one, i) => [baselineKey(one), report.claims[0]!.cells[i]!.verdict]),
  ),
  claims: acceptedClaims(report),
});

describe('a claim and what was accepted of it', () => {
  it('is compared as a whole: verdict, basis, least constants; nothing differs from itself', async () => {
    const report = await judged();
    const baseline = baselineOf(report);
    expect(withRegressions(report, plan(), baseline)).toEqual(report);
    const [key, accepted] = Object.entries(baseline.claims!)[0]!;
    const changed = (by: object): readonly string[] =>
      withRegressions(report, plan(), { ...baseline, claims: { [key]: { ...accepted, ...by } } }).claims[0]!
        .regressions ?? [];
    expect(changed({ verdict: 'supported' })).toEqual([
      `it is ${report.claims[0]!.verdict}, and supported was accepted`,
    ]);
    expect(changed({ basis: 'proof' })).toHaveLength(1);
    // Other cells, or other draws, are other verdicts.
    expect(changed({ verdict: 'supported', cells: 99 })).toEqual([]);
    expect(withRegressions(report, plan(), { ...baseline, seed: 'another' })).toEqual(report);
  });

  it('asks for more where an accepted corner no longer serves, and asking for less is not a fault', () => {
    const least = (...constants: readonly Corner[]) =>
      constants.map((one) => ({ at: {}, slice: {}, constants: one }));
    const accepted = (...corners: readonly Corner[]) =>
      ({ verdict: 'narrowed', basis: 'draws', least: least(...corners), cells: 1, searches: 0 }) as const;
    const now = (...corners: readonly Corner[]) =>
      ({ verdict: 'narrowed', basis: 'draws', least: least(...corners) }) as unknown as ClaimReport;
    const more = claimRegressions(accepted({ C3: { moreThan: 2 } }), now({ C3: { moreThan: 3 } }));
    expect(more).toEqual(['it needs C3 > 3, where C3 > 2 was accepted']);
    expect(claimRegressions(accepted({ C3: { moreThan: 3 } }), now({ C3: { moreThan: 2 } }))).toEqual([]);
    // One of two ways out is closed.
    const two: readonly Corner[] = [{ C3: { moreThan: 2 } }, { C4: { lessThan: 1 } }];
    expect(claimRegressions(accepted(...two), now(two[0]!))).toHaveLength(1);
    expect(claimRegressions(accepted(two[0]!), now(...two))).toEqual([]);
    expect(claimRegressions(accepted(), now({ C3: { atLeast: 1 } }))).toEqual([
      'it needs C3 ≥ 1, where nothing was excluded',
    ]);
  });
});

describe('least constants', () => {
  it('are the same in the verdict of a claim and where the search for more begins', async () => {
    const [claim] = (await judged()).claims;
    const { theorem, seed, alpha } = { theorem: lazyTraining, ...provenance };
    const at = { C0: 0, gamma: 0.05 };
    const seeking = { theorem, seed, alpha, at, over: { d: { from: 1, to: 8 }, m: { from: 1, to: 64 } } };
    const checked = await checkedExclusions(initialGradientIsLarge, seeking, [], 'quick');
    expect(checked.exclusions.length).toBeGreaterThan(0);
    const sought = await seekLeast(initialGradientIsLarge, {
      ...{ ...seeking, draws: 0, rounds: 1, known: checked.exclusions },
    });
    const rounded = JSON.parse(JSON.stringify(sought.least), (_, value) =>
      typeof value === 'number' ? Number(value.toPrecision(12)) : value,
    );
    expect(rounded).toEqual(claim!.least.map(({ constants }) => constants));
  });

  it('of a group are those of its own cells', async () => {
    const { exclusions, cells } = await checkedExclusions(
      gradientIsLarge,
      { theorem: lazyTraining, seed: 'lakatos', alpha: provenance.alpha, at: { C0: 0.123 } },
      ['C0'],
      'quick',
    );
    expect([exclusions.length, cells]).toEqual([0, 0]);
  });
});
