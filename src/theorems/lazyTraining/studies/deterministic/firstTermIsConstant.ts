import { firstTermIsConstant as statement } from '../../claims/firstTermIsConstant.ts';
import { gradientSplit } from '../../network/gradientSplit.ts';
import { UNIT } from '../../network/rounding.ts';
import { deterministicStudy, type Measure } from './deterministicStudy.ts';
import { atW } from './example.ts';
import { inWords } from './inWords.ts';

/**
 * share · C0 − first term.
 *
 * Slack: that of the term itself, and C0 times the relative rounding of V, of ‖w_s − w_{s,0}‖ where the ball was checked and of ‖x‖,
 * which bounds ‖P‖: (d + 12) 2⁻⁵³ each at most.
 */
export const firstTermMargin =
  (share = 1): Measure =>
  (example) => {
    const { C0, x } = example;
    const { first, firstRoom } = gradientSplit(atW(example), example.W0);
    return {
      margin: share * C0 - first,
      slack: firstRoom + 4 * (x.length + 12) * UNIT * C0,
      size: C0,
      values: { 'first term': first, bound: share * C0 },
    };
  };

export const firstTermIsConstant = deterministicStudy({
  statement,
  measure: firstTermMargin(),
  because: ({ C0 }, { values }) =>
    `the first term is ${inWords(values['first term']!)} at this W, and C0 is ${inWords(C0)}`,
});
