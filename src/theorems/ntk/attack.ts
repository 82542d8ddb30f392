import { leastEigenvalue } from '../../numerics/linalg/leastEigenvalue.ts';
import { activityOf, type Crossings, mayCross } from './ball.ts';
import { difference, kernelOf } from './kernel.ts';
import type { Preactivations } from './preactivations.ts';

/** A neuron that can cross kinks: its activity at the start, and after each crossing that it can make. */
interface Mobile {
  readonly s: number;
  readonly before: Uint8Array;
  readonly options: readonly { readonly crossed: number; readonly after: Uint8Array }[];
}

/** What the attacks found: the kernel, how many neurons are active at both inputs, and the choice that gives it. */
export interface Attacked {
  readonly kernel: Float64Array;
  readonly choice: Crossings;
}

/** Turns of one attack: choose for a direction, take the direction of what came of it. */
const TURNS = 4;

/** All neurons that can cross some kink within the radius. */
export const mobileNeurons = (draw: Preactivations, radius: number): readonly Mobile[] => {
  const { m, inputs, u } = draw;
  const { n } = inputs;
  const found: Mobile[] = [];
  for (let s = 0; s < m; s++) {
    const options: { crossed: number; after: Uint8Array }[] = [];
    for (let i = 0; i < n; i++)
      if (mayCross(u[s * n + i]!, radius)) options.push({ crossed: i, after: activityOf(draw, s, i) });
    if (options.length > 0) found.push({ s, before: activityOf(draw, s, -1), options });
  }
  return found;
};

/** vᵀ(DGD)v for the activity that `now` becomes by these switches, less what it was; `now` is left as it came. */
const gained = (
  gram: Float64Array,
  n: number,
  v: Float64Array,
  before: Uint8Array,
  after: Uint8Array,
): number => {
  const now = before.slice();
  let gain = 0;
  for (let i = 0; i < n; i++) {
    if (now[i] === after[i]) continue;
    let along = 0;
    for (let j = 0; j < n; j++) if (now[j] === 1 && j !== i) along += gram[i * n + j]! * v[j]!;
    gain += (now[i] === 1 ? -1 : 1) * (2 * v[i]! * along + v[i]! * v[i]!);
    now[i] = after[i]!;
  }
  return gain;
};

/** For each mobile neuron the crossing that makes sign·vᵀHv smallest, or none: exact for one v over these choices. */
const chosenFor = (
  draw: Preactivations,
  mobile: readonly Mobile[],
  start: Float64Array,
  v: Float64Array,
  sign: 1 | -1,
): { readonly counts: Float64Array; readonly choice: Crossings } => {
  const { m, inputs } = draw;
  const { n, gram } = inputs;
  const counts = Float64Array.from(start);
  const choice = new Int16Array(m).fill(-1);
  for (const { s, before, options } of mobile) {
    let [least, best] = [0, null as Mobile['options'][number] | null];
    for (const option of options) {
      const gain = sign * gained(gram, n, v, before, option.after);
      if (gain < least) [least, best] = [gain, option];
    }
    if (best === null) continue;
    choice[s] = best.crossed;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        counts[i * n + j]! += best.after[i]! * best.after[j]! - before[i]! * before[j]!;
  }
  return { counts, choice };
};

/**
 * A choice that makes the least eigenvalue of sign·(H − other) small, from several directions; `other` is 0 where H itself is meant.
 *
 * `counts` are those of the start. The bracket's upper end is what the search attained.
 */
const searched = (
  draw: Preactivations,
  mobile: readonly Mobile[],
  counts: Float64Array,
  other: Float64Array,
  sign: 1 | -1,
  starts: readonly Float64Array[],
): { readonly upper: number; readonly choice: Crossings } => {
  const { n } = draw.inputs;
  let best = { upper: Number.POSITIVE_INFINITY, choice: new Int16Array(draw.m).fill(-1) as Crossings };
  for (const from of starts) {
    let v = from;
    for (let turn = 0; turn < TURNS; turn++) {
      const chosen = chosenFor(draw, mobile, counts, v, sign);
      const shifted = difference(kernelOf(chosen.counts, draw), other).map((entry) => sign * entry);
      const { upper, vector } = leastEigenvalue(shifted, n);
      if (!(upper < best.upper)) {
        if (turn > 0) break;
      } else best = { upper, choice: chosen.choice };
      v = vector;
    }
  }
  return best;
};

/** The directions from which attacks start: that of the matrix's least eigenvalue, and those of single inputs where they are few. */
const startsOf = (kernel: Float64Array, n: number): readonly Float64Array[] => {
  const single = Array.from({ length: Math.min(n, 3) }, (_, i) => {
    const v = new Float64Array(n);
    v[i] = 1;
    return v;
  });
  return [leastEigenvalue(kernel, n).vector, ...single];
};

/** A W in the ball with a small λ_min(H(W)): an upper bound of the least, and the choice that attains it. */
export const attackLeast = (draw: Preactivations, mobile: readonly Mobile[], counts: Float64Array) => {
  const { n, limit } = draw.inputs;
  const zero = new Float64Array(n * n);
  const starts = [...startsOf(kernelOf(counts, draw), n).slice(0, 1), leastEigenvalue(limit, n).vector];
  return searched(draw, mobile, counts, zero, 1, starts);
};

/** A W in the ball with a large ‖H(W) − H(0)‖: a lower bound of the largest, and the choice that attains it. */
export const attackMove = (
  draw: Preactivations,
  mobile: readonly Mobile[],
  counts: Float64Array,
): { readonly lower: number; readonly choice: Crossings } => {
  const start = kernelOf(counts, draw);
  const { n } = draw.inputs;
  const flat = new Float64Array(n).fill(1 / Math.sqrt(n));
  const starts = [flat, ...startsOf(start, n)];
  const [down, up] = ([1, -1] as const).map((sign) => searched(draw, mobile, counts, start, sign, starts));
  const best = up!.upper < down!.upper ? up! : down!;
  return { lower: Math.max(0, -best.upper), choice: best.choice };
};
