import { BATCH } from '../../../core/judge/cellTest.ts';
import { twelveDigits } from '../../../core/report/decimals.ts';
import type { TableFigure } from '../../../core/report/figure.ts';
import type { Lab, StudyResult } from '../../../core/study.ts';
import type { Profile } from '../../../core/theorem.ts';
import type { Engine } from '../../../numerics/engine/engine.ts';
import { openEngine } from '../../../numerics/engine/openEngine.ts';
import type { Stream } from '../../../numerics/random/stream.ts';
import { type Spread, spread } from '../../../numerics/statistics/quantile.ts';
import { decide, type SequentialPlan } from '../../../numerics/statistics/sequentialTest.ts';
import type { ProjectedGradientOptions } from '../adversaries/projectedGradient.ts';
import { searchAllWeights } from '../adversaries/searchAllWeights.ts';
import { shiftOf } from '../adversaries/shiftedNetwork.ts';
import { bestStep } from '../adversaries/stepSearch.ts';
import { explicitWeights } from '../certificates/explicitWeights.ts';
import { stepCertificate } from '../certificates/stepCertificate.ts';
import { oneStepFlipsAllWeights } from '../claims/oneStepFlipsAllWeights.ts';
import { kernels } from '../kernels/inUse.ts';
import { moved } from '../network/gradientStep.ts';
import { noMovement } from '../network/movement.ts';
import { stepAt } from '../network/reference.ts';
import { ambientStep } from '../samplers/ambient.ts';
import type { LazyStudy, Place } from './lazyStudy.ts';
import { short } from './order/inWords.ts';

/** Draws at most, and how long projected gradient searches each that is still open. */
const efforts: Readonly<
  Record<Profile, { readonly cap: number; readonly search: ProjectedGradientOptions }>
> = {
  quick: { cap: 64, search: { steps: 20, restarts: 1 } },
  standard: { cap: 160, search: { steps: 30, restarts: 1 } },
  full: { cap: 1000, search: { steps: 100, restarts: 4 } },
};

/** Beyond what rounding in f64 can do to f(x + δ) of at most 2¹⁸ weights: see `confirm`. */
const SLACK = 1e-8;

/** Who settled a draw. */
type Settled = 'structured' | 'all weights' | 'certified' | 'open';

/** One draw, with the sign kept as a share of C2 by either search where both were made. */
interface Drawn {
  readonly settled: Settled;
  readonly structured: number;
  readonly allWeights: number | null;
}

const stepConstant = ({ gamma, C0, constants }: Place): number =>
  constants.C2 ?? 2 * Math.sqrt(Math.log(2 / gamma!)) + C0;

/**
 * One draw with every adversary against the certificate.
 *
 * The structured searches come first, the certificate next, and what both leave open goes to projected
 * gradient over all of W, which begins where the structured ones ended. What counts as kept is the plain f64
 * reference's word.
 */
const checkDraw = (
  engine: Engine,
  stream: Stream,
  { d, m, C0 }: Place,
  C2: number,
  search: ProjectedGradientOptions,
): Drawn => {
  const instance = ambientStep(stream, d, m);
  const network = instance.explicit();
  const ball = { radius: C0 / Math.sqrt(m) };
  const limit = SLACK * (1 + C2);
  const { step } = bestStep(instance, ball, moved(instance, noMovement(m)), C2);
  const { value, valueAfterStep } = stepAt(network, step.movement, C2);
  const signedMargin = value < 0 ? -valueAfterStep : valueAfterStep;
  const structured = signedMargin / C2;
  if (signedMargin > limit) return { settled: 'structured', structured, allWeights: null };
  if (stepCertificate(explicitWeights(network, ball.radius), C2).upper <= 0)
    return { settled: 'certified', structured, allWeights: null };
  const from = [shiftOf(network, step.movement)];
  const found = searchAllWeights(engine, network, ball, C2, { ...search, from }, stream.child('all weights'));
  return {
    settled: found.value > limit ? 'all weights' : 'open',
    structured,
    allWeights: found.value / C2,
  };
};

