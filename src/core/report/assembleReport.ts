import type { Claim } from '../claim.ts';
import type { Follows, Row } from '../consequence.ts';
import { comparisonToTex } from '../formula/tex.ts';
import type { BoundCell } from '../judge/bindCell.ts';
import { texOf } from '../judge/settingFor.ts';
import { proofFor } from '../proof.ts';
import type { PlannedCell } from '../run/plan.ts';
import { cellOf, isStudied, nameOfPlanned, type Planned } from '../run/planned.ts';
import type { Study } from '../study.ts';
import type { Setting, Theorem } from '../theorem.ts';
import { noteOutside } from './cellNote.ts';
import { claimTotals, studyTotals, withProof } from './claimTotals.ts';
import { constantReports, constantsOfClaim } from './constantReport.ts';
import { findingsOf } from './findings.ts';
import { prefixOfClaim, prefixOfStudy } from './prefix.ts';
import type {
  Alpha,
  CellReport,
  ClaimReport,
  FormulaReport,
  ProofReport,
  Provenance,
  Report,
  SearchReport,
  TheoremReport,
} from './report.ts';
import { errorWithFollows, followsFor, withFollows } from './withFollows.ts';

/** A theorem as a report describes it. */
const described = ({ id, work, axes, table }: Theorem): TheoremReport => ({ id, work, axes, table });

const formulaReport = (comparison: Claim['conclusion'], setting: Setting): FormulaReport => ({
  text: `${comparison.lhs} <= ${comparison.rhs}`,
  tex: comparisonToTex(comparison, texOf(setting)),
});

const cellsWithNotes = (
  planned: readonly PlannedCell[],
  cells: readonly CellReport[],
): readonly CellReport[] => {
  if (cells.some(({ regime }) => regime === 'inside')) return cells;
  return cells.map((cell, i) => {
    const { bound, scope } = planned[i]!.at;
    return { ...cell, note: noteOutside(cell.note, bound, scope) };
  });
};

/** The proof of a statement, with what the program computes of it. */
const proofReport = (theorem: Theorem, { id, reading }: Claim | Study): ProofReport | null => {
  const proof = proofFor(theorem, id, reading);
  if (proof === null) return null;
  const { verdict, because, anchor, check } = proof;
  return { verdict, because, anchor, checked: check?.() ?? null };
};

/** What other rows say of this one's cells, and nothing where no word follows. */
const followed = (follows: readonly Follows[]): Pick<ClaimReport, 'follows'> =>
  follows.length === 0 ? {} : { follows };

/** Draws, brackets and definitions of a process are its own affair: a report names whom it believes. */
const onTrust = ({ process }: Setting): Pick<ClaimReport, 'onTrust'> =>
  process === undefined
    ? {}
    : {
        onTrust: `draws, certificates and definitions are those of the process "${process.name}" (${process.hash.slice(0, 12)}), and are taken on trust`,
      };

const reportClaim = (
  claim: Claim,
  cells: readonly CellReport[],
  searches: readonly SearchReport[],
  alpha: Alpha,
  whole: boolean,
  at: BoundCell,
  theorem: Theorem,
  follows: readonly Follows[],
): ClaimReport => {
  const { setting } = at;
  const proof = proofReport(theorem, claim);
  const constants = constantsOfClaim(claim, at);
  const control = claim.control === true;
  const totalling = { constants, control, alpha, whole, axes: theorem.axes };
  const own = claimTotals(withFollows(cells, follows), searches, totalling);
  const error = errorWithFollows(own, follows, alpha);
  const excludedError = own.excludedError === null ? null : error;
  const totals = withProof({ ...own, error, excludedError }, proof, whole);
  return {
    id: claim.id,
    reading: claim.reading,
    theorem: theorem.id,
    complete: whole,
    ...totals,
    ...(proof === null ? {} : { proof }),
    ...onTrust(setting),
    ...followed(follows),
    prefix: prefixOfClaim(claim, at),
    method: 'draws',
    source: `${claim.source.place} · ${claim.source.work}`,
    says: claim.says,
    control,
    quantifiers: claim.quantifiers,
    premise: claim.premise.map((comparison) => formulaReport(comparison, setting)),
    conclusion: formulaReport(claim.conclusion, setting),
    constants,
    cells,
  };
};

const pathsIn = (cells: readonly CellReport[]): Pick<ClaimReport, 'paths'> => {
  const paths = cells.flatMap((cell) => cell.paths ?? []);
  return paths.length === 0 ? {} : { paths };
};

/** A statement over its places: no product, since each place has a decision of its own. */
const reportStatement = (
  statement: Study,
  cells: readonly CellReport[],
  alpha: Alpha,
  whole: boolean,
  theorem: Theorem,
  follows: readonly Follows[],
): ClaimReport => {
  const proof = proofReport(theorem, statement);
  const constants = constantReports(statement.constants);
  const control = statement.control === true;
  const totalling = { constants, control, alpha, whole, axes: theorem.axes };
  const own = studyTotals(withFollows(cells, follows), statement.kind, totalling);
  const totals = withProof(own, proof, whole);
  return {
    id: statement.id,
    reading: statement.reading,
    theorem: theorem.id,
    complete: whole,
    ...totals,
    ...(proof === null ? {} : { proof }),
    ...followed(follows),
    ...pathsIn(cells),
    prefix: prefixOfStudy(statement, theorem.axes),
    method: statement.kind,
    source: `${statement.source.place} · ${statement.source.work}`,
    says: statement.says,
    control,
    quantifiers: statement.quantifiers,
    premise: statement.premise,
    conclusion: statement.conclusion,
    constants,
    cells,
  };
};

