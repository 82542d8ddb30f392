import { describe, expect, it } from 'vitest';
import { structuredStep } from '../../src/network/adversaries/structuredStep.ts';
import { switchedStep } from '../../src/network/adversaries/switchedStep.ts';
import { explicitWeights } from '../../src/network/certificates/explicitWeights.ts';
import type { KnownWeights } from '../../src/network/certificates/knownWeights.ts';
import { lossBound, type Side, sideOf } from '../../src/network/certificates/lossBound.ts';
import { workspaceFor } from '../../src/network/certificates/neuronBounds.ts';
import { revealedWeights } from '../../src/network/certificates/revealedWeights.ts';
import { stepCertificate } from '../../src/network/certificates/stepCertificate.ts';
import { activePattern, moved } from '../../src/network/gradientStep.ts';
import { insideRadius } from '../../src/network/lazyBall.ts';
import { noMovement } from '../../src/network/movement.ts';
import { stepAt } from '../../src/network/reference.ts';
import { ambientStep } from '../../src/network/samplers/ambient.ts';
import { reducedStep } from '../../src/network/samplers/reducedStep.ts';
import { dot, norm } from '../../src/numerics/linalg/vectors.ts';
import { kolmogorovSmirnov } from '../../src/numerics/statistics/kolmogorovSmirnov.ts';
import { gaussian } from '../../src/numerics/random/gaussian.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import { signs as fairSigns } from '../../src/numerics/random/signs.ts';
import type { Stream } from '../../src/numerics/random/stream.ts';
import { uniform } from '../../src/numerics/random/uniform.ts';
import { adversarialRows, networkOf, ROW_KINDS, steppedAt, type Written } from '../arbitraries/movedRows.ts';
import { unitVector } from '../arbitraries/scenes.ts';

const sides = [1, -1] as const;

/** Networks at the edges of what the certificate's sets and bounds tell apart. */
const makes = ['gaussian', 'repeated', 'at the edges', 'one sign', 'heavy tails', 'large', 'small', 'flat'] as const;

