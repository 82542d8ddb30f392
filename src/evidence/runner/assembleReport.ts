import { failingPremise, regimeAt } from '../../claims/boundClaim.ts';
import type { Claim } from '../../claims/claim.ts';
import { misprints } from '../../claims/lazyTraining/misprints.ts';
import { inPaperOrder } from '../../claims/lazyTraining/order.ts';
import type { Statement } from '../../claims/statement.ts';
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
import { axesOfPlanned, isExamination, nameOfPlanned, type Planned } from './planned.ts';

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
    manner: 'draws',
    source: `${claim.source.place} · ${claim.source.work}`,
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

/** A statement over its places: no product, since each place has a decision of its own. */
const reportStatement = (statement: Statement, cells: readonly CellReport[], whole: boolean): ClaimReport => {
  const found = verdictOver(cells, false);
  const verdict: Verdict = whole || found === 'refuted' ? found : 'undecided';
  const inside = cells.filter((cell) => cell.regime === 'inside');
  const errors = inside.filter((cell) => cell.verdict === verdict).map(({ error }) => error ?? 0);
  const claimsNothing = verdict !== 'refuted' && verdict !== 'supported';
  const error = verdict === 'refuted' ? errors.reduce((sum, one) => sum + one, 0) : Math.max(0, ...errors);
  return {
    id: statement.id,
    reading: statement.reading,
    verdict,
    manner: statement.manner,
    source: `${statement.source.place} · ${statement.source.work}`,
    says: statement.says,
    control: statement.control === true,
    quantifiers: statement.quantifiers,
    premise: statement.premise,
    conclusion: statement.conclusion,
    constants: statement.constants,
    error: claimsNothing ? null : twelveDigits(Math.min(1, error)),
    product: null,
    cells,
  };
};

const placeOf = (planned: Planned): string => {
  const { claim, reading } = nameOfPlanned(planned);
  const { d, m, C0, gamma } = axesOfPlanned(planned);
  const setting = isExamination(planned) ? planned.examination.setting?.(planned.place).says : undefined;
  return [
    `${claim} (${reading}) at d = ${d}, m = ${m}, C0 = ${C0}`,
    ...(gamma === null ? [] : [`gamma = ${gamma}`]),
    ...(setting === undefined ? [] : [setting]),
  ].join(', ');
};

/** Rows of one claim in one reading, in the order of the plan; `planned` and `cells` are those that have a record. */
interface Group {
  readonly first: Planned;
  readonly planned: Planned[];
  readonly cells: CellReport[];
  whole: boolean;
}

const reportGroup = ({ first, planned, cells, whole }: Group, alpha: Alpha): ClaimReport => {
  if (isExamination(first)) return reportStatement(first.examination.statement, cells, whole);
  const ofCells = planned.filter((one): one is PlannedCell => !isExamination(one));
  const { bound, family } = first.at;
  return reportClaim(bound.claim, ofCells, cellsWithNotes(ofCells, cells), alpha, whole, family);
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
  planned: readonly Planned[],
  records: readonly CellRecord[],
  provenance: Provenance,
  searched: readonly SearchRecord[] = [],
): Report => {
  const missing: string[] = [];
  const groups = new Map<Claim | Statement, Group>();
  planned.forEach((cell, i) => {
    const claim = isExamination(cell) ? cell.examination.statement : cell.at.bound.claim;
    const group = groups.get(claim) ?? { first: cell, planned: [], cells: [], whole: true };
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
  const claims = [...groups.values()].map((group) => reportGroup(group, provenance.alpha));
  // A shard may have nothing to do, where there are more shards than tasks; a run may not.
  const isEmptyShard = planned.length === 0 && provenance.selection?.startsWith('shard ') === true;
  if (!isEmptyShard && claims.every((claim) => claim.cells.length === 0)) missing.push('no cell ran');
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
    misprints: claims.some(({ id, control }) => !control && inPaperOrder.includes(id)) ? misprints : [],
  };
};
