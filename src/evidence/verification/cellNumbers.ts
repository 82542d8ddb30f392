import { constantRanges, drawPremise, failingPremise, regimeAt } from '../../claims/boundClaim.ts';
import { upperTail } from '../../numerics/statistics/binomial.ts';
import { robbinsInterval } from '../../numerics/statistics/confidenceSequence.ts';
import { logRefutingE, logSupportingE } from '../../numerics/statistics/eProcess.ts';
import { centralMass } from '../../numerics/statistics/normal.ts';
import { operatingCharacteristics } from '../../numerics/statistics/operatingCharacteristics.ts';
import { decide, type SequentialPlan, whatCapCanDecide } from '../../numerics/statistics/sequentialTest.ts';
import { twelveDigits, twelveDigitsDown, twelveDigitsUp } from '../outcomes/decimals.ts';
import type { Alpha } from '../outcomes/report.ts';
import type { Ledger } from './ledger.ts';
import type { RateCell } from './reportSchema.ts';
import type { Place } from './statement.ts';

/** Trials between looks. */
const BATCH = 16;

/** Quantities whose certificates, by the reduced law, are wrong with chance at most `CERTIFICATE_ERROR` a trial. */
const UNCERTAIN: readonly string[] = ['fAfterStep', 'signKeptSup'];
const CERTIFICATE_ERROR = 1e-9;

/** Steps, as caps to the power of 3/2 add up to, that are spent on the exact law of plans: seconds. Beyond, powers are taken on trust. */
const MOST_FOLLOWED = 3e8;

/** Beyond this width a binomial tail takes seconds. */
const WIDEST_TAIL = 1e10;

const SUBJECT = 'numbers recomputed from counts';

/** The test of a cell, as its report must have planned it; null where certificates alone use up α. */
export const planAt = ({ statement, cell, failureRate }: Place, alpha: Alpha): SequentialPlan | null => {
  const uncertain = cell.mode === 'reduced' && UNCERTAIN.some((name) => statement.wanted.has(name));
  const support = alpha.support - (uncertain ? cell.cap * CERTIFICATE_ERROR : 0);
  return support > 0
    ? { gamma: failureRate, alpha: { refute: alpha.refute, support }, cap: cell.cap, batch: BATCH }
    : null;
};

type Counts = Pick<RateCell, 'violated' | 'certified' | 'unresolved' | 'skipped'>;

const progressOf = ({ violated, certified, unresolved, skipped }: Counts) => {
  const n = violated + certified + unresolved;
  return { n, violated, unresolved, examined: n + skipped };
};

/**
 * Whether the look before the last could have gone on: some way of taking the last batch away leaves counts that decide nothing.
 * Counts that would have ended the cell earlier, whatever their order, are no counts of this plan.
 */
export const couldGoOn = (plan: SequentialPlan, counts: Counts): boolean => {
  const { examined } = progressOf(counts);
  const last = examined % plan.batch || plan.batch;
  if (examined <= last) return true;
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
        if (decide(plan, progressOf(before)) === 'continue') return true;
      }
  return false;
};

/** Remembers the power of plans: cells that share γ, cap and α share it. */
export const powerBook = (): ((plan: SequentialPlan) => RateCell['power'] | null) => {
  const known = new Map<string, RateCell['power'] | null>();
  let followed = 0;
  return (plan) => {
    const key = JSON.stringify(plan);
    const before = known.get(key);
    if (before !== undefined) return before;
    const steps = plan.cap ** 1.5;
    let power: RateCell['power'] | null = null;
    if (followed + steps <= MOST_FOLLOWED) {
      followed += steps;
      const { refuted } = operatingCharacteristics(plan, Math.min(1, 2 * plan.gamma));
      const supported = whatCapCanDecide(plan).support
        ? operatingCharacteristics(plan, plan.gamma / 4).supported
        : 0;
      power = { refuteTwiceGamma: twelveDigits(refuted), supportQuarterGamma: twelveDigits(supported) };
    }
    known.set(key, power);
    return power;
  };
};

