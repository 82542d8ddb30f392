import { leastEigenvalue } from '../../numerics/linalg/leastEigenvalue.ts';
import { undecidedAt } from './ball.ts';
import { neuronSets, sharedCounts } from './kernel.ts';
import type { Preactivations } from './preactivations.ts';

/** What the undecided neurons of one input add up to, at weights β and 1/β. */
interface Terms {
  /** Σ q qᵀ or Σ g gᵀ, n × n; the lower triangle. */
  readonly squares: Float64Array;
  /** Σ q over neurons undecided at this input alone. */
  readonly sum: Float64Array;
  /** How many are undecided at this input alone, and how many at others too. */
  alone: number;
  among: number;
  /** Σ |T|/4 over the latter. */
  quarter: number;
}

/** All that bounds the kernel over the ball: its sure part, and what the undecided neurons of each input may change. */
export interface Enclosure {
  readonly draw: Preactivations;
  /** The part that no choice changes, with half weights where a neuron is undecided at several inputs; times m. */
  readonly middle: Float64Array;
  readonly terms: readonly (Terms | null)[];
}

/**
 * Goes once through the undecided neurons. With D̄ the activity of a neuron, ½ where it is undecided (the set T), and g_i = D̄Ge_i, its
 * kernel DGD is at least D̄GD̄ − Σ_{i∈T}(β_i g_i g_iᵀ + e_i e_iᵀ/(4β_i)) for any β_i > 0: D = D̄ + E with E = ±½ on T, EGE ⪰ 0, and
 * ±½(g eᵀ + e gᵀ) ⪰ −βg gᵀ − e eᵀ/(4β). It is at most the same with plus, and |T|/4 Σ e_i e_iᵀ more, since EGE has no larger eigenvalue.
 *
 * Where T = {i}, with D the activity elsewhere and q = DGe_i, sharper: the kernel is M_off or M_on = M_off + q eᵀ + e qᵀ + e eᵀ, so it lies
 * between M_off − r rᵀ and M_off + r′r′ᵀ, r = √β q + (β − 1)/(2√β) e and r′ = √β q + (β + 1)/(2√β) e, whose difference is M_on − M_off.
 */
export const enclose = (draw: Preactivations, radius: number): Enclosure => {
  const { m, inputs, u } = draw;
  const { n, gram } = inputs;
  const surely = neuronSets(draw, (s, i) => u[s * n + i]! > radius * (1 + 1e-9));
  const weights = sharedCounts(surely);
  const terms: (Terms | null)[] = Array.from({ length: n }, () => null);
  const termsOf = (i: number): Terms => {
    terms[i] ??= {
      squares: new Float64Array(n * n),
      sum: new Float64Array(n),
      alone: 0,
      among: 0,
      quarter: 0,
    };
    return terms[i]!;
  };
  const half = new Float64Array(n);
  for (let s = 0; s < m; s++) {
    const open = undecidedAt(draw, s, radius);
    if (open.length === 0) continue;
    for (let i = 0; i < n; i++) half[i] = Number(u[s * n + i]! > 0);
    for (const i of open) half[i] = open.length === 1 ? 0 : 0.5;
    if (open.length > 1)
      for (const i of open)
        for (let j = 0; j < n; j++) {
          if (half[j] === 0) continue;
          // A pair of which both are undecided is met from either side.
          const weight = 0.5 * half[j]!;
          weights[i * n + j]! += weight;
          if (half[j] === 1) weights[j * n + i]! += weight;
        }
    const places = [...half.keys()].filter((j) => half[j] !== 0);
    for (const i of open) {
      const own = termsOf(i);
      for (const a of places) {
        const one = half[a]! * gram[a * n + i]!;
        if (open.length === 1) own.sum[a]! += one;
        for (const b of places) {
          if (b > a) break;
          own.squares[a * n + b]! += one * half[b]! * gram[b * n + i]!;
        }
      }
      if (open.length === 1) own.alone++;
      else {
        own.among++;
        own.quarter += open.length / 4;
      }
    }
  }
  return { draw, middle: weights.map((weight, k) => weight * gram[k]!), terms };
};

/** A bound of the enclosure at these β, over m: below with sign −1, above with sign 1. */
const boundAt = ({ draw, middle, terms }: Enclosure, betas: Float64Array, sign: 1 | -1): Float64Array => {
  const { m, inputs } = draw;
  const { n } = inputs;
  const bound = Float64Array.from(middle);
  terms.forEach((own, i) => {
    if (own === null) return;
    const beta = betas[i]!;
    for (let a = 0; a < n; a++)
      for (let b = 0; b <= a; b++) {
        const term = sign * beta * own.squares[a * n + b]!;
        bound[a * n + b]! += term;
        if (a !== b) bound[b * n + a]! += term;
      }
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

const RANGE = { from: 1e-4, to: 1e4 };

/** The β_i that are best for one fixed direction, where the bound is aβ + b + c/β. */
const bestFor = ({ draw, terms }: Enclosure, v: Float64Array): Float64Array => {
  const { n } = draw.inputs;
  return Float64Array.from(terms, (own, i) => {
    if (own === null) return 1;
    let [square, along] = [0, 0];
    for (let a = 0; a < n; a++) {
      along += own.sum[a]! * v[a]!;
      for (let b = 0; b <= a; b++) square += (a === b ? 1 : 2) * own.squares[a * n + b]! * v[a]! * v[b]!;
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
  for (let step = 0; step < STEPS; step++) {
    const { lower, vector } = leastEigenvalue(shifted(boundAt(enclosure, betas, sign)), betas.length);
    best = Math.max(best, lower);
    const towards = bestFor(enclosure, vector);
    betas = betas.map((beta, i) => Math.sqrt(beta * towards[i]!));
  }
  return best - slackOf(enclosure);
};

/** A number below λ_min(H(W)) for every W in the ball. */
export const leastOverBall = (enclosure: Enclosure): number => bracketed(enclosure, -1, (bound) => bound);

/** A number above ‖H(W) − H(0)‖ for every W in the ball; `start` is H(0). */
export const moveOverBall = (enclosure: Enclosure, start: Float64Array): number => {
  const down = bracketed(enclosure, -1, (bound) => bound.map((entry, k) => entry - start[k]!));
  const up = bracketed(enclosure, 1, (bound) => bound.map((entry, k) => start[k]! - entry));
  return Math.max(0, -down, -up);
};
