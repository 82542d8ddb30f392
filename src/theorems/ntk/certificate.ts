import { leastEigenvalue } from '../../numerics/linalg/leastEigenvalue.ts';
import type { Sides } from './ball.ts';
import { type Bits, columnsOf, combined, rowsAt, sharedCounts, transposed } from './neuronSets.ts';
import type { Preactivations } from './preactivations.ts';

/** What the undecided neurons of one input add up to, at weights β and 1/β. */
interface Terms {
  /** Σ q qᵀ or Σ g gᵀ, n × n. */
  readonly squares: Float64Array;
  /** Σ q over neurons undecided at this input alone. */
  readonly sum: Float64Array;
  /** How many are undecided at this input alone, and how many at others too. */
  readonly alone: number;
  readonly among: number;
  /** Σ |T|/4 over the latter. */
  readonly quarter: number;
}

/** All that bounds the kernel over the ball: its sure part, and what the undecided neurons of each input may change. */
export interface Enclosure {
  readonly draw: Preactivations;
  /** The part that no choice changes, with half weights where a neuron is undecided at several inputs; times m. */
  readonly middle: Float64Array;
  readonly terms: readonly (Terms | null)[];
  /** ⟨x_i, x_j⟩ times how many neurons at most are on at both inputs at the start and not elsewhere, or elsewhere and not at the start; over m. */
  readonly entries: Float64Array;
}

/** Activities of neurons: 1 where `on`, ½ where `half`, else 0. */
interface Activities {
  readonly on: Bits;
  readonly half: Bits;
}

const or = (a: number, b: number): number => a | b;
const without = (a: number, b: number): number => a & ~b;

const isEmpty = ({ words }: Bits): boolean => words.every((word) => word === 0);

/**
 * Σ_s h_is h_js for each pair of rows. With p the bits of h ≥ ½, q those of h = 1 and t those of h = ½,
 * 4hh' = (p + q)(p' + q') = 2pp' + 2qq' − tt'.
 */
const products = ({ on, half }: Activities): Float64Array => {
  const whole = sharedCounts(on);
  if (isEmpty(half)) return whole;
  const [positive, halves] = [sharedCounts(combined(on, half, or)), sharedCounts(half)];
  return whole.map((count, k) => (count + positive[k]!) / 2 - halves[k]! / 4);
};

/** v_a v_b A_ab. */
const scaledBy = (v: Float64Array, A: Float64Array): Float64Array => {
  const n = v.length;
  const scaled = new Float64Array(n * n);
  for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) scaled[a * n + b] = v[a]! * v[b]! * A[a * n + b]!;
  return scaled;
};

/** Neurons that are undecided at some input, told by whether it is one alone. */
const openBy = ({ open }: Sides): { readonly alone: Bits; readonly among: Bits } => {
  const width = open.words.length / open.rows;
  const [once, twice] = [new Int32Array(width), new Int32Array(width)];
  for (let k = 0; k < open.words.length; k++) {
    const [word, at] = [open.words[k]!, k % width];
    twice[at]! |= once[at]! & word;
    once[at]! |= word;
  }
  const among = { ...open, words: open.words.map((word, k) => word & twice[k % width]!) };
  return { alone: combined(open, among, without), among };
};

/**
 * Goes once through the undecided neurons. With D̄ the activity of a neuron, ½ where it is undecided (the set T), and g_i = D̄Ge_i, its
 * kernel DGD is at least D̄GD̄ − Σ_{i∈T}(β_i g_i g_iᵀ + e_i e_iᵀ/(4β_i)) for any β_i > 0: D = D̄ + E with E = ±½ on T, EGE ⪰ 0, and
 * ±½(g eᵀ + e gᵀ) ⪰ −βg gᵀ − e eᵀ/(4β). It is at most the same with plus, and |T|/4 Σ e_i e_iᵀ more, since EGE has no larger eigenvalue.
 *
 * Where T = {i}, with D the activity elsewhere and q = DGe_i, sharper: the kernel is M_off or M_on = M_off + q eᵀ + e qᵀ + e eᵀ, so it lies
 * between M_off − r rᵀ and M_off + r′r′ᵀ, r = √β q + (β − 1)/(2√β) e and r′ = √β q + (β + 1)/(2√β) e, whose difference is M_on − M_off.
 *
 * Σ g g^T over neurons is G_ai G_bi Σ h_a h_b: nothing but counts of neurons, which are exact. The numbers of the last bound are counts
 * too: no entry of the kernel moves by more.
 */
export const enclose = (draw: Preactivations, sides: Sides): Enclosure => {
  const { m, inputs } = draw;
  const { n, gram } = inputs;
  const { alone, among } = openBy(sides);
  const all: Activities = { on: sides.sure, half: among };
  // Rows for neurons, so that those of one input can be picked.
  const byNeuron = { on: transposed(all.on), half: transposed(all.half) };
  const productsOver = (neurons: readonly number[], half: boolean): Float64Array => {
    const on = transposed(rowsAt(byNeuron.on, neurons));
    const empty = { ...on, words: new Int32Array(on.words.length) };
    return products({ on, half: half ? transposed(rowsAt(byNeuron.half, neurons)) : empty });
  };
  const shared = sharedCounts(among);
  const terms = Array.from({ length: n }, (_, i): Terms | null => {
    const [single, several] = [columnsOf(alone, i), columnsOf(among, i)];
    if (single.length + several.length === 0) return null;
    const [ofSingle, ofSeveral] = [productsOver(single, false), productsOver(several, true)];
    let quarter = 0;
    for (let j = 0; j < n; j++) quarter += shared[i * n + j]! / 4;
    const column = Float64Array.from({ length: n }, (_, a) => gram[a * n + i]!);
    return {
      squares: scaledBy(
        column,
        ofSingle.map((count, k) => count + ofSeveral[k]!),
      ),
      // A sum over bits: of a neuron that is on, the square is what it is itself.
      sum: column.map((entry, a) => entry * ofSingle[a * n + a]!),
      alone: single.length,
      among: several.length,
      quarter,
    };
  });
  const [atStart, surely, possibly] = [sides.atStart, sides.sure, sides.possible].map(sharedCounts);
  return {
    draw,
    middle: products(all).map((weight, k) => weight * gram[k]!),
    terms,
    entries: atStart!.map(
      (count, k) => (Math.abs(gram[k]!) * Math.max(count - surely![k]!, possibly![k]! - count)) / m,
    ),
  };
};

