import type { Quantified } from './quantified.ts';

/** The values of a constant at which a refuted cell would be refuted all the same: a half line, closed or open. */
export type HalfLine =
  | { readonly atMost: number }
  | { readonly below: number }
  | { readonly atLeast: number }
  | { readonly above: number };

/** What is left of a constant beyond a half line. Open where the half line is closed: no least value is attained. */
export type Rest =
  | { readonly moreThan: number }
  | { readonly atLeast: number }
  | { readonly lessThan: number }
  | { readonly atMost: number };

type Values = Readonly<Record<string, number>>;

/** A constant, as far as exclusions depend on it. */
export interface ExcludedConstant extends Quantified {
  readonly bound: 'exists' | 'given' | 'printed';
  readonly mayDependOn: readonly string[];
}

/** A refuted cell inside the premise. */
export interface Refuted {
  readonly at: Values;
  readonly constants: Values;
  /** For each constant of the premise, the values at which the cell is inside; null where a side is not limited. */
  readonly constantRanges: Readonly<
    Record<string, { readonly atLeast: number | null; readonly atMost: number | null }>
  >;
  /** Up to where the same test would still refute, for a constant of the conclusion, without that end; absent where nobody looked. */
  readonly reaches?: Values;
  /** A cell of the grid, one found by search and confirmed, or all of one group by their product. */
  readonly by: 'cell' | 'search' | 'product';
  readonly alpha: number;
}

/** The set of constants that one refuted cell excludes. */
export interface Exclusion {
  /** The values of what the constants may depend on: it binds the constants there, and no others. */
  readonly group: Values;
  /** The half line of each constant that has a direction; one that is absent is excluded at every value. */
  readonly where: Readonly<Record<string, HalfLine>>;
  /** Constants without direction: the exclusion is of this value alone. */
  readonly slice: Values;
  /** The cell. */
  readonly at: Values;
  readonly by: Refuted['by'];
  readonly alpha: number;
}

const picked = (values: Values, names: readonly string[]): Values =>
  Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]!]])));

/** The constants that a statement leaves open. */
export const existing = (constants: Readonly<Record<string, ExcludedConstant>>) =>
  Object.entries(constants).filter(([, { bound }]) => bound === 'exists');

/** The axes and the given constants that some constant may depend on, in the order of the cell. */
const groupOf = (
  constants: Readonly<Record<string, ExcludedConstant>>,
  { at, constants: own }: Refuted,
): Values => {
  const deciding = new Set(existing(constants).flatMap(([, { mayDependOn }]) => mayDependOn));
  const all = { ...at, ...own };
  return picked(
    all,
    Object.keys(all).filter((name) => deciding.has(name)),
  );
};

const halfLine = (
  name: string,
  { weaker, stands }: ExcludedConstant,
  { constants, constantRanges, reaches = {} }: Refuted,
  alone: boolean,
): HalfLine | null => {
  const range = constantRanges[name];
  if (stands === 'premise' || range !== undefined) {
    const { atLeast, atMost } = range ?? { atLeast: null, atMost: null };
    if (weaker === 'larger') return atMost === null ? null : { atMost };
    return atLeast === null ? null : { atLeast };
  }
  const reached = alone ? reaches[name] : undefined;
  if (weaker === 'larger') return reached === undefined ? { atMost: constants[name]! } : { below: reached };
  return reached === undefined ? { atLeast: constants[name]! } : { above: reached };
};

/**
 * The constants at which this refuted cell would still be inside the premise and still refuted.
 *
 * A constant of the premise is excluded up to where the cell is just inside, that value included. One of the conclusion is excluded where
 * the test refutes: at the value tried and on the stronger side of it, since every draw that violates there violates here; further, up
 * to `reaches`, where the draws themselves say so and it is the only such constant. One without a direction is excluded at its own
 * value alone. Null for a statement with no constant to exclude.
 */
export const exclusionOf = (
  constants: Readonly<Record<string, ExcludedConstant>>,
  cell: Refuted,
): Exclusion | null => {
  const all = existing(constants);
  if (all.length === 0) return null;
  const directed = all.filter(([, { weaker }]) => weaker !== 'none');
  const alone = directed.filter(([, { stands }]) => stands === 'conclusion').length === 1;
  const where = directed.flatMap(([name, constant]) => {
    const excluded = halfLine(name, constant, cell, alone);
    return excluded === null ? [] : [[name, excluded] as const];
  });
  return {
    group: groupOf(constants, cell),
    where: Object.fromEntries(where),
    slice: picked(
      cell.constants,
      all.filter(([, { weaker }]) => weaker === 'none').map(([name]) => name),
    ),
    ...{ at: cell.at, by: cell.by, alpha: cell.alpha },
  };
};

/**
 * What cells of one group exclude together where their product refutes: the constants at which every one of them is inside and as
 * refuted as it is, which is the smallest half line of each constant. Null unless they have the same group and slice.
 */
export const commonExclusion = (exclusions: readonly Exclusion[]): Exclusion | null => {
  const [first, ...others] = exclusions;
  if (first === undefined || others.some((one) => placeOf(one) !== placeOf(first))) return null;
  const names = [...new Set(exclusions.flatMap(({ where }) => Object.keys(where)))];
  const smallest = (name: string): HalfLine =>
    exclusions
      .flatMap(({ where }) => where[name] ?? [])
      .reduce((least, one) => (isWithin(least, one) ? least : one));
  return {
    ...first,
    where: Object.fromEntries(names.map((name) => [name, smallest(name)])),
    by: 'product',
  };
};