const make = (kind: (typeof makes)[number], d: number, m: number, V: number, stream: Stream): Written => {
  const x = unitVector(stream.child('x'), d);
  const drawn = gaussian(stream.child('W0'), d * m);
  let rows = Array.from({ length: m }, (_, s) => Float64Array.from(drawn.subarray(s * d, (s + 1) * d)));
  const signs = fairSigns(stream.child('a'), m);
  const chance = uniform(stream.child('chance'), m);
  const scaled = (factor: (s: number) => number): void => {
    rows = rows.map((row, s) => row.map((entry) => entry * factor(s)));
  };
  if (kind === 'repeated') rows = rows.map((_, s) => rows[s - (s % 3)]!);
  if (kind === 'one sign') signs.fill(stream.path.length % 2 === 0 ? 1 : -1);
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

/** What plain f64 sums over this network can be off by, relative to the length of their argument: at most 2(m + d) roundings each. */
const roomOf = ({ d, m }: Written, known: KnownWeights): number =>
  4 * (m + d + 8) * 2 ** -53 * Math.sqrt(m) * (known.longestRow + known.radius);

const sizes = [
  [1, 1],
  [2, 3],
  [1, 40],
  [3, 30],
  [5, 120],
  [12, 60],
  [20, 300],
] as const;

const factors = [0, 1e-3, 0.03, 0.2, 1] as const;

describe('every inequality of the certificate holds at every W that is tried', () => {
  it.each(makes)('%s', (kind) => {
    let looked = 0;
    let followedTried = 0;
    const nearest = { gradient: 0, radial: 0, point: 0, value: 0, linear: 0, kink: 0 };
    const closer = (what: keyof typeof nearest, left: number, right: number, room: number): void => {
      expect(left, what).toBeLessThanOrEqual(right + room);
      if (right > 100 * room) nearest[what] = Math.max(nearest[what], left / right);
    };
    for (const [d, m] of sizes)
      for (const C0 of factors)
        for (let trial = 0; trial < 3; trial++) {
          const stream = rootOf('inequalities').child(kind).child(d).child(m).child(C0).child(trial);
          const V = C0 / Math.sqrt(m);
          const network = make(kind, d, m, V, stream);
          const known = explicitWeights(networkOf(network), V);
          const room = roomOf(network, known);
          const workspace = workspaceFor(m);
          for (const sign of sides)
            for (let rows = 0; rows < ROW_KINDS; rows++) {
              const C2 = [0.3, 1, 4][rows % 3]!;
              const side = sideOf(known, sign, C2);
              const W = adversarialRows(network, V, C2, sign, rows, stream.child(rows));
              const step = steppedAt(network, W, C2, sign);
              const loss = lossOf(network, side, W);
              if (side.followed.count > 0) followedTried++;
              for (const L of [2, 1.3, loss, Math.max(loss, 0.5)]) {
                if (L < loss) continue;
                const bound = lossBound(side, L, workspace);
                if (bound === null) continue;
                looked++;
                check(network, side, bound, W, step, loss, room, closer);
              }
            }
        }
    expect(looked).toBeGreaterThan(1000);
    expect(followedTried).toBeGreaterThan(500);
    if (process.env.SHOW) console.log(kind, looked, nearest);
    void insideRadius;
  });
});

/** The loss (1/n) Σ (1 − a_s α_s/V) over the followed neurons, from its definition. */
const lossOf = ({ x, signs, rows }: Written, { known, sign, followed }: Side, W: readonly Float64Array[]): number => {
  if (followed.count === 0) return 0;
  let sum = 0;
  rows.forEach((row, s) => {
    if (followed.flags[s] === 1) sum += 1 - (sign * signs[s]! * (dot(W[s]!, x) - dot(row, x))) / known.radius;
  });
  // The rounding of ⟨w, x⟩ − ⟨w⁰, x⟩ is not V's, and a loss is never below 0.
  return Math.max(0, sum / followed.count);
};

const check = (
  { d, m, x, signs, rows }: Written,
  { known, sign, C2, followed }: Side,
  bound: NonNullable<ReturnType<typeof lossBound>>,
  W: readonly Float64Array[],
  step: ReturnType<typeof steppedAt>,
  loss: number,
  room: number,
  closer: (what: 'gradient' | 'radial' | 'point' | 'value' | 'linear' | 'kink', left: number, right: number, room: number) => void,
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
  closer('gradient', norm(off), gradients.radius, 3 * room);
  closer('radial', Math.abs(dot(off, center)) / length, gradients.radial, 3 * room);
  const z0 = x.map((entry, i) => entry - ball.kappa * center[i]!);
  const zeta = step.z.map((entry, i) => entry - z0[i]!);
  // An error e of g moves z by 3 C2 e/‖g‖² at most.
  const square = dot(g, g);
  const pointRoom = (3 * C2 * room) / square + 8 * (d + 4) * 2 ** -53 * (1 + norm(step.z));
  closer('point', norm(zeta), ball.radius, pointRoom);
  const delta = step.z.map((entry, i) => entry - x[i]!);
  expect(norm(delta)).toBeLessThanOrEqual(ball.longestStep + pointRoom);
  expect(norm(step.z)).toBeLessThanOrEqual(ball.longestPoint + pointRoom);
  const rate = C2 / square;
  const rateRoom = rate * (1e-12 + (3 * room) / Math.sqrt(square));
  expect(rate).toBeLessThanOrEqual(ball.largestRate + rateRoom);
  expect(rate).toBeGreaterThanOrEqual(ball.leastRate - rateRoom);

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
  expect(Math.abs(sum / scale - C2 - sign * step.after)).toBeLessThanOrEqual(valueRoom);
  closer('linear', linear / scale, bound.linear, valueRoom);
  closer('kink', kinks / scale, bound.kink, valueRoom);
  expect(sum / scale + followed.reach * loss).toBeLessThanOrEqual(
    bounds.value + (linear + kinks) / scale + valueRoom,
  );
  expect(sign * step.after + followed.reach * loss, 'value').toBeLessThanOrEqual(bound.upper + valueRoom);
};
void [structuredStep, switchedStep, stepCertificate, revealedWeights, activePattern, moved, noMovement, stepAt, ambientStep, reducedStep, kolmogorovSmirnov];
