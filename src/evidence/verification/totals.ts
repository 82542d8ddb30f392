import { drawPremise, regimeAt } from '../../claims/boundClaim.ts';
import { logRefutingE } from '../../numerics/statistics/eProcess.ts';
import { defaultCap } from '../../numerics/statistics/sequentialTest.ts';
import { twelveDigits } from '../outcomes/decimals.ts';
import type { Alpha } from '../outcomes/report.ts';
import { verdictOver } from '../outcomes/verdict.ts';
import { addressFault, checkWitnessRecord } from './cellRecord.ts';
import type { Ledger } from './ledger.ts';
import type { RateCell, ReadClaim, ReadFinding, ReadReport, ReadSearch } from './reportSchema.ts';
import type { Place, Statement } from './statement.ts';
import { placeAt } from './statement.ts';

const SUBJECT = 'totals of claims, searches and findings';

const nameOf = ({ id, reading }: ReadClaim): string => `${id} (${reading})`;

/** Whether every planned cell of a claim has a record: a crash is missing too, and has one. */
const isWhole = (claim: ReadClaim, missing: readonly string[]): boolean =>
  !missing.some((one) => one.startsWith(`${nameOf(claim)} at `) && !/: crashed trials count as /.test(one));

/** The cells whose e-values are multiplied: of each (d, m) inside the premise the first. */
const factorsOf = (cells: ReadClaim['cells']): number[] => {
  const first = new Map<string, number>();
  for (const { kind, cell } of cells) {
    const key = `${cell.d},${cell.m}`;
    if (kind === 'rate' && cell.regime === 'inside' && !first.has(key)) first.set(key, cell.log10ER ?? 0);
  }
  return [...first.values()];
};

/** A claim's product, verdict and error, from its cells. */
export const checkClaimTotals = (claim: ReadClaim, report: ReadReport, book: Ledger): void => {
  const where = nameOf(claim);
  const { alpha } = report.provenance;
  const whole = isWhole(claim, report.missing);
  const ofDraws = claim.manner === 'draws';
  const factors = whole && ofDraws ? factorsOf(claim.cells) : [];
  const log10ER = factors.reduce((sum, factor) => sum + factor, 0);
  const product = factors.length < 2 ? null : { cells: factors.length, log10ER: twelveDigits(log10ER) };
  const cells = claim.cells.map(({ cell }) => cell);
  const found = verdictOver(cells, product !== null && log10ER >= -Math.log10(alpha.refute));
  const verdict = whole || found === 'refuted' ? found : 'undecided';
  const inside = cells.filter(({ regime }) => regime === 'inside');
  const errorOf = (): number | null => {
    if (verdict !== 'refuted' && verdict !== 'supported') return null;
    if (!ofDraws) {
      // A place examined as a whole says its own error: they add up for a refutation, and support needs every place.
      const errors = claim.cells.flatMap(({ kind, cell }) =>
        kind === 'whole' && cell.regime === 'inside' && cell.verdict === verdict ? [cell.error ?? 0] : [],
      );
      const error =
        verdict === 'refuted' ? errors.reduce((sum, one) => sum + one, 0) : Math.max(0, ...errors);
      return twelveDigits(Math.min(1, error));
    }
    const tests = inside.length + (product === null ? 0 : 1);
    return verdict === 'refuted' ? twelveDigits(Math.min(1, tests * alpha.refute)) : alpha.support;
  };
  book.same(SUBJECT, where, 'its product', claim.product, product);
  book.same(SUBJECT, where, 'its verdict', claim.verdict, verdict);
  book.same(SUBJECT, where, 'its error', claim.error, errorOf());
};

/** The place of a search's cell, as if it were a cell of the grid with nothing but its counts. */
const searchPlace = (search: ReadSearch, statement: Statement, book: Ledger): Place | null => {
  const { cell, confirmation } = search;
  if (cell === null || confirmation === null) return null;
  const { trials, violated, witness } = confirmation;
  const replay = witness === null ? '' : witness.address;
  const like = { ...cell, trials, violated, witness, replay, mode: 'reduced' };
  return placeAt(statement, like as unknown as RateCell, book);
};

/** A search that found something, with the place of what it found. */
export interface FoundPlace {
  readonly search: ReadSearch;
  readonly place: Place;
}

