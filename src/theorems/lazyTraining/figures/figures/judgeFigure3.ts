import type { Figure } from '../../../../core/report/figure.ts';
import type { Lab, StudyResult } from '../../../../core/study.ts';
import type { Place } from '../../studies/lazyStudy.ts';
import { chosen } from '../choices.ts';
import { combination, type Estimate } from '../fits/acrossRuns.ts';
import { digitsFigure, openLaboratory } from '../laboratory.ts';
import { settingsTable } from '../settingsTable.ts';
import { curvesAgainstD, exponentFigures, hasLogarithm, whyUnknown } from './curveFigures.ts';
import { inputsOf, inputsSetting } from './inputs.ts';
import {
  type LazyRun,
  lazyRuns,
  type Measured,
  type Quantity,
  quantities,
  shownQuantities,
} from './lazyRuns.ts';
import { INNER, interval, type Piece, piecesTable, short, together } from './pieces.ts';
import { dimensionsTo, factorsTo, shareAt, type Telling } from './settings.ts';
import { runsTable, testErrorPiece } from './testError.ts';
import { theoryTable } from './theoryTable.ts';

/**
 * A quantity at both radii, training by training, by d.
 *
 * Only trainings that left both balls count: where the epochs ended before, the network never came to the border of the larger one.
 */
const pairsAt = (
  runs: readonly LazyRun[],
  dimensions: readonly number[],
  key: keyof Measured,
  [from, to]: readonly [number, number],
): readonly (readonly (readonly [number, number])[])[] =>
  dimensions.map((d) => {
    const at = (C0: number): readonly LazyRun[] =>
      runs.filter((run) => run.d === d && run.C0 === C0 && run.left);
    return at(from).flatMap((smaller) =>
      at(to)
        .filter(({ run }) => run === smaller.run)
        .map((larger) => [smaller[key], larger[key]] as const),
    );
  });

/** A quantity's growth at one dimension: log q(C0′) − log q(C0), by training. */
interface Growth {
  readonly d: number;
  readonly values: readonly number[];
}

/** The chance of as many or more falls among n signs that are fair. Precision: f64, a sum of n terms. */
export const signTest = (falls: number, n: number): number => {
  let [term, sum] = [2 ** -n, 0];
  for (let k = 0; k <= n; k++) {
    if (k >= falls) sum += term;
    term *= (n - k) / (k + 1);
  }
  return sum;
};

/**
 * Whether a quantity grows at every dimension: refuted where it shrinks at some, consistent where it grows at each, by intervals that share
 * their errors among the dimensions and pool the spread over trainings.
 */
const growthPiece = (says: string, of: string, growths: readonly Growth[], alpha: number): Piece => {
  const runs = growths.map(({ values }) => values);
  const at = (i: number, level: number): Estimate =>
    combination(
      growths.map((_, k) => Number(k === i)),
      runs,
      level / growths.length,
    );
  const seen = growths.map(({ d, values }, i) => ({ d, values, wide: at(i, alpha), narrow: at(i, INNER) }));
  const least = seen.reduce((a, b) => (b.wide.estimate < a.wide.estimate ? b : a));
  const shrinks = seen.filter(({ wide }) => wide.upper < 0);
  const verdict =
    shrinks.length > 0
      ? 'refuted'
      : seen.every(({ narrow }) => narrow.lower > 0)
        ? 'consistent'
        : 'undecided';
  const { estimate, degrees } = least.wide;
  const spread =
    degrees === 0
      ? 'one run, no interval'
      : `${interval(least.narrow)} at ${100 * (1 - INNER)} %, ${interval(least.wide)} at α = ${short(alpha)} for all dimensions together`;
  const falls = least.values.filter((value) => value < 0).length;
  const signs =
    least.values.length < 2
      ? ''
      : `; there it shrinks in ${falls} of ${least.values.length} trainings (sign test at this d alone ${short(signTest(falls, least.values.length))})`;
  const where = shrinks.length === 0 ? '' : `; it shrinks at d = ${shrinks.map(({ d }) => d).join(', ')}`;
  return {
    says,
    verdict,
    because: `${of}, is least at d = ${least.d} of d = ${growths.map(({ d }) => d).join(', ')}: ${short(estimate)} (${spread}), allowed above 0${signs}${where}`,
  };
};

/**
 * One piece for each quantity and each pair of neighbouring radii; α is shared among them.
 *
 * What is compared is log q(C0′) − log q(C0) over the trainings that left both balls: both are moments of one training, so the differences
 * share no noise of the start. Trainings in which q has no logarithm are left out, and counted. Where one never left its ball, nothing is
 * decided.
 */
