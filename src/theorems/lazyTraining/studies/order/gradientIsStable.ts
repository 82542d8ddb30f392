import { gapSearch } from '../../adversaries/gapSearch.ts';
import { gradientIsStable } from '../../claims/gradientIsStable.ts';
import { gapTable } from '../../explicitBounds/gapTable.ts';
import { fixedGap } from '../../network/fixedGap.ts';
import { reducedPair } from '../../samplers/reducedPair.ts';
import { reducedStep } from '../../samplers/reducedStep.ts';
import type { LazyStudy, Place } from '../lazyStudy.ts';
import { checkOrder, type OrderStudy, type Stop } from './orderStudy.ts';
import { beyondReach, endOfPath, theoremPath } from './paths.ts';

/** The same effort at every size, so that no trend is the search's own. Starts in random directions add some 2 % where d is small. */
const budget = { randomStarts: 0, rounds: 3 };

const lengthAt = (place: Place, { d }: Stop): number => place.constants.K! / Math.sqrt(d);

const study = (place: Place): OrderStudy => ({
  of: 'how far the gradient moves',
  symbol: 'sup ‖∇f(x) − ∇f(x + δ)‖',
  against: 'd',
  order: { text: '√d', at: ({ d }) => Math.sqrt(d) },
  little: true,
  path: { text: 'm = d^2.4', stops: theoremPath(place.d) },
  sound: {
    name: 'for one fixed δ at W0 (exact)',
    trials: 24,
    upTo: place.d,
    measure: (stream, stop) => fixedGap(reducedPair(stream, stop.d, stop.m), lengthAt(place, stop)).norm,
  },
  search: {
    name: 'by search over W and δ',
    trials: 12,
    upTo: place.d,
    measure: (stream, stop) =>
      gapSearch(
        stream.child('search'),
        reducedStep(stream, stop.d, stop.m),
        place.C0 / Math.sqrt(stop.m),
        lengthAt(place, stop),
        budget,
      ).norm,
  },
  known: [
    { name: 'R = K/√d', at: (stop) => lengthAt(place, stop) },
    // k/m tends to arctan(R)/π, and ‖gap‖² to d times that.
    { name: '√(arctan(R)/π)', at: (stop) => Math.sqrt(Math.atan(lengthAt(place, stop)) / Math.PI) },
  ],
  law: null,
  remark:
    place.constants.K! ** 2 < (theoremPath(place.d)[0]?.d ?? Number.POSITIVE_INFINITY)
      ? null
      : `up to d = ${Math.floor(place.constants.K! ** 2)} such a δ is as long as x, and every activation can change`,
  beyond: beyondReach,
});

/** 4 C2 with C2 = 2√ln(2/γ) + C0, the step of the theorem against a gradient of √d/4. */
const theoremStep = (C0: number): number => 4 * (2 * Math.sqrt(Math.log(2 / 0.05)) + C0);

/** For the step of the theorem K/√d is above 1 up to d = 375 at C0 = 1: such places say what the lemma is worth there. */
const placesTo = (last: number): readonly Place[] => [
  endOfPath(last, 1, null, { K: 1 }),
  endOfPath(last, 1, null, { K: Number(theoremStep(1).toPrecision(3)) }),
];

/** Lemma 4.4 along m = d^2.4: a search bounds the supremum from below, and a formula from above at every size. */
export const checkGradientIsStable: LazyStudy = {
  statement: gradientIsStable,
  axes: ['d', 'C0'],
  places: { quick: placesTo(50), standard: placesTo(400), full: placesTo(784) },
  regime: () => 'inside',
  seconds: ({ m }) => 1 + m * 4e-5,
  judge: async (place, context) => {
    const found = await checkOrder(study(place), context);
    return { ...found, figures: [...found.figures, await gapTable(place, context.yieldToLoop)] };
  },
};