/** The failure rate itself, for the one quantity whose law is known: |S_v| ~ Binomial(m, 2Φ(V) − 1). */
const exactRateAt = ({ statement, cell, radius, scope }: Place): number | null | 'too wide' => {
  const { bound, wanted } = statement;
  const { lhs, rhs } = bound.conclusion;
  if (lhs.text.trim() !== 'signChanges' || drawPremise(bound).length > 0) return null;
  if ([...rhs.symbols].some((name) => wanted.has(name))) return null;
  if (cell.m > WIDEST_TAIL) return 'too wide';
  const threshold = Math.min(cell.m, Math.max(-1, rhs.evaluate(scope)));
  return twelveDigits(upperTail(cell.m, Math.floor(threshold) + 1, centralMass(radius)));
};

const boundAt = ({ statement: { bound, wanted }, scope }: Place): number | null => {
  const sides = [bound.conclusion.lhs, bound.conclusion.rhs];
  const plain = sides.filter((side) => ![...side.symbols].some((name) => wanted.has(name)));
  const value = plain.length === 1 ? plain[0]!.evaluate(scope) : Number.NaN;
  return Number.isFinite(value) ? twelveDigits(value) : null;
};

const inOrder = (record: Readonly<Record<string, unknown>>) =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

/** What follows from the premise alone: the regime, the ranges of its constants, the line a quantity is held against. */
const checkPremise = (place: Place, book: Ledger): void => {
  const { statement, cell, scope, where } = place;
  const rounded = (value: number | undefined): number | null =>
    value === undefined ? null : twelveDigits(value);
  book.same(SUBJECT, where, 'its regime', cell.regime, regimeAt(statement.bound, scope));
  const ranges = Object.entries(constantRanges(statement.bound, scope)).map(
    ([name, { atLeast, atMost }]) => [name, { atLeast: rounded(atLeast), atMost: rounded(atMost) }] as const,
  );
  book.same(
    SUBJECT,
    where,
    'the range of its constants',
    inOrder(cell.constantRanges),
    inOrder(Object.fromEntries(ranges)),
  );
  book.same(SUBJECT, where, '"bound"', cell.bound, boundAt(place));
};

const checkVerdict = (place: Place, plan: SequentialPlan, book: Ledger): void => {
  const { cell, where } = place;
  const progress = progressOf(cell);
  const { n, examined } = progress;
  const ends = examined === cell.cap || (examined > 0 && examined % BATCH === 0);
  if (
    !book.check(
      SUBJECT,
      where,
      ends && examined <= cell.cap,
      () => `${examined} draws are no end of whole batches of ${BATCH} below the cap of ${cell.cap}`,
    )
  )
    return;
  const decision = decide(plan, progress);
  const verdict = n === 0 && decision !== 'continue' ? 'vacuous' : decision;
  book.same(SUBJECT, where, 'its verdict', cell.verdict, verdict === 'continue' ? 'none yet' : verdict);
  book.check(
    SUBJECT,
    where,
    couldGoOn(plan, cell),
    () => 'counts like these would have ended the cell a batch earlier, in whatever order they came',
  );
};

const checkEvidence = (place: Place, alpha: Alpha, book: Ledger): void => {
  const { cell, where, failureRate } = place;
  const { n, violated, unresolved } = progressOf(cell);
  const open = violated + unresolved;
  const decimal = (natural: number): number => twelveDigits(natural / Math.LN10);
  const same = (name: string, said: unknown, found: unknown): void =>
    book.same(SUBJECT, where, name, said, found);
  same('log10ER', cell.log10ER, n === 0 ? null : decimal(logRefutingE(n, violated, failureRate)));
  same('log10EA', cell.log10EA, n === 0 ? null : decimal(logSupportingE(n, open, failureRate)));
  if (n === 0) same('its rate', cell.rate, null);
  else {
    const { lower, upper } = robbinsInterval({ n, kLower: violated, kUpper: open, alpha: alpha.support });
    same('the lower end of its rate', cell.rate?.lower, twelveDigitsDown(lower));
    same('the upper end of its rate', cell.rate?.upper, twelveDigitsUp(upper));
    same('the confidence of its rate', cell.rate?.confidence, twelveDigits(1 - alpha.support));
  }
};

