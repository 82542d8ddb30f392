import { TABULATED_ERROR, tabulatedNormalCdf } from '../../../../numerics/statistics/tabulatedNormal.ts';
import type { PlanePoints } from './planeNeurons.ts';

/** A line in a standard normal g whose level is affine in a neuron's coordinates. */
export interface Line {
  readonly along: number;
  readonly across: number;
  readonly level: number;
  readonly slope: number;
}

/** Slopes nearer than this are one, with the larger of the two levels. */
const SAME = 1e-12;

/** Lines at most. */
const MOST = 4;

const levels = new Float64Array(MOST);
const crossing = new Float64Array(MOST);
const tops = new Int32Array(MOST);

/**
 * ≥ Σ_i count_i log E exp(θ max_j (level_j(i) + slope_j g)), g ~ N(0, 1).
 *
 * On the interval [L, R] of g where line j is on top, E exp(θ (level + slope g)) is e^{θ level + θ² slope²/2} [Φ(R −
 * θ slope) − Φ(L − θ slope)]. The moment of a neuron is at least that of the line on top at g = 0, so that errors of
 * Φ weigh no more in it than e^{θ² slope²/2} for the steepest line; so much is added.
 *
 * `lines` in increasing order of their slopes, at most four. Throws: `RangeError` where they are not.
 */
export const linesLogMoment = (theta: number, lines: readonly Line[], points: PlanePoints): number => {
  const { along, across, count } = points;
  const n = lines.length;
  let steepest = 0;
  for (let j = 0; j < n; j++) {
    if (j > 0 && lines[j]!.slope < lines[j - 1]!.slope)
      throw new RangeError('linesLogMoment: expected slopes in increasing order');
    steepest = Math.max(steepest, Math.abs(theta * lines[j]!.slope));
  }
  const rounding = 2 * n * TABULATED_ERROR * Math.exp(0.5 * steepest * steepest) + 1e-12;
  let total = 0;
  for (let i = 0; i < count.length; i++) {
    const [u, e] = [along[i]!, across[i]!];
    let top = Number.NEGATIVE_INFINITY;
    // The upper envelope, from the flattest line on; line tops[k] is on top from crossing[k] on.
    let on = 0;
    for (let j = 0; j < n; j++) {
      const line = lines[j]!;
      const level = line.along * u + line.across * e + line.level;
      if (level > top) top = level;
      let from = Number.NEGATIVE_INFINITY;
      while (on > 0) {
        const below = tops[on - 1]!;
        const steeper = line.slope - lines[below]!.slope;
        if (steeper < SAME) {
          if (level <= levels[on - 1]!) {
            from = Number.POSITIVE_INFINITY;
            break;
          }
        } else {
          from = (levels[on - 1]! - level) / steeper;
          if (from > crossing[on - 1]!) break;
        }
        from = Number.NEGATIVE_INFINITY;
        on--;
      }
      if (from === Number.POSITIVE_INFINITY) continue;
      levels[on] = level;
      tops[on] = j;
      crossing[on] = from;
      on++;
    }
    let moment = 0;
    for (let k = 0; k < on; k++) {
      const tilt = theta * lines[tops[k]!]!.slope;
      const below = k === 0 ? 0 : tabulatedNormalCdf(crossing[k]! - tilt);
      const upTo = k + 1 === on ? 1 : tabulatedNormalCdf(crossing[k + 1]! - tilt);
      if (upTo > below) moment += Math.exp(theta * (levels[k]! - top) + 0.5 * tilt * tilt) * (upTo - below);
    }
    total += count[i]! * (theta * top + Math.log(moment + rounding));
  }
  return total;
};
