import { faultOf } from '../axisFault.ts';
import type { Claim, Comparison } from '../claim.ts';
import { ClaimError } from '../claimError.ts';
import { FormulaError } from '../formula/formulaError.ts';
import type { BoundCell } from '../judge/bindCell.ts';
import { type BoundClaim, bindClaim, quantitiesOf, scopeOf } from '../judge/boundClaim.ts';
import { settingFor } from '../judge/settingFor.ts';
import type { NumberedCell } from '../report/cellNumbers.ts';
import { constantsOfClaim } from '../report/constantReport.ts';
import { twelveDigits } from '../report/decimals.ts';
import type { Axis, Redraw, Setting } from '../theorem.ts';
import { claimsOf } from '../theorem.ts';
import type { Ledger } from './ledger.ts';
import type { RateCell, ReadClaim, ReadReport } from './reportSchema.ts';
import { redrawByDefinition, type Verifiable } from './verifiable.ts';

/** What a claim of a report says, read from formulas and never from its name. */
export interface Statement {
  readonly bound: BoundClaim;
  /** The quantities it compares. */
  readonly wanted: ReadonlySet<string>;
  /** Whether its claim is known; of another one the report's own words are taken. */
  readonly known: boolean;
  /** The setting in which it is tried; null where no theorem known here has its quantities. */
  readonly setting: Setting | null;
  /** What its draws are made again with; null where they cannot be. */
  readonly redraw: Redraw | null;
  /** Whether sampler and definitions are those of the run. */
  readonly sharesDefinitions: boolean;
  /** `claim (reading)`, for sentences. */
  readonly name: string;
}

const comparisonOf = (text: string): Comparison => {
  const [lhs = '', rhs = '', ...more] = text.split('<=');
  return more.length > 0 ? { lhs: text, rhs } : { lhs: lhs.trim(), rhs: rhs.trim() };
};

const inWords = ({ lhs, rhs }: Comparison): string => `${lhs} <= ${rhs}`;

const firstCell = ({ cells }: ReadClaim): RateCell | undefined =>
  cells.flatMap((one) => (one.kind === 'rate' ? [one.cell] : []))[0];

/** The claim that a report writes out. How its symbols are derived is not written; that they are, and their values, is. */
const asWritten = (claim: ReadClaim): Claim => {
  const cell = firstCell(claim);
  return {
    id: claim.id,
    reading: claim.reading,
    says: claim.says,
    source: { work: claim.source, place: '' },
    quantifiers: claim.quantifiers,
    premise: claim.premise.map(({ text }) => comparisonOf(text)),
    where: Object.fromEntries(Object.keys(cell?.derived ?? {}).map((symbol) => [symbol, '0'])),
    conclusion: comparisonOf(claim.conclusion.text),
    constants: claim.constants,
    ...(cell !== undefined && { failureRate: cell.failureRate.formula }),
    control: claim.control,
  };
};

const compare = (claim: ReadClaim, known: Claim, name: string, book: Ledger): void => {
  const same = (field: string, said: unknown, is: unknown): void =>
    book.same('statements compared', name, field, said, is);
  same('its conclusion', claim.conclusion.text, inWords(known.conclusion));
  same(
    'its premise',
    claim.premise.map(({ text }) => text),
    known.premise.map(inWords),
  );
  same('what it says', claim.says, known.says);
  const { place, work } = known.source;
  const named = claim.source.startsWith(place) && claim.source.endsWith(work);
  book.check('statements compared', name, named, () => `its source is ${JSON.stringify(claim.source)}`);
  same('its quantifiers', claim.quantifiers, known.quantifiers);
  same('"control"', claim.control, known.control === true);
};

/** The theorem that a report names must be the one that is known by that name. */
const compareTheorem = (
  axes: ReadReport['theorems'][number]['axes'],
  { theorem }: Verifiable,
  name: string,
  book: Ledger,
): void => {
  const drawn = (of: typeof axes | readonly Axis[]) =>
    of.map(({ symbol, kind, addressed = false }) => [symbol, kind, addressed]);
  book.same('statements compared', name, 'the axes of its theorem', drawn(axes), drawn(theorem.axes));
};

/**
 * Reads what a claim of a report says. A claim that is known by its name must say what is known; of another one the report's own
 * words are taken. Null, and a discrepancy, where its formulas cannot be read.
 */
