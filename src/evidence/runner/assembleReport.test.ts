import { describe, expect, it } from 'vitest';
import type { Claim } from '../../claims/claim.ts';
import { controls } from '../../claims/controls/pack.ts';
import { gradientIsLarge, gradientIsLargeIntended } from '../../claims/lazyTraining/gradientIsLarge.ts';
import { valueIsBounded } from '../../claims/lazyTraining/valueIsBounded.ts';
import type { CellReport, Report } from '../outcomes/report.ts';
import type { Verdict } from '../outcomes/verdict.ts';
import type { CellResult } from '../trials/judgeCell.ts';
import { assembleReport, type CellRecord } from './assembleReport.ts';
import type { Axes } from './axes.ts';
import { type PlannedCell, planCells } from './plan.ts';
import { provenanceOf } from './provenance.ts';
import { DEFAULT_ALPHA, reportCell } from './reportCell.ts';

const provenance = provenanceOf({ seed: 'examples', profile: 'quick', alpha: DEFAULT_ALPHA });

const plan = (claims: readonly Claim[], axes: Partial<Axes>): readonly PlannedCell[] =>
  planCells({
    claims,
    profile: 'quick',
    axes: { d: [16], m: ['1000'], C0: [1], gamma: [0.05], ...axes },
    lets: {},
    readings: null,
    mode: 'reduced',
    trials: null,
    threads: 1,
  });

/** A cell that ended so; its e-value where it matters. */
const ended = (cell: PlannedCell, verdict: Verdict, log10ER = -1, crashes: string[] = []): CellRecord => {
  const violated = verdict === 'refuted' ? 16 : 0;
  const skipped = verdict === 'vacuous' ? 16 : 0;
  const result: CellResult = {
    tally: { violated, certified: 16 - violated - skipped, unresolved: 0, skipped },
    verdict,
    log10ER: verdict === 'vacuous' ? null : log10ER,
    log10EA: verdict === 'vacuous' ? null : -log10ER,
    rate: null,
    exactRate: null,
    margin: null,
    observed: {},
    witness: null,
    crashes,
  };
  return { report: reportCell(cell, result, provenance, null) };
};

const lost: CellRecord = { missing: 'the worker was lost' };

const assemble = (
  planned: readonly PlannedCell[],
  record: (cell: PlannedCell, place: number) => CellRecord,
): Report => assembleReport(planned, planned.map(record), provenance);

