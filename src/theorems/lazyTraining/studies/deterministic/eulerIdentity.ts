import { dot } from '../../../../numerics/linalg/vectors.ts';
import { eulerIdentity as statement } from '../../claims/eulerIdentity.ts';
import { noMovement } from '../../network/movement.ts';
import { gradientAt, valueAt } from '../../network/reference.ts';
import { termsAt, valueRoom } from '../../network/rounding.ts';
import { asExplicit } from '../../network/writtenNetwork.ts';
import { deterministicStudy, type Measure } from './deterministicStudy.ts';
import { atW } from './example.ts';
import { inWords } from './inWords.ts';

/**
 * −|⟨∇f(x), x⟩ − share · f(x)|.
 *
 * Slack: both sides are sums of the terms a_s w_si x_i/√m of the active neurons, in two orders; `valueRoom` bounds either.
 */
export const eulerGap =
  (share = 1): Measure =>
  (example) => {
    const network = atW(example);
    const explicit = asExplicit(network);
    const still = noMovement(example.signs.length);
    const value = valueAt(explicit, still, example.x);
    const product = dot(gradientAt(explicit, still, example.x), example.x);
    return {
      margin: -Math.abs(product - share * value),
      slack: 2 * valueRoom(network, example.x),
      size: termsAt(network, example.x),
      values: { '⟨∇f(x), x⟩': product, 'f(x)': value },
    };
  };

export const eulerIdentity = deterministicStudy({
  statement,
  measure: eulerGap(),
  because: (_, { values }) =>
    `the part of ∇f along x is ${inWords(values['⟨∇f(x), x⟩']!)}, and f is ${inWords(values['f(x)']!)}`,
});
