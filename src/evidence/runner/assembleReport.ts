import { failingPremise, regimeAt } from '../../claims/boundClaim.ts';
import type { Claim } from '../../claims/claim.ts';
import { comparisonToTex } from '../../claims/tex.ts';
import { twelveDigits } from '../outcomes/decimals.ts';
import type {
  Alpha,
  CellReport,
  ClaimReport,
  FormulaReport,
  Provenance,
  Report,
  SearchReport,
} from '../outcomes/report.ts';
import { type Regime, type Verdict, verdictOver } from '../outcomes/verdict.ts';
import { texOf } from '../trials/quantities/catalogue.ts';
import type { Family } from '../trials/quantities/quantity.ts';
import { findingsOf } from './findings.ts';
import type { PlannedCell } from './plan.ts';

/**
 * The cells whose e-values are multiplied: for each (d, m) inside the premise the first in the order of the plan.
 *
 * The choice looks at the plan alone, and only cells that differ in (d, m) have independent draws, so the product is an e-value for
 * "the failure rate is at most γ in all of them".
 */
const productCells = (cells: readonly { regime: Regime; d: number; m: number }[]): number[] => {
  const first = new Map<string, number>();
  cells.forEach(({ regime, d, m }, i) => {
    const key = `${d},${m}`;
    if (regime === 'inside' && !first.has(key)) first.set(key, i);
  });
  return [...first.values()];
};

const formulaReport = (comparison: Claim['conclusion'], family: Family): FormulaReport => ({
  text: `${comparison.lhs} <= ${comparison.rhs}`,
  tex: comparisonToTex(comparison, texOf(family)),
});

/**
 * Where no cell of a claim satisfies its premise, each says which part of it fails there: such a claim is vacuous, and a premise
 * that contradicts itself is told from a grid that missed the theorem's regime.
 */
const cellsWithNotes = (
  planned: readonly PlannedCell[],
  cells: readonly CellReport[],
): readonly CellReport[] => {
  if (cells.some(({ regime }) => regime === 'inside')) return cells;
  return cells.map((cell, i) => {
    const { bound, scope } = planned[i]!.at;
    const failing = failingPremise(bound, scope).map(({ lhs, rhs }) => `"${lhs.text} <= ${rhs.text}"`);
    const note = `no cell tried satisfies the premise: ${failing.join(' and ')} fails here`;
    return { ...cell, note: cell.note === null ? note : `${cell.note}; ${note}` };
  });
};

const reportClaim = (
  claim: Claim,
  planned: readonly PlannedCell[],
  cells: readonly CellReport[],
  alpha: Alpha,
  whole: boolean,
  family: Family,
): ClaimReport => {
  const chosen = productCells(
    planned.map(({ at }) => ({ regime: regimeAt(at.bound, at.scope), d: at.cell.d, m: at.cell.m })),
  );
  // A product over the cells that happened to finish would be one chosen by the run; it needs them all.
  const factors = whole ? chosen.map((i) => cells[i]!.log10ER ?? 0) : [];
  const log10ER = factors.reduce((sum, factor) => sum + factor, 0);
  const product = factors.length < 2 ? null : { cells: factors.length, log10ER: twelveDigits(log10ER) };
  const found = verdictOver(cells, product !== null && log10ER >= -Math.log10(alpha.refute));
  // What the missing cells would have said is not known; only a refutation stands without them.
  const verdict: Verdict = whole || found === 'refuted' ? found : 'undecided';
  const inside = cells.filter((cell) => cell.regime === 'inside').length;
  const errors: Partial<Record<Verdict, number>> = {
    refuted: twelveDigits(Math.min(1, (inside + (product === null ? 0 : 1)) * alpha.refute)),
    supported: alpha.support,
  };
  return {
    id: claim.id,
    reading: claim.reading,
    verdict,
    source: `${claim.source.place}, ${claim.source.work}`,
    says: claim.says,
    control: claim.control === true,
    quantifiers: claim.quantifiers,
    premise: claim.premise.map((comparison) => formulaReport(comparison, family)),
    conclusion: formulaReport(claim.conclusion, family),
    constants: claim.constants,
    error: errors[verdict] ?? null,
    product,
    cells,
  };
};

const placeOf = ({ at }: PlannedCell): string => {
  const { id, reading } = at.bound.claim;
  const { d, m, C0, gamma } = at.cell;
  return `${id} (${reading}) at d = ${d}, m = ${m}, C0 = ${C0}, gamma = ${gamma}`;
};

/** A planned cell with its record, or with the reason why there is none. */
export type CellRecord = { readonly report: CellReport } | { readonly missing: string };

/** A planned search with its record, or with the reason why there is none. */
export type SearchRecord = { readonly report: SearchReport } | { readonly missing: string };

/**
 * One record of a whole run, in the order of its plan.
 *
 * Planned cells are counted against those that have a record: one that is missing makes the report incomplete.
 *
 * Shapes: `records` has one entry for each planned cell, in the same order; `searched` one for each planned search.
 */
export const assembleReport = (
  planned: readonly PlannedCell[],
  records: readonly CellRecord[],
  provenance: Provenance,
  searched: readonly SearchRecord[] = [],
): Report => {
  const missing: string[] = [];
  const groups = new Map<
    Claim,
    { planned: PlannedCell[]; cells: CellReport[]; whole: boolean; family: Family }
  >();
  planned.forEach((cell, i) => {
    const { claim } = cell.at.bound;
    const group = groups.get(claim) ?? { planned: [], cells: [], whole: true, family: cell.at.family };
    groups.set(claim, group);
    const record = records[i] ?? { missing: 'it was never tried' };
    if ('report' in record) {
      group.planned.push(cell);
      group.cells.push(record.report);
      if (record.report.note?.startsWith('crashed')) missing.push(`${placeOf(cell)}: ${record.report.note}`);
    } else {
      group.whole = false;
      missing.push(`${placeOf(cell)}: ${record.missing}`);
    }
  });
  const claims = [...groups].map(([claim, group]) =>
    reportClaim(
      claim,
      group.planned,
      cellsWithNotes(group.planned, group.cells),
      provenance.alpha,
      group.whole,
      group.family,
    ),
  );
  if (claims.every((claim) => claim.cells.length === 0)) missing.push('no cell ran');
  const searches = searched.flatMap((record) => {
    if ('report' in record) return [record.report];
    missing.push(record.missing);
    return [];
  });
  return {
    schema: 'lakatos/report@1',
    provenance,
    complete: missing.length === 0,
    missing,
    findings: findingsOf(claims, searches),
    searches,
    claims,
  };
};