describe('assembleReport', () => {
  it('holds the claims in the order of the plan, each with its statement and its cells', () => {
    const planned = plan([valueIsBounded, gradientIsLarge], { C0: [1, 3] });
    const report = assemble(planned, (cell) => ended(cell, 'supported'));
    expect(report).toMatchObject({
      schema: 'lakatos/report@1',
      provenance,
      complete: true,
      missing: [],
      findings: [],
    });
    expect(report.claims.map(({ id, cells }) => [id, cells.map(({ C0 }) => C0)])).toEqual([
      ['value-is-bounded', [1, 3]],
      ['gradient-is-large', [1, 3]],
    ]);
    const [, gradient] = report.claims;
    expect(gradient).toMatchObject({
      reading: 'printed',
      control: false,
      conclusion: { text: 'C1 * sqrt(d) <= gradientInf' },
      source: expect.stringMatching(/^Lemma 4\.2 · /),
    });
    expect(gradient!.conclusion.tex).toContain('\\sqrt');
  });

  it('supported: wrong with chance at most α_A, however many cells, since each must pass', () => {
    const planned = plan([valueIsBounded], { d: [16, 25], C0: [1, 3] });
    const [claim] = assemble(planned, (cell) => ended(cell, 'supported')).claims;
    expect(claim).toMatchObject({ verdict: 'supported', error: 1e-3 });
  });

  it('refuted: wrong with chance at most (cells inside the premise + 1 for the product) α_R', () => {
    const refutedFirst = (cell: PlannedCell, place: number) =>
      place === 0 ? ended(cell, 'refuted', 7) : ended(cell, 'supported');
    const several = assemble(plan([valueIsBounded], { d: [16, 25], C0: [1, 3] }), refutedFirst).claims[0];
    expect(several).toMatchObject({ verdict: 'refuted', error: 5e-6, product: { cells: 2 } });
    // One (d, m) has no product.
    const single = assemble(plan([valueIsBounded], { C0: [1, 3] }), refutedFirst).claims[0];
    expect(single).toMatchObject({ verdict: 'refuted', error: 2e-6, product: null });
  });

  it('claims no error for what claims nothing', () => {
    for (const verdict of ['consistent', 'undecided', 'vacuous'] as const) {
      const [claim] = assemble(plan([valueIsBounded], {}), (cell) => ended(cell, verdict)).claims;
      expect(claim).toMatchObject({ verdict, error: null });
    }
  });

  it('the product refutes when no cell alone does', () => {
    const planned = plan([valueIsBounded], { d: [16, 25, 36] });
    const [claim] = assemble(planned, (cell) => ended(cell, 'undecided', 2.1)).claims;
    expect(claim).toMatchObject({ verdict: 'refuted', product: { cells: 3, log10ER: 6.3 }, error: 4e-6 });
    const [short] = assemble(planned, (cell) => ended(cell, 'undecided', 1.9)).claims;
    expect(short).toMatchObject({ verdict: 'undecided', product: { cells: 3, log10ER: 5.7 }, error: null });
  });

  it('the product takes one cell for each (d, m): the first of the plan, not the strongest of the run', () => {
    const planned = plan([valueIsBounded], { d: [16, 25], C0: [1, 3] });
    const [claim] = assemble(planned, (cell) =>
      ended(cell, 'undecided', cell.at.cell.C0 === 3 ? 5.9 : 0.5),
    ).claims;
    expect(claim).toMatchObject({ verdict: 'undecided', product: { cells: 2, log10ER: 1 } });
  });

  it('cells outside the premise are shown, and counted neither alone nor in the product', () => {
    // 16 C0² <= d leaves C0 = 3 outside at d = 16 and d = 25.
    const planned = plan([gradientIsLargeIntended], { d: [16, 25], C0: [3, 1] });
    const [claim] = assemble(planned, (cell) =>
      cell.at.cell.C0 === 3 ? ended(cell, 'refuted', 20) : ended(cell, 'supported', -2),
    ).claims;
    expect(claim).toMatchObject({ verdict: 'supported', product: { cells: 2, log10ER: -4 } });
    expect(claim!.cells.map(({ regime }) => regime)).toEqual(['outside', 'outside', 'inside', 'inside']);
    const [outside] = assemble(plan([gradientIsLargeIntended], { C0: [3] }), (cell) =>
      ended(cell, 'refuted', 20),
    ).claims;
    expect(outside).toMatchObject({ verdict: 'vacuous', error: null, product: null });
  });

  it('a skipped cell brings no e-value to the product', () => {
    const planned = plan([valueIsBounded], { d: [16, 25] });
    const [claim] = assemble(planned, (cell, place) =>
      place === 0 ? ended(cell, 'vacuous') : ended(cell, 'supported', -2),
    ).claims;
    expect(claim).toMatchObject({ verdict: 'supported', product: { log10ER: -2 } });
  });

  it('a missing cell makes the report incomplete, and its claim never supported', () => {
    const planned = plan([valueIsBounded, gradientIsLarge], { d: [16, 25], C0: [1, 3] });
    for (const verdict of ['supported', 'consistent', 'vacuous', 'undecided'] as const) {
      const report = assemble(planned, (cell, place) => (place === 2 ? lost : ended(cell, verdict)));
      expect(report.complete).toBe(false);
      expect(report.missing).toEqual([
        'value-is-bounded (printed) at d = 16, m = 1000, C0 = 3, gamma = 0.05: the worker was lost',
      ]);
      expect(report.claims[0]).toMatchObject({ verdict: 'undecided', product: null, error: null });
      expect(report.claims[0]!.cells).toHaveLength(3);
      expect(report.claims[1]!.verdict).toBe(verdict);
    }
  });

  it('a refutation stands without the missing cells, but their product is not taken', () => {
    const planned = plan([valueIsBounded], { d: [16, 25, 36] });
    const refuted = assemble(planned, (cell, place) => (place === 2 ? lost : ended(cell, 'refuted', 7)));
    expect(refuted.complete).toBe(false);
    expect(refuted.claims[0]).toMatchObject({ verdict: 'refuted', product: null });
    const strong = assemble(planned, (cell, place) => (place === 2 ? lost : ended(cell, 'undecided', 5.5)));
    expect(strong.claims[0]!.verdict).toBe('undecided');
  });

  it('records that are too few, or none, are missing', () => {
    const planned = plan([valueIsBounded], { C0: [1, 3] });
    const short = assembleReport(planned, [ended(planned[0]!, 'supported')], provenance);
    expect(short.missing).toEqual([expect.stringContaining('it was never tried')]);
    const none = assemble(planned, () => lost);
    expect(none.claims[0]).toMatchObject({ verdict: 'undecided', cells: [] });
    expect(none.missing).toContain('no cell ran');
    expect(assembleReport([], [], provenance)).toMatchObject({ complete: false, missing: ['no cell ran'] });
  });

  it('a crashed trial makes the run incomplete, and says where', () => {
    const planned = plan([valueIsBounded], { C0: [1, 3] });
    const report = assemble(planned, (cell, place) =>
      ended(cell, 'supported', -1, place === 1 ? ['out of memory'] : []),
    );
    expect(report.complete).toBe(false);
    expect(report.missing).toEqual([
      'value-is-bounded (printed) at d = 16, m = 1000, C0 = 3, gamma = 0.05: crashed trials count as unresolved: out of memory',
    ]);
  });
});

