import { leastEigenvalue } from '../../numerics/linalg/leastEigenvalue.ts';
import { type Crossings, crossedTo, mayCross, type Sides } from './ball.ts';
import { difference, kernelOf } from './kernel.ts';
import { columnsOf, type NeuronSets, sharedCounts, transposed, wordsOf } from './neuronSets.ts';
import type { Preactivations } from './preactivations.ts';

/** A crossing that a neuron can make, and the inputs at which its activity then is another. */
interface Crossing {
  readonly crossed: number;
  readonly flips: readonly number[];
}

/** A neuron that can cross kinks, and how. */
interface Mobile {
  readonly s: number;
  readonly options: readonly Crossing[];
}

/** The activities at the start, and the neurons that can change theirs. */
export interface Movable {
  readonly atStart: NeuronSets;
  /** 1 where a neuron is on at an input, for the mobile neurons in their order: n numbers each. */
  readonly on: Uint8Array;
  readonly mobile: readonly Mobile[];
}

/** Turns of one attack: choose for a direction, take the direction of what came of it. */
const TURNS = 4;

/** A turn that gains less than this share goes on to none. */
const WORTH = 1e-4;

/** All neurons that can cross some kink within the radius. */
export const mobileNeurons = (draw: Preactivations, { radius, atStart, open: openSets }: Sides): Movable => {
  const { m, inputs, u } = draw;
  const { n } = inputs;
  const open = transposed(openSets);
  const width = wordsOf(n);
  const mobile: Mobile[] = [];
  for (let s = 0; s < m; s++) {
    let any = 0;
    for (let word = 0; word < width; word++) any |= open.words[s * width + word]!;
    if (any === 0) continue;
    const undecided = columnsOf(open, s);
    const options: Crossing[] = [];
    for (const crossed of undecided) {
      if (!mayCross(u[crossed * m + s]!, radius)) continue;
      // Elsewhere only what is undecided itself can change its side on the way.
      const flips = undecided.filter(
        (j) => j === crossed || u[j * m + s]! >= 0 !== crossedTo(draw, s, crossed, j) >= 0,
      );
      options.push({ crossed, flips });
    }
    if (options.length > 0) mobile.push({ s, options });
  }
  const neurons = transposed(atStart);
  const on = new Uint8Array(mobile.length * n);
  mobile.forEach(({ s }, k) => {
    for (let i = 0; i < n; i++) on[k * n + i] = (neurons.words[s * width + (i >>> 5)]! >>> (i & 31)) & 1;
  });
  return { atStart, on, mobile };
};

/** For each mobile neuron the crossing that makes sign·vᵀHv smallest, or none: exact for one v over these choices. */
const chosenFor = (
  draw: Preactivations,
  { atStart, on, mobile }: Movable,
  v: Float64Array,
  sign: 1 | -1,
): { readonly counts: Float64Array; readonly choice: Crossings } => {
  const { m, inputs } = draw;
  const { n, gram } = inputs;
  const choice = new Int16Array(m).fill(-1);
  const words = atStart.words.slice();
  const width = wordsOf(m);
  /** v where the neuron is on, else 0; and vᵀ(DGD)v of a crossing less what it was. */
  const active = new Float64Array(n);
  const flip = (i: number): number => {
    let along = 0;
    const row = i * n;
    for (let j = 0; j < n; j++) along += gram[row + j]! * active[j]!;
    const [before, after] = active[i] === 0 ? [0, v[i]!] : [v[i]!, 0];
    active[i] = after;
    // The entry of i itself is 1.
    return (after - before) * (2 * (along - before) + (after + before));
  };
  for (let k = 0; k < mobile.length; k++) {
    const { s, options } = mobile[k]!;
    for (let i = 0; i < n; i++) active[i] = on[k * n + i] === 1 ? v[i]! : 0;
    let [least, best] = [0, null as Crossing | null];
    for (const option of options) {
      let gain = 0;
      for (const i of option.flips) gain += flip(i);
      for (const i of option.flips) active[i] = on[k * n + i] === 1 ? v[i]! : 0;
      if (sign * gain < least) [least, best] = [sign * gain, option];
    }
    if (best === null) continue;
    choice[s] = best.crossed;
    for (const i of best.flips) words[i * width + (s >>> 5)]! ^= 1 << (s & 31);
  }
  return { counts: sharedCounts({ ...atStart, words }), choice };
};

/**
 * A choice that makes the least eigenvalue of sign·(H − other) small, from several directions; `other` is 0 where H itself is meant.
 *
 * The upper end is what the search attained.
 */
const searched = (
  draw: Preactivations,
  movable: Movable,
  other: Float64Array,
  sign: 1 | -1,
  starts: readonly Float64Array[],
): { readonly upper: number; readonly choice: Crossings } => {
  const { n } = draw.inputs;
  let best = { upper: Number.POSITIVE_INFINITY, choice: new Int16Array(draw.m).fill(-1) as Crossings };
  for (const from of starts) {
    let v = from;
    for (let turn = 0; turn < TURNS; turn++) {
      const chosen = chosenFor(draw, movable, v, sign);
      const shifted = difference(kernelOf(chosen.counts, draw), other).map((entry) => sign * entry);
      const { upper, vector } = leastEigenvalue(shifted, n, v);
      const isWorth = upper < best.upper - WORTH * Math.abs(upper);
      if (upper < best.upper) best = { upper, choice: chosen.choice };
      if (turn > 0 && !isWorth) break;
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
export const attackLeast = (draw: Preactivations, movable: Movable, counts: Float64Array) => {
  const { n, limit } = draw.inputs;
  const zero = new Float64Array(n * n);
  const starts = [...startsOf(kernelOf(counts, draw), n).slice(0, 1), leastEigenvalue(limit, n).vector];
  return searched(draw, movable, zero, 1, starts);
};

/** A W in the ball with a large ‖H(W) − H(0)‖: a lower bound of the largest, and the choice that attains it. */
export const attackMove = (
  draw: Preactivations,
  movable: Movable,
  counts: Float64Array,
): { readonly lower: number; readonly choice: Crossings } => {
  const start = kernelOf(counts, draw);
  const { n } = draw.inputs;
  const flat = new Float64Array(n).fill(1 / Math.sqrt(n));
  const starts = [flat, ...startsOf(start, n)];
  const [down, up] = ([1, -1] as const).map((sign) => searched(draw, movable, start, sign, starts));
  const best = up!.upper < down!.upper ? up! : down!;
  return { lower: Math.max(0, -best.upper), choice: best.choice };
};
