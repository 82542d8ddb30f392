import { twelveDigits, twelveDigitsDown, twelveDigitsUp } from '../../../../core/report/decimals.ts';
import type { Figure } from '../../../../core/report/figure.ts';
import type { Lab, StudyResult } from '../../../../core/study.ts';
import { clopperPearson } from '../../../../numerics/statistics/clopperPearson.ts';
import { growthAlong, judging, type SizedTrials } from '../../../../numerics/statistics/growth.ts';
import { spread } from '../../../../numerics/statistics/quantile.ts';
import { radiusIsCritical } from '../../claims/radiusIsCritical.ts';
import { extremeValue } from '../../network/extremeValue.ts';
import { reducedValue } from '../../samplers/reducedValue.ts';
import type { LazyStudy, Place } from '../lazyStudy.ts';
import { short } from './inWords.ts';
import { noPath } from './orderStudy.ts';
import { widthPath } from './paths.ts';

const TRIALS = 32;

const radiusAt = (place: Place, m: number): number => place.C0 * m ** (place.constants.epsilon! - 0.5);

/** The bound of Lemma 4.1, that of the radius C0/√m. */
const boundAt = (place: Place): number => 2 * Math.sqrt(Math.log(2 / place.gamma!)) + place.C0;

/** sup over the ball of |f(x; a, W)| on each draw at each width, and the rounding it may carry. */
const drawValues = async (place: Place, { stream, yieldToLoop }: Lab) => {
  const cells: (SizedTrials & { readonly slack: number })[] = [];
  for (const { d, m } of widthPath(place.d, place.m)) {
    const values = new Float64Array(TRIALS);
    let slack = 0;
    for (let trial = 0; trial < TRIALS; trial++) {
      await yieldToLoop();
      const { u, signs } = reducedValue(stream.child('draws').child(m).child(trial), d, m);
      const top = extremeValue(u, signs, radiusAt(place, m), 1);
      const bottom = extremeValue(u, signs, radiusAt(place, m), -1);
      values[trial] = Math.max(top.value, -bottom.value);
      slack = Math.max(slack, top.error, bottom.error);
    }
    cells.push({ size: m, lower: values, upper: values, slack });
  }
  return cells;
};

const above = (values: ArrayLike<number>, limit: number): number =>
  Array.from(values).filter((value) => value > limit).length;

