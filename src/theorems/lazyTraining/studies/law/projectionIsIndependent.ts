import { emptyTally } from '../../../../core/judge/tally.ts';
import type { Lab, Statement, StudyResult } from '../../../../core/study.ts';
import type { Profile } from '../../../../core/theorem.ts';
import { norm } from '../../../../numerics/linalg/vectors.ts';
import { ksTwoSample } from '../../../../numerics/statistics/kolmogorovSmirnov.ts';
import { centralMass } from '../../../../numerics/statistics/normal.ts';
import { signTest } from '../../../../numerics/statistics/signTest.ts';
import {
  projectionIsIndependent,
  projectionIsIndependentIntended,
} from '../../claims/projectionIsIndependent.ts';
import { kernels } from '../../kernels/inUse.ts';
import type { GradientInstance } from '../../network/instance.ts';
import { ambientGradient } from '../../samplers/ambient.ts';
import type { LazyStudy, Place } from '../lazyStudy.ts';
import { empiricalCurves, inWords, type PlainTest, testsTogether } from './fixedSizeTests.ts';

/** Which neurons of the may-flip set W switches: the i-th of the may-flip set, or not. */
type Choice = (instance: GradientInstance, i: number) => boolean;

/** Pw_{s,0} has a positive coordinate along a direction fixed before the draw. */
const looking: Choice = ({ rows, width }, i) => rows[i * width]! > 0;

/** a_s = +1. */
const blind: Choice = ({ signs, mayFlip }, i) => signs[mayFlip[i]!]! > 0;

/**
 * What is seen of Pw_{s,0} of the neurons of the may-flip set: its coordinate along a fixed direction r, and
 * its length.
 */
interface Seen {
  readonly along: number[];
  readonly length: number[];
}

/**
 * Neurons of the may-flip set to expect in all draws together; a sample for the exact Kolmogorov–Smirnov
 * tests and no more.
 */
const NEURONS: Readonly<Record<Profile, number>> = { quick: 240, standard: 1000, full: 4000 };

/**
 * Beyond this W0 does not fit in a modest memory as a whole, and a smaller law would assume what is tested.
 */
const MOST_WEIGHTS = 1e8;

/** How many networks are drawn: fixed before the first. */
const drawsAt = ({ m, C0 }: Place, profile: Profile): number =>
  Math.max(1, Math.min(NEURONS[profile], Math.ceil(NEURONS[profile] / (m * centralMass(C0 / Math.sqrt(m))))));

const compared = (title: string, switched: readonly number[], left: readonly number[]): PlainTest => {
  const sizes = [switched.length, left.length];
  const { statistic, pValue } =
    switched.length * left.length === 0 ? { statistic: 0, pValue: 1 } : ksTwoSample(switched, left);
  return {
    title,
    statistic,
    pValue,
    sizes,
    alternative: 'switched neurons are another sample than the rest of the strip',
  };
};

/** The tests of one sample: see `examine`. */
export const independenceTests = (switched: Seen, left: Seen): readonly PlainTest[] => {
  const tosses = switched.along.length;
  const heads = switched.along.filter((along) => along > 0).length;
  return [
    {
      title: 'sign of ⟨r, Pw_{s,0}⟩ among the switched neurons, against a fair coin (binomial, exact)',
      statistic: heads,
      pValue: signTest(tosses, heads),
      sizes: [tosses],
      alternative: 'the sign of ⟨r, Pw_{s,0}⟩ depends on the switching',
    },
    compared('⟨r, Pw_{s,0}⟩, switched or not (Kolmogorov–Smirnov, exact)', switched.along, left.along),
    compared('‖Pw_{s,0}‖, switched or not (Kolmogorov–Smirnov, exact)', switched.length, left.length),
  ];
};

/** Draws whole networks and sorts the may-flip set by what W does to it. */
const lookAtDraws = async (
  place: Place,
  { stream, profile, yieldToLoop }: Lab,
  choice: Choice,
): Promise<{ switched: Seen; left: Seen }> => {
  const switched: Seen = { along: [], length: [] };
  const left: Seen = { along: [], length: [] };
  const radius = place.C0 / Math.sqrt(place.m);
  const draws = drawsAt(place, profile);
  for (let draw = 0; draw < draws; draw++) {
    await yieldToLoop();
    kernels().arena.scope(() => {
      const instance = ambientGradient(stream.child(draw), place.d, place.m, radius);
      const { rows, width, mayFlip } = instance;
      for (let i = 0; i < mayFlip.length; i++) {
        const seen = choice(instance, i) ? switched : left;
        seen.along.push(rows[i * width]!);
        seen.length.push(norm(rows.subarray(i * width, (i + 1) * width)));
      }
    });
  }
  return { switched, left };
};

