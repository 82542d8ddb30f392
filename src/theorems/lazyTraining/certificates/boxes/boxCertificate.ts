import type { KnownWeights } from '../knownWeights.ts';
import { FLIPS_ERROR, MOST_LEAVES, SIDE_ERROR } from './allowance.ts';
import { type BoxBound, boxBound, type Multipliers } from './boxBound.ts';
import { type BoxSide, boxSide } from './boxSide.ts';
import { type BoxTables, boxTables } from './boxTables.ts';
import { planeNeurons } from './planeNeurons.ts';
import { allSteps, isEmpty, mostAlong, type StepBox } from './stepBox.ts';

/** What a side's certificate says, and how it came to it. */
export interface BoxedSide {
  /** ≥ f(z; W) for every W of the side; `Infinity` where that is not shown to be below zero, −∞ where no W is. */
  readonly upper: number;
  /** The boxes it rests on. */
  readonly leaves: readonly {
    readonly box: StepBox;
    readonly multipliers: Multipliers;
    readonly upper: number;
  }[];
  readonly evaluations: number;
  /** Why it refuses; null where it does not. */
  readonly refusal: 'gradients too short' | 'one step' | 'no progress' | 'budget' | 'error' | null;
}

/** How far a certificate is searched for. */
export interface BoxEffort {
  /** Boxes in Y and in r to begin with. */
  readonly start: readonly [number, number];
  readonly leaves: number;
  /** Evaluations of a bound at most: so many, and so many more for every box that is done. */
  readonly evaluations: number;
  readonly perLeaf: number;
  readonly depth: number;
}

export const usualEffort: BoxEffort = {
  start: [2, 2],
  leaves: 200,
  evaluations: 120,
  perLeaf: 16,
  depth: 22,
};

/** Where the search for multipliers starts, and where it starts anew. */
const first: Multipliers = { rest: -0.15, across: -0.2, along: 0 };
const second: Multipliers = { rest: -0.5, across: -0.8, along: 0.2 };

/** Longer searches of one side at most. */
const LONGER = 60;

interface Found {
  readonly bound: BoxBound;
  readonly multipliers: Multipliers;
}

/** Searches along the three multipliers in turn, with steps that grow where they help; ends below zero. */
const searcher = (side: BoxSide) => {
  const directions = [-1, -1, 1];
  let evaluations = 0;
  const search = (tables: BoxTables, from: Multipliers, tries: number): Found => {
    const evaluate = (at: readonly number[]): BoxBound => {
      evaluations++;
      return boxBound(side, tables, { rest: at[0]!, across: at[1]!, along: at[2]! });
    };
    let at: readonly number[] = [from.rest, from.across, from.along];
    let best = evaluate(at);
    let n = 1;
    const steps = [0.1, 0.2, 0.1];
    let turn = 1;
    let idle = 0;
    while (!(best.upper < 0) && n < tries && idle < 12) {
      let better = false;
      for (const direction of [directions[turn]!, -directions[turn]!]) {
        const next = [...at];
        next[turn]! += direction * steps[turn]!;
        if (turn === 0) next[0] = Math.min(next[0]!, 0);
        if (turn === 2) next[2] = Math.max(next[2]!, -0.9);
        if (next[turn] === at[turn]) continue;
        const tried = evaluate(next);
        n++;
        if (tried.upper < best.upper - 1e-4) {
          [best, at, better] = [tried, next, true];
          directions[turn] = direction;
          break;
        }
        if (n >= tries) break;
      }
      steps[turn]! *= better ? 1.7 : 0.4;
      idle = better ? 0 : idle + 1;
      turn = (turn + 1) % 3;
    }
    return { bound: best, multipliers: { rest: at[0]!, across: at[1]!, along: at[2]! } };
  };
  return { search, evaluations: () => evaluations };
};

interface Open {
  readonly box: StepBox;
  readonly multipliers: Multipliers;
  readonly depth: number;
  readonly longer: boolean;
}

const sidesOf = ({ X, Y, r }: StepBox) => [X, Y, r] as const;

