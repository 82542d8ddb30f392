import { gradientSplits as statement } from '../../claims/gradientSplits.ts';
import { gradientSplit, largestSecondTerm } from '../../network/gradientSplit.ts';
import { deterministicStudy, type Measure } from './deterministicStudy.ts';
import { atW, atW0, radiusOf } from './example.ts';
import { inWords } from './inWords.ts';

/**
 * First term + secondShare · second term − ‖P∇f(W) − P∇f(W0)‖.
 *
 * The second term is taken at W first: where that suffices, the supremum that is printed does too. Where it does not, the
 * supremum itself decides, which is exact for up to twelve neurons that can switch; beyond, the example is too close to call.
 *
 * Slack: that of the split, whose derivation stands there; the supremum sums the same rows as its second term does.
 */
export const splitMargin =
  (secondShare = 1): Measure =>
  (example) => {
    const { change, first, second, size, room } = gradientSplit(atW(example), example.W0);
    const values = { change, 'first term': first, 'second term at W': second };
    const margin = first + secondShare * second - change;
    if (margin >= -room) return { margin, slack: room, size, values };
    const largest = largestSecondTerm(atW0(example), radiusOf(example));
    if (largest === null) return { margin, slack: Number.POSITIVE_INFINITY, size, values };
    return {
      margin: first + secondShare * largest - change,
      slack: 2 * room,
      size,
      values: { ...values, 'largest second term in the ball': largest },
    };
  };

export const gradientSplits = deterministicStudy({
  statement,
  measure: splitMargin(),
  because: (_, { values }) =>
    `P∇f changes by ${inWords(values.change!)}, and the terms are ${inWords(values['first term']!)} and at most ${inWords(values['largest second term in the ball'] ?? values['second term at W']!)}`,
});
