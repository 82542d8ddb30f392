import { describe, expect, it } from 'vitest';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import { findingsOf } from './findings.ts';
import type { CellReport, ClaimReport, Finding, SearchReport } from './report.ts';

// Findings read these fields alone.
const at = (d: number, m: number, C0: number) => ({ d, m, C0, gamma: 0.05 });

const cell = (over: Partial<CellReport>): CellReport =>
  ({
    at: at(16, 1000, 3),
    failureRate: { value: 0.05, formula: 'gamma' },
    ...{ constants: { C1: 0.25 }, regime: 'inside', verdict: 'refuted' },
    ...{ trials: 16, violated: 12, witness: null, replay: 'npx lakatos check this-cell' },
    ...over,
  }) as CellReport;

const claim = (over: Partial<ClaimReport> = {}): ClaimReport =>
  ({
    ...{
      id: 'a',
      reading: 'printed',
      theorem: 'lazy-training',
      verdict: 'refuted',
      source: 'Lemma 1 · a paper',
      says: 'it holds',
    },
    ...{ control: false, cells: [cell({})] },
    ...over,
  }) as ClaimReport;

const confirmed = { by: 'explicit', shown: { largestShift: 1, radius: 1 }, values: {}, margin: -1 } as const;
const witness = { address: 'a:printed:d=2:trial=0', trial: 0, confirmed };

const searched = (over: Partial<SearchReport> = {}): SearchReport => ({
  ...{ claim: 'a', reading: 'printed', along: null, says: 'the smallest', judged: 40, seed: 1 },
  ...{ path: '3:1', verdict: 'refuted' },
  cell: { at: at(2, 5, 0.1), constants: { C1: 0.25 } },
  failureRate: { value: 0.05, formula: 'gamma' },
  confirmation: { alpha: 2.5e-8, trials: 32, violated: 30, log10ER: 20, witness },
  ...over,
});

const frontier = (C0: number, d: number): SearchReport =>
  searched({ along: 'd', cell: { at: at(d, 1000, C0), constants: {} } });

const { id, work, axes, table } = lazyTraining;

const told = (claims: readonly ClaimReport[], searches: readonly SearchReport[]): readonly Finding[] =>
  findingsOf(claims, searches, [{ id, work, axes, table }]);

describe('findingsOf', () => {
  it('tells the refuted cell of the grid with the fewest weights, then the smallest radius, inside the premise', () => {
    const cells = [
      cell({ at: at(4, 100, 3) }),
      cell({ at: at(2, 100, 10) }),
      cell({ at: at(2, 100, 1), replay: 'npx lakatos check the-one' }),
      cell({ at: at(1, 1, 3), regime: 'outside' }),
      cell({ at: at(1, 2, 3), verdict: 'undecided' }),
    ];
    expect(told([claim({ cells })], [])).toEqual([
      {
        ...{
          kind: 'grid',
          verdict: 'refuted',
          claim: 'a',
          reading: 'printed',
          source: 'Lemma 1 · a paper',
          says: 'it holds',
        },
        summary:
          'refuted at d = 2, m = 100, C0 = 1: 12 of 16 draws violate it, where a share of 0.05 is allowed',
        cell: { at: at(2, 100, 1) },
        failureRate: { value: 0.05, formula: 'gamma' },
        ...{ constants: { C1: 0.25 }, trials: 16, violated: 12, witness: null },
        replay: 'npx lakatos check the-one',
      },
    ]);
    expect(cells[0]).toMatchObject({ at: { d: 4 } });
  });

  it('prefers the smallest cell that a search confirmed, and lets the frontiers follow', () => {
    const found = told([claim()], [frontier(3, 42), searched(), frontier(10, 344)]);
    expect(found.map(({ kind, cell }) => [kind, cell.at.d, cell.at.C0])).toEqual([
      ['smallest', 2, 0.1],
      ['frontier', 42, 3],
      ['frontier', 344, 10],
    ]);
    const fresh =
      'confirmed by 30 violations in 32 fresh trials at α = 2.5e-8 (40 cells were judged on the way)';
    expect(found[0]).toMatchObject({
      summary: `the smallest cell found that refutes it is d = 2, m = 5, C0 = 0.1, ${fresh}`,
      ...{ trials: 32, violated: 30, constants: { C1: 0.25 } },
      ...{ witness: witness.address, replay: `npx lakatos replay ${witness.address}` },
    });
    expect(found[1]!.summary).toBe(
      `at C0 = 3 it is still refuted at d = 42 (m = 1000), the largest that the search found, ${fresh}`,
    );
  });

  it('puts frontiers behind the cell of the grid, where no smallest one was confirmed', () => {
    const undecided = searched({ verdict: 'undecided' });
    const found = told([claim()], [frontier(3, 42), undecided]);
    expect(found.map(({ kind }) => kind)).toEqual(['grid', 'frontier']);
  });

  it('finds what a search alone found', () => {
    const found = told([claim({ verdict: 'narrowed', cells: [] })], [searched()]);
    expect(found.map(({ kind }) => kind)).toEqual(['smallest']);
  });

  it('finds nothing in an undecided search, in one that refuted nothing, and in a control', () => {
    const supported = claim({ verdict: 'supported', cells: [cell({ verdict: 'supported' })] });
    const nothing = searched({ verdict: 'nothing refuted', cell: null, confirmation: null, path: null });
    expect(told([supported], [searched({ verdict: 'undecided' }), nothing])).toEqual([]);
    expect(told([claim({ control: true })], [searched()])).toEqual([]);
  });

  it('says what the other reading came to, but for a frontier, and where it was tried', () => {
    const other = claim({
      reading: 'intended',
      verdict: 'supported',
      cells: [cell({ verdict: 'supported' })],
    });
    const ending = /; the intended reading is supported on the cells tried$/;
    expect(told([claim(), other], [])[0]!.summary).toMatch(ending);
    const [smallest, last] = told([claim(), other], [searched(), frontier(3, 42)]);
    expect(smallest!.summary).toMatch(ending);
    expect(last!.summary).not.toMatch(/reading/);
    expect(told([claim(), { ...other, cells: [] }], [])[0]!.summary).not.toMatch(/reading/);
    expect(told([claim(), { ...other, id: 'b' }], [])[0]!.summary).not.toMatch(/reading/);
  });

  it('keeps searches to their own reading, and claims in their order', () => {
    const printed = claim({ cells: [] });
    const intended = claim({ reading: 'intended', cells: [] });
    const found = told(
      [claim({ id: 'b', cells: [cell({})] }), printed, intended],
      [searched({ reading: 'intended' })],
    );
    expect(found.map(({ claim: id, reading }) => `${id} ${reading}`)).toEqual(['b printed', 'a intended']);
  });

  it('a finding without a witness names the search that found it', () => {
    const { confirmation } = searched();
    const bare = searched({ confirmation: { ...confirmation!, witness: null } });
    expect(told([claim()], [bare])[0]).toMatchObject({
      ...{ witness: null, replay: 'npx lakatos check a --search' },
    });
  });
});