/** The box cut in half across one of X, Y, r. */
const halves = (box: StepBox, across: number): readonly StepBox[] => {
  const [from, to] = sidesOf(box)[across]!;
  const middle = 0.5 * (from + to);
  return (
    [
      [from, middle],
      [middle, to],
    ] as const
  ).map((part) => ({
    X: across === 0 ? part : box.X,
    Y: across === 1 ? part : box.Y,
    r: across === 2 ? part : box.r,
  }));
};

/** Across which of X, Y, r the bound of a box varies most, and by how much. */
const widest = (
  { bound, multipliers: { rest, across, along } }: Found,
  { box, C2 }: BoxTables,
  whole: StepBox,
): { readonly across: number; readonly spread: number } => {
  const widths = sidesOf(box).map(([from, to]) => to - from);
  if (!Number.isFinite(bound.upper)) {
    const most = sidesOf(whole).map(([from, to], i) => to - from + (i === 0 ? 1e-9 : 0));
    const shares = widths.map((width, i) => width / most[i]!);
    return { across: shares.indexOf(Math.max(...shares)), spread: Number.POSITIVE_INFINITY };
  }
  const nearest = box.X[0] ** 2 + box.Y[0] ** 2 + box.r[0] ** 2;
  const curvature = (C2 * Math.hypot(rest, across, along)) / (nearest * Math.sqrt(nearest));
  const spreads = widths.map((width, i) => {
    const bit = 4 >> i;
    let most = 0;
    for (let corner = 0; corner < 8; corner++)
      if ((corner & bit) === 0)
        most = Math.max(most, Math.abs(bound.corners[corner | bit]! - bound.corners[corner]!));
    return most + curvature * width * width;
  });
  const spread = Math.max(...spreads);
  return { across: spreads.indexOf(spread), spread };
};

/**
 * Gradients whose steps are the hardest to bound, in most draws that are refused: how far ⟨g, e₁⟩ lies above its least value, on the way
 * to that of the centre, and the shares of the most that ⟨g, x⟩ and the rest of g can be.
 */
const hardest = [
  { across: 0.2, rest: 0.5, along: 0.3 },
  { across: 0.35, rest: 0.6, along: 0.3 },
] as const;

/** Multipliers tried at each, and a bound beyond which a side is given up. */
const LOOKS = 40;
const HOPELESS = 0.02;

/** Where the rest of g can be this much longer than its part along e₁, no side has been certified. */
const WIDE = 1.15;

/** Whether the bound fails at a single step already. It only saves time: what it gives up is not certified. */
const isHopeless = (side: BoxSide, C2: number, search: ReturnType<typeof searcher>['search']): boolean =>
  side.mostRest > WIDE * side.leastAcross ||
  hardest.some(({ across, rest, along }) => {
    const g = {
      Y: side.leastAcross + across * (side.across - side.leastAcross),
      r: rest * side.mostRest,
      X: along * Math.max(side.reach, 0),
    };
    const rate = C2 / (g.X * g.X + g.Y * g.Y + g.r * g.r);
    const at = (part: number): readonly [number, number] => [rate * part, rate * part];
    const tables = boxTables(side, C2, { X: at(g.X), Y: at(g.Y), r: at(g.r) });
    return search(tables, first, LOOKS).bound.upper > HOPELESS;
  });

/**
 * Bounds f(z; W), z = x − C2 ∇f/‖∇f‖², below zero for every W of a side, by a partition of the steps into boxes.
 *
 * Source: docs/mathematics.md, "The certificate by boxes".
 */