/** A search beyond the grid: its corrected α, its e-value, its verdict, its cell. Returns where its witness lies. */
export const checkSearch = (
  search: ReadSearch,
  statement: Statement | undefined,
  { seed, alpha }: { readonly seed: string; readonly alpha: Alpha },
  book: Ledger,
): FoundPlace | null => {
  const where = `${search.claim} (${search.reading}), search for ${search.says}`;
  const { cell, confirmation, judged } = search;
  const found = cell !== null && confirmation !== null;
  book.check(
    SUBJECT,
    where,
    found === (search.verdict !== 'nothing refuted') && (cell === null) === (confirmation === null),
    () => `its verdict is "${search.verdict}", and it has ${found ? 'a' : 'no'} cell`,
  );
  if (statement === undefined) {
    book.check(SUBJECT, where, false, () => 'the report has no such claim');
    return null;
  }
  const place = searchPlace(search, statement, book);
  if (cell === null || confirmation === null || place === null) return null;
  const { trials, violated, witness } = confirmation;
  const gamma = place.failureRate;
  const corrected = alpha.refute / Math.max(1, judged);
  book.same(SUBJECT, where, 'its α', confirmation.alpha, twelveDigits(corrected));
  if (!book.check(SUBJECT, where, violated <= trials, () => `${violated} of ${trials} trials are violated`))
    return null;
  const natural = trials === 0 ? null : logRefutingE(trials, violated, gamma);
  const decimal = natural === null ? null : twelveDigits(natural / Math.LN10);
  book.same(SUBJECT, where, 'its log10ER', confirmation.log10ER, decimal);
  const refuted = natural !== null && natural >= -Math.log(corrected);
  book.same(SUBJECT, where, 'its verdict', search.verdict, refuted ? 'refuted' : 'undecided');
  const cap = defaultCap(gamma);
  book.check(
    SUBJECT,
    where,
    trials <= cap && (trials % 16 === 0 || trials === cap || drawPremise(statement.bound).length > 0),
    () => `${trials} trials are no end of whole batches below the cap of ${cap}`,
  );
  book.same(SUBJECT, where, 'the regime of its cell', 'inside', regimeAt(statement.bound, place.scope));
  book.check(
    SUBJECT,
    where,
    (witness === null) === (violated === 0),
    () => `${violated} trials are violated, and ${witness === null ? 'there is no witness' : 'there is one'}`,
  );
  if (witness === null) return null;
  const fault = addressFault(place, witness.address, witness.trial, seed, 'confirm');
  book.check(SUBJECT, where, fault === null, () => fault ?? '');
  checkWitnessRecord(place, witness, book, where);
  return { search, place };
};

/** The counts behind a finding. */
interface Backing {
  readonly d: number;
  readonly m: number;
  readonly C0: number;
  readonly gamma: number | null;
  readonly constants: Readonly<Record<string, number>>;
  readonly trials: number;
  readonly violated: number;
  readonly witness: string | null;
  readonly alpha: number | null;
  readonly judged: number | null;
  /** What was said of a place examined as a whole: its finding says the same. */
  readonly because: string | null;
  readonly replay: string | null;
}

const backings = ({ kind, claim: id, reading }: ReadFinding, report: ReadReport): readonly Backing[] => {
  if (kind === 'grid')
    return report.claims
      .filter((claim) => claim.id === id && claim.reading === reading)
      .flatMap(({ cells }) => cells)
      .filter(({ cell }) => cell.regime === 'inside' && cell.verdict === 'refuted')
      .map(({ kind: how, cell }) => ({
        ...cell,
        witness: how === 'rate' ? (cell.witness?.address ?? null) : null,
        because: how === 'rate' ? null : (cell.because ?? ''),
        alpha: null,
        judged: null,
      }));
  const goal = kind === 'smallest' ? 'smallest' : 'largest d';
  return report.searches.flatMap((search) => {
    const { cell, confirmation, judged } = search;
    if (cell === null || confirmation === null || search.verdict !== 'refuted' || search.goal !== goal)
      return [];
    if (search.claim !== id || search.reading !== reading) return [];
    const { trials, violated, alpha, witness } = confirmation;
    const counts = { trials, violated, alpha, judged, witness: witness?.address ?? null };
    return [{ ...cell, ...counts, because: null, replay: null }];
  });
};

