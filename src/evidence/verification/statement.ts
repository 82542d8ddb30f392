import { axisNames, type BoundClaim, bindClaim, type Scope, scopeOf } from '../../claims/boundClaim.ts';
import type { Claim, Comparison } from '../../claims/claim.ts';
import { FormulaError } from '../../claims/formulaError.ts';
import { twelveDigits } from '../outcomes/decimals.ts';
import type { Ledger } from './ledger.ts';
import type { RateCell, ReadClaim } from './reportSchema.ts';

/** What a claim of a report says, read from formulas and never from its name. */
export interface Statement {
  readonly bound: BoundClaim;
  /** The quantities it compares. */
  readonly wanted: ReadonlySet<string>;
  /** `claim (reading)`, for sentences. */
  readonly name: string;
}

const comparisonOf = (text: string): Comparison => {
  const [lhs = '', rhs = '', ...more] = text.split('<=');
  return more.length > 0 ? { lhs: text, rhs } : { lhs: lhs.trim(), rhs: rhs.trim() };
};

const inWords = ({ lhs, rhs }: Comparison): string => `${lhs} <= ${rhs}`;

/** The claim that a report writes out. The radius and the failure rate are not written: they are taken to be the usual ones. */
const asWritten = (claim: ReadClaim): Claim => ({
  id: claim.id,
  reading: claim.reading,
  says: claim.says,
  source: { work: claim.source, place: '' },
  quantifiers: claim.quantifiers,
  premise: claim.premise.map(({ text }) => comparisonOf(text)),
  ball: { norm: 'two-infinity', radius: 'C0 / sqrt(m)' },
  conclusion: comparisonOf(claim.conclusion.text),
  constants: claim.constants,
  failureRate: 'gamma',
  control: claim.control,
});

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
  same('its constants', Object.entries(claim.constants), Object.entries(known.constants));
};

const quantitiesOf = (bound: BoundClaim): ReadonlySet<string> =>
  new Set(
    [bound.conclusion, ...bound.premise]
      .flatMap(({ lhs, rhs }) => [...lhs.symbols, ...rhs.symbols])
      .filter((name) => !axisNames.includes(name) && !Object.hasOwn(bound.constants, name)),
  );

/**
 * Reads what a claim of a report says. A claim that is known by its name must say what is known; of another one the report's own
 * words are taken. Null, and a discrepancy, where its formulas cannot be read.
 */
export const statementOf = (claim: ReadClaim, known: readonly Claim[], book: Ledger): Statement | null => {
  const name = `${claim.id} (${claim.reading})`;
  const same = known.find(({ id, reading }) => id === claim.id && reading === claim.reading);
  if (same !== undefined) compare(claim, same, name, book);
  else
    book.trust(
      'claims that are not known here',
      1,
      'their formulas are the report’s; the radius is taken as C0/√m and the failure rate as γ',
    );
  try {
    const bound = bindClaim(same ?? asWritten(claim));
    return { bound, wanted: quantitiesOf(bound), name };
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    book.check('statements compared', name, false, () => error.message);
    return null;
  }
};

/** `name=value` words of a replay line or an address, as numbers. */
export const settingsIn = (text: string): ReadonlyMap<string, number> =>
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
    const candidates = [said.get(name), formula.evaluate(scopeOf(cell, values))];
    values[name] = candidates.find((one) => one !== undefined && twelveDigits(one) === shown) ?? shown;
  }
  return values;
};

/** A statement at a cell. */
export interface Place {
  readonly statement: Statement;
  readonly cell: RateCell;
  readonly constants: Readonly<Record<string, number>>;
  readonly scope: Scope;
  readonly radius: number;
  readonly failureRate: number;
  /** The cell in words, for sentences. */
  readonly where: string;
}

/** Puts a statement at a cell; null, and a discrepancy, where the two do not fit. */
export const placeAt = (statement: Statement, cell: RateCell, book: Ledger): Place | null => {
  const { bound, name } = statement;
  const where = `${name} at d = ${cell.d}, m = ${cell.m}, C0 = ${cell.C0}, gamma = ${cell.gamma}`;
  const subject = 'numbers recomputed from counts';
  const [has, wants] = [cell.constants, bound.constants].map((of) => Object.keys(of).sort().join(', '));
  if (
    !book.check(
      subject,
      where,
      has === wants,
      () => `its constants are ${has || 'none'}, and must be ${wants || 'none'}`,
    )
  )
    return null;
  try {
    const constants = constantsOf(statement, cell);
    const scope = scopeOf(cell, constants);
    const radius = bound.radius.evaluate(scope);
    const failureRate = bound.failureRate.evaluate(scope);
    const fits = radius >= 0 && Number.isFinite(radius) && failureRate > 0 && failureRate < 1;
    if (
      !book.check(subject, where, fits, () => `its radius is ${radius} and its failure rate ${failureRate}`)
    )
      return null;
    return { statement, cell, constants, scope, radius, failureRate, where };
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    book.check(subject, where, false, () => error.message);
    return null;
  }
};
