import { scaledNorm } from '../../../../numerics/linalg/scaledNorm.ts';
import {
  descentInequalityIntended as intended,
  descentInequality as printed,
} from '../../claims/descentInequality.ts';
import { gradientVariation } from '../../network/gradientVariation.ts';
import { noMovement } from '../../network/movement.ts';
import { gradientAt, valueAt } from '../../network/reference.ts';
import { isTooCloseToCall, termsAt, UNIT, valueRoom } from '../../network/rounding.ts';
import { asExplicit } from '../../network/writtenNetwork.ts';
import { deterministicStudy, type Measure, type Measured } from './deterministicStudy.ts';
import { atW, type Example } from './example.ts';
import type { Completion } from './generators.ts';
import { inWords } from './inWords.ts';

/** By how much the two terms of the bound are multiplied: 1 as printed, ‖∇f‖ as intended. */
type Factor = (gradientNorm: number) => number;

/**
 * f(x) − |η|(‖g‖ − share · sup)·factor − f(x + ηg), with the supremum exact where no neuron's hyperplane is within reach and bounded from
 * above elsewhere: what is below zero is so for the supremum itself.
 *
 * Slack, with L = Σ‖w_s‖/√m, the Lipschitz constant of f: the rounding of both values; that of g, e = 2(m + 8) 2⁻⁵³ L, since its
 * entries are sums of up to m weights; of z = x + ηg, by |η|e + 2·2⁻⁵³(‖x‖ + 2|η|‖g‖), L times; of the two terms, by
 * |η|(e + (d + 8) 2⁻⁵³ ‖g‖) times the derivative of ‖g‖·factor, at most 2‖g‖ + sup + 1 for either factor; and of four additions. Infinite
 * where rounding could have switched a neuron at x, since g would be another.
 */
export const descentMargin =
  (factor: Factor, supremumShare = 1): Measure =>
  (example) => {
    const { x, signs, W } = example;
    const [d, m] = [x.length, signs.length];
    const network = atW(example);
    const explicit = asExplicit(network);
    const still = noMovement(m);
    const value = valueAt(explicit, still, x);
    const eta = example.given.eta!;
    if (!(value > valueRoom(network, x)) || !(eta < 0)) return null;
    const g = gradientAt(explicit, still, x);
    const length = scaledNorm(g);
    const step = -eta;
    const z = x.map((entry, i) => entry + eta * g[i]!);
    const after = valueAt(explicit, still, z);
    const { bound, cut } = gradientVariation(network, step * length);
    const sup = supremumShare * bound;
    const weight = factor(length);
    const lowered = step * (length - sup) * weight;
    const lipschitz = W.reduce((sum, row) => sum + scaledNorm(row), 0) / Math.sqrt(m);
    const gradientRoom = 2 * (m + 8) * UNIT * lipschitz;
    const pointRoom = step * gradientRoom + 2 * UNIT * (1 + 2 * step * length);
    const termRoom = step * (gradientRoom + (d + 8) * UNIT * length) * (2 * length + sup + 1);
    const size = termsAt(network, x) + termsAt(network, z) + step * (length + sup) * weight;
    const slack =
      valueRoom(network, x) + valueRoom(network, z) + lipschitz * pointRoom + termRoom + 8 * UNIT * size;
    return {
      margin: value - after - lowered,
      slack: W.some((row) => isTooCloseToCall(row, x)) ? Number.POSITIVE_INFINITY : slack,
      size,
      values: {
        'f(x)': value,
        'f(x + η∇f(x))': after,
        rhs: value - lowered,
        '‖∇f(x)‖': length,
        'sup ‖∇f(x + δ) − ∇f(x)‖, at most': sup,
        'neurons within reach of their kink': cut,
      },
    };
  };

/** Signs turned so that f(x) ≥ 0, and an η whose step is `drawn` long. */
export const withStep: Completion = (example, drawn) => {
  const still = noMovement(example.signs.length);
  const explicit = asExplicit(atW(example));
  const isNegative = valueAt(explicit, still, example.x) < 0;
  const signs = isNegative ? example.signs.map((sign) => -sign) : example.signs;
  const length = scaledNorm(gradientAt(explicit, still, example.x));
  return { ...example, signs, given: { eta: length > 0 ? -drawn / length : -1 } };
};

const because = ({ given }: Example, { values }: Measured): string => {
  const step = -given.eta!;
  const length = values['‖∇f(x)‖']!;
  const lowered = values['f(x)']! - values['f(x + η∇f(x))']!;
  const promised = values['f(x)']! - values.rhs!;
  const found = `the step η = ${inWords(given.eta!)} lowers f by ${inWords(lowered)}, and the bound asks for ${inWords(promised)}`;
  const isLinear = values['neurons within reach of their kink'] === 0;
  const isSquare = Math.abs(lowered - step * length * length) <= 1e-9 * lowered;
  return isLinear && isSquare
    ? `${found}: no neuron switches on the way, so f falls by |η|‖∇f‖², and ‖∇f‖ is ${inWords(length)}`
    : `${found}, with ‖∇f‖ = ${inWords(length)}`;
};

export const descentInequality = deterministicStudy({
  statement: printed,
  measure: descentMargin(() => 1),
  complete: withStep,
  because,
});

export const descentInequalityIntended = deterministicStudy({
  statement: intended,
  measure: descentMargin((length) => length),
  complete: withStep,
  because,
});