/** Numbers that a sentence names. Names such as C0 are not numbers. */
const numbersIn = (text: string): readonly number[] =>
  [...text.matchAll(/(?<![A-Za-z0-9_.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g)].map(([number]) => Number(number));

const numbersOf = (one: Backing): readonly number[] => [
  one.d,
  one.m,
  one.C0,
  ...(one.gamma === null ? [] : [one.gamma]),
  one.trials,
  one.violated,
  ...(one.alpha === null ? [] : [Number(one.alpha.toPrecision(2))]),
  ...(one.judged === null ? [] : [one.judged]),
];

const isBackedBy = (finding: ReadFinding, one: Backing): boolean => {
  const { cell } = finding;
  const pair = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  return (
    pair([cell.d, cell.m, cell.C0, cell.gamma], [one.d, one.m, one.C0, one.gamma]) &&
    pair([finding.trials, finding.violated, finding.witness], [one.trials, one.violated, one.witness]) &&
    pair(finding.constants, one.constants)
  );
};

/** A finding must be that of a refuted cell or search, with its counts, and its sentence must name no other number. */
const checkFinding = (finding: ReadFinding, report: ReadReport, book: Ledger): void => {
  const where = `the finding on ${finding.claim} (${finding.reading}, ${finding.kind})`;
  const backing = backings(finding, report).filter((one) => isBackedBy(finding, one));
  const { cell, trials, violated, summary } = finding;
  if (
    !book.check(
      SUBJECT,
      where,
      backing.length > 0,
      () =>
        `no refuted cell or search has d = ${cell.d}, m = ${cell.m}, C0 = ${cell.C0} and ${violated} violations in ${trials} trials`,
    )
  )
    return;
  // The words may change; a number that is not among the counts may not.
  const told = backing.some(({ because, ...one }) =>
    because === null
      ? numbersIn(summary).every((number) => numbersOf({ because, ...one }).includes(number))
      : summary.startsWith(because),
  );
  book.check(
    SUBJECT,
    where,
    told,
    () => `its sentence is not that of its counts: ${JSON.stringify(summary)}`,
  );
  const line = backing[0]!.replay;
  if (line !== null) book.same(SUBJECT, where, 'its replay line', finding.replay, line);
  if (finding.witness !== null)
    book.same(SUBJECT, where, 'its replay line', finding.replay, `npx lakatos replay ${finding.witness}`);
  const claim = report.claims.find(({ id, reading }) => id === finding.claim && reading === finding.reading);
  book.same(SUBJECT, where, 'what it says', finding.says, claim?.says);
  book.same(SUBJECT, where, 'its source', finding.source, claim?.source);
};

/** Findings, and none missing: every refuted statement that is no control has one, and so has every refuted frontier. */
export const checkFindings = (report: ReadReport, book: Ledger): void => {
  for (const finding of report.findings) checkFinding(finding, report, book);
  for (const claim of report.claims) {
    if (claim.control) continue;
    const own = report.searches.filter(
      (one) => one.claim === claim.id && one.reading === claim.reading && one.verdict === 'refuted',
    );
    const grid = claim.cells.some(({ cell }) => cell.regime === 'inside' && cell.verdict === 'refuted');
    const frontiers = own.filter(({ goal }) => goal === 'largest d').length;
    const smallest = grid || own.length > frontiers ? 1 : 0;
    const has = report.findings.filter(
      (one) => one.claim === claim.id && one.reading === claim.reading,
    ).length;
    book.same(SUBJECT, nameOf(claim), 'its number of findings', has, smallest + frontiers);
  }
};

/** `complete` is what `missing` says, and what crashed is missing. */
export const checkComplete = (report: ReadReport, book: Ledger): void => {
  book.same(SUBJECT, 'the report', '"complete"', report.complete, report.missing.length === 0);
  const crashed = report.claims
    .flatMap(({ cells }) => cells)
    .filter(({ cell }) => cell.note?.startsWith('crashed') === true).length;
  const told = report.missing.filter((one) => /: crashed trials count as /.test(one)).length;
  book.same(SUBJECT, 'the report', 'its number of cells with crashed trials', told, crashed);
  const cells = report.claims.reduce((sum, claim) => sum + claim.cells.length, 0);
  book.check(
    SUBJECT,
    'the report',
    cells > 0 || report.missing.length > 0,
    () => 'it has no cells, and misses none',
  );
};