export const statementOf = (
  claim: ReadClaim,
  report: ReadReport,
  theorems: readonly Verifiable[],
  book: Ledger,
): Statement | null => {
  const name = `${claim.id} (${claim.reading})`;
  const own = theorems.find(({ theorem }) => theorem.id === claim.theorem);
  const axes = report.theorems.find(({ id }) => id === claim.theorem)?.axes ?? [];
  if (own !== undefined) compareTheorem(axes, own, name, book);
  const all = own === undefined ? [] : claimsOf(own.theorem);
  const same = all.find(({ id, reading }) => id === claim.id && reading === claim.reading);
  if (same !== undefined) compare(claim, same, name, book);
  else book.trust('claims that are not known here', 1, 'their formulas are the report’s');
  try {
    const bound = bindClaim(same ?? asWritten(claim), own?.theorem.axes ?? (axes as readonly Axis[]));
    const setting = settingIn(bound, own);
    const byDefinition = setting === null ? null : redrawByDefinition(setting);
    const wanted = quantitiesOf(bound);
    if (same !== undefined && setting !== null)
      book.same(
        'statements compared',
        name,
        'its constants',
        claim.constants,
        constantsOfClaim(same, { bound, wanted, setting }),
      );
    const redraw = [own?.redraw ?? byDefinition].find((one) => one?.knows(wanted)) ?? null;
    return {
      bound,
      wanted,
      known: same !== undefined,
      setting,
      // What an unknown claim derives is known to twelve digits, and a draw may depend on all.
      redraw: same === undefined ? null : redraw,
      sharesDefinitions: redraw === byDefinition,
      name,
    };
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    book.check('statements compared', name, false, () => error.message);
    return null;
  }
};

const settingIn = (bound: BoundClaim, own: Verifiable | undefined): Setting | null => {
  try {
    return own === undefined ? null : settingFor(bound, own.theorem.settings);
  } catch (error) {
    if (error instanceof ClaimError) return null;
    throw error;
  }
};

/** `name=value` words of a replay line or an address, as numbers. */
const settingsIn = (text: string): ReadonlyMap<string, number> =>
  new Map(
    [...text.matchAll(/(?:^|[:\s])([A-Za-z][A-Za-z0-9_]*)=([^:\s]+)/g)].map(([, name, value]) => [
      name!,
      Number(value),
    ]),
  );

/**
 * The values of a cell's constants in full. A report shows twelve digits of them: the rest is that of the default, or of what the
 * replay line sets, where these have the same twelve.
 */
const constantsOf = ({ bound }: Statement, cell: RateCell): Record<string, number> => {
  const said = settingsIn(cell.replay);
  const values: Record<string, number> = {};
  for (const [name, formula] of Object.entries(bound.constants)) {
    const shown = cell.constants[name]!;
    const candidates = [said.get(name), formula.evaluate({ ...values, ...cell.at })];
    values[name] = candidates.find((one) => one !== undefined && twelveDigits(one) === shown) ?? shown;
  }
  return values;
};

/** `n = 16, t = 3`: the axes of a cell, for sentences. */
export const inPlain = (at: Readonly<Record<string, number>>): string =>
  Object.entries(at)
    .map(([symbol, value]) => `${symbol} = ${value}`)
    .join(', ');

/** A statement at a cell. */
export interface Place {
  readonly statement: Statement;
  readonly cell: RateCell;
  readonly at: NumberedCell;
  /** The cell in words, for sentences. */
  readonly where: string;
}

/** The cell with the setting that it is tried in; null where none is known. */
export const boundCell = ({ at, statement: { setting } }: Place): BoundCell | null =>
  setting && { ...at, setting };

const namesOf = (record: object): string => Object.keys(record).sort().join(', ') || 'none';

/** Puts a statement at a cell; null, and a discrepancy, where the two do not fit. */
export const placeAt = (statement: Statement, cell: RateCell, book: Ledger): Place | null => {
  const { bound, name, wanted } = statement;
  const where = `${name} at ${inPlain(cell.at)}`;
  const must = (holds: boolean, what: () => string): boolean =>
    book.check('numbers recomputed from counts', where, holds, what);
  const [axes, wanting] = [Object.keys(cell.at), bound.axes.map(({ symbol }) => symbol)].map(String);
  if (!must(axes === wanting, () => `its axes are ${axes || 'none'}, and must be ${wanting}`)) return null;
  const odd = bound.axes.map((axis) => faultOf(axis, cell.at[axis.symbol]!)).find((fault) => fault !== null);
  if (!must(odd === undefined, () => odd ?? '')) return null;
  for (const [what, has, wants] of [
    ['constants', namesOf(cell.constants), namesOf(bound.constants)],
    ['derived symbols', namesOf(cell.derived), namesOf(bound.where)],
  ])
    if (!must(has === wants, () => `its ${what} are ${has}, and must be ${wants}`)) return null;
  try {
    const constants = constantsOf(statement, cell);
    const scope = statement.known
      ? scopeOf(bound, cell.at, constants)
      : { ...cell.derived, ...constants, ...cell.at };
    const failureRate = bound.failureRate?.evaluate(scope) ?? 0;
    const finite = Object.keys(bound.where).every((symbol) => Number.isFinite(scope[symbol]));
    const fits = finite && failureRate >= 0 && failureRate < 1;
    if (!must(fits, () => `its failure rate is ${failureRate}, or what it derives is not finite`))
      return null;
    const at = { bound, scope, wanted, failureRate, cell: { at: cell.at, constants, mode: cell.mode } };
    return { statement, cell, at, where };
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    must(false, () => error.message);
    return null;
  }
};
