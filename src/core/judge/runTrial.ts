import { kernels } from '../../numerics/kernels/inUse.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import { errorPlace } from '../errorPlace.ts';
import { difference, type Interval } from '../formula/interval.ts';
import { isProcessError } from '../process/processError.ts';
import type { Brackets, Effort, Found } from '../theorem.ts';
import { type BoundCell, quantityIn } from './bindCell.ts';
import { criticalValue, drawPremise, marginInterval } from './boundClaim.ts';
import { confirm, requireBrackets } from './confirm.ts';
import type { Outcome, Trial } from './outcome.ts';
import { noValueIn } from './withoutValue.ts';

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const isDecided = ({ lower, upper }: Interval): boolean => upper < 0 || lower >= 0;

/** What a draw of a cell shows: the draw, and all that adversaries and certificates know of it in the end. */
export interface Refined {
  readonly draw: unknown;
  readonly found: Readonly<Record<string, Found>>;
  /** rhs − lhs of the conclusion. */
  readonly margin: Interval;
}

/**
 * Draws, and asks for ever tighter brackets until the claim is decided on this draw, or with effort 'exhaust' until there are no more.
 *
 * Throws: `Error` when the setting gives no brackets, or one that is upside down or NaN, and whatever the setting throws.
 */
export const refineDraw = (at: BoundCell, stream: Stream, effort: Effort): Refined => {
  const { bound, cell, scope, setting, wanted } = at;
  const draw = setting.sample(stream, scope, cell.mode);
  const { critical } = bound.claim;
  const asked = effort === 'exhaust' && critical !== undefined ? new Set([...wanted, critical]) : wanted;
  let found: Readonly<Record<string, Found>> | undefined;
  for (found of setting.refine(draw, asked, scope, effort)) {
    requireBrackets(at, found);
    if (effort === 'decide' && isDecided(marginInterval(bound, scope, found))) break;
  }
  requireBrackets(at, found);
  return { draw, found: found!, margin: marginInterval(bound, scope, found!) };
};

/** What a draw ends in that does not surely satisfy the premise on it; null where it does. */
const premiseOutcome = (at: BoundCell, brackets: Brackets): Outcome | null => {
  for (const comparison of drawPremise(at.bound)) {
    const { lhs, rhs } = comparison;
    const note = noValueIn(at, comparison, brackets);
    if (note !== null) return { kind: 'unresolved', why: 'no value', note };
    const all = { ...brackets, ...at.scope };
    const room = difference(rhs.evaluateInterval(all), lhs.evaluateInterval(all));
    if (room.upper < 0) return { kind: 'skipped', premise: `${lhs.text} <= ${rhs.text}` };
    if (!(room.lower >= 0)) return { kind: 'unresolved', why: 'too close to call' };
  }
  return null;
};

/** What ended one of the searches early; null where all went to their ends. */
const endedBy = (found: Refined['found']): string | null =>
  Object.values(found).find((one) => one.endedBy !== undefined)?.endedBy ?? null;

const outcomeOf = (at: BoundCell, { draw, found, margin }: Refined): Outcome => {
  const outside = premiseOutcome(at, found);
  if (outside !== null) return outside;
  const note = noValueIn(at, at.bound.conclusion, found);
  if (note !== null) return { kind: 'unresolved', why: 'no value', note };
  if (margin.lower >= 0) return { kind: 'certified' };
  const ended = endedBy(found);
  if (!(margin.upper < 0))
    return { kind: 'unresolved', why: 'budget spent', ...(ended !== null && { note: ended }) };
  const confirmed = confirm(at, draw, found);
  return confirmed === null
    ? { kind: 'unresolved', why: 'too close to call' }
    : { kind: 'violated', confirmed };
};

/** The critical constant on this draw: as the setting brackets it, else solved for at either end of what is known. */
const criticalOf = (at: BoundCell, found: Refined['found']): Trial['critical'] => {
  const { critical } = at.bound.claim;
  if (critical === undefined) return null;
  const known = found[critical];
  if (known !== undefined) return { attack: finite(known.lower), certificate: finite(known.upper) };
  const solve = (end: 'attack' | 'certificate'): number | null => {
    const values: Record<string, number> = {};
    for (const symbol of at.wanted) {
      const { lower, upper } = found[symbol]!;
      const attackEnd = quantityIn(at, symbol).over === 'inf' ? upper : lower;
      values[symbol] = end === 'attack' ? attackEnd : attackEnd === upper ? lower : upper;
    }
    const value = criticalValue(at.bound, at.scope, values);
    return value === null ? null : finite(value);
  };
  return { attack: solve('attack'), certificate: solve('certificate') };
};

const run = (at: BoundCell, cellStream: Stream, index: number, effort: Effort): Trial => {
  try {
    const refined = refineDraw(at, cellStream.child(index), effort);
    const { found, margin } = refined;
    const ended = endedBy(found);
    return {
      index,
      outcome: outcomeOf(at, refined),
      margin: { attack: finite(margin.upper), certificate: finite(margin.lower) },
      critical: effort === 'exhaust' ? criticalOf(at, found) : null,
      ...(effort === 'exhaust' && ended !== null && { endedBy: ended }),
      brackets: Object.fromEntries(
        [...at.wanted].map((symbol) => [
          symbol,
          { lower: found[symbol]!.lower, upper: found[symbol]!.upper },
        ]),
      ),
    };
  } catch (error) {
    // Of a process that answers no more nothing is known: not of this trial, and not of the next one.
    if (isProcessError(error)) throw error;
    const place = errorPlace(error);
    const says = error instanceof Error ? error.message : String(error);
    const note = place === null ? says : `${says} (${place})`;
    const outcome = { kind: 'unresolved', why: 'crashed', note } as const;
    return { index, outcome, margin: null, critical: null, brackets: {} };
  }
};

/**
 * One trial: adversaries and certificates bracket what the conclusion compares on one draw, and the bracket decides.
 *
 * A margin surely below zero, at a witness the plain reference confirms, is *violated*; one surely at or above zero is
 * *certified*; everything else is *unresolved*, a search that threw and a side without a value included, so that
 * nothing that happened is dropped.
 *
 * Throws: `ProcessError` when the draw is that of a process which answers no more.
 */
export const runTrial = (at: BoundCell, cellStream: Stream, index: number, effort: Effort): Trial =>
  // A trial is plain numbers: nothing of what was drawn outlives it.
  kernels().arena.scope(() => run(at, cellStream, index, effort));
