import { useKernels } from '../../numerics/kernels/inUse.ts';
import { plainKernels } from '../../numerics/kernels/reference/plainKernels.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import { counted } from '../judge/tally.ts';
import { checkCellNumbers, powerBudget } from './cellNumbers.ts';
import { checkCellRecord } from './cellRecord.ts';
import { rootAt } from './drawAddress.ts';
import { type Ledger, ledger, type Verification } from './ledger.ts';
import { type Propose, recheckProposal } from './recheckProposal.ts';
import { redraw, type Sampling } from './redraw.ts';
import type { RateCell, ReadCell, ReadClaim, ReadReport } from './reportSchema.ts';
import { spotCheck } from './spotCheck.ts';
import { inPlain, type Place, placeAt, type Statement, statementOf } from './statement.ts';
import { checkClaimTotals, checkComplete, checkFindings, checkSearch } from './totals.ts';
import type { Verifiable } from './verifiable.ts';

const TOTALS = 'totals of claims, searches and findings';

/** How thorough a verification is, and what it may ask. */
export interface Verifying extends Omit<Sampling, 'root'> {
  /** Theorems known by name: a report's claim of one of theirs must say the same. */
  readonly theorems: readonly Verifiable[];
  /** Finds the choice of a witness, untrusted; null leaves witnesses on trust. */
  readonly propose: Propose | null;
}

interface Context {
  readonly report: ReadReport;
  readonly root: Stream;
  readonly verifying: Verifying;
  readonly affords: ReturnType<typeof powerBudget>;
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
  recheckProposal(place, witness, { root, purpose, propose: verifying.propose }, book, where);
};

/** Checks everything about one cell of a claim on draws. */
const checkRateCell = (statement: Statement, cell: RateCell, noneInside: boolean, context: Context): void => {
  const { report, root, verifying, affords, book } = context;
  const { seed, alpha } = report.provenance;
  const place = placeAt(statement, cell, book);
  if (place === null) return;
  const before = book.result().discrepancies.length;
  checkCellNumbers(place, alpha, noneInside, affords, book);
  checkCellRecord(place, seed, book);
  if (verifying.sample > 0 || verifying.all) {
    redraw(place, { sample: verifying.sample, all: verifying.all, root }, book);
    spotCheck(place, root, book);
  } else book.trust('trials', cell.trials + cell.skipped, 'nothing was to be drawn');
  // A witness whose address is wrong has been told already.
  if (book.result().discrepancies.length === before) recheck(place, cell.witness, 'verdict', context);
};

type StudiedCell = Extract<ReadCell, { kind: 'whole' }>['cell'];

/** The counterexamples that refute a deterministic study, by the theorem's plain formula of it. */
const checkCounterexamples = (
  claim: ReadClaim,
  { verdict, figures = [] }: StudiedCell,
  where: string,
  { verifying, book }: Context,
): void => {
  if (verdict !== 'refuted') {
    book.trust(
      'passing examples of deterministic studies',
      1,
      'they show nothing that could be checked again',
    );
    return;
  }
  const plain = verifying.theorems.find(({ theorem }) => theorem.id === claim.theorem)?.redraw;
  const faults = plain?.counterexamples?.(claim, figures) ?? null;
  if (faults === null) {
    book.trust('counterexamples', 1, 'no plain formula of their study is known here');
    return;
  }
  const subject = 'witnesses re-validated';
  book.check(subject, where, faults.length > 0, () => 'it is refuted, and shows no counterexample');
  for (const fault of faults) book.check(subject, where, fault === null, () => fault ?? '');
};

/** A cell of a study: its counts add up, its counterexamples are looked at, and the rest is on trust. */
const checkStudiedCell = (claim: ReadClaim, cell: StudiedCell, context: Context): void => {
  const { book } = context;
  const { trials, at, setting } = cell;
  const place = [inPlain(at), setting].filter(Boolean).join(', ');
  const where = `${claim.id} (${claim.reading})${place === '' ? '' : ` at ${place}`}`;
  book.same('numbers recomputed from counts', where, 'its number of trials', trials, counted(cell));
  if (claim.method === 'deterministic') checkCounterexamples(claim, cell, where, context);
  else book.trust(`cells of other kinds (${claim.method})`, 1, 'what they rest on is not re-checked here');
};

const checkClaim = (claim: ReadClaim, context: Context): Statement | null => {
  const { report, verifying, book } = context;
  checkClaimTotals(claim, report, verifying.theorems, book);
  for (const one of claim.cells) if (one.kind === 'whole') checkStudiedCell(claim, one.cell, context);
  // Formulas of a claim that was examined as a whole are printed for readers, and never evaluated.
  if (claim.method !== 'draws') return null;
  const statement = statementOf(claim, report, verifying.theorems, book);
  if (statement === null) return null;
  const noneInside = !claim.cells.some(({ cell }) => cell.regime === 'inside');
  for (const one of claim.cells)
    if (one.kind === 'rate') checkRateCell(statement, one.cell, noneInside, context);
  return statement;
};

const verifyOnPlainKernels = (report: ReadReport, verifying: Verifying): Verification => {
  const book = ledger();
  const root = rootAt(report.provenance);
  const context: Context = { report, root, verifying, affords: powerBudget(), book };
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
 * at their choices, by the theorem's plain code, which shares nothing with adversaries, certificates or fast kernels.
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
