import { dot, norm } from '../../src/numerics/linalg/vectors.ts';
import { gaussian } from '../../src/numerics/random/gaussian.ts';
import { signs as fairSigns } from '../../src/numerics/random/signs.ts';
import type { Stream } from '../../src/numerics/random/stream.ts';
import { uniform } from '../../src/numerics/random/uniform.ts';
import type { KnownWeights } from '../../src/theorems/lazyTraining/certificates/knownWeights.ts';
import type { LossBound, Side } from '../../src/theorems/lazyTraining/certificates/lossBound.ts';
import type { Stepped, Written } from './movedRows.ts';
import { unitVector } from './scenes.ts';

/** Networks at the edges of what the certificate's sets and bounds tell apart. */
export const makes = [
  'gaussian',
  'repeated',
  'at the edges',
  'one sign',
  'heavy tails',
  'large',
  'small',
  'flat',
] as const;

export const make = (
  kind: (typeof makes)[number],
  d: number,
  m: number,
  V: number,
  stream: Stream,
): Written => {
  const x = unitVector(stream.child('x'), d);
  const drawn = gaussian(stream.child('W0'), d * m);
  let rows = Array.from({ length: m }, (_, s) => Float64Array.from(drawn.subarray(s * d, (s + 1) * d)));
  const signs = fairSigns(stream.child('a'), m);
  const chance = uniform(stream.child('chance'), m);
  const scaled = (factor: (s: number) => number): void => {
    rows = rows.map((row, s) => row.map((entry) => entry * factor(s)));
  };
  if (kind === 'repeated') rows = rows.map((_, s) => rows[s - (s % 3)]!);
  if (kind === 'one sign') signs.fill(chance[0]! < 0.5 ? 1 : -1);
  if (kind === 'heavy tails') scaled((s) => 0.3 / Math.sqrt(chance[s]!));
  if (kind === 'large') scaled(() => 1e3);
  if (kind === 'small') scaled(() => 0.05);
  if (kind === 'flat') rows = rows.map((row) => row.map((entry, i) => (i < 2 ? entry : 0)));
  if (kind === 'at the edges')
    rows = rows.map((row, s) => {
      if (chance[s]! > 0.2) return row;
      const target = [0, V, -V][s % 3]!;
      return row.map((entry, i) => entry + (target - dot(row, x)) * x[i]!);
    });
  return { d, m, x, signs, rows };
};

/**
 * What plain f64 sums over this network can be off by, relative to the length of their argument: at most 2(m
 * + d) roundings each.
 */
export const roomOf = ({ d, m }: Written, known: KnownWeights): number =>
  4 * (m + d + 8) * 2 ** -53 * Math.sqrt(m) * (known.longestRow + known.radius);

export const sizes = [
  [1, 1],
  [2, 3],
  [1, 40],
  [3, 30],
  [5, 120],
  [12, 60],
  [20, 300],
] as const;

export const factors = [0, 1e-3, 0.03, 0.2, 1] as const;

/** The loss (1/n) Σ (1 − a_s α_s/V) over the tracked neurons, from its definition. */
export const lossOf = (
  { x, signs, rows }: Written,
  { known, sign, tracked }: Side,
  W: readonly Float64Array[],
): number => {
  if (tracked.count === 0) return 0;
  let sum = 0;
  rows.forEach((row, s) => {
    if (tracked.flags[s] === 1) sum += 1 - (sign * signs[s]! * (dot(W[s]!, x) - dot(row, x))) / known.radius;
  });
  // The rounding of ⟨w, x⟩ − ⟨w⁰, x⟩ is not V's, and a loss is never below 0.
  return Math.max(0, sum / tracked.count);
};

/**
 * Notified of each inequality left ≤ right that a W was looked at with; `room` is what rounding may add to the
 * left.
 */
export type Compare = (what: string, left: number, right: number, room: number) => void;

/**
 * Every inequality that a certificate's bound rests on, at one W, from its d·m numbers.
 *
 * `loss` is that of W, at most the L of the bound; `room` is `roomOf` the network.
 */
export const stepInequalities = (
  { d, m, x, signs, rows }: Written,
  { known, sign, C2, tracked }: Side,
  bound: LossBound,
  W: readonly Float64Array[],
  step: Stepped,
  loss: number,
  room: number,
  compare: Compare,
): void => {
  const { gradients, ball, bounds } = bound;
  const scale = Math.sqrt(m);
  // The centre, from its definition.
  const center = x.map((entry) => gradients.shift * entry);
  rows.forEach((row, s) => {
    const u = dot(row, x);
    const share = u > known.radius ? 1 : u < -known.radius ? 0 : 0.5;
    for (let i = 0; i < d; i++) center[i]! += (sign * share * signs[s]! * row[i]!) / scale;
  });
  const g = step.g.map((entry) => sign * entry);
  const off = g.map((entry, i) => entry - center[i]!);
  const length = norm(center);
  compare('gradient', norm(off), gradients.radius, 3 * room);
  compare('radial', Math.abs(dot(off, center)) / length, gradients.radial, 3 * room);
  const z0 = x.map((entry, i) => entry - ball.kappa * center[i]!);
  const zeta = step.z.map((entry, i) => entry - z0[i]!);
  // An error e of g moves z by 3 C2 e/‖g‖² at most.
  const square = dot(g, g);
  const pointRoom = (3 * C2 * room) / square + 8 * (d + 4) * 2 ** -53 * (1 + norm(step.z));
  compare('point', norm(zeta), ball.radius, pointRoom);
  const delta = step.z.map((entry, i) => entry - x[i]!);
  compare('longest step', norm(delta), ball.longestStep, pointRoom);
  compare('longest point', norm(step.z), ball.longestPoint, pointRoom);
  const rate = C2 / square;
  const rateRoom = rate * (1e-12 + (3 * room) / Math.sqrt(square));
  compare('largest rate', rate, ball.largestRate, rateRoom);
  compare('least rate', ball.leastRate, rate, rateRoom);

  let sum = 0;
  let linear = 0;
  let kinks = 0;
  const listed = new Map(Array.from(bounds.kinks, (s, i) => [s, i] as const));
  rows.forEach((row, s) => {
    const w = W[s]!;
    const [p, q] = [dot(w, x), dot(w, step.z)];
    sum += sign * signs[s]! * (p > 0 ? Math.max(p, p - q) : Math.max(0, q));
    const t = dot(row, zeta);
    linear += bounds.slopes[s]! * t;
    const at = listed.get(s);
    if (at !== undefined) kinks += bounds.jumps[at]! * Math.max(0, Math.abs(t) - bounds.margins[at]!);
  });
  const valueRoom = room * (1 + norm(step.z)) + room * scale * pointRoom + 4 * room * (1 + pointRoom / room);
  compare('identity', Math.abs(sum / scale - C2 - sign * step.after), 0, valueRoom);
  compare('linear', linear / scale, bound.linear, valueRoom);
  compare('kink', kinks / scale, bound.kink, valueRoom);
  const [reached, after] = [sum / scale, sign * step.after];
  compare('neurons', reached + tracked.reach * loss, bounds.value + (linear + kinks) / scale, valueRoom);
  compare('upper', after + tracked.reach * loss, bound.upper, valueRoom);
};