const readingInWords = (planned: Planned): string => {
  const { claim, reading } = nameOfPlanned(planned);
  return `${claim} (${reading})`;
};

/** A row in words, for a sentence about what is missing. */
const rowInWords = (planned: Planned): string => {
  const { at } = cellOf(planned);
  const values = Object.entries(at).map(([symbol, value]) => `${symbol} = ${value}`);
  const setting = isStudied(planned) ? planned.study.setting?.(planned.cell).says : undefined;
  const where = [...values, ...(setting === undefined ? [] : [setting])].join(', ');
  return `${readingInWords(planned)}${where === '' ? '' : ` at ${where}`}`;
};

/** More cells of a claim than this that lack a record for one reason are counted, not listed. */
const LISTED = 5;

/** Sentences about cells without a record, by reason: one each, or one for a claim that lacks many. */
const lackingInWords = ({ first, lacking, planned }: Group): readonly string[] => {
  const all = [...lacking.values()].reduce((sum, cells) => sum + cells.length, planned.length);
  return [...lacking].flatMap(([reason, cells]) =>
    cells.length <= LISTED
      ? cells.map((cell) => `${rowInWords(cell)}: ${reason}`)
      : [`${readingInWords(first)}, ${cells.length} of ${all} cells: ${reason}`],
  );
};

/** Rows of one claim in one reading, in the order of the plan; `planned` and `cells` are those that have a record. */
interface Group {
  readonly first: Planned;
  readonly planned: Planned[];
  readonly cells: CellReport[];
  /** The rows without a record, by the reason. */
  readonly lacking: Map<string, Planned[]>;
}

const rowOf = ({ first, cells }: Group): Row => {
  const { claim: id, reading } = nameOfPlanned(first);
  return { id, reading, cells };
};

const reportGroup = (
  group: Group,
  searches: readonly SearchReport[],
  alpha: Alpha,
  groups: readonly Group[],
): ClaimReport => {
  const { first, planned, cells, lacking } = group;
  const whole = lacking.size === 0;
  const { theorem } = first;
  const beside = groups.filter((other) => other.first.theorem === theorem).map(rowOf);
  const follows = followsFor(rowOf(group), beside, theorem.consequences ?? [], alpha);
  if (isStudied(first)) return reportStatement(first.study, cells, alpha, whole, theorem, follows);
  const ofCells = planned.filter((one): one is PlannedCell => !isStudied(one));
  const { claim } = first.at.bound;
  const noted = cellsWithNotes(ofCells, cells);
  const own = searches.filter((one) => one.claim === claim.id && one.reading === claim.reading);
  return reportClaim(claim, noted, own, alpha, whole, first.at, theorem, follows);
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
  const groups = new Map<Claim | Study, Group>();
  planned.forEach((cell, i) => {
    const claim = isStudied(cell) ? cell.study : cell.at.bound.claim;
    const group: Group = groups.get(claim) ?? { first: cell, planned: [], cells: [], lacking: new Map() };
    groups.set(claim, group);
    const record = records[i] ?? { missing: 'it was never tried' };
    if ('report' in record) {
      group.planned.push(cell);
      group.cells.push(record.report);
      const { crashed, trials } = record.report;
      if (crashed !== undefined)
        missing.push(`${rowInWords(cell)}: ${crashed} of ${trials} trials crashed; its note says why`);
    } else {
      const { missing: reason } = record;
      group.lacking.set(reason, [...(group.lacking.get(reason) ?? []), cell]);
    }
  });
  for (const group of groups.values()) missing.push(...lackingInWords(group));
  const searches = searched.flatMap((record) => ('report' in record ? [record.report] : []));
  const all = [...groups.values()];
  const claims = all.map((group) => reportGroup(group, searches, provenance.alpha, all));
  // A shard may have nothing to do, where there are more shards than tasks; a run may not.
  const isEmptyShard = planned.length === 0 && provenance.selection?.startsWith('shard ') === true;
  if (!isEmptyShard && claims.every((claim) => claim.cells.length === 0)) missing.push('no cell ran');
  missing.push(...searched.flatMap((record) => ('missing' in record ? [record.missing] : [])));
  const tried = [...new Set(planned.map(({ theorem }) => theorem))];
  const theorems = tried.map(described);
  /** A run of all that a theorem states: who asks for one claim does not ask for the misprints of the work. */
  const isWhole = ({ statements }: Theorem): boolean =>
    statements.every(
      ({ control, id, reading }) =>
        control === true || claims.some((one) => one.id === id && one.reading === reading),
    );
  return {
    schema: 'lakatos/report@2',
    provenance,
    complete: missing.length === 0,
    missing,
    theorems,
    findings: findingsOf(claims, searches, theorems),
    searches,
    claims,
    misprints: tried.filter(isWhole).flatMap(({ misprints = [] }) => misprints),
  };
};
