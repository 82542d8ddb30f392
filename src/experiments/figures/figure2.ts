import { figure2 } from '../../claims/lazyTraining/figure2.ts';
import type { Examination, Examined, Examining, Place } from '../../evidence/trials/examination.ts';
import { type Choices, chosen, flagsOf } from '../choices.ts';
import { exponentAcrossRuns } from '../fits/acrossRuns.ts';
import { digitsExhibit, openLaboratory } from '../laboratory.ts';
import { settingsTable } from '../settingsTable.ts';
import { curvesAgainstD, exponentExhibits, predicted, valuesOf, whyNoExponent } from './curveExhibits.ts';
import { descentAlternatives } from './descentAlternatives.ts';
import { inputsOf, inputsSetting } from './inputs.ts';
import { type LazyRun, lazyRuns, type Measured } from './lazyRuns.ts';
import { comparePiece, type Piece, type Prediction, piecesTable, together } from './pieces.ts';
import {
  allSteps,
  descentChoices,
  descentRegime,
  dimensionsTo,
  measuringSeconds,
  STATED_RATE,
  shareAt,
  stepSeconds,
} from './settings.ts';
import { runsTable, testErrorPiece } from './testError.ts';
import { theoryTable } from './theoryTable.ts';

/** By how much an exponent may miss the predicted one and still be "roughly" it: a factor of 1.4 from d = 25 to 784. */
export const ROUGHLY = 0.1;

const predictions: readonly (Prediction & { readonly key: keyof Measured })[] = [
  {
    key: 'gradientNorm',
    says: 'the gradient norm behaves roughly as Ω(√d)',
    of: 'exponent of ‖∇f‖',
    from: predicted.gradientNorm - ROUGHLY,
    to: Number.POSITIVE_INFINITY,
  },
  {
    key: 'eta',
    says: 'the smallest flipping step behaves as O(1/d)',
    of: 'exponent of η',
    from: Number.NEGATIVE_INFINITY,
    to: predicted.eta + ROUGHLY,
  },
  {
    key: 'relative',
    says: 'the smallest relative perturbation behaves as O(1/√d)',
    of: 'exponent of ‖δ‖/‖x‖',
    from: Number.NEGATIVE_INFINITY,
    to: predicted.relative + ROUGHLY,
  },
  {
    key: 'relative',
    says: 'the smallest perturbation closely follows 1/√d',
    of: 'exponent of ‖δ‖/‖x‖',
    from: predicted.relative - ROUGHLY,
    to: predicted.relative + ROUGHLY,
  },
];

/** The pieces about exponents; α is shared among them. Undecided where a run has no logarithm to fit. */
export const exponentPieces = (
  runs: readonly LazyRun[],
  dimensions: readonly number[],
  alpha: number,
): readonly Piece[] =>
  predictions.map((prediction): Piece => {
    const values = valuesOf(runs, dimensions, prediction.key);
    const because = whyNoExponent(dimensions, values, prediction.key);
    if (because !== null) return { says: prediction.says, verdict: 'undecided', because };
    return comparePiece(
      prediction,
      (level) => exponentAcrossRuns(dimensions, values, level),
      alpha / predictions.length,
    );
  });

/** A path needs two dimensions for a slope. */
const tooShort = (place: Place): Examined => ({
  verdict: 'undecided',
  tally: { violated: 0, certified: 0, unresolved: 0, skipped: 0 },
  error: null,
  because: `fewer than two of the paper's dimensions are at most ${place.d}, and an exponent needs two`,
  margin: null,
  exhibits: [],
});

const examine = async (place: Place, examining: Examining): Promise<Examined> => {
  const { stream, profile, options, breathe, part, alpha } = examining;
  const choices = chosen(descentChoices(profile, place), options);
  const dimensions = dimensionsTo(place);
  if (dimensions.length < 2) return tooShort(place);
  const lab = await openLaboratory(examining, choices, STATED_RATE);
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
              { d, m: place.m, C0s: [place.C0], unit, run },
              choices,
              breathe,
              tell,
            ),
          shareAt(d, dimensions, place.m, choices),
        )),
      );
  const pieces = [...exponentPieces(runs, dimensions, alpha.refute), testErrorPiece(runs)];
  const what = `m = ${place.m}, C0 = ${place.C0}, ${inputsSetting(place).says}`;
  const small = profile !== 'quick' && place.m === 1000;
  const alternatives = small ? [await descentAlternatives(place, examining, choices)] : [];
  return {
    ...together(pieces, alpha.refute, lab.unlike),
    exhibits: [
      piecesTable(pieces, lab.unlike),
      ...curvesAgainstD([{ name: `m = ${place.m}`, runs }], dimensions, what, 'all networks'),
      ...exponentExhibits(runs, dimensions, null),
      runsTable(runs, `trainings, ${what}`),
      theoryTable(runs, what),
      settingsTable(lab, choices, 'descent'),
      ...alternatives,
      ...digitsExhibit(lab),
    ],
  };
};

const placesAt = (d: number, widths: readonly number[]): readonly Place[] =>
  widths.flatMap((m) => [0, 1].map((unit) => ({ d, m, C0: 10, gamma: null, constants: { unit } })));

/** Seconds of the trainings and measurements of one path. */
export const pathSeconds = (place: Place, choices: Choices, steps: number, measurements: number): number =>
  choices.runs *
  dimensionsTo(place).reduce(
    (sum, d) =>
      sum +
      steps * stepSeconds(d, place.m, choices.batchSize) +
      measurements * measuringSeconds(d, place.m, choices),
    0,
  );

/** Steps until the ball is left, roughly; seen were 550 to 970 for C0 = 10 on inputs of length 1, 800 to 2800 on inputs as they are. */
const stepsOf = (choices: Choices, { C0, constants }: Place): number =>
  Math.min(allSteps(choices), (inputsOf({ constants }) === 'unit' ? 8 : 15) * C0 ** 2);

/** The three curves of Figure 2 at one width, along the paper's dimensions up to d. */
export const examineFigure2: Examination = {
  statement: figure2,
  axes: ['d', 'm', 'C0'],
  places: {
    quick: placesAt(196, [1000]),
    standard: placesAt(784, [1000, 10_000]),
    full: placesAt(784, [1000, 10_000, 100_000]),
  },
  regime: descentRegime,
  setting: inputsSetting,
  uses: flagsOf('descent'),
  seconds: (place, profile, options) => {
    const choices = chosen(descentChoices(profile, place), options);
    return pathSeconds(place, choices, stepsOf(choices, place), 1);
  },
  examine,
};
