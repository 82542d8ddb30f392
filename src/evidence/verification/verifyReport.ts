import type { Claim } from '../../claims/claim.ts';
import { useKernels } from '../../numerics/kernels/inUse.ts';
import { plainKernels } from '../../numerics/kernels/reference/plainKernels.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import { checkCellNumbers, powerBook } from './cellNumbers.ts';
import { checkCellRecord } from './cellRecord.ts';
import { checkCounterexamples } from './checkCounterexample.ts';
import { rootAt } from './drawAddress.ts';
import { type Ledger, ledger, type Verification } from './ledger.ts';
import { type Propose, recheckProposal } from './recheckProposal.ts';
import { redraw, type Sampling } from './redraw.ts';
import type { RateCell, ReadCell, ReadClaim, ReadReport } from './reportSchema.ts';
import { spotCheck } from './spotCheck.ts';
import { type Place, placeAt, type Statement, statementOf } from './statement.ts';
import { checkClaimTotals, checkComplete, checkFindings, checkSearch } from './totals.ts';

const TOTALS = 'totals of claims, searches and findings';

/** How thorough a verification is, and what it may ask. */
export interface Verifying extends Omit<Sampling, 'root'> {
  /** Claims known by name: a report's claim of that name must say the same. */
  readonly known: readonly Claim[];
  /** Finds the W of a witness, untrusted; null leaves witnesses on trust. */
  readonly propose: Propose | null;
}

interface Context {
  readonly report: ReadReport;
  readonly root: Stream;
  readonly verifying: Verifying;
  readonly powerOf: ReturnType<typeof powerBook>;
  readonly book: Ledger;
}

const recheck = (
  place: Place,
  witness: RateCell['witness'],
  purpose: 'verdict' | 'confirm',
  { root, verifying, book }: Context,
  where = place.where,
): void => {
  if (witness === null) return;
  const { propose } = verifying;
  if (propose === null) book.trust('witnesses', 1, 'nobody was asked for their W');
  else recheckProposal(place, witness, { root, purpose, propose }, book, where);
};

/** Checks everything about one cell of a claim on draws. */
const checkRateCell = (statement: Statement, cell: RateCell, noneInside: boolean, context: Context): void => {
  const { report, root, verifying, powerOf, book } = context;
  const { seed, alpha } = report.provenance;
  const place = placeAt(statement, cell, book);
  if (place === null) return;
  const before = book.result().discrepancies.length;
  checkCellNumbers(place, alpha, noneInside, powerOf, book);
  checkCellRecord(place, seed, book);
  if (verifying.sample > 0 || verifying.all) {
    redraw(place, { sample: verifying.sample, all: verifying.all, root }, book);
    spotCheck(place, root, book);
  } else book.trust('trials', cell.trials + cell.skipped, 'nothing was to be drawn');
  // A witness whose address is wrong has been told already.
  if (book.result().discrepancies.length === before) recheck(place, cell.witness, 'verdict', context);
};

/** A cell that was examined as a whole: its counts add up, and the rest is on trust. */
const checkWholeCell = (claim: ReadClaim, cell: WholeCell, { book }: Context): void => {
  const { trials, violated, certified, unresolved, d, m, C0, setting } = cell;
  const where = `${claim.id} (${claim.reading}) at d = ${d}, m = ${m}, C0 = ${C0}${setting === undefined ? '' : `, ${setting}`}`;
  const subject = 'numbers recomputed from counts';
  book.same(subject, where, 'its number of trials', trials, violated + certified + unresolved);
  const check = wholeChecks[claim.manner];
  if (check === undefined)
    book.trust(`cells of other kinds (${claim.manner})`, 1, 'what they rest on is not re-checked here');
  else check(claim, cell, where, book);
};

type WholeCell = Extract<ReadCell, { kind: 'whole' }>['cell'];

/**
 * Checks of cells that were examined as a whole, by the manner of their claim: `deterministic`, `law`, `order`, `exact`, `experiment`.
 * A check joins by an entry; cells of a manner without one are counted as taken on trust.
 */
const wholeChecks: Readonly<
  Record<string, (claim: ReadClaim, cell: WholeCell, where: string, book: Ledger) => void>
> = { deterministic: checkCounterexamples };

const checkClaim = (claim: ReadClaim, context: Context): Statement | null => {
  const { report, verifying, book } = context;
  checkClaimTotals(claim, report, book);
  for (const one of claim.cells) if (one.kind === 'whole') checkWholeCell(claim, one.cell, context);
  // Formulas of a claim that was examined as a whole are printed for readers, and never evaluated.
  if (claim.manner !== 'draws') return null;
  const statement = statementOf(claim, verifying.known, book);
  if (statement === null) return null;
  const noneInside = !claim.cells.some(({ cell }) => cell.regime === 'inside');
  for (const one of claim.cells)
    if (one.kind === 'rate') checkRateCell(statement, one.cell, noneInside, context);
  return statement;
};

const verifyOnPlainKernels = (report: ReadReport, verifying: Verifying): Verification => {
  const book = ledger();
  const root = rootAt(report.provenance);
  const context: Context = { report, root, verifying, powerOf: powerBook(), book };
  const statements = new Map<string, Statement | null>();
  for (const claim of report.claims) {
    const key = `${claim.id}/${claim.reading}`;
    const fresh = !statements.has(key);
    book.check(TOTALS, key, fresh, () => 'the report has this claim twice');
    statements.set(key, checkClaim(claim, context));
  }
  for (const search of report.searches) {
    const statement = statements.get(`${search.claim}/${search.reading}`);
    // A claim that could not be read has been told already.
    if (statement === null) continue;
    const found = checkSearch(search, statement, report.provenance, book);
    if (found === null) continue;
    const where = `${found.place.where} (found by search)`;
    recheck(found.place, search.confirmation!.witness, 'confirm', context, where);
  }
  book.trust('searches', report.searches.length, 'the cells they judged on the way are not judged again');
  checkFindings(report, book);
  checkComplete(report, book);
  return book.result();
};

/**
 * Checks a report without trusting the code that searched: its numbers from its counts, its draws from their addresses, its witnesses
 * at their W, by plain code that shares nothing with adversaries, certificates or fast kernels.
 *
 * What cannot be checked is counted and named; see `Verification`. Whatever kernels are in use, the plain ones are while this runs.
 */
export const verifyReport = (report: ReadReport, verifying: Verifying): Verification => {
  const before = useKernels(plainKernels);
  try {
    return verifyOnPlainKernels(report, verifying);
  } finally {
    useKernels(before);
  }
};
