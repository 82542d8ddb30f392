import { singleStepFlipsMost } from '../../claims/lazyTraining/robustErrorIsLarge.ts';
import type { TableExhibit } from '../../evidence/outcomes/exhibit.ts';
import type { Examination, Examined, Examining, Place } from '../../evidence/trials/examination.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import { type Choices, chosen, flagsOf } from '../choices.ts';
import { noSuchImages } from '../data/resize.ts';
import { type Piece, piecesTable, together } from '../figures/pieces.ts';
import { stepSeconds } from '../figures/settings.ts';
import { digitsExhibit, type Laboratory, openLaboratory, watching } from '../laboratory.ts';
import { settingsTable } from '../settingsTable.ts';
import { lazyAdversarialTraining } from '../training/lazyAdversarialTraining.ts';
import { drawNetwork, type LazyNetwork } from '../training/lazyNetwork.ts';
import { efforts, lawsAt, ratePiece, stepConstant, trainingChoices } from './draws.ts';
import { holdSigns, requireInBall } from './holdSigns.ts';
import type { PointLaw } from './laws.ts';
import { keptSigns, plainValue, weightsOf } from './plainNetwork.ts';

/** The constant asked for, or its default. */
const stepConstantAt = (place: Place): number => place.constants.C2 ?? stepConstant(place);

/** The share of the mass on which the theorem's step does not flip the sign, at one W. */
const keptShare = (network: LazyNetwork, { images, n, d }: PointLaw, C2: number): number =>
  keptSigns(weightsOf(network), network.signs, images, d, C2).filter(Boolean).length / n;

/** What several W of one ball made of a law. */
interface Draw {
  /** Share of the mass that keeps its sign, by adversary. */
  readonly initial: number;
  readonly structured: number;
  readonly trained: number;
}

/** The mean length of the theorem's step at W0: what a training against steps of this law must withstand. */
const meanStep = (network: LazyNetwork, { images, n, d }: PointLaw, C2: number): number => {
  const weights = weightsOf(network);
  let sum = 0;
  for (let i = 0; i < n; i++)
    sum += C2 / Math.sqrt(plainValue(weights, network.signs, images.subarray(i * d, (i + 1) * d)).square);
  return sum / n;
};

const examineDraw = async (
  lab: Laboratory,
  stream: Stream,
  law: PointLaw,
  { d, m, C0 }: Place,
  C2: number,
  choices: Choices,
  breathe: Examining['breathe'],
): Promise<Draw> => {
  const radius = C0 / Math.sqrt(m);
  const start = drawNetwork(stream.child('network'), d, m);
  const held = ([1, -1] as const).map((side) =>
    keptShare(requireInBall(holdSigns(start, law, radius, C2, side), radius), law, C2),
  );
  await breathe();
  const { network } = await lazyAdversarialTraining(
    lab.engine,
    stream.child('training'),
    start,
    law,
    radius,
    {
      ...choices,
      attack: {
        radius: meanStep(start, law, C2),
        steps: choices.pgdSteps,
        stepSize: choices.pgdStepSize,
        start: choices.pgdStart,
      },
    },
    watching(breathe),
  );
  await breathe();
  return {
    initial: keptShare(start, law, C2),
    structured: Math.max(...held),
    trained: keptShare(requireInBall(network, radius), law, C2),
  };
};

/** A witness keeps the sign on more than a tenth of the mass. */
const isWitness = ({ initial, structured, trained }: Draw): boolean =>
  Math.max(initial, structured, trained) > 0.1;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const drawsTable = (
  rows: readonly { readonly law: PointLaw; readonly draws: readonly Draw[] }[],
): TableExhibit => ({
  kind: 'table',
  title: 'the share of the mass whose sign the theorem’s step leaves as it is',
  columns: [
    'law',
    'points',
    'draws',
    'at W0',
    'structured W, mean',
    'structured W, most',
    'adversarially trained W, mean',
    'adversarially trained W, most',
    'draws with a witness',
  ],
  rows: rows.map(({ law, draws }) => [
    law.name,
    law.n,
    draws.length,
    mean(draws.map(({ initial }) => initial)),
    mean(draws.map(({ structured }) => structured)),
    Math.max(...draws.map(({ structured }) => structured)),
    mean(draws.map(({ trained }) => trained)),
    Math.max(...draws.map(({ trained }) => trained)),
    draws.filter(isWitness).length,
  ]),
});

