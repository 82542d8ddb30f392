import type { Brackets, Confirmation, Found } from '../theorem.ts';
import { type BoundCell, quantityIn } from './bindCell.ts';
import { margin } from './boundClaim.ts';
import type { Confirmed } from './outcome.ts';

/** Up to this many numbers a draw is written out in full before a witness on it counts; `replay` writes out any. */
export const EXPLICIT_LIMIT = 2 ** 18;

/**
 * Room for rounding: a margin counts as below zero when it is so by this share of 1 and of its two sides.
 *
 * A quantity is a sum of at most 2¹⁸ products in f64 with terms ≤ 50 where a draw is written out: its error is below
 * 2¹⁸·2⁻⁵³·50 ≈ 1.5e-9 in the worst order of addition, and 1e-12 in practice; revealed values of larger draws are summed in
 * blocks, with an error below 1e-9 of their size.
 */
const SLACK = 1e-8;

/** How much of a draw is written out before its witness counts. */
const confirmationFor = ({ setting, scope }: BoundCell): Confirmation =>
  setting.revealed === undefined || (setting.size?.(scope) ?? 0) <= EXPLICIT_LIMIT ? 'explicit' : 'revealed';

/** The larger of each number shown: one choice for each quantity, all of them admitted. */
const mostOf = (all: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const most: Record<string, number> = {};
  for (const shown of all)
    for (const [name, value] of Object.entries(shown)) most[name] = Math.max(most[name] ?? value, value);
  return most;
};

/**
 * Looks at a witness with the plain f64 reference: the choice admitted, the conclusion false with room for rounding.
 *
 * Each quantity with an adversary is taken at the choice that was found, each other one at the draw as it is. Null when the
 * reference does not agree: such a trial is not violated.
 */
export const confirm = (
  at: BoundCell,
  draw: unknown,
  found: Readonly<Record<string, Found>>,
  by: Confirmation = confirmationFor(at),
): Confirmed | null => {
  const { wanted, setting, bound, scope } = at;
  const values: Record<string, number> = {};
  const shown: Readonly<Record<string, number>>[] = [];
  for (const symbol of wanted) {
    const choice = found[symbol]?.attainedAt?.() ?? null;
    const quantity = quantityIn(at, symbol);
    values[symbol] =
      by === 'revealed' && setting.revealed !== undefined
        ? setting.revealed(draw, symbol, choice, scope)
        : quantity.value(draw, choice, scope);
    if (choice === null) continue;
    const admission = setting.admits?.(draw, choice, scope, by);
    if (admission?.admitted !== true) return null;
    shown.push(admission.shown);
  }
  const { lhs, rhs } = bound.conclusion;
  const all = { ...values, ...scope };
  const size = 1 + Math.abs(lhs.evaluate(all)) + Math.abs(rhs.evaluate(all));
  const below = margin(bound, scope, values);
  // An infinite value compares as below zero and cannot be checked.
  const holds = Number.isFinite(below) && below < -SLACK * size;
  return holds ? { by, shown: mostOf(shown), values, margin: below } : null;
};

/** Whether brackets are as a setting must give them. Throws: `Error`, one sentence naming the setting. */
export const requireBrackets = (
  { setting, wanted }: Pick<BoundCell, 'setting' | 'wanted'>,
  brackets: Brackets | undefined,
): void => {
  const refine = `refine of the setting "${setting.name}"`;
  if (brackets === undefined) throw new Error(`${refine} ended without brackets; yield at least once`);
  for (const symbol of wanted) {
    const bracket = brackets[symbol];
    if (typeof bracket?.lower !== 'number' || typeof bracket.upper !== 'number')
      throw new Error(`${refine} gave no bracket of ${symbol}; yield one for every symbol in wanted`);
    if (bracket.lower > bracket.upper)
      throw new Error(
        `${refine} gave a bracket of ${symbol} from ${bracket.lower} to ${bracket.upper}; give the lower end first`,
      );
  }
  // A search that knows nothing says so with infinities. A NaN is a fault, in the draw or in a kernel: not a trial left open but
  // one that crashed, so that it is reported, never stored, and the run incomplete; whether this claim asks for it or not.
  for (const [symbol, { lower, upper }] of Object.entries(brackets))
    if (Number.isNaN(lower) || Number.isNaN(upper))
      throw new Error(
        `${refine} gave a bracket of ${symbol} from ${lower} to ${upper}; give -Infinity or Infinity where nothing is known`,
      );
};
