import type { Lab, StudyResult } from '../../../../core/study.ts';
import type { Place } from '../../studies/lazyStudy.ts';
import { type Choices, chosen } from '../choices.ts';
import type { ImageSet } from '../data/imageSet.ts';
import { combination, equalWeights } from '../fits/acrossRuns.ts';
import { digitsFigure, type Laboratory, openLaboratory } from '../laboratory.ts';
import { settingsTable } from '../settingsTable.ts';
import { anyClassifierPiece, anyClassifierTable } from './anyClassifier.ts';
import { SHOWN } from './curveFigures.ts';
import { leftLayout, leftSeconds, rightLayout } from './figure4Layout.ts';
import { comparePiece, type Piece, piecesTable, together } from './pieces.ts';
import { robustAlternatives } from './robustAlternatives.ts';
import { robustAlternativesSeconds } from './robustChanges.ts';
import { type RobustRun, robustRun } from './robustGrid.ts';
import { networkSeconds, type Telling } from './settings.ts';
import {
  networksTable,
  robustMap,
  type Transition,
  transitionCurve,
  transitionGrowth,
  transitionPieces,
  transitionTable,
} from './transition.ts';

const left: Transition = {
  size: { label: 'd', of: ({ d }) => d },
  dial: { label: '‖δ‖', of: ({ delta }) => delta },
  direction: 'falls',
  constant: 5,
};

const right: Transition = {
  size: { label: 'm', of: ({ m }) => m },
  dial: { label: 'V', of: ({ radius }) => radius! },
  direction: 'rises',
  constant: 25,
};

/** Trains and attacks the networks of a list, one after the other; they are this share of the whole work. */
const runAll = async (
  lab: Laboratory,
  context: Lab,
  choices: Choices,
  points: readonly Pick<RobustRun, 'd' | 'm' | 'radius' | 'delta'>[],
  share = 1,
): Promise<readonly RobustRun[]> => {
  const secondsOf = ({ d, m }: Pick<RobustRun, 'd' | 'm'>): number => networkSeconds(choices, d, m);
  const all = choices.runs * points.reduce((sum, point) => sum + secondsOf(point), 0);
  const runs: RobustRun[] = [];
  for (const point of points)
    for (let run = 0; run < choices.runs; run++)
      runs.push(
        await context.part(
          `training ${JSON.stringify({ ...point, run })}`,
          (tell) =>
            robustRun(
              lab,
              context.stream.child('trainings'),
              { ...point, run },
              choices,
              context.yieldToLoop,
              tell,
            ),
          (share * secondsOf(point)) / all,
        ),
      );
  return runs;
};

/** By how much the projection may lower the clean accuracy before it hurts. */
const HURTS = 0.01;

/** "The projection step does not hurt the test accuracy": the same training with and without it, from the same start. */
const projectionPiece = (
  projected: readonly RobustRun[],
  free: readonly RobustRun[],
  alpha: number,
): Piece => {
  const sizes = [...new Set(free.map(({ d }) => d))];
  const losses = sizes.map((d) =>
    free
      .filter((one) => one.d === d)
      .map((one) => one.clean - projected.find((run) => run.d === d && run.run === one.run)!.clean),
  );
  return comparePiece(
    {
      says: 'the projection does not hurt the test accuracy of the trained models',
      of: `clean accuracy lost to the projection, at ‖δ‖ = ${free[0]!.delta},`,
      from: Number.NEGATIVE_INFINITY,
      to: HURTS,
    },
    (level) => combination(equalWeights(losses.length), losses, level),
    alpha,
  );
};

/** "Robust accuracy grows with V": from the smallest value tried to the largest, averaged over widths and runs. */
const growsPiece = (runs: readonly RobustRun[], alpha: number): Piece => {
  const dials = [...new Set(runs.map(({ radius }) => radius!))].sort((a, b) => a - b);
  const widths = [...new Set(runs.map(({ m }) => m))];
  const gains = widths.map((m) => {
    const at = (radius: number): readonly RobustRun[] =>
      runs.filter((run) => run.m === m && run.radius === radius);
    return at(dials[0]!).map(
      (low) => at(dials.at(-1)!).find(({ run }) => run === low.run)!.robust - low.robust,
    );
  });
  return comparePiece(
    {
      says: 'robust accuracy increases as the weights may deviate more',
      of: `robust accuracy gained from V = ${dials[0]} to ${dials.at(-1)}, over widths,`,
      from: 0,
      to: Number.POSITIVE_INFINITY,
    },
    (level) => combination(equalWeights(gains.length), gains, level),
    alpha,
  );
};

/**
 * Why trainings of which a rule says when they end decide nothing where it never fired; null where it did or there is none.
 *
 * What such a training would still have learned is unknown.
 */