const examine = async (place: Place, examining: Examining): Promise<Examined> => {
  const { stream, profile, options, alpha, breathe, part } = examining;
  const choices = chosen(trainingChoices[profile], options);
  const effort = efforts[profile];
  const lab = await openLaboratory(examining, choices);
  const C2 = stepConstantAt(place);
  const rows: { law: PointLaw; draws: Draw[] }[] = [];
  const laws = lawsAt(stream.child('laws'), lab, place.d, effort.points);
  const share = 1 / (laws.length * effort.draws);
  for (const law of laws) {
    const draws: Draw[] = [];
    for (let draw = 0; draw < effort.draws; draw++) {
      await breathe();
      // Every law meets networks of its own: draws of different laws are independent.
      const at = stream.child('draws').child(law.name).child(draw);
      draws.push(
        await part(
          `${law.name}, draw ${draw}`,
          () => examineDraw(lab, at, law, place, C2, choices, breathe),
          share,
        ),
      );
    }
    rows.push({ law, draws });
  }
  const pieces: readonly Piece[] = rows.map(({ law, draws }) =>
    ratePiece(
      `${law.name}: the step flips the sign on at least 0.9 of the mass`,
      { draws: draws.length, witnesses: draws.filter(isWitness).length, open: 0 },
      place.gamma!,
      alpha.refute / rows.length,
      'some W in the ball keeps the sign on more than a tenth of the mass',
    ),
  );
  const whole = together(pieces, alpha.refute, null);
  return {
    ...whole,
    exhibits: [
      piecesTable(pieces, null),
      drawsTable(rows),
      settingsTable(lab, choices, 'corollary'),
      ...digitsExhibit(lab),
    ],
  };
};

/** d^2.4, rounded up. */
const widthOf = (d: number): number => Math.ceil(d ** 2.4);

export const corollaryPlaces = (dimensions: readonly number[], C0s: readonly number[]): readonly Place[] =>
  dimensions.flatMap((d) => C0s.map((C0) => ({ d, m: widthOf(d), C0, gamma: 0.05, constants: {} })));

/** Seconds of the draws of all four laws: steps and looks of the training and `looks` more, and so many plain passes over W for each point. */
export const corollarySeconds = (
  { d, m }: Place,
  { epochs, pgdSteps }: Choices,
  { draws, points }: { readonly draws: number; readonly points: number },
  { looks, passes }: { readonly looks: number; readonly passes: number },
): number =>
  4 *
  draws *
  ((epochs * (pgdSteps + 2) + looks) * stepSeconds(d, m, points) + passes * points * d * m * 1.2e-9);

/** The first of two readings of the corollary: the theorem's own step as the attack, which a W decides by evaluation. */
export const examineSingleStepFlipsMost: Examination = {
  statement: singleStepFlipsMost,
  axes: ['d', 'm', 'C0', 'gamma'],
  places: {
    quick: corollaryPlaces([25], [1]),
    standard: corollaryPlaces([25, 49], [1, 10]),
    full: corollaryPlaces([25, 49, 100], [1, 3, 10]),
  },
  regime: ({ d, m }) => (d ** 2.4 <= m ? 'inside' : 'outside'),
  refuses: ({ d }) => noSuchImages(d),
  uses: flagsOf('corollary'),
  seconds: (place, profile, options) =>
    corollarySeconds(place, chosen(trainingChoices[profile], options), efforts[profile], {
      looks: 0,
      passes: 40,
    }),
  examine,
};