/** Exclusions of one group and slice are about the same constants. */
const placeOf = ({ group, slice }: Pick<Exclusion, 'group' | 'slice'>): string =>
  JSON.stringify([group, slice]);

const endOf = (half: HalfLine): { readonly end: number; readonly side: 1 | -1; readonly closed: boolean } => {
  if ('atMost' in half) return { end: half.atMost, side: 1, closed: true };
  if ('below' in half) return { end: half.below, side: 1, closed: false };
  if ('atLeast' in half) return { end: half.atLeast, side: -1, closed: true };
  return { end: half.above, side: -1, closed: false };
};

/** Whether every value of one half line lies in another of the same direction. */
const isWithin = (one: HalfLine, other: HalfLine): boolean => {
  const [a, b] = [endOf(one), endOf(other)];
  return a.side * a.end < b.side * b.end || (a.end === b.end && (b.closed || !a.closed));
};

const restOf = (half: HalfLine): Rest => {
  if ('atMost' in half) return { moreThan: half.atMost };
  if ('below' in half) return { atLeast: half.below };
  if ('atLeast' in half) return { lessThan: half.atLeast };
  return { atMost: half.above };
};

/** The value at the edge of what is left, and whether it belongs to it. */
const edgeOf = (rest: Rest): { readonly edge: number; readonly side: 1 | -1; readonly attained: boolean } => {
  if ('moreThan' in rest) return { edge: rest.moreThan, side: 1, attained: false };
  if ('atLeast' in rest) return { edge: rest.atLeast, side: 1, attained: true };
  if ('lessThan' in rest) return { edge: rest.lessThan, side: -1, attained: false };
  return { edge: rest.atMost, side: -1, attained: true };
};

/** Whether a half line holds the least of what is left: the edge, or all values just beyond it. */
const holds = (half: HalfLine, rest: Rest | undefined): boolean => {
  if (rest === undefined) return true;
  const { end, side, closed } = endOf(half);
  const { edge, attained } = edgeOf(rest);
  return side * edge < side * end || (edge === end && attained && closed);
};

/** What is left of the constants at one of the places where it begins; a constant that is absent is not restricted. */
export type Corner = Readonly<Record<string, Rest>>;

/** Whether one corner asks no more of any constant than another. */
export const asksNoMore = (one: Corner, other: Corner): boolean =>
  Object.entries(one).every(([name, rest]) => {
    const against = other[name];
    if (against === undefined) return false;
    const [a, b] = [edgeOf(rest), edgeOf(against)];
    return a.side * a.edge < b.side * b.edge || (a.edge === b.edge && (a.attained || !b.attained));
  });

const least = (corners: readonly Corner[]): readonly Corner[] =>
  corners.filter(
    (corner, i) =>
      !corners.some(
        (other, j) => i !== j && asksNoMore(other, corner) && (j < i || !asksNoMore(corner, other)),
      ),
  );

/**
 * The least constants that none of these exclusions, of one group and slice, covers: the minimal points of what is left, each as what it
 * asks of the constants. Empty where nothing is left.
 *
 * A corner that an exclusion covers must leave it by one of its half lines; every way to do so is followed, and what asks more than
 * another corner is dropped.
 */
export const leastConstants = (exclusions: readonly Pick<Exclusion, 'where'>[]): readonly Corner[] =>
  exclusions.reduce<readonly Corner[]>(
    (corners, { where }) =>
      least(
        corners.flatMap((corner) => {
          const sides = Object.entries(where);
          if (!sides.every(([name, half]) => holds(half, corner[name]))) return [corner];
          return sides.map(([name, half]) => ({ ...corner, [name]: restOf(half) }));
        }),
      ),
    [{}],
  );

/** Whether the constants of a cell, or some just beyond a corner's edge, keep it inside the premise. */
export const isInsideAt = (corner: Corner, { constantRanges }: Pick<Refuted, 'constantRanges'>): boolean =>
  Object.entries(corner).every(([name, rest]) => {
    const { atLeast, atMost } = constantRanges[name] ?? { atLeast: null, atMost: null };
    const { edge, side, attained } = edgeOf(rest);
    const limit = side === 1 ? atMost : atLeast;
    return limit === null || side * edge < side * limit || (edge === limit && attained);
  });

/** The exclusions of one group and slice together, in the order in which they come. */
export const groupedExclusions = (exclusions: readonly Exclusion[]): readonly (readonly Exclusion[])[] => {
  const groups = new Map<string, Exclusion[]>();
  for (const one of exclusions) groups.set(placeOf(one), [...(groups.get(placeOf(one)) ?? []), one]);
  return [...groups.values()];
};

/** Whether a cell is of this group and slice. */
export const isOfGroup = (
  { group, slice }: Pick<Exclusion, 'group' | 'slice'>,
  cell: Pick<Refuted, 'at' | 'constants'>,
) => {
  const all = { ...cell.at, ...cell.constants };
  return Object.entries({ ...group, ...slice }).every(([name, value]) => all[name] === value);
};