/** A bound of the enclosure at these β, over m: below with sign −1, above with sign 1. */
const boundAt = ({ draw, middle, terms }: Enclosure, betas: Float64Array, sign: 1 | -1): Float64Array => {
  const { m, inputs } = draw;
  const { n } = inputs;
  const bound = Float64Array.from(middle);
  terms.forEach((own, i) => {
    if (own === null) return;
    const beta = betas[i]!;
    const factor = sign * beta;
    for (let k = 0; k < bound.length; k++) bound[k]! += factor * own.squares[k]!;
    const cross = (sign * (beta + sign)) / 2;
    for (let a = 0; a < n; a++) {
      bound[a * n + i]! += cross * own.sum[a]!;
      bound[i * n + a]! += cross * own.sum[a]!;
    }
    bound[i * n + i]! +=
      (sign * (own.alone * (beta + sign) ** 2 + own.among)) / (4 * beta) + (sign > 0 ? own.quarter : 0);
  });
  return bound.map((entry) => entry / m);
};

/** Steps of the search for the β; whichever it ends with, the bound holds. */
const STEPS = 10;

/** A step that gains less than this share is the last. */
const WORTH = 1e-5;

const RANGE = { from: 1e-4, to: 1e4 };

/** The β_i that are best for one fixed direction, where the bound is aβ + b + c/β. */
const bestFor = ({ draw, terms }: Enclosure, v: Float64Array): Float64Array => {
  const { n } = draw.inputs;
  return Float64Array.from(terms, (own, i) => {
    if (own === null) return 1;
    let [square, along] = [0, 0];
    for (let a = 0; a < n; a++) {
      along += own.sum[a]! * v[a]!;
      let row = 0;
      for (let b = 0; b < n; b++) row += own.squares[a * n + b]! * v[b]!;
      square += row * v[a]!;
    }
    const quarter = (v[i]! * v[i]!) / 4;
    const growing = square + along * v[i]! + own.alone * quarter;
    const falling = (own.alone + own.among) * quarter;
    const best = Math.sqrt(falling / growing);
    return Number.isFinite(best) ? Math.min(RANGE.to, Math.max(RANGE.from, best)) : 1;
  });
};

/** Entries are sums with relative errors of some 1e-13, n of them in a row, of a kernel whose entries are at most 1. */
const slackOf = ({ draw: { inputs } }: Enclosure): number => 1e-11 * inputs.n;

/**
 * A lower bound of λ_min(sign·(bound − other)), over the β: concave in them, so that a few turns towards the β that are best for the
 * direction last found come near the best.
 */
const bracketed = (
  enclosure: Enclosure,
  sign: 1 | -1,
  shifted: (bound: Float64Array) => Float64Array,
): number => {
  let betas = new Float64Array(enclosure.terms.length).fill(0.5);
  let best = Number.NEGATIVE_INFINITY;
  let found: Float64Array | undefined;
  for (let step = 0; step < STEPS; step++) {
    const { lower, vector } = leastEigenvalue(shifted(boundAt(enclosure, betas, sign)), betas.length, found);
    found = vector;
    if (step > 1 && lower - best < WORTH * Math.abs(lower)) return Math.max(best, lower) - slackOf(enclosure);
    best = Math.max(best, lower);
    const towards = bestFor(enclosure, vector);
    betas = betas.map((beta, i) => Math.sqrt(beta * towards[i]!));
  }
  return best - slackOf(enclosure);
};

/**
 * No W moves the kernel further than this: the norm of a matrix whose entries are bounded.
 *
 * With few inputs or in a large ball it is below the bound by matrices, by up to two thirds. Taken off λ_min(H(0)) it would bound the
 * least eigenvalue too, but was below the bound by matrices at all of 24 cells (n from 2 to 20, C0 from 1 to 100), so that is not done.
 */
const moveByEntries = (enclosure: Enclosure): number => {
  const { entries, draw } = enclosure;
  const { lower } = leastEigenvalue(
    entries.map((entry) => -entry),
    draw.inputs.n,
  );
  return Math.max(0, -lower) + slackOf(enclosure);
};

/** A number below λ_min(H(W)) for every W in the ball. */
export const leastOverBall = (enclosure: Enclosure): number => bracketed(enclosure, -1, (bound) => bound);

/** A number above ‖H(W) − H(0)‖ for every W in the ball; `start` is H(0). */
export const moveOverBall = (enclosure: Enclosure, start: Float64Array): number => {
  const down = bracketed(enclosure, -1, (bound) => bound.map((entry, k) => entry - start[k]!));
  const up = bracketed(enclosure, 1, (bound) => bound.map((entry, k) => start[k]! - entry));
  return Math.min(Math.max(0, -down, -up), moveByEntries(enclosure));
};
