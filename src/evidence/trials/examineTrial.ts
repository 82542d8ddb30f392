import { criticalValue, drawPremise, marginInterval } from '../../claims/boundClaim.ts';
import { difference, type Interval } from '../../claims/interval.ts';
import { kernels } from '../../numerics/kernels/inUse.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import type { Outcome, Trial } from '../outcomes/outcome.ts';
import type { BoundCell } from './bindCell.ts';
import { confirm } from './confirm.ts';
import type { Answer, Brackets, Family } from './quantities/quantity.ts';

/** How far a trial is taken: until its outcome is known, or until its searches have nothing more to find. */
export type Effort = 'decide' | 'exhaust';

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** What an answer must hold, whoever wrote its family. Throws: `Error`, one sentence naming the family. */
const requireBrackets = (family: Family, wanted: ReadonlySet<string>, brackets: Brackets): void => {
  for (const name of wanted) {
    const bracket = brackets?.[name];
    if (typeof bracket?.lower !== 'number' || typeof bracket.upper !== 'number')
      throw new Error(
        `examine of the family "${family.name}" gave no bracket of ${name}; return one for every name in question.wanted`,
      );
    if (bracket.lower > bracket.upper)
      throw new Error(
        `examine of the family "${family.name}" gave a bracket of ${name} from ${bracket.lower} to ${bracket.upper}; return the lower end first`,
      );
  }
  // A search that knows nothing says so with infinities. A NaN is a fault, in the draw or in a kernel: not a trial left open but
  // one that crashed, so that it is told of, never kept, and the run incomplete; whether this claim asks for it or not.
  for (const [name, { lower, upper }] of Object.entries(brackets))
    if (Number.isNaN(lower) || Number.isNaN(upper))
      throw new Error(
        `examine of the family "${family.name}" gave a bracket of ${name} from ${lower} to ${upper}; return -Infinity or Infinity where nothing is known`,
      );
};

/** Numbers that JSON can hold; what has no value is null. */
const measuredOf = (measured: Answer['measured']): Trial['measured'] =>
  Object.fromEntries(
    Object.entries(measured ?? {}).map(([name, value]) => [
      name,
      typeof value === 'number' ? finite(value) : value,
    ]),
  );

const isDecided = (interval: Interval): boolean => interval.upper < 0 || interval.lower >= 0;

/** Whether a premise on the draw holds, fails, or cannot be told from the brackets. */
const drawPremiseOf = (at: BoundCell, brackets: Brackets): { holds: boolean | null; text: string } => {
  for (const { lhs, rhs } of drawPremise(at.bound)) {
    const all = { ...brackets, ...at.scope };
    const room = difference(rhs.evaluateInterval(all), lhs.evaluateInterval(all));
    const text = `${lhs.text} <= ${rhs.text}`;
    if (room.upper < 0) return { holds: false, text };
    if (!(room.lower >= 0)) return { holds: null, text };
  }
  return { holds: true, text: '' };
};

const outcomeOf = (at: BoundCell, answer: Answer, bracket: Interval): Outcome => {
  const premise = drawPremiseOf(at, answer.brackets);
  if (premise.holds === false) return { kind: 'skipped', premise: premise.text };
  if (premise.holds === null) return { kind: 'unresolved', why: 'too close to call' };
  if (bracket.lower >= 0) return { kind: 'certified' };
  if (!(bracket.upper < 0)) return { kind: 'unresolved', why: 'budget spent' };
  const confirmed = confirm(at, answer);
  return confirmed === null
    ? { kind: 'unresolved', why: 'too close to call' }
    : { kind: 'violated', confirmed };
};

const criticalOf = (at: BoundCell, answer: Answer): Trial['critical'] => {
  if (at.bound.claim.critical === undefined) return null;
  // A family of one's own may leave the field out.
  if ((answer.critical ?? null) !== null) return answer.critical;
  const solve = (end: 'attack' | 'certificate'): number | null => {
    const values: Record<string, number> = {};
    for (const name of at.wanted) {
      const { lower, upper } = answer.brackets[name]!;
      const attackEnd = at.family.quantities.find((q) => q.name === name)!.extreme === 'inf' ? upper : lower;
      values[name] = end === 'attack' ? attackEnd : attackEnd === upper ? lower : upper;
    }
    const value = criticalValue(at.bound, at.scope, values);
    return value === null ? null : finite(value);
  };
  return { attack: solve('attack'), certificate: solve('certificate') };
};

/**
 * Examines one draw: adversaries and certificates bracket what the conclusion speaks of, and the bracket decides.
 *
 * A margin surely below zero, at a witness the plain reference confirms, is *violated*; one surely at or above zero is
 * *certified*; everything else is *unresolved*, a search that threw included, so that nothing that happened is dropped.
 */
export const examineTrial = (at: BoundCell, cellStream: Stream, index: number, effort: Effort): Trial => {
  const { family, cell } = at;
  const bytes = family.borrows?.(cell.d, cell.m, cell.C0, cell.mode) ?? 0;
  // A trial is plain numbers: nothing of what was drawn outlives it.
  return kernels().room.scope(bytes, () => examined(at, cellStream, index, effort));
};

const examined = (at: BoundCell, cellStream: Stream, index: number, effort: Effort): Trial => {
  const { cell, wanted, family, radius, scope, bound } = at;
  try {
    const answer = family.examine(
      { stream: cellStream.child(index), d: cell.d, m: cell.m, radius, mode: cell.mode },
      {
        parameters: cell.constants,
        wanted,
        exhaust: effort === 'exhaust',
        critical: effort === 'exhaust' ? (bound.claim.critical ?? null) : null,
        decides: (brackets) => effort === 'decide' && isDecided(marginInterval(bound, scope, brackets)),
      },
    );
    requireBrackets(family, wanted, answer.brackets);
    const bracket = marginInterval(bound, scope, answer.brackets);
    return {
      index,
      outcome: outcomeOf(at, answer, bracket),
      margin: { attack: finite(bracket.upper), certificate: finite(bracket.lower) },
      critical: effort === 'exhaust' ? criticalOf(at, answer) : null,
      brackets: Object.fromEntries([...wanted].map((name) => [name, answer.brackets[name]!])),
      measured: measuredOf(answer.measured),
    };
  } catch (error) {
    const note = error instanceof Error ? error.message : String(error);
    return {
      index,
      outcome: { kind: 'unresolved', why: 'crashed', note },
      margin: null,
      critical: null,
      brackets: {},
      measured: {},
    };
  }
};
