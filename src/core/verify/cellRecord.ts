import { margin } from '../judge/boundClaim.ts';
import { capFor } from '../judge/cellTest.ts';
import { uncompared } from '../judge/tally.ts';
import { addressFault } from './drawAddress.ts';
import type { Ledger } from './ledger.ts';
import type { RateCell, ReadWitness } from './reportSchema.ts';
import type { Place } from './statement.ts';

const SUBJECT = 'numbers recomputed from counts';

/** Room for numbers of which a report keeps twelve digits. */
const near = (a: number, b: number, size = Math.abs(b)): boolean => Math.abs(a - b) <= 1e-9 * (1 + size);

/** What a witness says of itself: that its choice is admitted, and the margin that its values have. */
export const checkWitnessRecord = (
  { statement, at: { scope } }: Place,
  { confirmed }: ReadWitness,
  book: Ledger,
  where: string,
): void => {
  const { bound, wanted, redraw } = statement;
  const fault = redraw?.shownFault(confirmed.shown, wanted, scope) ?? null;
  book.check(SUBJECT, where, fault === null, () => fault ?? '');
  // The quantities of a premise on the draw are looked at before a witness, and need not be among its values.
  const { lhs, rhs } = bound.conclusion;
  const spoken = [...wanted].filter((name) => lhs.symbols.has(name) || rhs.symbols.has(name));
  const missing = spoken.filter((name) => !Object.hasOwn(confirmed.values, name));
  if (!book.check(SUBJECT, where, missing.length === 0, () => `its witness gives no ${missing.join(', ')}`))
    return;
  const all = { ...confirmed.values, ...scope };
  const size = Math.abs(lhs.evaluate(all)) + Math.abs(rhs.evaluate(all));
  const found = margin(bound, scope, confirmed.values);
  book.check(
    SUBJECT,
    where,
    near(confirmed.margin, found, size) && confirmed.margin < 0,
    () => `the margin of its witness is ${confirmed.margin}, and its values give ${found}`,
  );
};

/** What the spread of the margins can be, given the counts. */
const spreadFault = (cell: RateCell): string | null => {
  const { margin: spread, violated, certified, trials, witness } = cell;
  if (spread === null) return trials > uncompared(cell) ? 'it has trials and no margins' : null;
  const { min, median, max } = spread;
  if (!(min <= median && median <= max)) return `its margins run from ${min} over ${median} to ${max}`;
  if (violated > 0 && !(min < 0)) return `${violated} trials are violated, and its least margin is ${min}`;
  if (certified > 0 && !(max >= 0))
    return `${certified} trials are certified, and its largest margin is ${max}`;
  if (certified === trials && cell.skipped === 0 && !(min >= 0))
    return `all trials are certified, and its least margin is ${min}`;
  if (violated === trials && cell.skipped === 0 && !(max < 0))
    return `all trials are violated, and its largest margin is ${max}`;
  if (2 * certified > trials + cell.skipped && !(median >= 0))
    return `most trials are certified, and its median margin is ${median}`;
  if (2 * violated > trials + cell.skipped && !(median < 0))
    return `most trials are violated, and its median margin is ${median}`;
  const first = witness?.confirmed.margin;
  if (
    first !== undefined &&
    (min > first + 1e-6 * (1 + Math.abs(first)) || max < first - 1e-6 * (1 + Math.abs(first)))
  )
    return `its witness has the margin ${first}, outside of ${min} … ${max}`;
  return null;
};

const observedFault = ({ observed }: RateCell, wanted: ReadonlySet<string>): string | null => {
  const [has, wants] = [Object.keys(observed), [...wanted]].map((names) => names.sort().join(', '));
  if (has !== wants) return `it observed ${has || 'nothing'}, and its claim compares ${wants}`;
  for (const [name, { lower, upper }] of Object.entries(observed)) {
    for (const one of [lower, upper])
      if (one !== null && !(one.min <= one.median && one.median <= one.max))
        return `${name} was observed from ${one.min} over ${one.median} to ${one.max}`;
    if (lower !== null && upper !== null && (lower.min > upper.min || lower.max > upper.max))
      return `the lower ends of ${name} lie above the upper ones`;
  }
  return null;
};

/** The words and values of a `check` line. */
const flagsOf = (line: string): ReadonlyMap<string, string> =>
  new Map([...line.matchAll(/--([\w]+) ('[^']*'|\S+)/g)].map(([, flag, value]) => [flag!, value!]));

const replayFault = (place: Place): string | null => {
  const { cell, statement, at } = place;
  if (cell.witness !== null)
    return cell.replay === `npx lakatos replay ${cell.witness.address}`
      ? null
      : 'its replay line is not that of its witness';
  const { id, reading } = statement.bound.claim;
  if (!cell.replay.startsWith(`npx lakatos check ${id} --reading ${reading} `))
    return 'its replay line is that of another claim';
  const flags = flagsOf(cell.replay);
  const wanted: Readonly<Record<string, unknown>> = {
    ...cell.at,
    mode: cell.mode,
    trials: cell.cap,
  };
  const absent: Readonly<Record<string, unknown>> = { mode: 'reduced', trials: capFor(at.failureRate) };
  for (const [flag, value] of Object.entries(wanted)) {
    const said = flags.get(flag) ?? absent[flag];
    if (String(said) !== String(value))
      return `its replay line says --${flag} ${said}, and the cell ${value}`;
  }
  return null;
};

/** What a cell records beside its numbers: margins, observed ends, the witness's address, the line that shows it again. */
export const checkCellRecord = (place: Place, seed: string, book: Ledger): void => {
  const { cell, where, statement } = place;
  const { witness, violated, trials, skipped } = cell;
  const without = (fault: string | null): void =>
    void book.check(SUBJECT, where, fault === null, () => fault ?? '');
  without(spreadFault(cell));
  without(observedFault(cell, statement.wanted));
  without(replayFault(place));
  without(
    (witness === null) === (violated === 0)
      ? null
      : `${violated} trials are violated, and ${witness === null ? 'there is no witness' : 'there is a witness'}`,
  );
  if (witness === null) return;
  without(addressFault(place, witness.address, { trial: witness.trial, seed, purpose: 'verdict' }));
  // It is the first violated trial, so the others come after it.
  without(
    witness.trial <= trials + skipped - violated
      ? null
      : `its witness is trial ${witness.trial}, too late for the first of ${violated} among ${trials + skipped}`,
  );
  checkWitnessRecord(place, witness, book, where);
};
