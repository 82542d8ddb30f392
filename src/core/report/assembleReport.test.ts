import { describe, expect, it } from 'vitest';
import { claimsOf, type Theorem } from '../../core/theorem.ts';
import { fewNeuronsFlip } from '../../theorems/lazyTraining/claims/fewNeuronsFlip.ts';
import {
  gradientIsLarge,
  gradientIsLargeIntended,
} from '../../theorems/lazyTraining/claims/gradientIsLarge.ts';
import { initialGradientIsLarge } from '../../theorems/lazyTraining/claims/initialGradientIsLarge.ts';
import { valueIsBounded } from '../../theorems/lazyTraining/claims/valueIsBounded.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import type { AskedAxes } from '../axisValues.ts';
import type { Claim } from '../claim.ts';
import type { Verdict } from '../judge/verdict.ts';
import { type PlannedCell, planCells } from '../run/plan.ts';
import { provenanceOf } from '../run/provenance.ts';
import type { Evidence } from '../study.ts';
import { assembleReport, type CellRecord } from './assembleReport.ts';
import { DEFAULT_ALPHA } from './defaults.ts';
import type { CellReport, Report, SearchReport } from './report.ts';
import { reportCell } from './reportCell.ts';

const provenance = provenanceOf({ seed: 'examples', profile: 'quick', alpha: DEFAULT_ALPHA });

/** What cells make of a claim, where no proof has a word in it. */
const byCellsAlone = { ...lazyTraining, proofs: [] };

const plan = (
  claims: readonly Claim[],
  axes: AskedAxes,
  theorem: Theorem = byCellsAlone,
): readonly PlannedCell[] =>
  planCells({
    claims,
    profile: 'quick',
    axes: { d: [16], m: ['1000'], C0: [1], gamma: [0.05], ...axes },
    constantValues: {},
    readings: null,
    mode: 'reduced',
    trials: null,
    threads: 1,
    theorem,
  });

