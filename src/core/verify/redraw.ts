import type { Stream } from '../../numerics/random/stream.ts';
import { cellStreamFrom } from '../judge/address.ts';
import type { Ledger } from './ledger.ts';
import { type Looked, lookAgain, type PlainOutcome } from './lookAgain.ts';
import type { RateCell } from './reportSchema.ts';
import type { Place } from './statement.ts';

/** How much is drawn again. */
export interface Sampling {
  /** Trials of each cell: the first, and others evenly over the rest. With 0 nothing is drawn. */
  readonly sample: number;
  /** Every trial of every cell. */
  readonly all: boolean;
  readonly root: Stream;
}

/** Numbers that all trials of a cell may write when they are drawn again without being asked for: a second or less. */
const WHOLE_CELL = 2e6;

/** Numbers that one draw may hold: a gigabyte with all that is made of them. */
export const MOST_NUMBERS = 1e8;

/** `count` of the indices 0 … n − 1, evenly spread, the first among them. */
const spreadOver = (n: number, count: number): readonly number[] =>
  count >= n
    ? Array.from({ length: n }, (_, i) => i)
    : [...new Set(Array.from({ length: count }, (_, i) => Math.floor((i * n) / count)))];

const tallyOf = (outcomes: readonly PlainOutcome[]): Record<PlainOutcome, number> => {
  const tally = { violated: 0, certified: 0, skipped: 0, open: 0 };
  for (const outcome of outcomes) tally[outcome]++;
  return tally;
};

/**
 * What the counts of a cell must leave room for: every trial proved violated is not certified and not skipped, every one proved
 * certified not violated. With all trials drawn these are the counts themselves, as far as plain code decides.
 */
const countsFault = (cell: RateCell, outcomes: readonly PlainOutcome[], whole: boolean): string | null => {
  const { violated, certified, unresolved, skipped } = cell;
  const proved = tallyOf(outcomes);
  const among = whole ? '' : ` among the ${outcomes.length} drawn again`;
  if (proved.violated > violated + unresolved)
    return `${proved.violated} trials are violated${among}, and the report has ${violated} violated and ${unresolved} unresolved`;
  if (proved.certified > certified + unresolved)
    return `${proved.certified} trials hold${among}, and the report has ${certified} certified and ${unresolved} unresolved`;
  if (proved.skipped > skipped + unresolved)
    return `${proved.skipped} draws fail the premise${among}, and the report has ${skipped} skipped`;
  if (!whole) return null;
  if (violated > proved.violated + proved.open)
    return `${violated} trials are said to be violated, and only ${proved.violated + proved.open} can be`;
  if (certified > proved.certified + proved.open)
    return `${certified} trials are said to be certified, and only ${proved.certified + proved.open} can be`;
  if (skipped > proved.skipped + proved.open)
    return `${skipped} draws are said to be skipped, and only ${proved.skipped + proved.open} can be`;
  return null;
};

const beyond = (value: number, limit: number): boolean => value > limit + 1e-6 * (1 + Math.abs(limit));

/** What was observed over the trials must reach as far as each trial drawn again. */
const observedFault = (cell: RateCell, looked: readonly Looked[]): string | null => {
  // A crashed trial was drawn and has nothing observed.
  if (cell.crashes.length > 0) return null;
  for (const [name, { lower, upper }] of Object.entries(cell.observed))
    for (const { brackets } of looked) {
      const proved = brackets[name];
      if (proved === undefined) continue;
      if (lower !== null && beyond(lower.min, proved.upper))
        return `${name} is at most ${proved.upper} on a draw, and was observed from ${lower.min} on`;
      if (upper !== null && beyond(proved.lower, upper.max))
        return `${name} is at least ${proved.lower} on a draw, and was observed up to ${upper.max}`;
    }
  return null;
};

