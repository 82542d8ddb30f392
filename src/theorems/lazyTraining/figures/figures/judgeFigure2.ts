import type { Lab, StudyResult } from '../../../../core/study.ts';
import type { Place } from '../../studies/lazyStudy.ts';
import { chosen } from '../choices.ts';
import { exponentAcrossRuns } from '../fits/acrossRuns.ts';
import { digitsFigure, openLaboratory } from '../laboratory.ts';
import { settingsTable } from '../settingsTable.ts';
import { curvesAgainstD, exponentFigures, predicted, valuesOf, whyNoExponent } from './curveFigures.ts';
import { descentAlternatives } from './descentAlternatives.ts';
import { inputsOf, inputsSetting } from './inputs.ts';
import { type LazyRun, lazyRuns, type Measured, shownQuantities } from './lazyRuns.ts';
import { comparePiece, type Piece, type Prediction, piecesTable, together } from './pieces.ts';
import { dimensionsTo, shareAt, type Telling } from './settings.ts';
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

/** The same of a perturbation that is not divided by the length of its image, beside the one that is. */
const absolutePredictions: typeof predictions = [
  ...predictions.map((prediction) =>
    prediction.key === 'relative'
      ? {
          ...prediction,
          key: 'length' as const,
          says: `${prediction.says} (not divided by ‖x‖, as the programs have it)`,
          of: 'exponent of ‖δ‖',
        }
      : prediction,
  ),
  ...predictions
    .filter(({ key }) => key === 'relative')
    .map((prediction) => ({ ...prediction, says: `${prediction.says} (divided by ‖x‖)` })),
];

/** The pieces about exponents; α is shared among them. Undecided where a run has no logarithm to fit. */
export const exponentPieces = (
  runs: readonly LazyRun[],
  dimensions: readonly number[],
  alpha: number,
  perturbation: 'relative' | 'absolute' = 'relative',
): readonly Piece[] => {
  const compared = perturbation === 'relative' ? predictions : absolutePredictions;
  return compared.map((prediction): Piece => {
    const values = valuesOf(runs, dimensions, prediction.key);
    const because = whyNoExponent(dimensions, values, prediction.key);
    if (because !== null) return { says: prediction.says, verdict: 'undecided', because };
    return comparePiece(
      prediction,
      (level) => exponentAcrossRuns(dimensions, values, level),
      alpha / compared.length,
    );
  });
};

/** A path needs two dimensions for a slope. */
const tooShort = (place: Place): StudyResult => ({
  verdict: 'undecided',
  tally: { violated: 0, certified: 0, unresolved: 0, skipped: 0 },
  error: null,
  because: `fewer than two of the paper's dimensions are at most ${place.d}, and an exponent needs two`,
  margin: null,
  figures: [],
});

/** Trains the networks of Figure 2 along its path, and compares what it says with what they show. */
export const judgeFigure2 = async (place: Place, context: Lab, telling: Telling): Promise<StudyResult> => {
  const { stream, profile, options, yieldToLoop, part, alpha } = context;
  const choices = chosen(telling.descent(profile, place), options);
  const dimensions = dimensionsTo(place);
  if (dimensions.length < 2) return tooShort(place);
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
              { d, m: place.m, C0s: [place.C0], unit, run },
              choices,
              yieldToLoop,
              tell,
            ),
          shareAt(d, dimensions, place.m, choices),
        )),
      );
  const pieces = [
    ...exponentPieces(runs, dimensions, alpha.refute, choices.perturbation),
    testErrorPiece(runs),
  ];
  const shown = shownQuantities(choices);
  const what = `m = ${place.m}, C0 = ${place.C0}, ${inputsSetting(place).says}`;
  const small = profile !== 'quick' && place.m === 1000 && telling.as === 'printed';
  const alternatives = small ? [await descentAlternatives(place, context, choices)] : [];
  return {
    ...together(pieces, alpha.refute, lab.unlike),
    figures: [
      piecesTable(pieces, lab.unlike),
      ...curvesAgainstD([{ name: `m = ${place.m}`, runs }], dimensions, what, 'all networks', shown),
      ...exponentFigures(runs, dimensions, null, shown),
      runsTable(runs, `trainings, ${what}`),
      ...(choices.biases === 'none' ? [theoryTable(runs, what)] : []),
      settingsTable(lab, choices, 'descent', telling.as === 'published' ? telling.told.descent : undefined),
      ...alternatives,
      ...digitsFigure(lab),
    ],
  };
};