/** What was done with the draws, and what searching all weights is worth on those that both searches saw. */
const figures = (draws: readonly Drawn[], C2: number): readonly TableFigure[] => {
  const of = (settled: Settled): number => draws.filter((one) => one.settled === settled).length;
  const gains = draws.flatMap(({ structured, allWeights }) =>
    allWeights === null || !Number.isFinite(structured) || !Number.isFinite(allWeights)
      ? []
      : [allWeights - structured],
  );
  const gain = gains.length === 0 ? null : spread(gains);
  return [
    {
      kind: 'table',
      title: `who settled the draws, at C2 = ${short(C2)}`,
      columns: ['by', 'draws', 'it says'],
      rows: [
        [
          'the structured searches',
          of('structured'),
          'some W keeps its sign: every neuron moved alike, or the strip switched',
        ],
        [
          'the certificate on all weights',
          of('certified'),
          'no W keeps its sign: a computation on W0, without probability',
        ],
        [
          'projected gradient over all weights',
          of('all weights'),
          'some W keeps its sign, where the first two failed',
        ],
        ['nobody', of('open'), 'no search found a W, and no bound excludes one'],
      ],
    },
    ...(gain === null
      ? []
      : [
          {
            kind: 'table' as const,
            title: 'what all weights add to the structured searches: sign kept, as a share of C2',
            columns: ['draws', 'least', 'median', 'most'],
            rows: [[gains.length, twelveDigits(gain.min), twelveDigits(gain.median), twelveDigits(gain.max)]],
          },
        ]),
  ];
};

const rounded = ({ min, median, max }: Spread): Spread => ({
  min: twelveDigits(min),
  median: twelveDigits(median),
  max: twelveDigits(max),
});

/** The C3 and C4 at which the place satisfies the width requirement. */
const admittedAt = ({ d, m, gamma }: Place): NonNullable<StudyResult['excludes']> => ({
  C3: { atLeast: null, atMost: m / Math.log(1 / gamma!) },
  C4: { atLeast: m / Math.exp(d ** 0.24), atMost: null },
});

const judge = async (place: Place, context: Lab): Promise<StudyResult> => {
  const { stream, alpha, profile, options, yieldToLoop } = context;
  const { cap, search } = efforts[profile];
  const C2 = stepConstant(place);
  const engine = await openEngine(options.engine ?? 'wasm');
  const plan: SequentialPlan = { gamma: place.gamma!, alpha, cap, batch: BATCH };
  const draws: Drawn[] = [];
  const count = (...kinds: readonly Settled[]): number =>
    draws.filter(({ settled }) => kinds.includes(settled)).length;
  for (;;) {
    for (const end = Math.min(cap, draws.length + BATCH); draws.length < end; ) {
      await yieldToLoop();
      const draw = stream.child('draws').child(draws.length);
      draws.push(kernels().arena.scope(() => checkDraw(engine, draw, place, C2, search)));
    }
    const violated = count('structured', 'all weights');
    const unresolved = count('open');
    const decision = decide(plan, { n: draws.length, violated, unresolved, examined: draws.length });
    if (decision === 'continue') continue;
    const margins = draws
      .map(({ structured, allWeights }) => -C2 * (allWeights ?? structured))
      .filter(Number.isFinite);
    return {
      verdict: decision,
      tally: { violated, certified: draws.length - violated - unresolved, unresolved, skipped: 0 },
      error: decision === 'refuted' ? alpha.refute : decision === 'supported' ? alpha.support : null,
      because: `of ${draws.length} draws the structured searches break ${count('structured')}, projected gradient over all ${place.d * place.m} weights ${count('all weights')} more, and the certificate excludes a W on ${count('certified')}; allowed is a rate of ${short(place.gamma!)}`,
      margin: margins.length === 0 ? null : rounded(spread(margins)),
      figures: figures(draws, C2),
      ...(decision === 'refuted' && { excludes: admittedAt(place) }),
    };
  }
};

const placesAt = (...at: readonly (readonly [d: number, C0: number])[]): readonly Place[] =>
  at.map(([d, C0]) => ({ d, m: Math.ceil(d ** 2.4 * (1 - 1e-9)), C0, gamma: 0.05, constants: {} }));

/**
 * Theorem 3.1 where all of W0 fits: attack (ii), projected gradient over all d·m weights, beside the
 * structured searches, against the certificate without probability. Around the frontier of `one-step-flips`,
 * where a stronger adversary could move it.
 */
export const checkOneStepFlipsAllWeights: LazyStudy = {
  statement: oneStepFlipsAllWeights,
  axes: ['d', 'm', 'C0', 'gamma'],
  places: {
    quick: placesAt([9, 1], [16, 1]),
    standard: placesAt([9, 1], [16, 1], [20, 1], [25, 1], [25, 0.3], [36, 0.3]),
    full: placesAt(
      [9, 1],
      [16, 1],
      [20, 1],
      [25, 1],
      [36, 1],
      [49, 1],
      [25, 0.3],
      [49, 0.3],
      [64, 0.3],
      [36, 3],
      [49, 3],
    ),
  },
  regime: ({ d, m }) => (d ** 2.4 <= m * (1 + 1e-9) ? 'inside' : 'outside'),
  seconds: ({ d, m }, profile) => {
    const { cap, search } = efforts[profile];
    return cap * (0.01 + 1e-7 * d * m * search.steps * (search.restarts + 1));
  },
  judge,
};
