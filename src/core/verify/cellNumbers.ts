import {
  BATCH,
  type CellTest,
  decideCell,
  rateEvidence,
  reachOf,
  testOf,
  verdictOf,
} from '../judge/cellTest.ts';
import { exactRateOf } from '../judge/exactRate.ts';
import { counted, examined, type Tally, uncompared } from '../judge/tally.ts';
import { cellNote, noteOutside } from '../report/cellNote.ts';
import { cellNumbers, roundedOne, testNumbers } from '../report/cellNumbers.ts';
import { twelveDigits } from '../report/decimals.ts';
import type { Alpha } from '../report/report.ts';
import type { Ledger } from './ledger.ts';
import type { RateCell } from './reportSchema.ts';
import { boundCell, type Place } from './statement.ts';

/** Steps, as caps to the power of 3/2 add up to, that are spent on the exact law of tests: seconds. Beyond, powers are taken on trust. */
const MOST_FOLLOWED = 3e8;

/** Where an axis is larger, the exact tail of a law takes seconds. */
const WIDEST_TAIL = 1e10;

const SUBJECT = 'numbers recomputed from counts';

/**
 * Whether the look before the last could have gone on: some way of taking the last batch away leaves counts that decide nothing.
 * Counts that would have ended the cell earlier, whatever their order, are not counts of this test.
 */
const couldGoOn = (test: CellTest, counts: Tally): boolean => {
  const last = examined(counts) % BATCH || BATCH;
  if (examined(counts) <= last) return true;
  const most = (count: number, left: number): number => Math.min(count, left);
  for (let v = 0; v <= most(counts.violated, last); v++)
    for (let o = 0; o <= most(counts.unresolved, last - v); o++)
      for (let s = 0; s <= most(counts.skipped, last - v - o); s++) {
        const c = last - v - o - s;
        if (c > counts.certified) continue;
        const before = {
          violated: counts.violated - v,
          unresolved: counts.unresolved - o,
          skipped: counts.skipped - s,
          certified: counts.certified - c,
        };
        // Of the unresolved that are taken away, as many as can be were compared with nothing, or as few.
        const all = uncompared(counts);
        for (const left of [Math.max(0, all - o), Math.min(all, before.unresolved)])
          if (decideCell(test, { ...before, crashed: left }) === 'continue') return true;
      }
  return false;
};

/** Whether there is time to follow the exact law of this test, beside those that were followed before. */
export const powerBudget = (): ((test: CellTest) => boolean) => {
  const known = new Map<string, boolean>();
  let followed = 0;
  return (test) => {
    const key = JSON.stringify(test);
    const steps = test.cap ** 1.5;
    const affordable = known.get(key) ?? followed + steps <= MOST_FOLLOWED;
    if (affordable && !known.has(key)) followed += steps;
    known.set(key, affordable);
    return affordable;
  };
};

const inOrder = (record: object): unknown => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

const checkVerdict = ({ cell, where }: Place, test: CellTest, book: Ledger): void => {
  const all = examined(cell);
  const ends = all === cell.cap || (all > 0 && all % BATCH === 0);
  if (
    !book.check(
      SUBJECT,
      where,
      ends && all <= cell.cap,
      () => `${all} draws are no end of whole batches of ${BATCH} below the cap of ${cell.cap}`,
    )
  )
    return;
  const decision = decideCell(test, cell);
  const verdict = decision === 'continue' ? 'none yet' : verdictOf(cell, decision);
  book.same(SUBJECT, where, 'its verdict', cell.verdict, verdict);
  book.check(
    SUBJECT,
    where,
    couldGoOn(test, cell),
    () => 'counts like these would have ended the cell a batch earlier, in whatever order they came',
  );
};

/** The share of α at which a cell was tested, in full: all of it, or 1/(e(e + 1)) in the e-th epoch of a ledger; null for another. */
const shareOf = ({ alphaShare: said }: RateCell): number | null => {
  if (said === 1) return 1;
  const epoch = Math.round((Math.sqrt(1 + 4 / said) - 1) / 2);
  const share = 1 / (epoch * (epoch + 1));
  return epoch >= 1 && twelveDigits(share) === said ? share : null;
};

