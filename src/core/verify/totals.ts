import type { Follows, Row } from '../consequence.ts';
import { usualBasis } from '../judge/basis.ts';
import { drawPremise, regimeAt } from '../judge/boundClaim.ts';
import { BATCH, capFor, rateEvidence } from '../judge/cellTest.ts';
import { proofFor } from '../proof.ts';
import { roundedOne, shownRanges, testedRate } from '../report/cellNumbers.ts';
import { claimTotals, studyTotals, withProof } from '../report/claimTotals.ts';
import { twelveDigits } from '../report/decimals.ts';
import { findingsOf } from '../report/findings.ts';
import type { Alpha, ClaimReport, SearchReport, TheoremReport } from '../report/report.ts';
import { errorWithFollows, followsFor, withFollows } from '../report/withFollows.ts';
import type { StudyKind } from '../study.ts';
import { checkWitnessRecord } from './cellRecord.ts';
import { addressFault } from './drawAddress.ts';
import type { Ledger } from './ledger.ts';
import type { RateCell, ReadClaim, ReadFinding, ReadReport, ReadSearch } from './reportSchema.ts';
import type { Place, Statement } from './statement.ts';
import { placeAt } from './statement.ts';
import type { Verifiable } from './verifiable.ts';

const SUBJECT = 'totals of claims, searches and findings';

const findingFields = [
  ...([
    'kind',
    'verdict',
    'source',
    'says',
    'summary',
    'cell',
    'failureRate',
    'constants',
    'trials',
    'violated',
  ] as const),
  ...(['witness', 'replay'] as const),
];

const nameOf = ({ id, reading }: ReadClaim): string => `${id} (${reading})`;

/** A proof that a report names must be one of its theorem, and what the program computes of it the same. */
const checkProof = (claim: ReadClaim, theorems: readonly Verifiable[], book: Ledger): void => {
  const own = theorems.find(({ theorem }) => theorem.id === claim.theorem);
  if (own === undefined) {
    if (claim.proof !== undefined) book.trust('proofs', 1, 'their theorem is not known here');
    return;
  }
  const proof = proofFor(own.theorem, claim.id, claim.reading);
  const known = proof && {
    ...{ verdict: proof.verdict, because: proof.because, anchor: proof.anchor },
    checked: proof.check?.() ?? null,
  };
  book.same('statements compared', nameOf(claim), 'its proof', claim.proof ?? null, known);
};

const rowOf = ({ id, reading, cells }: ReadClaim): Row => ({
  id,
  reading,
  cells: cells.map(({ kind, cell }) => ({
    ...{ at: cell.at, constants: cell.constants, verdict: cell.verdict },
    error: kind === 'whole' ? cell.error : undefined,
  })),
});

/** What follows for a claim's cells must be what its theorem's consequences give from the cells of the report. */
const checkFollows = (
  claim: ReadClaim,
  { claims, provenance }: ReadReport,
  theorems: readonly Verifiable[],
  book: Ledger,
): readonly Follows[] => {
  const own = theorems.find(({ theorem }) => theorem.id === claim.theorem);
  if (own === undefined) {
    if (claim.follows !== undefined) book.trust('consequences', 1, 'their theorem is not known here');
    return claim.follows ?? [];
  }
  const beside = claims.filter(({ theorem }) => theorem === claim.theorem).map(rowOf);
  const known = followsFor(rowOf(claim), beside, own.theorem.consequences ?? [], provenance.alpha);
  book.same('statements compared', nameOf(claim), 'what follows for its cells', claim.follows ?? [], known);
  return known;
};

/** A claim's product, verdict and error, from its cells. */
export const checkClaimTotals = (
  claim: ReadClaim,
  report: ReadReport,
  theorems: readonly Verifiable[],
  book: Ledger,
): void => {
  const where = nameOf(claim);
  const theorem = report.theorems.find(({ id }) => id === claim.theorem);
  if (
    !book.check(SUBJECT, where, theorem !== undefined, () => `the report has no theorem "${claim.theorem}"`)
  )
    return;
  const { axes } = theorem as TheoremReport;
  const method = claim.method as StudyKind | 'draws';
  const follows = checkFollows(claim, report, theorems, book);
  const cells = withFollows(
    claim.cells.map(({ kind, cell }) => ({
      ...{ at: cell.at, regime: cell.regime, verdict: cell.verdict, constants: cell.constants },
      constantRanges: kind === 'rate' ? cell.constantRanges : {},
      ...(kind === 'rate' && cell.reaches !== undefined ? { reaches: cell.reaches } : {}),
      ...(kind === 'whole' && cell.excludes !== undefined ? { excludes: cell.excludes } : {}),
      basis: cell.basis ?? usualBasis(method, cell.verdict),
      log10ER: kind === 'rate' ? cell.log10ER : null,
      error: kind === 'whole' ? cell.error : null,
    })),
    follows,
  );
  checkProof(claim, theorems, book);
  const { constants, control, complete: whole } = claim;
  const { alpha } = report.provenance;
  const searches = report.searches.filter(
    (one) => one.claim === claim.id && one.reading === claim.reading,
  ) as unknown as readonly SearchReport[];
  const totalling = { constants, control, axes, whole, alpha };
  const onDraws = (): ReturnType<typeof claimTotals> => {
    const own = claimTotals(cells, searches, totalling);
    const error = errorWithFollows(own, follows, alpha);
    return { ...own, error, excludedError: own.excludedError === null ? null : error };
  };
  const totals = withProof(
    method === 'draws' ? onDraws() : studyTotals(cells, method, totalling),
    claim.proof ?? null,
    whole,
  );
  for (const field of ['product', 'verdict', 'error'] as const)
    book.same(SUBJECT, where, `its ${field}`, claim[field], totals[field]);
  // A report may be older than these.
  for (const field of ['basis', 'exclusions', 'excludedError', 'least', 'sentence'] as const)
    if (claim[field] !== undefined) book.same(SUBJECT, where, `its ${field}`, claim[field], totals[field]);
};

