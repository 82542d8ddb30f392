import { BATCH } from '../../../../core/judge/cellTest.ts';
import { twelveDigits } from '../../../../core/report/decimals.ts';
import type { TableFigure } from '../../../../core/report/figure.ts';
import type { Lab, StudyResult } from '../../../../core/study.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import { decide, defaultCap, type SequentialPlan } from '../../../../numerics/statistics/sequentialTest.ts';
import { robustErrorIsLarge } from '../../claims/robustErrorIsLarge.ts';
import { kernels } from '../../kernels/inUse.ts';
import { linearSlope } from '../../measure/measurePerturbation.ts';
import { sizeThatDefeats } from '../../network/perturbation/flippedBall.ts';
import { resists } from '../../network/perturbation/resistance.ts';
import { drawComparison } from '../../samplers/comparisonDraw.ts';
import { reducedStep } from '../../samplers/reducedStep.ts';
import type { LazyStudy, Place } from '../lazyStudy.ts';
import { short } from '../order/inWords.ts';
import { theoremWidth } from '../order/paths.ts';

const budgetOf = ({ C0, gamma, constants }: Place): number =>
  constants.K ?? 1.2 * (C0 / Math.SQRT2 + 2 * Math.SQRT2 * Math.sqrt(Math.log(2 / gamma!)));

/** Comparisons at most: they are about a rate near one half. */
const MOST_COMPARISONS = 400;

/** Where there is nothing to try: why. */
const trivial = (place: Place, K: number): string | null =>
  K >= Math.sqrt(place.d)
    ? `a perturbation of length K/√d with K = ${short(K)} reaches x + δ = 0, where f = 0 and every sign is wrong: the robust error is 1 whatever W is, up to d = ${Math.floor(K * K)}`
    : place.gamma! >= 0.1
      ? `with γ = ${short(place.gamma!)} the statement allows every draw to fail, since 10γ is not below 1`
      : null;

interface Found {
  /** √d times the size within which the label +1 is lost for every W, draw by draw; Infinity where none was found. */
  readonly sizes: readonly number[];
  /** Comparisons, and those that resist. */
  readonly compared: number;
  readonly resisting: number;
}

const drawSize = (stream: Stream, { d, m, C0 }: Place): number =>
  kernels().arena.scope(() => sizeThatDefeats(reducedStep(stream, d, m), C0 / Math.sqrt(m))) * Math.sqrt(d);

const drawResists = (stream: Stream, { d, m, C0 }: Place, K: number): boolean =>
  resists(drawComparison(stream, d, m, false), C0 / Math.sqrt(m), K / Math.sqrt(d), linearSlope(d, C0));

const quantile = (sorted: readonly number[], share: number): number | null => {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return value === undefined || !Number.isFinite(value) ? null : twelveDigits(value);
};

const table = (K: number, { sizes, compared, resisting }: Found): TableFigure => {
  const sorted = [...sizes].sort((a, b) => a - b);
  return {
    kind: 'table',
    title: 'the size, times √d, within which one point takes the label +1 from every W in the ball',
    columns: [
      'K',
      'draws',
      'within K',
      'median',
      '95 %',
      'largest',
      'comparisons',
      'in which some W resists',
    ],
    rows: [
      [
        ...[twelveDigits(K), sizes.length, sizes.filter((size) => size <= K).length],
        ...[quantile(sorted, 0.5), quantile(sorted, 0.95), quantile(sorted, 1)],
        ...[compared, resisting],
      ],
    ],
  };
};

/** Draws until the rate is tested: "supported" where few enough leave the label, else that support is out of reach. */
const trySizes = async (
  place: Place,
  K: number,
  { stream, alpha, yieldToLoop }: Lab,
): Promise<{ sizes: number[]; supported: boolean }> => {
  const cap = defaultCap(place.gamma!);
  const plan: SequentialPlan = { gamma: place.gamma!, alpha, cap, batch: BATCH };
  const sizes: number[] = [];
  for (;;) {
    for (const end = Math.min(cap, sizes.length + BATCH); sizes.length < end; ) {
      await yieldToLoop();
      sizes.push(drawSize(stream.child('draws').child(sizes.length), place));
    }
    const unresolved = sizes.filter((size) => !(size <= K)).length;
    const n = sizes.length;
    const decision = decide(plan, { n, violated: 0, unresolved, examined: n });
    if (decision !== 'continue') return { sizes, supported: decision === 'supported' };
  }
};

