import { describe, expect, it } from 'vitest';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import { inProcess } from '../run/inProcess.ts';
import { planCells } from '../run/plan.ts';
import { provenanceOf } from '../run/provenance.ts';
import { runPlan } from '../run/runPlan.ts';
import { claimsOf } from '../theorem.ts';
import { DEFAULT_ALPHA } from './defaults.ts';
import { chooseTrials, explainRun, explainTrial } from './explain.ts';
import type { CellReport } from './report.ts';
import { reportCell } from './reportCell.ts';

const settings = { seed: 'lakatos', alpha: DEFAULT_ALPHA };
const provenance = provenanceOf({ ...settings, profile: 'quick' });

const planned = (id: string, d: number, m: string, C0: readonly number[]) =>
  planCells({
    claims: claimsOf(lazyTraining).filter((claim) => claim.id === id && claim.reading === 'printed'),
    profile: 'quick',
    axes: { d: [d], m: [m], C0, gamma: [0.05] },
    constantValues: {},
    readings: null,
    mode: 'reduced',
    trials: 160,
    threads: 1,
    theorem: lazyTraining,
  });

const silent = { started: () => {}, examined: () => {}, finished: () => {} };

const recordsOf = async (cells: ReturnType<typeof planned>) => {
  const report = (cell: (typeof cells)[number], result: Parameters<typeof reportCell>[1]) =>
    reportCell(cell, result, provenance, null);
  return (await runPlan(cells, inProcess(settings.seed, settings.alpha), report, 1, silent)).records;
};

describe('explainTrial', () => {
  it('tells of a trial what the run had found, and of the looks what the verdict rests on', async () => {
    const cells = planned('gradient-is-large', 25, '1000', [10]);
    const records = await recordsOf(cells);
    const [{ report }] = records as unknown as [{ report: CellReport }];
    expect(report.verdict).toBe('refuted');
    const explanation = await explainTrial(cells[0]!, report.witness!.trial, settings);
    expect(explanation.confirmed).toEqual(report.witness!.confirmed);
    expect(explanation.verdict).toBe(report.verdict);
    expect(explanation.looks.at(-1)).toMatchObject({
      trials: report.trials,
      violated: report.violated,
      log10ER: report.log10ER,
      log10EA: report.log10EA,
    });
    expect(explanation.address).toEqual([
      'verdict',
      'gradient-is-large',
      '25',
      '1000',
      String(report.witness!.trial),
    ]);
    const { margin, conclusion, quantities, draw } = explanation;
    expect(margin!.attack!).toBeLessThan(0);
    expect(margin!.certificate!).toBeLessThanOrEqual(margin!.attack!);
    expect(conclusion.lhs).toEqual({ lower: 1.25, upper: 1.25 });
    expect(conclusion.rhs).toEqual(quantities[0]!.bracket);
    const {
      'neurons always active': steady,
      'neurons that may flip': strip,
      'active neurons': active,
    } = draw!;
    expect(steady! + strip!).toBeLessThanOrEqual(1000);
    expect(steady!).toBeLessThan(active!);
    expect(active!).toBeLessThanOrEqual(steady! + strip!);
    expect(draw!['least u']!).toBeLessThan(draw!['median u']!);
    expect(draw!['median u']!).toBeLessThan(draw!['greatest u']!);
    expect(explanation.critical!.name).toBe('C1');
  });

  it('holds nothing that JSON cannot, and is the same twice', async () => {
    const cells = planned('one-step-flips', 9, '200', [1]);
    const once = await explainTrial(cells[0]!, 0, settings);
    expect(JSON.parse(JSON.stringify(once))).toEqual(once);
    expect(once.margin!.certificate ?? 0).toBeLessThan(0);
    expect(await explainTrial(cells[0]!, 0, settings)).toEqual(once);
  });

  it('walks through a trial that crashed as well', async () => {
    const [cell] = planned('value-is-bounded', 9, '16', [1]);
    const lost = (): never => {
      throw new Error('lost my way');
    };
    const crashing = (at: 'sample' | 'refine') =>
      explainTrial(
        { ...cell!, at: { ...cell!.at, setting: { ...cell!.at.setting, [at]: lost } } },
        0,
        settings,
      );
    const crashed = { outcome: 'unresolved', why: 'crashed: lost my way', margin: null };
    expect(await crashing('sample')).toMatchObject({ ...crashed, draw: null });
    // What was drawn is shown although the search was lost.
    const { draw } = await explainTrial(cell!, 0, settings);
    expect(draw).not.toBeNull();
    expect(await crashing('refine')).toMatchObject({ ...crashed, draw });
  });
});

describe('chooseTrials', () => {
  it('takes the first violated trial of the first refuted cell inside, else trial 0 of the first inside', async () => {
    const cells = planned('value-is-bounded', 25, '16', [1, 3]);
    const records = await recordsOf(cells);
    expect(chooseTrials(cells, records)).toEqual([{ place: 0, trial: 0 }]);
    const refuted = records.map((record, i) =>
      'report' in record && i === 1
        ? {
            report: {
              ...record.report,
              verdict: 'refuted' as const,
              witness: { address: 'here', trial: 7, confirmed: {} as never },
            },
          }
        : record,
    );
    expect(chooseTrials(cells, refuted)).toEqual([{ place: 1, trial: 7 }]);
    const outside = refuted.map((record) =>
      'report' in record ? { report: { ...record.report, regime: 'outside' as const } } : record,
    );
    expect(chooseTrials(cells, outside)).toEqual([{ place: 0, trial: 0 }]);
    expect(chooseTrials(cells, [{ missing: 'lost' }, { missing: 'lost' }])).toEqual([]);
  });

  it('leaves out what an abort leaves undone', async () => {
    const cells = planned('value-is-bounded', 25, '16', [1]);
    const records = await recordsOf(cells);
    expect(await explainRun(cells, records, settings)).toHaveLength(1);
    expect(await explainRun(cells, records, settings, AbortSignal.abort())).toEqual([]);
  });
});