const judge = async (place: Place, context: Lab): Promise<StudyResult> => {
  const cells = await drawValues(place, context);
  if (cells.length < 2) return noPath(`m ≤ ${place.m}`, 'sup |f|');
  const growth = growthAlong(context.stream.child('bootstrap'), cells, {
    ...judging,
    alpha: context.alpha.refute,
  });
  const bound = boundAt(place);
  const end = cells.at(-1)!;
  // Beyond the bound and its rounding.
  const failing = above(end.lower, bound + end.slack);
  const rate = clopperPearson({
    n: TRIALS,
    kLower: failing,
    kUpper: failing,
    alpha: context.alpha.support,
  });
  const grows = growth.drift === 'grows';
  const fails = rate.lower > place.gamma!;
  // The mean C0 m^ε/2 diverges while the variance ½ + V²/4 stays of a smaller order: no path has to show it.
  const diverges = place.constants.epsilon! > 0 && place.C0 > 0;
  const { estimate, lower, upper } = growth.exponent;
  const epsilon = place.constants.epsilon!;
  const trend = `sup |f| ${grows ? 'grows' : 'does not clearly grow'} from m = ${short(cells[0]!.size)} to ${short(place.m)} (median ${short(growth.cells[0]!.estimate)} → ${short(growth.cells.at(-1)!.estimate)}, exponent ${short(estimate)} in [${short(lower)}, ${short(upper)}] against ε = ${epsilon})`;
  const atEnd = `exceeds the bound ${short(bound)} on ${failing} of ${TRIALS} draws at the largest`;
  const figures: readonly Figure[] = [
    {
      kind: 'growth',
      of: 'sup |f(x; a, W)| over the ball',
      against: 'm',
      exponent: {
        estimate: twelveDigits(estimate),
        lower: twelveDigitsDown(lower),
        upper: twelveDigitsUp(upper),
      },
      confidence: judging.confidence,
      predicted: epsilon,
      drift: growth.drift,
      range: { from: cells[0]!.size, to: end.size },
    },
    {
      kind: 'curves',
      title: `sup |f| over the ball of radius C0 m^(${epsilon} − 1/2)`,
      x: { label: 'm', scale: 'log' },
      y: { label: 'sup |f|', scale: 'log' },
      series: [
        {
          name: 'median over the draws',
          points: growth.cells.map((cell) => ({
            x: cell.size,
            y: twelveDigits(cell.estimate),
            lower: cell.lower === null ? null : twelveDigitsDown(cell.lower),
            upper: cell.upper === null ? null : twelveDigitsUp(cell.upper),
          })),
        },
      ],
      lines: [
        {
          name: '2√ln(2/γ) + C0',
          points: [cells[0]!.size, end.size].map((x) => ({ x, y: twelveDigits(bound) })),
        },
        {
          // Half of all neurons are active, and each adds V.
          name: 'C0 m^ε / 2',
          points: cells.map(({ size }) => ({ x: size, y: twelveDigits((place.C0 / 2) * size ** epsilon) })),
        },
      ],
      bars: 'confidence bounds of the median (Wilks)',
    },
    {
      kind: 'table',
      title: 'draws on which the value bound of Lemma 4.1 fails',
      columns: ['m', 'V', 'draws', 'bound exceeded', 'median sup |f|', 'bound'],
      rows: cells.map((cell, i) => [
        cell.size,
        twelveDigits(radiusAt(place, cell.size)),
        TRIALS,
        above(cell.lower, bound + cell.slack),
        twelveDigits(growth.cells[i]!.estimate),
        twelveDigits(bound),
      ]),
    },
  ];
  const margins = spread(Array.from(end.lower, (value) => value - bound));
  return {
    verdict: diverges ? 'supported' : fails ? 'consistent' : 'undecided',
    // The statement says that the bound fails as m grows: a draw on which it holds at this m shows nothing yet.
    tally: { violated: 0, certified: failing, unresolved: TRIALS - failing, skipped: 0 },
    error: diverges ? 0 : null,
    ...(diverges && { basis: 'proof' }),
    because: `${trend}, and ${atEnd}${diverges ? `; sup f has mean C0 m^ε/2, at the largest m ${short((place.C0 / 2) * place.m ** epsilon)}, and variance ½ + V²/4, so that by Chebyshev it exceeds any bound with a chance that tends to 1` : ''}`,
    margin: {
      min: twelveDigits(margins.min),
      median: twelveDigits(margins.median),
      max: twelveDigits(margins.max),
    },
    figures,
  };
};

/** Three exponents above the lazy one, a small radius with the largest of them, and the lazy radius itself, outside the premise. */
const placesTo = (m: number): readonly Place[] => [
  ...[0.1, 0.2, 0.3, 0].map((epsilon): Place => ({ d: 100, m, C0: 10, gamma: 0.05, constants: { epsilon } })),
  { d: 100, m, C0: 1, gamma: 0.05, constants: { epsilon: 0.3 } },
];

/** A wider ball makes the value unbounded: exact extremes per draw along growing widths. */
export const checkRadiusIsCritical: LazyStudy = {
  statement: radiusIsCritical,
  axes: ['m', 'C0', 'gamma'],
  places: { quick: placesTo(1e5), standard: placesTo(1e6), full: placesTo(1e7) },
  regime: ({ constants }) => (constants.epsilon! > 0 ? 'inside' : 'outside'),
  seconds: ({ m }) => 0.3 + m * 1e-6,
  judge,
};