describe('findings', () => {
  const refuted = (cell: PlannedCell): CellRecord => ended(cell, 'refuted', 10);

  it('name a refuted statement of the paper at its smallest cell', () => {
    const planned = plan([gradientIsLarge], { d: [25, 16], m: ['10000', '1000'], C0: [3, 2] });
    const [finding] = assemble(planned, refuted).findings;
    expect(finding).toMatchObject({
      claim: 'gradient-is-large',
      reading: 'printed',
      cell: { d: 16, m: 1000, C0: 2, gamma: 0.05 },
      trials: 16,
      violated: 16,
      constants: { C1: 0.25, K: 1 },
    });
    expect(finding!.summary).toBe(
      'refuted at d = 16, m = 1000, C0 = 2: 16 of 16 draws violate it, where a share of 0.05 is allowed',
    );
  });

  it('say what became of the other reading', () => {
    const planned = plan([gradientIsLarge, gradientIsLargeIntended], { C0: [1, 3] });
    const { findings } = assemble(planned, (cell) =>
      cell.at.cell.C0 === 3 ? refuted(cell) : ended(cell, 'supported'),
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]!.summary).toMatch(/; the intended reading is supported on the cells tried$/);
  });

  it('are none of a control, of a cell outside the premise, or of a claim that stands', () => {
    expect(assemble(plan(controls.claims, {}), refuted).findings).toEqual([]);
    expect(assemble(plan([gradientIsLargeIntended], { C0: [3] }), refuted).findings).toEqual([]);
    expect(assemble(plan([valueIsBounded], {}), (cell) => ended(cell, 'supported')).findings).toEqual([]);
  });
});

describe('the same report', () => {
  it('for the same records, byte for byte', () => {
    const planned = plan([valueIsBounded], { C0: [1, 3] });
    const make = () => JSON.stringify(assemble(planned, (cell) => ended(cell, 'supported')));
    expect(make()).toBe(make());
    const cells: readonly CellReport[] = JSON.parse(make()).claims[0].cells;
    expect(cells.map(({ C0 }) => C0)).toEqual([1, 3]);
  });
});