export const boxedSide = (side: BoxSide, C2: number, effort: BoxEffort = usualEffort): BoxedSide => {
  const leaves: { box: StepBox; multipliers: Multipliers; upper: number }[] = [];
  const { search, evaluations } = searcher(side);
  const refused = (refusal: BoxedSide['refusal']): BoxedSide => ({
    upper: Number.POSITIVE_INFINITY,
    leaves,
    evaluations: evaluations(),
    refusal,
  });
  if (side.reach < 0) return { upper: Number.NEGATIVE_INFINITY, leaves, evaluations: 0, refusal: null };
  const whole = allSteps(side, C2);
  if (whole === null) return refused('gradients too short');
  if (isHopeless(side, C2, search)) return refused('one step');
  const parts = ([from, to]: readonly [number, number], n: number): (readonly [number, number])[] =>
    Array.from({ length: n }, (_, i) => [
      from + ((to - from) * i) / n,
      i + 1 === n ? to : from + ((to - from) * (i + 1)) / n,
    ]);
  const open: Open[] = parts(whole.Y, effort.start[0]).flatMap((Y) =>
    parts(whole.r, effort.start[1]).map((r) => ({
      box: { X: whole.X, Y, r },
      multipliers: first,
      depth: 0,
      longer: false,
    })),
  );
  let error = FLIPS_ERROR;
  let upper = Number.NEGATIVE_INFINITY;
  let longerSearches = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { multipliers: from, depth, longer } = next;
    const { X, Y, r } = next.box;
    const box = { X: [X[0], Math.min(X[1], mostAlong(side, C2, Y[1], r[1]))] as const, Y, r };
    if (isEmpty(side, C2, box)) continue;
    if (
      leaves.length + open.length > Math.min(effort.leaves, MOST_LEAVES) ||
      depth > effort.depth ||
      evaluations() > effort.evaluations + effort.perLeaf * leaves.length
    )
      return refused('budget');
    const tables = boxTables(side, C2, box);
    const tries = longer ? 60 : depth === 0 ? 16 : depth < 8 ? 9 : 24;
    let found = search(tables, from, tries);
    if (longer && !(found.bound.upper < 0)) {
      const again = search(tables, second, 120);
      if (again.bound.upper < found.bound.upper) found = again;
    }
    if (found.bound.upper < 0) {
      leaves.push({ box, multipliers: found.multipliers, upper: found.bound.upper });
      upper = Math.max(upper, found.bound.upper);
      error += found.bound.error;
      continue;
    }
    const { across, spread } = widest(found, tables, whole);
    if (Number.isFinite(found.bound.upper)) {
      // The width is not what keeps the bound above zero: the multipliers are.
      if (depth >= 6 && (found.bound.upper > spread || depth >= 11) && !longer && longerSearches < LONGER) {
        longerSearches++;
        open.push({ box, multipliers: found.multipliers, depth, longer: true });
        continue;
      }
      if (spread < 0.5 * found.bound.upper) return refused('no progress');
    }
    for (const half of halves(box, across))
      open.push({ box: half, multipliers: found.multipliers, depth: depth + 1, longer: false });
  }
  if (leaves.length === 0) return refused('no progress');
  if (!(error <= SIDE_ERROR)) return refused('error');
  return { upper, leaves, evaluations: evaluations(), refusal: null };
};

/** Bounds f after the step over the whole ball, on both sides. */
export interface BoxCertificate {
  /** As that of `StepCertificate`: at or below 0, no W in the ball keeps its sign. */
  readonly upper: number;
  readonly sides: { readonly positive: BoxedSide; readonly negative: BoxedSide };
}

/**
 * A proof, for this draw and but for a chance of `BOX_ERROR` at each C2, that the gradient step of length C2/‖∇f‖ flips
 * the sign at every W in the ball; null where it finds none. The neurons are read once, whatever the number of C2.
 *
 * It reads u, a and one direction of W0 that `known` was built with before anything else was asked, so that it may
 * come before an attack or after it; whether it is asked for may depend on what the attack found, what it says may
 * not. C2 is fixed in advance or a function of `known`.
 *
 * Source: Theorem 3.1; docs/mathematics.md, "The certificate by boxes".
 */
export const boxCertifier = (
  known: KnownWeights,
): ((C2: number, effort?: BoxEffort) => BoxCertificate | null) => {
  const plane = planeNeurons(known);
  if (plane === null) return () => null;
  const [above, below] = [boxSide(plane, 1), boxSide(plane, -1)];
  return (C2, effort = usualEffort) => {
    const positive = boxedSide(above, C2, effort);
    // One side that is refused refuses both.
    if (positive.refusal !== null) return null;
    const negative = boxedSide(below, C2, effort);
    if (negative.refusal !== null) return null;
    return { upper: Math.max(positive.upper, negative.upper), sides: { positive, negative } };
  };
};

/** `boxCertifier` at one C2. */
export const boxCertificate = (
  known: KnownWeights,
  C2: number,
  effort: BoxEffort = usualEffort,
): BoxCertificate | null => boxCertifier(known)(C2, effort);