/** With every trial decided exactly, the margins are known, and their spread with them. */
const spreadFault = ({ margin }: RateCell, looked: readonly Looked[]): string | null => {
  const middles = looked.map(({ margin: { lower, upper } }) => (lower + upper) / 2);
  const exact = looked.every(({ margin: { lower, upper } }) => upper - lower <= 1e-6 * (1 + Math.abs(lower)));
  if (!exact || middles.length === 0) return null;
  if (margin === null) return 'it says no margins';
  const sorted = Float64Array.from(middles).sort();
  const half = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
  const found = { min: sorted[0]!, median, max: sorted[sorted.length - 1]! };
  for (const name of ['min', 'median', 'max'] as const)
    if (beyond(margin[name], found[name]) || beyond(found[name], margin[name]))
      return `the ${name} of its margins is ${margin[name]}, and its draws give ${found[name]}`;
  return null;
};

/** Draws trials of a cell again, by the theorem's plain code, and holds what they show against its counts, margins and witness. */
export const redraw = (place: Place, { sample, all, root }: Sampling, book: Ledger): void => {
  const { statement, cell, at, where } = place;
  const { redraw: plain, wanted, bound } = statement;
  const examined = cell.trials + cell.skipped;
  if (plain === null) {
    const why = statement.known ? 'their theorem has no plain code' : 'their claim is not known here';
    book.trust('trials', examined, why);
    return;
  }
  const size = plain.size(wanted, at.scope, cell.mode);
  if (!(size <= MOST_NUMBERS)) {
    book.trust('trials', examined, 'their draws do not fit in memory');
    book.trust('certificates', cell.certified, 'their draws do not fit in memory');
    return;
  }
  const whole = all || (plain.exact(wanted) && examined * size <= WHOLE_CELL);
  const chosen = spreadOver(examined, whole ? examined : sample);
  const trials = new Set(chosen);
  if (cell.witness !== null && cell.witness.trial < examined) trials.add(cell.witness.trial);
  const looked: Looked[] = [];
  const streams = cellStreamFrom(root, 'verdict', bound.claim.id, bound.axes, cell.at);
  for (const trial of trials) {
    const draw = plain.draw(streams.child(trial), wanted, at.scope, cell.mode);
    const found = lookAgain(at, plain.brackets(draw, wanted, at.scope));
    looked.push(found);
    if (cell.witness?.trial === trial)
      book.check(
        'draws made again',
        where,
        found.outcome !== 'certified' && found.outcome !== 'skipped',
        () => `its witness lies on trial ${trial}, on which the conclusion holds`,
      );
    else if (found.outcome === 'violated' && trial < (cell.witness?.trial ?? 0) && plain.exact(wanted))
      book.check(
        'draws made again',
        where,
        false,
        () => `trial ${trial} is violated, and its witness is said to be the first`,
      );
  }
  const outcomes = looked.map(({ outcome }) => outcome);
  const without = (fault: string | null): void =>
    void book.check('draws made again', where, fault === null, () => fault ?? '');
  without(countsFault(cell, outcomes, trials.size === examined));
  without(observedFault(cell, looked));
  if (trials.size === examined) without(spreadFault(cell, looked));
  const proved = tallyOf(outcomes);
  for (let i = 0; i < proved.certified; i++) book.check('certificates proved again', where, true, () => '');
  const by = statement.setting?.process;
  if (by !== undefined)
    book.trust(
      `answers of the process "${by.name}"`,
      outcomes.length,
      'it was asked again for draws and definitions; its code is not of this package, and its certificates are its own',
    );
  else if (statement.sharesDefinitions)
    book.trust('samplers and definitions', 1, 'the theorem’s own, with which its draws were made again');
  if (proved.open > 0)
    book.trust('trials drawn again', proved.open, 'the simple bounds here decide neither way');
  book.trust('trials', examined - trials.size, 'they are not in the sample');
  book.trust(
    'certificates',
    Math.max(0, cell.certified - proved.certified),
    'too dear to prove again, or not in the sample; supported verdicts rest on them',
  );
};
