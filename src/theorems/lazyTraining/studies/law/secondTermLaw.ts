import { emptyTally } from '../../../../core/judge/tally.ts';
import { twelveDigits } from '../../../../core/report/decimals.ts';
import type { TableFigure } from '../../../../core/report/figure.ts';
import type { StudyResult } from '../../../../core/study.ts';
import type { Profile } from '../../../../core/theorem.ts';
import { chi } from '../../../../numerics/random/chi.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import { ksTwoSample } from '../../../../numerics/statistics/kolmogorovSmirnov.ts';
import { median } from '../../../../numerics/statistics/quantile.ts';
import { switchedSum } from '../../adversaries/switchedSum.ts';
import { secondTermLaw, secondTermLawIntended } from '../../claims/secondTermLaw.ts';
import { kernels } from '../../kernels/inUse.ts';
import { canFlip, type GradientInstance } from '../../network/instance.ts';
import { chosenSumNorm, switchedTerms } from '../../network/switching.ts';
import { ambientGradient } from '../../samplers/ambient.ts';
import { reducedGradient } from '../../samplers/reducedGradient.ts';
import { reducedValue } from '../../samplers/reducedValue.ts';
import type { LazyStudy, Place } from '../lazyStudy.ts';
import { empiricalCurves, inWords, testsTogether } from './fixedSizeTests.ts';

/** Draws of either side, fixed in advance: 96 each make 1e-6 of a distance of 0.38. */
const DRAWS: Readonly<Record<Profile, number>> = { quick: 96, standard: 128, full: 192 };

/** Up to here W0 is drawn whole. */
const MOST_WEIGHTS = 1e5;

/** For the intended reading, which the reduced law takes for granted, up to here. */
const MOST_WEIGHTS_INTENDED = 1e8;

const place = (d: number, m: number, C0: number): Place => ({ d, m, C0, gamma: null, constants: {} });
const radiusAt = ({ C0, m }: Place): number => C0 / Math.sqrt(m);

/** Which neurons of u and a a W switches, without a look at PW0. */
interface BlindRule {
  readonly name: string;
  readonly switches: (u: number, sign: number) => boolean;
}

const blindRules: readonly BlindRule[] = [
  { name: 'all of S_v switched', switches: () => true },
  { name: 'those of S_v with a_s = +1 switched', switches: (_, sign) => sign > 0 },
  { name: 'the active ones of S_v switched', switches: (u) => u > 0 },
];

/**
 * One draw of the right side: ‖z‖ √(number of switched neurons / m), for each rule, from a network and a z of
 * its own.
 */
const rightSide = (stream: Stream, at: Place, rules: readonly BlindRule[]): number[] => {
  const { u, signs } = reducedValue(stream, at.d, at.m);
  const radius = radiusAt(at);
  const counts = rules.map(() => 0);
  for (let s = 0; s < at.m; s++) {
    if (!canFlip(u[s]!, radius)) continue;
    rules.forEach(({ switches }, k) => {
      if (switches(u[s]!, signs[s]!)) counts[k]!++;
    });
  }
  const length = chi(stream.child('z'), at.d - 1);
  return counts.map((count) => length * Math.sqrt(count / at.m));
};

/** The second term for each rule, on one network. */
const blindSide = (instance: GradientInstance, rules: readonly BlindRule[]): number[] => {
  const terms = switchedTerms(instance);
  const { mayFlip, u, signs } = instance;
  return rules.map(({ switches }) =>
    chosenSumNorm(
      instance,
      terms,
      Array.from(mayFlip, (s) => switches(u[s]!, signs[s]!)),
    ),
  );
};

const sizes = (left: readonly number[], right: readonly number[]): TableFigure => {
  const [l, r] = [left, right].map((values) => median(Float64Array.from(values).sort())) as [number, number];
  return {
    kind: 'table',
    title: 'the second term in the middle of its draws',
    columns: ['', 'median', 'share of the printed law'],
    rows: [
      ['found in the ball', twelveDigits(l), r > 0 ? twelveDigits(l / r) : null],
      ['printed law', twelveDigits(r), r > 0 ? 1 : null],
    ],
  };
};

const curves = (name: string, left: readonly number[], right: readonly number[]) =>
  empiricalCurves(`${name}, and the printed law`, '‖second term‖', [
    { name, values: left },
    { name: '‖z‖ √(switched/m)', values: right },
  ]);

const nothingToSwitch: StudyResult = {
  verdict: 'vacuous',
  tally: emptyTally,
  error: null,
  because: 'with C0 = 0 no neuron can be switched, and both sides are 0',
  margin: null,
  figures: [],
};

/**
 * Left, the longest second term that a search finds in the ball, a lower bound of the supremum on that draw;
 * right, the printed law, exactly: its supremum is taken at all of S_v. If both had one law, the search's
 * would lie stochastically below the right one, and the one-sided two-sample test would refute with
 * probability at most α. A test that passes says nothing for the supremum.
 *
 * Left from W0 as a whole where that is small, else from the reduced law, whose agreement is a law of the
 * samplers.
 */