/** The share of α that a cell's note says it was tested at: 1/(e(e + 1)) in the e-th epoch of a ledger; 1 where it says none. */
const shareIn = (note: string | null): number | null => {
  const said = /(?:^|; )tested at (\S+) of α, the share of its epoch in the ledger/.exec(note ?? '')?.[1];
  if (said === undefined) return 1;
  const epoch = Math.round((Math.sqrt(1 + 4 / Number(said)) - 1) / 2);
  const share = 1 / (epoch * (epoch + 1));
  return epoch >= 1 && String(twelveDigits(share)) === said ? share : null;
};

/** The part of a cell's note that follows from the rest; what crashed trials had to say comes before it. */
const noteAt = ({ statement: { bound }, cell, scope }: Place, noneInside: boolean, share: number): string => {
  const { refute, support } = cell.capCanDecide;
  const notes: string[] = [];
  if (share !== 1) notes.push(`tested at ${twelveDigits(share)} of α, the share of its epoch in the ledger`);
  const quoted = (of: readonly { lhs: { text: string }; rhs: { text: string } }[]): string =>
    of.map(({ lhs, rhs }) => `"${lhs.text} <= ${rhs.text}"`).join(' and ');
  if (!refute && !support) notes.push(`a cap of ${cell.cap} can decide nothing`);
  else if (!support) notes.push(`a cap of ${cell.cap} is too small to support anything`);
  else if (!refute) notes.push(`a cap of ${cell.cap} is too small to refute anything`);
  if (cell.verdict === 'vacuous')
    notes.push(`every draw was skipped: none satisfies the premise ${quoted(drawPremise(bound))}`);
  if (noneInside)
    notes.push(`no cell tried satisfies the premise: ${quoted(failingPremise(bound, scope))} fails here`);
  return notes.join('; ');
};

/** Everything in a cell that its counts and its place decide: computed again, and compared digit for digit. */
export const checkCellNumbers = (
  place: Place,
  whole: Alpha,
  noneInside: boolean,
  powerOf: ReturnType<typeof powerBook>,
  book: Ledger,
): void => {
  const { cell, where } = place;
  const same = (name: string, said: unknown, found: unknown): void =>
    book.same(SUBJECT, where, name, said, found);
  same('its number of trials', cell.trials, progressOf(cell).n);
  checkPremise(place, book);
  const share = shareIn(cell.note);
  if (!book.check(SUBJECT, where, share !== null, () => 'its note says a share of α that no epoch has'))
    return;
  const alpha = share === 1 ? whole : { refute: share! * whole.refute, support: share! * whole.support };
  const plan = planAt(place, alpha);
  if (
    !book.check(
      SUBJECT,
      where,
      plan !== null,
      () => `uncertain certificates use up α over ${cell.cap} trials`,
    )
  )
    return;
  same('what its cap can decide', cell.capCanDecide, whatCapCanDecide(plan!));
  checkVerdict(place, plan!, book);
  checkEvidence(place, alpha, book);
  const power = powerOf(plan!);
  if (power === null) book.trust('powers of a test', 1, 'their caps are too long to follow again');
  else same('its power', cell.power, power);
  const exact = exactRateAt(place);
  if (exact === 'too wide') book.trust('exact rates', 1, 'a network so wide takes too long');
  else same('its exact rate', cell.exactRate, exact);
  const tail = noteAt(place, noneInside, share!);
  const note = cell.note ?? '';
  const crashed = note.startsWith('crashed trials count as unresolved: ') && cell.unresolved > 0;
  book.check(
    SUBJECT,
    where,
    crashed ? note.endsWith(tail) : note === tail,
    () =>
      `its note is ${JSON.stringify(note.slice(0, 100))}, and must be ${JSON.stringify(tail.slice(0, 100))}`,
  );
};