const withoutTest = (verdict: StudyResult['verdict'], because: string): StudyResult => ({
  verdict,
  tally: emptyTally,
  error: verdict === 'supported' ? 0 : null,
  because,
  margin: null,
  figures: [],
});

/**
 * Each neuron is switched or not by a rule of its own, so under the hypothesis the Pw_{s,0} are independent
 * N(0, I_{d−1}) whatever was switched. Given the switching, signs along r are then fair coins, and the two
 * samples are one: both p-values are exact or conservative.
 *
 * W0 is drawn whole: the reduced laws assume the independence that is tested here.
 */
const lazyStudy = (
  statement: Statement,
  choice: Choice,
  because: { readonly refuted: string; readonly consistent: string },
): LazyStudy => ({
  statement,
  axes: ['d', 'm', 'C0'],
  places: {
    quick: [place(20, 1, 1), place(20, 1000, 3), place(100, 3000, 1)],
    standard: [
      place(2, 100, 1),
      place(20, 1, 1),
      place(20, 1000, 3),
      place(100, 10_000, 1),
      place(784, 1000, 3),
    ],
    full: [
      place(2, 100, 1),
      place(20, 1, 1),
      place(20, 1000, 0.3),
      place(20, 1000, 3),
      place(100, 10_000, 1),
      place(784, 1000, 3),
      place(784, 10_000, 10),
    ],
  },
  regime: () => 'inside',
  seconds: (at, profile) => 0.2 + 3e-8 * at.d * at.m * drawsAt(at, profile),
  judge: async (at, context) => {
    if (at.C0 === 0) return withoutTest('vacuous', 'with C0 = 0 no neuron can be switched');
    if (at.d === 1) {
      return withoutTest('supported', 'in one dimension Pw_{s,0} = 0, which is independent of everything');
    }
    if (at.d * at.m > MOST_WEIGHTS) {
      return withoutTest(
        'undecided',
        `W0 would hold ${at.d * at.m} weights, and a draw that assumes the independence cannot test it; up to 1e8 are drawn whole`,
      );
    }
    const { switched, left } = await lookAtDraws(at, context, choice);
    const alpha = context.alpha.refute;
    const tests = independenceTests(switched, left);
    const together = testsTogether(tests, alpha);
    // Twice 2^−n is the smallest p-value that n coins can give.
    const hopeless =
      together.verdict === 'consistent' && tests.length * 2 ** (1 - tests[0]!.sizes[0]!) > alpha;
    const counts = `${switched.along.length} switched neurons, ${inWords(together.pValue)}`;
    return {
      verdict: hopeless ? 'undecided' : together.verdict,
      tally: together.tally,
      error: together.verdict === 'refuted' ? alpha : null,
      because: hopeless
        ? `${switched.along.length} switched neurons are too few to refute at ${alpha}`
        : `${because[together.verdict]} (${counts})`,
      margin: null,
      figures: [
        ...together.figures,
        ...(switched.along.length === 0 || left.along.length === 0
          ? []
          : [
              empiricalCurves('⟨r, Pw_{s,0}⟩ over the strip', '⟨r, Pw_{s,0}⟩', [
                { name: 'switched', values: switched.along },
                { name: 'left alone', values: left.along },
              ]),
            ]),
      ],
    };
  },
});

const place = (d: number, m: number, C0: number): Place => ({ d, m, C0, gamma: null, constants: {} });

export const projectionIsIndependentStudy = lazyStudy(projectionIsIndependent, looking, {
  refuted:
    'a W of the ball that switches a neuron of the strip only if ⟨r, Pw_{s,0}⟩ > 0 ties the switching to Pw_{s,0}',
  consistent: 'a W of the ball that looks at ⟨r, Pw_{s,0}⟩ left no trace in Pw_{s,0}',
});

export const projectionIsIndependentIntendedStudy = lazyStudy(projectionIsIndependentIntended, blind, {
  refuted: 'a W of the ball that looks at u and a alone still ties the switching to Pw_{s,0}',
  consistent:
    'a W of the ball that switches the neurons of the strip with a_s = +1 leaves no trace in Pw_{s,0}',
});
