import type { CellReport, ClaimReport, Report } from '../core/report/report.ts';

/** A row of a flat table: texts, numbers, and null where there is nothing. */
export type FlatRow = Readonly<Record<string, string | number | boolean | null>>;

const formulas = (of: readonly { readonly text: string }[]): string =>
  of.map(({ text }) => text).join(' and ');

const equations = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} = ${value}`)
    .join('; ');

/** What decides the numbers of a report, in every row: rows of several reports can lie in one table. */
const provenanceOf = ({ provenance, complete }: Report): FlatRow => {
  const { version, profile, seed, engine, alpha, selection } = provenance;
  return {
    ...{ lakatos: version, profile, seed, engine, alphaRefute: alpha.refute, alphaSupport: alpha.support },
    ...{ selection, completeRun: complete },
  };
};

const workOf = ({ theorems }: Report, { theorem }: ClaimReport): string =>
  theorems.find(({ id }) => id === theorem)?.work ?? '';

const statementOf = (report: Report, claim: ClaimReport): FlatRow => ({
  theorem: claim.theorem,
  work: workOf(report, claim),
  claim: claim.id,
  reading: claim.reading,
  control: claim.control,
  place: claim.source,
});

/** One row for each claim and reading: the statement, its quantifiers and constants, the verdict, its basis and error. */
export const flatClaims = (report: Report): readonly FlatRow[] =>
  report.claims.map((claim) => {
    const inside = claim.cells.filter(({ regime }) => regime === 'inside');
    const count = (verdict: CellReport['verdict']): number =>
      inside.filter((cell) => cell.verdict === verdict).length;
    const firsts = Object.entries(claim.constants).map(([name, { first }]) => [name, first]);
    return {
      ...statementOf(report, claim),
      says: claim.says,
      quantifiers: claim.prefix.join(', '),
      premise: formulas(claim.premise),
      conclusion: claim.conclusion.text,
      constants: equations(Object.fromEntries(firsts)),
      verdict: claim.verdict,
      basis: claim.basis,
      wrongWithChanceAtMost: claim.error,
      cellsInside: inside.length,
      cellsOutside: claim.cells.length - inside.length,
      refuted: count('refuted'),
      supported: count('supported'),
      consistent: count('consistent'),
      undecided: count('undecided'),
      vacuous: count('vacuous'),
      ...provenanceOf(report),
    };
  });

/** One row for each cell: where it lies, its counts, its verdict, and the command that tries it again. */
export const flatCells = (report: Report): readonly FlatRow[] =>
  report.claims.flatMap((claim) =>
    claim.cells.map((cell) => ({
      ...statementOf(report, claim),
      at: equations(cell.at),
      setting: cell.setting ?? null,
      constants: equations(cell.constants),
      regime: cell.regime,
      verdict: cell.verdict,
      expected: cell.expect,
      failureRateAllowed: cell.failureRate?.value ?? null,
      ...{ trials: cell.trials, violated: cell.violated, certified: cell.certified },
      ...{ unresolved: cell.unresolved, skipped: cell.skipped },
      log10ER: cell.log10ER,
      log10EA: cell.log10EA,
      rateLower: cell.rate?.lower ?? null,
      rateUpper: cell.rate?.upper ?? null,
      marginLeast: cell.margin?.min ?? null,
      note: cell.note,
      replay: cell.replay,
      ...provenanceOf(report),
    })),
  );

const field = (value: FlatRow[string] | undefined): string => {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows as comma-separated values, the names of the columns first, as RFC 4180 has it; every column of every row is there. */
export const toCsv = (rows: readonly FlatRow[]): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
};
