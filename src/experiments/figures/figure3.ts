import { figure3 } from '../../claims/lazyTraining/figure3.ts';
import type { Examination, Examined, Examining, Place } from '../../evidence/trials/examination.ts';
import { chosen } from '../choices.ts';
import { combination, equalWeights, type Runs } from '../fits/acrossRuns.ts';
import { digitsExhibit, openLaboratory } from '../laboratory.ts';
import { settingsTable } from '../settingsTable.ts';
import { curvesAgainstD } from './curveExhibits.ts';
import { pathSeconds } from './figure2.ts';
import { inputsOf, inputsSetting } from './inputs.ts';
import { type LazyRun, lazyRuns, type Measured, quantities } from './lazyRuns.ts';
import { comparePiece, type Piece, piecesTable, together } from './pieces.ts';
import { allSteps, descentChoices, dimensionsTo, factorsTo, shareAt } from './settings.ts';
import { runsTable, testErrorPiece } from './testError.ts';
import { theoryTable } from './theoryTable.ts';

/**
 * log q(C0′) − log q(C0) run by run, by d: both are moments of one training, so the differences share no noise of the start.
 *
 * Only trainings that left the smaller ball count: where the epochs ended inside it, both moments are the same network.
 */
const increases = (
  runs: readonly LazyRun[],
  dimensions: readonly number[],
  key: keyof Measured,
  [from, to]: readonly [number, number],
): Runs =>
  dimensions
    .map((d) => {
      const at = (C0: number): readonly LazyRun[] => runs.filter((run) => run.d === d && run.C0 === C0);
      return at(from).flatMap((smaller) => {
        const larger = at(to).find(({ run }) => run === smaller.run);
        return !smaller.left || larger === undefined ? [] : [Math.log(larger[key] / smaller[key])];
      });
    })
    .filter((values) => values.length > 0);

/** One piece for each quantity and each pair of neighbouring radii; α is shared among them. */
export const growthPieces = (
  runs: readonly LazyRun[],
  dimensions: readonly number[],
  C0s: readonly number[],
  alpha: number,
): readonly Piece[] => {
  const pairs = C0s.slice(1).map((to, i): readonly [number, number] => [C0s[i]!, to]);
  return quantities.flatMap(({ key, name }) =>
    pairs.map(([from, to]): Piece => {
      const says = `${name} increases from C0 = ${from} to ${to}`;
      const differences = increases(runs, dimensions, key, [from, to]);
      if (differences.length === 0)
        return {
          says,
          verdict: 'undecided',
          because: `no training left the ball of C0 = ${from} before its epochs were over`,
        };
      const counted = differences.reduce((sum, { length }) => sum + length, 0);
      return comparePiece(
        {
          says,
          of: `over ${counted} trainings that left the smaller ball, the mean of log(${name} at ${to} / at ${from})`,
          from: 0,
          to: Number.POSITIVE_INFINITY,
        },
        (level) => combination(equalWeights(differences.length), differences, level),
        alpha / (quantities.length * pairs.length),
      );
    }),
  );
};

const examine = async (place: Place, examining: Examining): Promise<Examined> => {
  const { stream, profile, options, breathe, part, alpha } = examining;
  const choices = chosen(descentChoices(profile, place), options);
  const dimensions = dimensionsTo(place);
  const C0s = factorsTo(place);
  if (dimensions.length < 2 || C0s.length < 2)
    return {
      verdict: 'undecided',
      tally: { violated: 0, certified: 0, unresolved: 0, skipped: 0 },
      error: null,
      because: `d = ${place.d} and C0 = ${place.C0} leave fewer than two of the paper's dimensions or radii`,
      margin: null,
      exhibits: [],
    };
  const lab = await openLaboratory(examining, choices);
  const inputs = inputsOf(place);
  const unit = inputs === 'unit';
  const runs: LazyRun[] = [];
  for (const d of dimensions)
    for (let run = 0; run < choices.runs; run++)
      runs.push(
        ...(await part(
          `training at d = ${d}, run ${run}`,
          () =>
            lazyRuns(
              lab,
              stream.child('trainings').child(inputs),
              { d, m: place.m, C0s, unit, run },
              choices,
              breathe,
            ),
          shareAt(d, dimensions, place.m, choices),
        )),
      );
  const pieces = [...growthPieces(runs, dimensions, C0s, alpha.refute), testErrorPiece(runs)];
  const what = `m = ${place.m}, ${inputsSetting(place).says}`;
  const curves = C0s.map((C0) => ({ name: `C0 = ${C0}`, runs: runs.filter((run) => run.C0 === C0) }));
  return {
    ...together(pieces, alpha.refute, lab.unlike),
    exhibits: [
      piecesTable(pieces, lab.unlike),
      ...curvesAgainstD(curves, dimensions, what),
      runsTable(runs, `trainings, ${what}`),
      theoryTable(runs, what),
      settingsTable(lab, choices, 'descent'),
      ...digitsExhibit(lab),
    ],
  };
};

const placesAt = (d: number, widths: readonly number[]): readonly Place[] =>
  widths.flatMap((m) => [0, 1].map((unit) => ({ d, m, C0: 40, gamma: null, constants: { unit } })));

/** Figure 3 at one width: one training a run, measured as it leaves the balls of C0 = 10, 20, 30, 40. */
export const examineFigure3: Examination = {
  statement: figure3,
  axes: ['d', 'm', 'C0'],
  places: {
    quick: placesAt(49, [1000]),
    standard: placesAt(784, [1000, 10_000]),
    full: placesAt(784, [1000, 10_000, 100_000]),
  },
  regime: () => 'inside',
  setting: inputsSetting,
  seconds: (place, profile) => {
    const choices = descentChoices(profile, place);
    return pathSeconds(place, choices, allSteps(choices), factorsTo(place).length);
  },
  examine,
};