/** Comparisons until "some W resists with chance at most 10γ" is refuted, or out of reach. */
const tryComparisons = async (
  place: Place,
  K: number,
  { stream, alpha, yieldToLoop }: Lab,
): Promise<{ compared: number; resisting: number; refuted: boolean }> => {
  const plan: SequentialPlan = {
    gamma: (1 - 10 * place.gamma!) / 2,
    alpha: { refute: alpha.support, support: alpha.refute },
    cap: MOST_COMPARISONS,
    batch: BATCH,
  };
  let [compared, resisting] = [0, 0];
  for (;;) {
    for (const end = Math.min(plan.cap, compared + BATCH); compared < end; compared++) {
      await yieldToLoop();
      if (drawResists(stream.child('comparisons').child(compared), place, K)) resisting++;
    }
    // Those that do not resist are the failures of "it fails with chance at least (1 − 10γ)/2".
    const open = compared - resisting;
    const decision = decide(plan, { n: compared, violated: 0, unresolved: open, examined: compared });
    if (decision !== 'continue') return { compared, resisting, refuted: decision === 'supported' };
  }
};

const judge = async (place: Place, lab: Lab): Promise<StudyResult> => {
  const K = budgetOf(place);
  const nothing = trivial(place, K);
  if (nothing !== null)
    return {
      verdict: 'vacuous',
      tally: { violated: 0, certified: 0, unresolved: 0, skipped: 0 },
      error: null,
      because: nothing,
      margin: null,
      figures: [],
    };
  const { sizes, supported } = await trySizes(place, K, lab);
  const compared = supported
    ? { compared: 0, resisting: 0, refuted: false }
    : await tryComparisons(place, K, lab);
  const within = sizes.filter((size) => size <= K).length;
  const { refuted, resisting } = compared;
  const found = { sizes, compared: compared.compared, resisting };
  const lost = `on ${within} of ${sizes.length} draws one point within K/√d, K = ${short(K)}, takes the label +1 from every W in the ball`;
  const why = supported
    ? `${lost}, which by Markov’s inequality serves every law of the data`
    : refuted
      ? `the data is one point with the label +1: ${resisting} of ${compared.compared} comparisons show a W that keeps it within K/√d, K = ${short(K)}, so that this happens more often than 10γ = ${short(10 * place.gamma!)}`
      : `${lost}, which is too few for γ = ${short(place.gamma!)}, and ${resisting} of ${compared.compared} comparisons resist, which is too few to refute`;
  const open = sizes.length - within;
  return {
    verdict: supported ? 'supported' : refuted ? 'refuted' : 'undecided',
    tally: refuted
      ? { violated: resisting, certified: 0, unresolved: compared.compared - resisting, skipped: 0 }
      : { violated: 0, certified: within, unresolved: open, skipped: 0 },
    error: supported ? lab.alpha.support : refuted ? lab.alpha.refute : null,
    because: why,
    basis: 'draws',
    margin: null,
    figures: [table(K, found)],
  };
};

/** By the formula, so that every cell of a table names its K. */
const atWidth = (d: number, m: number): Place => {
  const place = { d, m, C0: 1, gamma: 0.05, constants: {} };
  return { ...place, constants: { K: twelveDigits(budgetOf(place)) } };
};

const at = (d: number): Place => atWidth(d, theoremWidth(d));

/** A wide ball, a narrow network and a budget that some W resists: outside the theorem's width. */
const resisted: Place = { d: 784, m: 1000, C0: 10, gamma: 0.05, constants: { K: 5 } };

/**
 * Corollary 3.2 for every law of the data at once, by two draws of its own kind: points that defeat the whole ball
 * support it, by Markov's inequality, and comparisons that show a resisting W refute it for a point mass.
 */
export const checkRobustErrorIsLarge: LazyStudy = {
  statement: robustErrorIsLarge,
  axes: ['d', 'm', 'C0', 'gamma'],
  places: {
    quick: [at(25), at(100)],
    standard: [at(25), at(100), at(196), at(400), resisted],
    full: [at(25), at(100), at(196), at(400), atWidth(784, 100_000), resisted],
  },
  regime: ({ d, m }) => (d ** 2.4 * (1 - 1e-9) <= m ? 'inside' : 'outside'),
  seconds: ({ m }) => 0.2 + m * 1.6e-4,
  judge,
};