export const secondTermLawStudy: LazyStudy = {
  statement: secondTermLaw,
  axes: ['d', 'm', 'C0'],
  places: {
    quick: [place(20, 1, 1), place(20, 1000, 1), place(100, 10_000, 3), place(784, 100_000, 1)],
    standard: [
      place(2, 100, 1),
      place(20, 1, 1),
      place(20, 1000, 1),
      place(100, 10_000, 3),
      place(784, 100_000, 1),
    ],
    full: [
      place(2, 100, 1),
      place(20, 1, 1),
      place(20, 1000, 0.1),
      place(20, 1000, 1),
      place(100, 10_000, 3),
      place(784, 100_000, 1),
      place(784, 1_000_000, 1),
      place(784, 8_838_093, 1),
    ],
  },
  regime: () => 'inside',
  seconds: ({ d, m, C0 }, profile) => {
    const mayFlip = Math.min(m, 0.8 * C0 * Math.sqrt(m));
    const drawn = d * m <= MOST_WEIGHTS ? d * m : m + mayFlip * Math.min(mayFlip, d);
    return 0.1 + DRAWS[profile] * 1e-8 * (3 * drawn + 2 * m + 40 * mayFlip * d);
  },
  judge: async (at, { stream, alpha, profile, yieldToLoop }) => {
    if (at.C0 === 0) return nothingToSwitch;
    const draw = at.d * at.m <= MOST_WEIGHTS ? ambientGradient : reducedGradient;
    const left: number[] = [];
    const right: number[] = [];
    for (let trial = 0; trial < DRAWS[profile]; trial++) {
      await yieldToLoop();
      kernels().arena.scope(() => {
        const instance = draw(stream.child('left').child(trial), at.d, at.m, radiusAt(at));
        left.push(switchedSum(instance, switchedTerms(instance)).norm);
        right.push(...rightSide(stream.child('right').child(trial), at, [blindRules[0]!]));
      });
    }
    const { statistic, pValue } = ksTwoSample(left, right, 'left larger');
    const together = testsTogether(
      [
        {
          title:
            'longest second term found in the ball, against the printed law (one-sided Kolmogorov–Smirnov, exact)',
          statistic,
          pValue,
          sizes: [left.length, right.length],
          alternative: 'the supremum is stochastically larger than the printed law',
        },
      ],
      alpha.refute,
    );
    const table = sizes(left, right);
    const share = table.rows[0]![2];
    const said = `${inWords(together.pValue)} over ${left.length} draws of either side`;
    const times = typeof share === 'number' ? `${Number(share.toPrecision(3))} times` : 'as much as';
    return {
      verdict: together.verdict,
      tally: together.tally,
      error: together.verdict === 'refuted' ? alpha.refute : null,
      because:
        together.verdict === 'refuted'
          ? `a W chosen after a look at PW0 makes the second term ${times} what the printed law gives in the median (${said})`
          : `the W that a look at PW0 finds make the second term ${times} what the printed law gives in the median, which does not refute at ${alpha.refute} (${said})`,
      margin: null,
      figures: [...together.figures, table, curves('longest found in the ball', left, right)],
    };
  },
};

/**
 * Three W that are functions of u and a, each compared with its own right side by the two-sided two-sample
 * test.
 *
 * Left from W0 as a whole: the reduced law takes for granted what is tested here.
 */
export const secondTermLawIntendedStudy: LazyStudy = {
  statement: secondTermLawIntended,
  axes: ['d', 'm', 'C0'],
  places: {
    quick: [place(20, 1, 1), place(20, 1000, 1), place(100, 3000, 3)],
    standard: [
      place(2, 100, 1),
      place(20, 1, 1),
      place(20, 1000, 1),
      place(100, 10_000, 3),
      place(784, 1000, 1),
    ],
    full: [
      place(2, 100, 1),
      place(20, 1, 1),
      place(20, 1000, 0.1),
      place(20, 1000, 1),
      place(100, 10_000, 3),
      place(784, 1000, 1),
      place(784, 10_000, 3),
    ],
  },
  regime: () => 'inside',
  seconds: ({ d, m }, profile) => 0.1 + DRAWS[profile] * 3e-8 * d * m,
  judge: async (at, { stream, alpha, profile, yieldToLoop }) => {
    if (at.C0 === 0) return nothingToSwitch;
    if (at.d * at.m > MOST_WEIGHTS_INTENDED) {
      const because = `W0 would hold ${at.d * at.m} weights, and a draw that assumes the law cannot test it; up to 1e8 are drawn whole`;
      return { ...nothingToSwitch, verdict: 'undecided', because };
    }
    const left = blindRules.map((): number[] => []);
    const right = blindRules.map((): number[] => []);
    for (let trial = 0; trial < DRAWS[profile]; trial++) {
      await yieldToLoop();
      kernels().arena.scope(() => {
        const instance = ambientGradient(stream.child('left').child(trial), at.d, at.m, radiusAt(at));
        blindSide(instance, blindRules).forEach((value, k) => {
          left[k]!.push(value);
        });
        rightSide(stream.child('right').child(trial), at, blindRules).forEach((value, k) => {
          right[k]!.push(value);
        });
      });
    }
    const together = testsTogether(
      blindRules.map(({ name }, k) => ({
        title: `second term with ${name}, against the printed law (Kolmogorov–Smirnov, exact)`,
        ...ksTwoSample(left[k]!, right[k]!),
        sizes: [left[k]!.length, right[k]!.length],
        alternative: 'the two have different laws',
      })),
      alpha.refute,
    );
    const said = `${inWords(together.pValue)} over ${DRAWS[profile]} draws of either side, ${blindRules.length} such W`;
    return {
      verdict: together.verdict,
      tally: together.tally,
      error: together.verdict === 'refuted' ? alpha.refute : null,
      because:
        together.verdict === 'refuted'
          ? `already a W that looks at u and a alone gives the second term another law (${said})`
          : `for W that look at u and a alone no difference between the two laws was seen (${said})`,
      margin: null,
      figures: [...together.figures, curves(blindRules[0]!.name, left[0]!, right[0]!)],
    };
  },
};
