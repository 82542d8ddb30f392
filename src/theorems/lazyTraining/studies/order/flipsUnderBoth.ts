import type { Reading } from '../../../../core/claim.ts';
import { emptyTally } from '../../../../core/judge/tally.ts';
import type { Statement, StudyResult } from '../../../../core/study.ts';
import type { Profile } from '../../../../core/theorem.ts';
import { norm } from '../../../../numerics/linalg/vectors.ts';
import { gaussian } from '../../../../numerics/random/gaussian.ts';
import { gaussianReader } from '../../../../numerics/random/gaussianReader.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import { centralMass } from '../../../../numerics/statistics/normal.ts';
import {
  flipsAtTheMovedPoint,
  flipsAtTheMovedPointIntended,
  flipsUnderBoth,
  flipsUnderBothAnywhere,
  flipsUnderBothAnywhereIntended,
  flipsUnderBothIntended,
} from '../../claims/flipsUnderBoth.ts';
import { canCross, crossingMass, crossings } from '../../network/crossings.ts';
import { signChanges } from '../../network/signChanges.ts';
import type { LazyStudy, Place } from '../lazyStudy.ts';
import { short } from './inWords.ts';
import { checkOrder, type OrderStudy, type Stop } from './orderStudy.ts';
import { beyondReach, endOfPath, theoremPath, widthPath } from './paths.ts';

/** One way of counting: exact on a draw, and where the law is known, its mean. */
interface Counting {
  readonly of: string;
  /** How many neurons count on one draw, for ‖δ‖ = `length` and the radius V. */
  readonly count: (stream: Stream, stop: Stop, radius: number, length: number) => number;
  /** What part of it there is without any W, said of the path's end; null where there is none. */
  readonly withoutW: ((length: number) => string) | null;
  /** Why no constant serves all m, at any ‖δ‖ > 0; null where one may. */
  readonly law: string | null;
  /** Why the number is 0 where C0 = 0, as a clause; null where it is not. */
  readonly atRadius0: string | null;
  /** The chance that a neuron counts; null where no closed form is at hand. */
  readonly chance: ((radius: number, length: number) => number) | null;
}

/** ⟨w⁰_s, x⟩ and ⟨w⁰_s, x + R·e⟩ for a fixed unit e ⊥ x: all that a fixed δ ⊥ x sees of W0. */
const seenFromBoth = (stream: Stream, m: number, length: number) => {
  const u = gaussian(stream.child('u'), m);
  const v = gaussian(stream.child('v'), m);
  const q = Float64Array.from(u, (entry, s) => entry + length * v[s]!);
  return { u, q, size: Math.sqrt(1 + length * length) };
};

/** The mean of a binomial number, against its spread of at most √m/2. */
const MOVED =
  'already at W0 a fixed δ ⊥ x flips m·arctan(‖δ‖)/π neurons in mean, a number that outgrows √m along m = d^2.4 as well';

const underBoth: Counting = {
  of: 'the number of neurons that x and W together can flip, δ fixed',
  count: (stream, { m }, radius, length) => {
    const { u, q, size } = seenFromBoth(stream, m, length);
    return crossings(u, q, radius * size);
  },
  withoutW: (length) =>
    `at the path’s end x + δ alone flips a share ${short(crossingMass(0, length))} of all neurons (exact, arctan(‖δ‖)/π)`,
  chance: crossingMass,
  law: MOVED,
  atRadius0: null,
};

const atMovedPoint: Counting = {
  of: 'the number of neurons that W can flip at x + δ, δ fixed',
  count: (stream, { m }, radius, length) => {
    const { q, size } = seenFromBoth(stream, m, length);
    return signChanges(q, radius * size);
  },
  withoutW: null,
  law: null,
  atRadius0: 'the ball of radius 0 is W0 alone, which has one activation at x + δ: |S| = 0 on every draw',
  chance: (radius) => centralMass(radius),
};