/** A cell that ended so; its e-value where it matters. */
const ended = (cell: PlannedCell, verdict: Verdict, log10ER = -1, crashes: string[] = []): CellRecord => {
  const violated = verdict === 'refuted' ? 16 : 0;
  const skipped = verdict === 'vacuous' ? 16 : 0;
  const result: Evidence = {
    tally: {
      ...{ violated, certified: 16 - violated - skipped, unresolved: crashes.length, skipped },
      ...(crashes.length > 0 && { crashed: crashes.length }),
    },
    verdict,
    log10ER: verdict === 'vacuous' ? null : log10ER,
    log10EA: verdict === 'vacuous' ? null : -log10ER,
    rate: null,
    exactRate: null,
    margin: null,
    observed: {},
    witness: null,
    crashes,
    because: null,
    error: null,
    figures: [],
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
      schema: 'lakatos/report@2',
      provenance,
      complete: true,
      missing: [],
    });
    expect(report.claims.map(({ id, cells }) => [id, cells.map(({ at }) => at.C0)])).toEqual([
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
    const several = assemble(plan([fewNeuronsFlip], { d: [16, 25], C0: [1, 3] }), refutedFirst).claims[0];
    expect(several).toMatchObject({ verdict: 'refuted', error: 5e-6, product: { cells: 2 } });
    // One (d, m) has no product.
    const single = assemble(plan([fewNeuronsFlip], { C0: [1, 3] }), refutedFirst).claims[0];
    expect(single).toMatchObject({ verdict: 'refuted', error: 2e-6, product: null });
  });

  it('takes the word of a proof, unless a cell contradicts it or one is missing', () => {
    const proof = {
      statement: 'value-is-bounded',
      reading: 'printed',
      because: 'so it is',
      anchor: 'nowhere',
    } as const;
    const proved = (verdict: 'supported' | 'refuted'): Theorem => ({
      ...byCellsAlone,
      proofs: [{ ...proof, verdict }],
    });
    const [open, against] = [proved('supported'), proved('refuted')].map((theorem) =>
      plan([valueIsBounded], { C0: [1, 3] }, theorem),
    );
    const wordOf = (
      planned: readonly PlannedCell[],
      record: (cell: PlannedCell, place: number) => CellRecord,
    ) => {
      const { verdict, basis, error } = assemble(planned, record).claims[0]!;
      return [verdict, basis, error];
    };
    expect(wordOf(open!, (cell) => ended(cell, 'consistent'))).toEqual(['supported', 'proof', 0]);
    expect(wordOf(against!, (cell) => ended(cell, 'consistent'))).toEqual(['refuted', 'proof', 0]);
    // Of a search that is not complete nobody can say that it found nothing.
    const half = (cell: PlannedCell, place: number): CellRecord =>
      place === 0 ? ended(cell, 'supported') : lost;
    expect(wordOf(open!, half)[0]).toBe('undecided');
    expect(wordOf(against!, half)[0]).toBe('refuted');
  });

  it('lets a word follow from one row to another, and a contradiction take both away', () => {
    const theorem: Theorem = {
      ...byCellsAlone,
      consequences: [
        {
          from: { statement: 'value-is-bounded', reading: 'printed' },
          to: { statement: 'gradient-is-large', reading: 'printed' },
          map: ({ at }) => ({ at, constants: {} }),
          why: 'so it is said here',
          anchor: 'nowhere',
        },
      ],
    };
    const planned = plan([valueIsBounded, gradientIsLarge], {}, theorem);
    const words = (value: Verdict, gradient: Verdict) =>
      assemble(planned, (cell) =>
        ended(cell, cell.at.bound.claim.id === 'value-is-bounded' ? value : gradient),
      ).claims;
    const [supported, follows] = words('supported', 'consistent');
    expect(supported).toMatchObject({ verdict: 'supported', basis: 'draws', error: 1e-3 });
    expect(supported).not.toHaveProperty('follows');
    expect(follows).toMatchObject({
      ...{ verdict: 'supported', basis: 'consequence', error: 2e-3 },
      follows: [{ cell: 0, verdict: 'supported', error: 2e-3, anchor: 'nowhere' }],
    });
    // What was found stays in the cell.
    expect(follows!.cells[0]!.verdict).toBe('consistent');
    const [refuted] = words('undecided', 'refuted');
    expect(refuted).toMatchObject({ verdict: 'narrowed', basis: 'consequence', error: 2e-6 });
    const contradicting = words('supported', 'refuted');
    expect(contradicting.map(({ verdict, error }) => [verdict, error])).toEqual([
      ['undecided', null],
      ['undecided', null],
    ]);
  });

  it('claims no error for what claims nothing', () => {
    for (const verdict of ['consistent', 'undecided', 'vacuous'] as const) {
      const [claim] = assemble(plan([valueIsBounded], {}), (cell) => ended(cell, verdict)).claims;
      expect(claim).toMatchObject({ verdict, error: null });
    }
  });

  it('narrowed: what is left of the constants, by group, at the same error', () => {
    const planned = plan([valueIsBounded], { m: ['100', '1000'], C0: [1, 3] });
    const [claim] = assemble(planned, (cell) => {
      const { m, C0 } = cell.at.cell.at;
      return m === 100 && C0 === 3 ? ended(cell, 'refuted', 7) : ended(cell, 'supported');
    }).claims;
    // K ln(2/γ) ≤ m admits the refuted cell up to this K.
    const K = Number((100 / Math.log(40)).toPrecision(12));
    expect(claim).toMatchObject({ verdict: 'narrowed', basis: 'draws', error: 5e-6, excludedError: 5e-6 });
    expect(claim!.exclusions).toEqual([
      {
        ...{ at: { C0: 3 }, where: { K: { atMost: K } }, slice: {}, by: 'cell', alpha: 1e-6 },
        cell: { d: 16, m: 100, C0: 3, gamma: 0.05 },
      },
    ]);
    expect(claim!.least).toEqual([
      {
        ...{ at: { C0: 3 }, slice: {}, constants: { K: { moreThan: K } }, attained: false },
        // Which cell is left inside was chosen by looking at both.
        ...{ verdict: 'supported', tried: 2, error: 2e-3 },
        ...{ inside: 1, supported: 1, consistent: 0, undecided: 0 },
      },
    ]);
    expect(claim!.sentence).toBe(
      'at C0 = 3 it needs K > 27.1085; under this nothing tried is refuted: of 1 cell 1 supported (wrong with chance ≤ 0.002: 2 tried)',
    );
  });

  it('misprints are of a run of all that a theorem states, and not of one of its claims', () => {
    const misprint = { place: 'page 1', printed: '2', readAs: '3' };
    const theorem = { ...lazyTraining, misprints: [misprint], statements: [valueIsBounded, fewNeuronsFlip] };
    const both = plan([valueIsBounded, fewNeuronsFlip], {}, theorem);
    expect(assemble(both, (cell) => ended(cell, 'supported')).misprints).toEqual([misprint]);
    const one = plan([valueIsBounded], {}, theorem);
    expect(assemble(one, (cell) => ended(cell, 'supported')).misprints).toEqual([]);
  });

  it('a cell that a search confirmed is a refuted cell of its claim: no reading is supported and refuted', () => {
    const planned = plan([valueIsBounded], { C0: [1, 3] });
    const cell = {
      ...{ at: { d: 1, m: 4, C0: 1, gamma: 0.05 }, constants: { K: 1 } },
      constantRanges: { K: { atLeast: null, atMost: 1.08 } },
    };
    const search: SearchReport = {
      ...{
        claim: 'value-is-bounded',
        reading: 'printed',
        along: null,
        says: 'the smallest',
        judged: 5,
        seed: 1,
      },
      ...{ path: '0', verdict: 'refuted', cell, failureRate: { value: 0.05, formula: 'gamma' } },
      confirmation: { alpha: 2e-7, trials: 16, violated: 16, log10ER: 12, witness: null },
    };
    const all = planned.map((one) => ended(one, 'supported'));
    const report = assembleReport(planned, all, provenance, [{ report: search }]);
    expect(report.claims[0]).toMatchObject({
      verdict: 'narrowed',
      least: [{ constants: { K: { moreThan: 1.08 } } }],
    });
    expect(report.findings).toMatchObject([{ kind: 'smallest', verdict: 'narrowed' }]);
    const open: SearchReport = { ...search, verdict: 'undecided' };
    expect(assembleReport(planned, all, provenance, [{ report: open }]).claims[0]!.verdict).toBe('supported');
  });

  it('a statement that a proof refutes is so whatever its cells say, and listed', () => {
    const planned = plan([gradientIsLarge], { d: [100] }, lazyTraining);
    const report = assemble(planned, (cell) => ended(cell, 'supported'));
    expect(report.claims[0]).toMatchObject({ verdict: 'refuted', basis: 'proof', error: 0, least: [] });
    expect(report.claims[0]!.proof?.checked).toContain('0.276, 0.118, 0.0546, 0.0265 at d = 1, 2, 3, 4');
    expect(report.findings).toMatchObject([{ kind: 'proof', verdict: 'refuted', trials: 0 }]);
  });

  it('lists among its findings what it counts as refuted or narrowed, each in one word', () => {
    const planned = plan(
      [valueIsBounded, gradientIsLarge, gradientIsLargeIntended, initialGradientIsLarge, fewNeuronsFlip],
      { d: [16, 25], C0: [1, 3] },
      lazyTraining,
    );
    const words: readonly Verdict[] = ['refuted', 'supported', 'consistent', 'undecided', 'vacuous'];
    for (let turn = 0; turn < 25; turn++) {
      const { claims, findings } = assemble(planned, (cell, place) =>
        ended(cell, words[(7 * place + (place % 3) * turn + turn) % words.length]!),
      );
      const named = (
        of: readonly { readonly reading: string; readonly verdict: string }[],
        id: 'id' | 'claim',
      ) => [...new Set(of.map((one) => `${(one as never)[id]} ${one.reading} ${one.verdict}`))].sort();
      const counted = claims.filter(({ verdict }) => verdict === 'refuted' || verdict === 'narrowed');
      expect(named(findings, 'claim')).toEqual(named(counted, 'id'));
    }
  });

  it('the product refutes when no cell alone does', () => {
    const planned = plan([fewNeuronsFlip], { d: [16, 25, 36] });
    const [claim] = assemble(planned, (cell) => ended(cell, 'undecided', 2.1)).claims;
    expect(claim).toMatchObject({ verdict: 'refuted', product: { cells: 3, log10ER: 6.3 }, error: 4e-6 });
    const [short] = assemble(planned, (cell) => ended(cell, 'undecided', 1.9)).claims;
    expect(short).toMatchObject({ verdict: 'undecided', product: { cells: 3, log10ER: 5.7 }, error: null });
  });

  it('the product takes one cell for each (d, m): the first of the plan, not the strongest of the run', () => {
    const planned = plan([valueIsBounded], { d: [16, 25], C0: [1, 3] });
    const [claim] = assemble(planned, (cell) =>
      ended(cell, 'undecided', cell.at.cell.at.C0 === 3 ? 5.9 : 0.5),
    ).claims;
    expect(claim).toMatchObject({ verdict: 'undecided', product: { cells: 2, log10ER: 1 } });
  });

  it('cells outside the premise are shown, and counted neither alone nor in the product', () => {
    // 16 C0² <= d leaves C0 = 3 outside at d = 16 and d = 25.
    const planned = plan([gradientIsLargeIntended], { d: [16, 25], C0: [3, 1] });
    const [claim] = assemble(planned, (cell) =>
      cell.at.cell.at.C0 === 3 ? ended(cell, 'refuted', 20) : ended(cell, 'supported', -2),
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
    const planned = plan([valueIsBounded, initialGradientIsLarge], { d: [16, 25], C0: [1, 3] });
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
    const planned = plan([fewNeuronsFlip], { d: [16, 25, 36] });
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
    expect(assembleReport([], [], provenance)).toMatchObject({
      complete: false,
      missing: ['no cell ran'],
    });
  });

  it('many cells of a claim that lack a record for one reason are counted', () => {
    const planned = plan([valueIsBounded, gradientIsLarge], { d: [16, 25, 36, 49], C0: [1, 3] });
    const report = assemble(planned, (cell, place) =>
      place < 3 || place > 9 ? ended(cell, 'supported') : lost,
    );
    expect(report.missing).toEqual([
      expect.stringMatching(/^value-is-bounded \(printed\) at d = .*: the worker was lost$/),
      ...Array.from({ length: 4 }, () => expect.stringContaining('value-is-bounded (printed) at ')),
      ...Array.from({ length: 2 }, () => expect.stringContaining('gradient-is-large (printed) at ')),
    ]);
    const all = assemble(planned, (cell, place) => (place < 2 ? ended(cell, 'supported') : lost));
    expect(all.missing).toEqual([
      'value-is-bounded (printed), 6 of 8 cells: the worker was lost',
      'gradient-is-large (printed), 8 of 8 cells: the worker was lost',
    ]);
  });

  it('a crashed trial makes the run incomplete, and says where', () => {
    const planned = plan([valueIsBounded], { C0: [1, 3] });
    const report = assemble(planned, (cell, place) =>
      ended(cell, 'supported', -1, place === 1 ? ['out of memory'] : []),
    );
    expect(report.complete).toBe(false);
    expect(report.missing).toEqual([
      'value-is-bounded (printed) at d = 16, m = 1000, C0 = 3, gamma = 0.05: 1 of 17 trials crashed; its note says why',
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
      cell: { at: { d: 16, m: 1000, C0: 2, gamma: 0.05 } },
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
      cell.at.cell.at.C0 === 3 ? refuted(cell) : ended(cell, 'supported'),
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]!.summary).toMatch(/; the intended reading is supported on the cells tried$/);
  });

  it('are none of a control, of a cell outside the premise, or of a claim that stands', () => {
    expect(
      assemble(
        plan(
          claimsOf(lazyTraining).filter(({ control }) => control),
          {},
        ),
        refuted,
      ).findings,
    ).toEqual([]);
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
    expect(cells.map(({ at }) => at.C0)).toEqual([1, 3]);
  });
});