/** The place of a search's cell, as if it were a cell of the grid with nothing but its counts. */
const searchPlace = (search: ReadSearch, statement: Statement, book: Ledger): Place | null => {
  const { cell, confirmation } = search;
  if (cell === null || confirmation === null) return null;
  const symbols = Object.keys(statement.bound.where);
  if (!statement.known && symbols.length > 0) {
    book.trust('what searches found', 1, 'how their claims derive symbols is not known here');
    return null;
  }
  // Only the names: a claim that is known derives their values again.
  const derived = Object.fromEntries(symbols.map((symbol) => [symbol, 0]));
  const { trials, violated, witness } = confirmation;
  const replay = witness === null ? '' : witness.address;
  const like = { ...cell, derived, trials, violated, witness, replay, mode: 'reduced' };
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
  const { failureRate } = place.at;
  book.same(SUBJECT, where, 'its failure rate', search.failureRate, testedRate(place.at));
  if (cell.constantRanges !== undefined)
    book.same(SUBJECT, where, 'its ranges of constants', cell.constantRanges, shownRanges(place.at));
  const corrected = alpha.refute / Math.max(1, judged);
  book.same(SUBJECT, where, 'its α', confirmation.alpha, twelveDigits(corrected));
  if (!book.check(SUBJECT, where, violated <= trials, () => `${violated} of ${trials} trials are violated`))
    return null;
  const tally = { violated, certified: trials - violated, unresolved: 0, skipped: 0 };
  const { log10ER } = rateEvidence({ failureRate, alpha: { ...alpha, refute: corrected } }, tally);
  book.same(SUBJECT, where, 'its log10ER', confirmation.log10ER, roundedOne(log10ER));
  const refuted = log10ER === null ? failureRate === 0 && violated > 0 : log10ER >= -Math.log10(corrected);
  book.same(SUBJECT, where, 'its verdict', search.verdict, refuted ? 'refuted' : 'undecided');
  const cap = capFor(failureRate);
  book.check(
    SUBJECT,
    where,
    trials <= cap && (trials % BATCH === 0 || trials === cap || drawPremise(statement.bound).length > 0),
    () => `${trials} trials are no end of whole batches below the cap of ${cap}`,
  );
  book.same(SUBJECT, where, 'the regime of its cell', 'inside', regimeAt(statement.bound, place.at.scope));
  book.check(
    SUBJECT,
    where,
    (witness === null) === (violated === 0),
    () => `${violated} trials are violated, and ${witness === null ? 'there is no witness' : 'there is one'}`,
  );
  if (witness === null) return null;
  const fault = addressFault(place, witness.address, { trial: witness.trial, seed, purpose: 'confirm' });
  book.check(SUBJECT, where, fault === null, () => fault ?? '');
  checkWitnessRecord(place, witness, book, where);
  return { search, place };
};

const byClaim = <T extends Pick<ReadFinding, 'claim' | 'reading'>>(
  of: readonly T[],
  claim: ReadClaim,
): readonly T[] => of.filter((one) => one.claim === claim.id && one.reading === claim.reading);

/** Findings, and none missing: they follow from the cells and the searches. */
export const checkFindings = (report: ReadReport, book: Ledger): void => {
  const claims = report.claims.map((claim) => ({
    ...claim,
    // What a finding prints of a network is checked where the network is.
    cells: claim.cells.map(({ cell }) => ({ ...cell, figures: [] })),
  }));
  const expected = findingsOf(
    claims as unknown as readonly ClaimReport[],
    report.searches as unknown as readonly SearchReport[],
    report.theorems as unknown as readonly TheoremReport[],
  );
  for (const claim of report.claims) {
    const [has, wants] = [byClaim(report.findings, claim), byClaim(expected, claim)];
    book.same(SUBJECT, nameOf(claim), 'its number of findings', has.length, wants.length);
    wants.forEach((wanted, i) => {
      const finding = has[i];
      if (finding === undefined) return;
      const where = `the finding on ${claim.id} (${claim.reading}, ${finding.kind})`;
      for (const name of findingFields) book.same(SUBJECT, where, `"${name}"`, finding[name], wanted[name]);
    });
  }
  const ofNone =
    report.findings.length - report.claims.flatMap((claim) => byClaim(report.findings, claim)).length;
  book.same(SUBJECT, 'the report', 'its number of findings on claims that it does not have', ofNone, 0);
};

/** `complete` is what `missing` says, and what crashed is missing. */
export const checkComplete = (report: ReadReport, book: Ledger): void => {
  book.same(SUBJECT, 'the report', '"complete"', report.complete, report.missing.length === 0);
  const crashed = report.claims
    .flatMap(({ cells }) => cells)
    .filter(({ cell }) => cell.crashes.length > 0).length;
  const parts = report.claims.filter((claim) => !claim.complete).length;
  book.check(
    SUBJECT,
    'the report',
    report.missing.length >= crashed + parts,
    () =>
      `"missing" has ${report.missing.length} entries, for ${crashed} cells that crashed and ${parts} claims that lack cells`,
  );
  const cells = report.claims.reduce((sum, claim) => sum + claim.cells.length, 0);
  book.check(
    SUBJECT,
    'the report',
    cells > 0 || report.missing.length > 0,
    () => 'it has no cells, and misses none',
  );
};