const anywhere: Counting = {
  of: 'the number of neurons that x and W together can flip, any δ',
  count: (stream, { d, m }, radius, length) => {
    if (length >= 1) return m;
    const u = gaussian(stream.child('u'), m);
    const read = gaussianReader(stream.child('across'));
    const row = new Float32Array(d - 1);
    let count = 0;
    for (let s = 0; s < m; s++) {
      read(row);
      if (canCross(u[s]!, norm(row), radius, length)) count++;
    }
    return count;
  },
  withoutW: null,
  law: MOVED,
  atRadius0: null,
  chance: null,
};

const lengthAt = (reading: Reading, place: Place, { d }: Stop): number =>
  reading === 'printed' ? place.constants.K! : place.constants.K! / Math.sqrt(d);

const study = (reading: Reading, counting: Counting, place: Place): OrderStudy => ({
  of: counting.of,
  symbol: '|S|',
  against: 'm',
  order: { text: '√m', at: ({ m }) => Math.sqrt(m) },
  little: false,
  path:
    reading === 'printed'
      ? { text: `d = ${place.d}`, stops: widthPath(place.d, place.m) }
      : { text: 'm = d^2.4', stops: theoremPath(place.d) },
  sound: {
    name: 'exact count per draw',
    trials: 24,
    upTo: place.d,
    measure: (stream, stop) =>
      counting.count(stream, stop, place.C0 / Math.sqrt(stop.m), lengthAt(reading, place, stop)),
  },
  search: null,
  law: counting.law,
  known: [
    { name: '‖δ‖', at: (stop) => lengthAt(reading, place, stop) },
    ...(counting.chance === null
      ? []
      : [
          {
            name: 'mean |S| / √m (exact)',
            at: (stop: Stop) =>
              Math.sqrt(stop.m) *
              counting.chance!(place.C0 / Math.sqrt(stop.m), lengthAt(reading, place, stop)),
          },
        ]),
  ],
  remark: counting.withoutW?.(lengthAt(reading, place, place)) ?? null,
  beyond:
    counting.chance === null
      ? []
      : beyondReach.map(({ d, m }) => ({ d: reading === 'printed' ? place.d : d, m })),
});

/** The ball is W0 alone, and nothing is left to count. */
const noneFlips = (because: string): StudyResult => ({
  ...{ verdict: 'supported', basis: 'exact', error: 0, because, margin: null, figures: [] },
  tally: { ...emptyTally, certified: 1 },
});

/** The path's end: a width for the printed reading, a dimension for the intended one. */
type Ends = Readonly<Record<Profile, number>>;

const lazyStudy = (statement: Statement, counting: Counting, ends: Ends, seconds: number): LazyStudy => {
  const { reading } = statement;
  const placesTo = (end: number): readonly Place[] => [
    reading === 'printed'
      ? { d: 100, m: end, C0: 1, gamma: null, constants: { K: 1 } }
      : endOfPath(end, 1, null, { K: 1 }),
  ];
  return {
    statement,
    axes: reading === 'printed' ? ['m', 'C0'] : ['d', 'C0'],
    places: { quick: placesTo(ends.quick), standard: placesTo(ends.standard), full: placesTo(ends.full) },
    regime: () => 'inside',
    seconds: ({ m }) => m * seconds,
    judge: async (place, context) =>
      place.C0 === 0 && counting.atRadius0 !== null
        ? noneFlips(counting.atRadius0)
        : checkOrder(study(reading, counting, place), context),
  };
};

const widths: Ends = { quick: 1e5, standard: 1e6, full: 1e7 };
const dimensions: Ends = { quick: 100, standard: 400, full: 784 };

/** The neurons that x and W can flip together: three ways to read the sentence, with ‖δ‖ = O(1) and O(1/√d) each. */
export const checkFlipsUnderBoth: readonly LazyStudy[] = [
  lazyStudy(flipsUnderBoth, underBoth, widths, 1e-5),
  lazyStudy(flipsUnderBothIntended, underBoth, dimensions, 1e-5),
  lazyStudy(flipsUnderBothAnywhere, anywhere, widths, 1e-8),
  lazyStudy(flipsUnderBothAnywhereIntended, anywhere, { quick: 50, standard: 100, full: 200 }, 1e-4),
  lazyStudy(flipsAtTheMovedPoint, atMovedPoint, widths, 1e-5),
  lazyStudy(flipsAtTheMovedPointIntended, atMovedPoint, dimensions, 1e-5),
];
