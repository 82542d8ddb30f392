import type { Statement } from '../../../../core/study.ts';
import type { Profile } from '../../../../core/theorem.ts';
import { gapSearch } from '../../adversaries/gapSearch.ts';
import { firstSumRate, firstSumRateFixed, firstSumRateIntended } from '../../claims/firstSumRate.ts';
import { fixedGap, leastGap } from '../../network/fixedGap.ts';
import { reducedPair } from '../../samplers/reducedPair.ts';
import { reducedStep } from '../../samplers/reducedStep.ts';
import type { LazyStudy, Place } from '../lazyStudy.ts';
import { checkOrder, type OrderStudy, type Stop } from './orderStudy.ts';
import { beyondReach, endOfPath, theoremPath } from './paths.ts';

const lengthAt = (place: Place, { d }: Stop): number => place.constants.K! / Math.sqrt(d);

/** (R√ln d)^(1/4). */
const rate = (place: Place, stop: Stop): number =>
  (lengthAt(place, stop) * Math.sqrt(Math.log(stop.d))) ** 0.25;

const known = (place: Place): OrderStudy['known'] => [
  { name: 'R = K/√d', at: (stop) => lengthAt(place, stop) },
  { name: '(R√ln d)^(1/4)', at: (stop) => rate(place, stop) },
];

/** The largest d at which δ is searched for. */
const searched: Readonly<Record<Profile, number>> = { quick: 50, standard: 200, full: 400 };

/** sup over r for one fixed δ is the norm of the gap, exact; the search over δ too only adds to it. */
const overAll = (place: Place, withRoot: boolean, profile: Profile): OrderStudy => ({
  of: 'the first sum, over r and δ',
  symbol: 'sup (1/√m) Σ X_{s,0}',
  against: 'd',
  order: withRoot
    ? { text: '(√d (R√ln d)^(1/4))', at: (stop) => Math.sqrt(stop.d) * rate(place, stop) }
    : { text: '(R√ln d)^(1/4)', at: (stop) => rate(place, stop) },
  little: false,
  path: { text: 'm = d^2.4', stops: theoremPath(place.d) },
  sound: {
    name: 'over r for one fixed δ (exact)',
    trials: 24,
    upTo: place.d,
    measure: (stream, stop) => fixedGap(reducedPair(stream, stop.d, stop.m), lengthAt(place, stop)).norm,
  },
  search: {
    name: 'by search over r and δ',
    trials: 12,
    upTo: searched[profile],
    measure: (stream, stop) =>
      gapSearch(stream.child('search'), reducedStep(stream, stop.d, stop.m), 0, lengthAt(place, stop), {
        randomStarts: 0,
        rounds: 3,
      }).norm,
  },
  known: [
    ...known(place),
    {
      name: '√(d·arctan(R)/π) / (R√ln d)^(1/4)',
      at: (stop) => Math.sqrt((stop.d * Math.atan(lengthAt(place, stop))) / Math.PI) / rate(place, stop),
    },
    {
      name: 'least sup over r for one fixed δ, but for one draw in 10⁶, / (R√ln d)^(1/4)',
      at: (stop) => leastGap(stop, lengthAt(place, stop), 1e-6) / rate(place, stop),
    },
  ],
  law: withRoot
    ? null
    : 'for one fixed δ the norm is √(d·arctan(R)/π) but for a factor that tends to 1, which is d^(1/4), and the order claimed tends to 0',
  remark: null,
  beyond: beyondReach,
});

/** The largest of the three fixed directions r = x, r = δ/‖δ‖ and one orthogonal to both, either sign. */
const forFixed = (place: Place): OrderStudy => ({
  of: 'the first sum, for fixed r and δ',
  symbol: 'max |(1/√m) Σ X_{s,0}|',
  against: 'd',
  order: { text: '(R√ln d)^(1/4)', at: (stop) => rate(place, stop) },
  little: false,
  path: { text: 'm = d^2.4', stops: theoremPath(place.d) },
  sound: {
    name: 'over r = x, δ/‖δ‖ and a third direction, for one fixed δ (exact)',
    trials: 96,
    upTo: place.d,
    measure: (stream, stop) =>
      Math.max(...fixedGap(reducedPair(stream, stop.d, stop.m), lengthAt(place, stop)).parts.map(Math.abs)),
  },
  search: null,
  known: [
    ...known(place),
    {
      name: '√(arctan(R)/π) / (R√ln d)^(1/4)',
      at: (stop) => Math.sqrt(Math.atan(lengthAt(place, stop)) / Math.PI) / rate(place, stop),
    },
  ],
  law: null,
  remark: null,
  beyond: beyondReach,
});

const lazyStudy = (
  statement: Statement,
  study: (place: Place, profile: Profile) => OrderStudy,
  ends: readonly [number, number, number],
): LazyStudy => {
  const placesTo = (d: number): readonly Place[] => [endOfPath(d, 0, null, { K: 1 })];
  return {
    statement,
    axes: ['d'],
    places: { quick: placesTo(ends[0]), standard: placesTo(ends[1]), full: placesTo(ends[2]) },
    regime: () => 'inside',
    seconds: ({ m }) => 1 + m * 1e-5,
    judge: (place, context) => checkOrder(study(place, context.profile), context),
  };
};

/** The rate of the first sum of Lemma 4.4: as printed, with √d, and for fixed r and δ. */
export const checkFirstSumRate: readonly LazyStudy[] = [
  lazyStudy(firstSumRate, (place, profile) => overAll(place, false, profile), [200, 400, 784]),
  lazyStudy(firstSumRateIntended, (place, profile) => overAll(place, true, profile), [200, 400, 784]),
  lazyStudy(firstSumRateFixed, forFixed, [200, 400, 784]),
];
