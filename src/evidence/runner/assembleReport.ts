import { regimeAt } from '../../claims/boundClaim.ts';
import type { Claim } from '../../claims/claim.ts';
import { comparisonToTex } from '../../claims/tex.ts';
import { twelveDigits } from '../outcomes/decimals.ts';
import type {
  Alpha,
  CellReport,
  ClaimReport,
  Finding,
  FormulaReport,
  Provenance,
  Report,
} from '../outcomes/report.ts';
import { type Regime, type Verdict, verdictOver } from '../outcomes/verdict.ts';
import { quantityTex } from '../trials/quantities/catalogue.ts';
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

const formulaReport = (comparison: Claim['conclusion']): FormulaReport => ({
  text: `${comparison.lhs} <= ${comparison.rhs}`,
  tex: comparisonToTex(comparison, quantityTex),
});

const reportClaim = (
  claim: Claim,
  planned: readonly PlannedCell[],
  cells: readonly CellReport[],
  alpha: Alpha,
  whole: boolean,
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
    premise: claim.premise.map(formulaReport),
    conclusion: formulaReport(claim.conclusion),
    constants: claim.constants,
    error: errors[verdict] ?? null,
    product,
    cells,
  };
};

/** The refuted cell inside the premise with the fewest weights, then the smallest radius. */
const smallestRefuted = (claim: ClaimReport): CellReport | undefined =>
  claim.cells
    .filter((cell) => cell.regime === 'inside' && cell.verdict === 'refuted')
    .sort((a, b) => a.d * a.m - b.d * b.m || a.C0 - b.C0 || (b.gamma ?? 0) - (a.gamma ?? 0))[0];

const findingOf = (claim: ClaimReport, all: readonly ClaimReport[]): Finding | null => {
  const cell = smallestRefuted(claim);
  if (claim.control || cell === undefined) return null;
  const share = `${cell.violated} of ${cell.trials} draws violate it, where a share of ${cell.gamma} is allowed`;
  const other = all.find((one) => one.id === claim.id && one.reading !== claim.reading);
  const rest =
    other === undefined ? '' : `; the ${other.reading} reading is ${other.verdict} on the cells tried`;
  return {
    claim: claim.id,
    reading: claim.reading,
    source: claim.source,
    says: claim.says,
    summary: `refuted at d = ${cell.d}, m = ${cell.m}, C0 = ${cell.C0}: ${share}${rest}`,
    cell: { d: cell.d, m: cell.m, C0: cell.C0, gamma: cell.gamma },
    constants: cell.constants,
    trials: cell.trials,
    violated: cell.violated,
    witness: cell.witness?.address ?? null,
    replay: cell.replay,
  };
};

/** A planned cell with its record, or with the reason why there is none. */
export type CellRecord = { readonly report: CellReport } | { readonly missing: string };

/**
 * One record of a whole run, in the order of its plan.
 *
 * Planned cells are counted against those that have a record: one that is missing makes the report incomplete.
 *
 * Shapes: `records` has one entry for each planned cell, in the same order.
 */
export const assembleReport = (
  planned: readonly PlannedCell[],
  records: readonly CellRecord[],
  provenance: Provenance,
): Report => {
  const missing: string[] = [];
  const groups = new Map<Claim, { planned: PlannedCell[]; cells: CellReport[]; whole: boolean }>();
  planned.forEach((cell, i) => {
    const { claim } = cell.at.bound;
    const group = groups.get(claim) ?? { planned: [], cells: [], whole: true };
    groups.set(claim, group);
    const record = records[i] ?? { missing: 'it was never tried' };
    if ('report' in record) {
      group.planned.push(cell);
      group.cells.push(record.report);
    } else {
      group.whole = false;
      const { d, m, C0, gamma } = cell.at.cell;
      missing.push(
        `${claim.id} (${claim.reading}) at d = ${d}, m = ${m}, C0 = ${C0}, gamma = ${gamma}: ${record.missing}`,
      );
    }
  });
  const crashed = records.flatMap((record) =>
    'report' in record && record.report.note?.startsWith('crashed') ? [record.report] : [],
  );
  for (const { d, m, C0, note } of crashed) missing.push(`at d = ${d}, m = ${m}, C0 = ${C0}: ${note}`);
  const claims = [...groups].map(([claim, group]) =>
    reportClaim(claim, group.planned, group.cells, provenance.alpha, group.whole),
  );
  if (claims.every((claim) => claim.cells.length === 0)) missing.push('no cell ran');
  return {
    schema: 'lakatos/report@1',
    provenance,
    complete: missing.length === 0,
    missing,
    findings: claims.flatMap((claim) => findingOf(claim, claims) ?? []),
    claims,
  };
};