const cutShort = (runs: readonly RobustRun[], { patience, epochs }: Choices): string | null => {
  if (patience === 0) return null;
  const cut = runs.filter(({ ended }) => ended === 'epochs done').length;
  return cut === 0
    ? null
    : `${cut} of ${runs.length} trainings were ended after ${epochs} epochs while their robust training accuracy still rose by their own rule, so what speaks against the paper after them refutes nothing`;
};

const reportOn = (
  what: Transition,
  runs: readonly RobustRun[],
  pieces: readonly Piece[],
  lab: Laboratory,
  choices: Choices,
  { alpha }: Lab,
  title: string,
  telling: Telling,
  unlike: string | null = lab.unlike ?? cutShort(runs, choices),
): StudyResult => ({
  ...together(pieces, alpha.refute, unlike),
  figures: [
    piecesTable(pieces, unlike),
    robustMap(what, runs, 'robust', `robust accuracy, ${title}`),
    robustMap(what, runs, 'worseClass', `robust accuracy of the worse digit, ${title}`),
    ...transitionCurve(what, runs, `where the robust accuracy turns, ${title}`),
    ...transitionGrowth(what, runs, SHOWN),
    transitionTable(what, runs),
    networksTable(what, runs),
    settingsTable(
      lab,
      choices,
      'adversarial',
      telling.as === 'published' ? telling.told.adversarial : undefined,
    ),
    ...digitsFigure(lab),
  ],
});

/** Trains and attacks the networks of the left half of Figure 4. */
export const judgeLeft = async (place: Place, context: Lab, telling: Telling): Promise<StudyResult> => {
  const { profile, options, alpha } = context;
  const choices = chosen(telling.adversarial[profile], options);
  const lab = await openLaboratory(context, choices, telling.told.adversarial);
  const { sizes, dials } = leftLayout[telling.as][profile];
  const radius = place.C0 / Math.sqrt(place.m);
  const path = sizes.filter((d) => d <= place.d);
  const points = path.flatMap((d) => dials.map((delta) => ({ d, m: place.m, radius, delta })));
  // The table of alternatives beside; then at each size one network for every value of the dial, and a free one.
  const alone = profile === 'quick' || telling.as === 'published';
  const onAlternatives = alone ? 0 : robustAlternativesSeconds(choices, place.m);
  const onFigure = leftSeconds(path, dials, place.m, choices);
  const share = onFigure / (onFigure + onAlternatives);
  const ofDials = (share * dials.length) / (dials.length + 1);
  const runs = await runAll(lab, context, choices, points, ofDials);
  const free = await runAll(
    lab,
    context,
    choices,
    path.map((d) => ({ d, m: place.m, radius: null, delta: dials[0]! })),
    share - ofDials,
  );
  const atLeast = runs.filter(({ delta }) => delta === dials[0]);
  const attacked = (d: number): ImageSet => lab.images(d, true).looked;
  const pieces = [
    ...transitionPieces(
      left,
      runs,
      {
        zero: 'for perturbations slightly larger than 5/√d the robust accuracy drops to 0',
        complete: 'the trained networks are robust against smaller perturbations',
      },
      (4 * alpha.refute) / 5,
    ),
    projectionPiece(atLeast, free, alpha.refute / 5),
    ...anyClassifierPiece(attacked, path, lab.data.source.startsWith('MNIST')),
  ];
  const figure = reportOn(
    left,
    runs,
    pieces,
    lab,
    choices,
    context,
    `m = ${place.m}, C0 = ${place.C0}`,
    telling,
  );
  const bounds = await anyClassifierTable(attacked, path, dials, runs, context.yieldToLoop);
  const report = { ...figure, figures: [...figure.figures, bounds] };
  return alone
    ? report
    : {
        ...report,
        figures: [...report.figures, await robustAlternatives(place, context, choices, 1 - share)],
      };
};

/** Trains and attacks the networks of the right half of Figure 4. */
export const judgeRight = async (place: Place, context: Lab, telling: Telling): Promise<StudyResult> => {
  const { profile, options, alpha } = context;
  const choices = chosen(telling.adversarial[profile], options);
  const lab = await openLaboratory(context, choices, telling.told.adversarial);
  const { sizes, dials } = rightLayout[telling.as][profile];
  const delta = place.constants.delta!;
  const points = sizes
    .filter((m) => m <= place.m)
    .flatMap((m) => dials.map((radius) => ({ d: place.d, m, radius, delta })));
  const runs = await runAll(lab, context, choices, points);
  const pieces = [
    ...transitionPieces(
      right,
      runs,
      {
        zero: 'with a radius smaller than 25/√m the robust test accuracy quickly drops to 0',
        complete: 'a slight deviation from the radius 25/√m allows for networks that are completely robust',
      },
      (4 * alpha.refute) / 5,
    ),
    growsPiece(runs, alpha.refute / 5),
  ];
  return reportOn(right, runs, pieces, lab, choices, context, `d = ${place.d}, ‖δ‖ = ${delta}`, telling);
};
