import { quickNormalCdf } from '../../../../numerics/statistics/quickNormal.ts';

/** Nodes per unit of t. */
const PER_UNIT = 20;

/** Beyond this the normal tail is below 1e-16. */
const FAR_OUT = 8.3;

/** Room for t from −(8.3 + κ) to 8.3 with κ ≤ MOST_TILT. */
export const MOST_TILT = 3;

const nodes = new Float64Array(Math.ceil((2 * FAR_OUT + MOST_TILT) * PER_UNIT) + 2);

/** What is left out for a neuron beyond the nodes, and the rounding of one between them. */
export const RAISING_ROUNDING = 2e-12;

/**
 * Upper bounds on log E exp(θ σ(μ + r g)), g ~ N(0, 1), for equidistant μ: written to `out`.
 *
 * With t = μ/r and κ = θ r it is log[Φ(−t) + e^{κt + κ²/2} Φ(t + κ)], convex in t, so that lines between nodes lie above it; 0 far to
 * the left, κt + κ²/2 far to the right. Each bound is good to `RAISING_ROUNDING`.
 */
export const raisingMoments = (
  start: number,
  width: number,
  count: number,
  theta: number,
  r: number,
  out: Float64Array,
): void => {
  if (r < 1e-9) {
    // σ(μ + r g) ≤ σ(μ) + r |g|, and 1e-9 of a neuron's share is no more than the rounding.
    for (let i = 0; i < count; i++) out[i] = theta * Math.max(start + width * i, 0);
    return;
  }
  const kappa = theta * r;
  fill(kappa);
  const first = -(FAR_OUT + kappa);
  const perUnit = PER_UNIT / r;
  const place0 = start * perUnit - first * PER_UNIT;
  const last = Math.ceil((FAR_OUT - first) * PER_UNIT);
  const half = 0.5 * kappa * kappa;
  for (let i = 0; i < count; i++) {
    const place = place0 + width * perUnit * i;
    if (place <= 0) out[i] = 0;
    else if (place >= last) out[i] = theta * (start + width * i) + half;
    else {
      const node = Math.trunc(place);
      const from = nodes[node]!;
      out[i] = from + (place - node) * (nodes[node + 1]! - from);
    }
  }
};

let filled = -1;

/** The nodes for one κ; they stay for as long as it does. */
const fill = (kappa: number): void => {
  if (kappa === filled) return;
  filled = kappa;
  const first = -(FAR_OUT + kappa);
  const last = Math.ceil((FAR_OUT - first) * PER_UNIT);
  const half = 0.5 * kappa * kappa;
  for (let i = 0; i <= last; i++) {
    const t = first + i / PER_UNIT;
    nodes[i] = Math.log(quickNormalCdf(-t) + Math.exp(kappa * t + half) * quickNormalCdf(t + kappa));
  }
};