/** What the test of a cell decides: its verdict, and what its cap can decide. */
const checkTest = (
  place: Place,
  alpha: Alpha,
  affords: ReturnType<typeof powerBudget>,
  book: Ledger,
): void => {
  const { cell, where, statement } = place;
  const same = (name: string, said: unknown, found: unknown): void =>
    book.same(SUBJECT, where, name, said, found);
  const bound = boundCell(place);
  if (bound === null || statement.setting === null) {
    // How often certificates are wrong is not known, and it changes when a claim is supported, not when it is refuted.
    const test = { failureRate: place.at.failureRate, alpha, cap: cell.cap, certificateError: 0 };
    if (examined(cell) <= cell.cap)
      same('that its verdict is "refuted"', cell.verdict === 'refuted', decideCell(test, cell) === 'refuted');
    book.trust('what tests of cells can decide', 1, 'no theorem known here has their quantities');
    return;
  }
  const test = testOf(bound, { alpha, cap: cell.cap });
  const left = test.failureRate === 0 || alpha.support > cell.cap * test.certificateError;
  if (!book.check(SUBJECT, where, left, () => `uncertain certificates use up α over ${cell.cap} trials`))
    return;
  same('what its cap can decide', cell.capCanDecide, reachOf(test));
  checkVerdict(place, test, book);
  if (affords(test)) same('its power', cell.power, testNumbers(test).power);
  else book.trust('powers of a test', 1, 'their caps are too long to follow again');
  if (Object.values(cell.at).some((value) => value > WIDEST_TAIL))
    book.trust('exact rates', 1, 'a cell so large takes too long');
  else same('its exact rate', cell.exactRate, roundedOne(exactRateOf(bound)));
};

/** Everything in a cell that its counts and its place decide: computed again, and compared digit for digit. */
export const checkCellNumbers = (
  place: Place,
  whole: Alpha,
  noneInside: boolean,
  affords: ReturnType<typeof powerBudget>,
  book: Ledger,
): void => {
  const { cell, where, at } = place;
  const same = (name: string, said: unknown, found: unknown): void =>
    book.same(SUBJECT, where, name, said, found);
  const share = shareOf(cell);
  if (!book.check(SUBJECT, where, share !== null, () => `no epoch has the share ${cell.alphaShare} of α`))
    return;
  const { crashed, crashes, withoutValue, valueless = [], cutShort, endings = [], unresolved } = cell;
  const named =
    (crashed === undefined) === (crashes.length === 0) &&
    (withoutValue === undefined) === (valueless.length === 0) &&
    (cutShort === undefined) === (endings.length === 0);
  const messages = `${crashes.length} and ${valueless.length} messages`;
  const uncomparedSaid = `${crashed ?? 0} trials crashed and ${withoutValue ?? 0} have no value to compare`;
  const fits = named && uncompared(cell) + (cutShort ?? 0) <= unresolved;
  const says = (): string => `${uncomparedSaid} (${messages}), and ${unresolved} are unresolved`;
  if (!book.check(SUBJECT, where, fits, says)) return;
  const alpha = share === 1 ? whole : { refute: share! * whole.refute, support: share! * whole.support };
  const numbers = cellNumbers(at, {
    tally: cell,
    ...rateEvidence({ failureRate: at.failureRate, alpha }, cell),
  });
  same('its number of trials', cell.trials, counted(cell));
  same('its regime', cell.regime, numbers.regime);
  same('the range of its constants', inOrder(cell.constantRanges), inOrder(numbers.constantRanges));
  same('"bound"', cell.bound, numbers.bound);
  same('what it derives', inOrder(cell.derived), inOrder(numbers.derived));
  same('its failure rate', cell.failureRate, numbers.failureRate);
  same('log10ER', cell.log10ER, numbers.log10ER);
  same('log10EA', cell.log10EA, numbers.log10EA);
  same('the lower end of its rate', cell.rate?.lower, numbers.rate?.lower);
  same('the upper end of its rate', cell.rate?.upper, numbers.rate?.upper);
  same('the confidence of its rate', cell.rate?.confidence, numbers.rate?.confidence);
  checkTest(place, alpha, affords, book);
  const note = cellNote(at.bound, cell);
  same('its note', cell.note, noneInside ? noteOutside(note, at.bound, at.scope) : note);
};
