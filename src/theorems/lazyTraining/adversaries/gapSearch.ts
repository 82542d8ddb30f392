import { norm } from '../../../numerics/linalg/vectors.ts';
import type { Stream } from '../../../numerics/random/stream.ts';
import { fillUniform } from '../../../numerics/random/uniform.ts';
import { type GradientGap, gradientGap, seenFrom } from '../network/gradientGap.ts';
import { activePattern } from '../network/gradientStep.ts';
import type { StepInstance } from '../network/instance.ts';
import { insideRadius } from '../network/lazyBall.ts';
import { noMovement } from '../network/movement.ts';
import { switchedGap } from './switchedGap.ts';

/** How long the search goes on. */
export interface GapBudget {
  /** Starts in random directions, beside the ones at ±∇f(x; W0). */
  readonly randomStarts: number;
  /** Rounds of r ← gap, W ← switches, δ ← top direction, from each start. */
  readonly rounds: number;
}

/** How far outside the ball of δ rounding may not put z: δ is kept this much shorter. */
const SHORTER = 1 - 2 ** -30;

/** A point z = along · x + across · normal with ‖z − x‖ ≤ R and across > 0. */
interface Target {
  readonly along: number;
  readonly across: number;
}

/**
 * Points to which δ turns x, in a plane; only their direction matters to the activations.
 *
 * For R < 1 the largest angle is arcsin R, at the tangent of the ball; δ ⊥ x turns by arctan R, and half of
 * it by half. From R = 1 on every angle is within reach, close to 0: the angles are then 90°, 135° and 179°.
 */
const targetsWithin = (length: number): readonly Target[] => {
  const R = length * SHORTER;
  if (R < 1) {
    const foot = Math.sqrt(1 - R * R);
    return [
      { along: foot * foot, across: R * foot },
      { along: 1, across: R },
      { along: 1, across: R / 2 },
    ];
  }
  // A point at distance t of 0 is within 1 + t of x.
  const t = Math.min(1, (length - 1) / 2);
  const near = t > 0 ? t : 2 ** -30;
  const turned = (sine: number, cosine: number): Target => ({ along: near * cosine, across: near * sine });
  const straight = { along: 0, across: Math.min(1, Math.sqrt(R * R - 1)) };
  const right = straight.across > 0 ? straight : { along: 2 ** -30, across: 2 ** -30 };
  if (t === 0) return [right];
  return [right, turned(Math.SQRT1_2, -Math.SQRT1_2), turned(0.02, -0.9998)];
};

/** The part of v orthogonal to x, as a unit vector; null where there is none. */
const unitAcross = (v: Float64Array): Float64Array | null => {
  const rest = Float64Array.from(v);
  rest[0] = 0;
  const length = norm(rest);
  return length > 0 ? rest.map((entry) => entry / length) : null;
};

/** A direction that has nothing to do with the draw's own: W0ᵀ of a random pattern. */
const randomDirection = (stream: Stream, instance: StepInstance): Float64Array => {
  const uniforms = new Float64Array(instance.m);
  fillUniform(stream, uniforms);
  return instance.revealed.query(Int8Array.from(uniforms, (x) => (x > 0.5 ? 2 : -2)));
};

/**
 * The direction in which x has to move for the gap to grow along r: −Σ_s K(u_s) a_s⟨w⁰_s, r⟩ w⁰_s, K_h a box
 * of half-width h = `band`, and a_s⟨w⁰_s, r⟩ rounded to 0, ±1, ±2, as a query asks for.
 */
const kernelDirection = (instance: StepInstance, towards: Float64Array, band: number): Float64Array => {
  const { m, u, signs } = instance;
  const pattern = new Int8Array(m);
  for (let s = 0; s < m; s++) {
    if (Math.abs(u[s]!) > band) continue;
    const t = signs[s]! * towards[s]!;
    pattern[s] = -Math.max(-2, Math.min(2, Math.round(t))) | 0;
  }
  return instance.revealed.query(pattern);
};

const unit = (v: Float64Array): Float64Array => {
  const length = norm(v);
  return length > 0 ? v.map((entry) => entry / length) : v;
};

/**
 * Searches W in the ball and ‖δ‖ ≤ R for a wide gap ‖∇f(x; W) − ∇f(x + δ; W)‖: a lower bound of the supremum.
 *
 * From each start: r ← gap/‖gap‖, W ← the switches of both may-flip sets that serve r, δ ← the top direction
 * of Σ a_s K_h(u_s) w_s w_sᵀ on x⊥, by one power step from r. The best so far is kept, so more rounds never
 * give less.
 *
 * Cost: two queries a round. Source: Lemma 4.4, with its net over r and δ replaced by a search.
 */
export const gapSearch = (
  stream: Stream,
  instance: StepInstance,
  radius: number,
  length: number,
  budget: GapBudget,
): GradientGap => {
  const inside = insideRadius({ radius });
  const still = noMovement(instance.m);
  const gradient = unitAcross(instance.revealed.query(activePattern(instance, still)));
  const starts: Float64Array[] = [];
  if (gradient !== null)
    starts.push(
      gradient,
      gradient.map((entry) => -entry),
    );
  for (let k = 0; k < budget.randomStarts; k++) {
    const start = unitAcross(randomDirection(stream.child('start').child(k), instance));
    if (start !== null) starts.push(start);
  }
  let best: GradientGap = { movement: still, point: Float64Array.of(1), gap: Float64Array.of(0), norm: 0 };
  const keep = (gap: GradientGap): void => {
    if (gap.norm > best.norm) best = gap;
  };
  const targets = targetsWithin(length);
  for (const start of starts) {
    let normal = start;
    let target = targets[0]!;
    for (let round = 0; round < budget.rounds; round++) {
      const pointOf = ({ along, across }: Target): Float64Array => {
        const z = normal.map((entry) => across * entry);
        z[0] = along;
        return z;
      };
      // Which angle serves best is asked once for each start.
      let widest: GradientGap | null = null;
      for (const one of round === 0 ? targets : [target]) {
        const point = pointOf(one);
        const tried = gradientGap(instance, still, point, seenFrom(instance, point));
        keep(tried);
        if (widest === null || tried.norm > widest.norm) {
          widest = tried;
          target = one;
        }
      }
      const r = unit(widest!.gap);
      const towards = seenFrom(instance, r);
      const point = pointOf(target);
      const q = seenFrom(instance, point);
      if (inside > 0) {
        keep(
          gradientGap(instance, switchedGap(instance, inside, { ...target, normal }, q, towards), point, q),
        );
      }
      if (round + 1 === budget.rounds) break;
      const next = unitAcross(kernelDirection(instance, towards, 2 * Math.min(1, length)));
      if (next === null) break;
      normal = next;
    }
  }
  return best;
};
