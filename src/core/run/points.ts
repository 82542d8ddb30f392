import { type AskedAxes, valueAt } from '../axisValues.ts';
import type { Claim } from '../claim.ts';
import { parseFormula } from '../formula/formula.ts';
import { atProfile, type Block, crossingOrder, type Profile, type Theorem } from '../theorem.ts';
import { UsageError } from './usageError.ts';

type Values = Readonly<Record<string, number>>;

/** Where a claim is tried: the values of all axes, and of the constants that do not have their defaults. */
export interface TriedPoint {
  readonly at: Values;
  readonly overrides: Values;
}

/** What a request sets in place of what a claim's blocks say. */
export interface Asked {
  readonly axes: AskedAxes;
  readonly constants: Readonly<Record<string, readonly (number | string)[]>>;
}

/** One entry of each list, in all ways; the last list runs fastest. */
export const product = <T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  lists.reduce<readonly (readonly T[])[]>(
    (rows, list) => rows.flatMap((row) => list.map((entry) => [...row, entry])),
    [[]],
  );

/** The blocks with what was asked in the place of their own lists; asked all axes, none of their constants are tried. */
const blocksOf = (claim: Claim, profile: Profile, { axes }: Asked, theorem: Theorem): readonly Block[] => {
  const given = Object.fromEntries(Object.entries(axes).filter(([, list]) => list !== undefined)) as Block;
  if (theorem.axes.every(({ symbol }) => given[symbol] !== undefined)) return [given];
  return atProfile(claim.tries ?? theorem.defaultTries ?? {}, profile).map((block) => ({
    ...block,
    ...given,
  }));
};

/**
 * The points at which a profile tries a claim, each once: block by block, and in a block the axes as reports lay them out, then
 * the constants.
 *
 * Throws: `UsageError` for an entry that is not a value of its axis, and for a block without one of the axes.
 */
export const pointsOf = (
  claim: Claim,
  profile: Profile,
  asked: Asked,
  theorem: Theorem,
): readonly TriedPoint[] => {
  const order = crossingOrder(theorem).map(({ symbol }) => symbol);
  const seen = new Map<string, TriedPoint>();
  for (const block of blocksOf(claim, profile, asked, theorem)) {
    const missing = order.find((symbol) => block[symbol] === undefined);
    if (missing !== undefined)
      throw new UsageError(`${claim.id}: where it is tried, ${missing} has no values; list some`);
    const values: Block = { ...block, ...asked.constants };
    const names = Object.keys(values).filter((name) => Object.hasOwn(claim.constants, name));
    for (const entries of product([...order, ...names].map((symbol) => values[symbol]!))) {
      const at: Record<string, number> = {};
      for (const axis of theorem.axes)
        at[axis.symbol] = valueAt(axis, entries[order.indexOf(axis.symbol)]!, at);
      const overrides: Record<string, number> = {};
      names.forEach((name, i) => {
        const entry = entries[order.length + i]!;
        overrides[name] =
          typeof entry === 'number' ? entry : parseFormula(entry).evaluate({ ...at, ...overrides });
      });
      const key = JSON.stringify([at, overrides]);
      if (!seen.has(key)) seen.set(key, { at, overrides });
    }
  }
  return [...seen.values()];
};