export const growthPieces = (
  runs: readonly LazyRun[],
  dimensions: readonly number[],
  C0s: readonly number[],
  alpha: number,
  shown: readonly Quantity[] = quantities,
): readonly Piece[] => {
  const pairs = C0s.slice(1).map((to, i): readonly [number, number] => [C0s[i]!, to]);
  return shown.flatMap(({ key, name }) =>
    pairs.map(([from, to]): Piece => {
      const says = `${name} increases from C0 = ${from} to ${to}`;
      const measured = pairsAt(runs, dimensions, key, [from, to]);
      const unknown = measured.flat().filter((pair) => !pair.every(hasLogarithm));
      const growths = measured
        .map((there, i): Growth => {
          const known = there.filter((pair) => pair.every(hasLogarithm));
          return { d: dimensions[i]!, values: known.map(([smaller, larger]) => Math.log(larger / smaller)) };
        })
        .filter(({ values }) => values.length > 0);
      const why = whyUnknown(unknown.flat(), key);
      if (growths.length === 0)
        return {
          says,
          verdict: 'undecided',
          because:
            unknown.length === 0
              ? `no training left the ball of C0 = ${to} before its epochs were over`
              : `in every training that left both balls ${why} at one of them or both`,
        };
      const counted = growths.flatMap(({ values }) => values).length;
      const stayed = runs.filter((run) => dimensions.includes(run.d) && run.C0 === to && !run.left).length;
      const others = unknown.length === 0 ? '' : ` (${unknown.length} more left out, since ${why})`;
      const piece = growthPiece(
        says,
        `over ${counted} training${counted === 1 ? '' : 's'} that left both balls${others}, the mean of log(${name} at ${to} / at ${from})`,
        growths,
        alpha / (shown.length * pairs.length),
      );
      // To leave such trainings out selects those that move fast.
      return stayed === 0
        ? piece
        : {
            ...piece,
            verdict: 'undecided',
            because: `${piece.because}; ${stayed} training${stayed === 1 ? '' : 's'} never left the ball of C0 = ${to}, and what they would show is unknown`,
          };
    }),
  );
};

/**
 * The curves and the exponents of each C0 whose networks left their ball.
 *
 * Where the epochs end first, larger balls have the same network, and a curve of such networks would be one of another C0.
 */
export const radiusFigures = (
  runs: readonly LazyRun[],
  dimensions: readonly number[],
  C0s: readonly number[],
  what: string,
  shown: readonly Quantity[] = quantities,
): readonly Figure[] => {
  const curves = C0s.map((C0) => ({
    name: `C0 = ${C0}`,
    runs: runs.filter((run) => run.C0 === C0 && run.left),
  }));
  return [
    ...curvesAgainstD(curves, dimensions, what, 'networks that left their ball', shown),
    ...curves.flatMap(({ name, runs: there }) => {
      const reached = dimensions.filter((d) => there.some((run) => run.d === d));
      return reached.length < 2 ? [] : exponentFigures(there, reached, name, shown);
    }),
  ];
};

/** Each network once: where the epochs end first, larger balls have the same one. */
const networksOf = (runs: readonly LazyRun[]): readonly LazyRun[] => runs.filter(({ repeated }) => !repeated);

/** Trains the networks of Figure 3 along its path, and compares what it says with what they show. */
export const judgeFigure3 = async (place: Place, context: Lab, telling: Telling): Promise<StudyResult> => {
  const { stream, profile, options, yieldToLoop, part, alpha } = context;
  const choices = chosen(telling.descent(profile, place), options);
  const dimensions = dimensionsTo(place);
  const C0s = factorsTo(place);
  if (dimensions.length < 2 || C0s.length < 2)
    return {
      verdict: 'undecided',
      tally: { violated: 0, certified: 0, unresolved: 0, skipped: 0 },
      error: null,
      because: `d = ${place.d} and C0 = ${place.C0} leave fewer than two of the paper's dimensions or radii`,
      margin: null,
      figures: [],
    };
  const lab = await openLaboratory(context, choices, telling.told.descent);
  const inputs = inputsOf(place);
  const unit = inputs === 'unit';
  const runs: LazyRun[] = [];
  for (const d of dimensions)
    for (let run = 0; run < choices.runs; run++)
      runs.push(
        ...(await part(
          `training at d = ${d}, run ${run}`,
          (tell) =>
            lazyRuns(
              lab,
              stream.child('trainings').child(inputs),
              { d, m: place.m, C0s, unit, run },
              choices,
              yieldToLoop,
              tell,
            ),
          shareAt(d, dimensions, place.m, choices),
        )),
      );
  const shown = shownQuantities(choices);
  const pieces = [
    ...growthPieces(runs, dimensions, C0s, alpha.refute, shown),
    testErrorPiece(networksOf(runs)),
  ];
  const what = `m = ${place.m}, ${inputsSetting(place).says}`;
  return {
    ...together(pieces, alpha.refute, lab.unlike),
    figures: [
      piecesTable(pieces, lab.unlike),
      ...radiusFigures(runs, dimensions, C0s, what, shown),
      runsTable(runs, `trainings, ${what}`),
      ...(choices.biases === 'none' ? [theoryTable(runs, what)] : []),
      settingsTable(lab, choices, 'descent', telling.as === 'published' ? telling.told.descent : undefined),
      ...digitsFigure(lab),
    ],
  };
};
