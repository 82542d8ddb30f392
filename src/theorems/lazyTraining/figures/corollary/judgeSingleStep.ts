import type { TableFigure } from '../../../../core/report/figure.ts';
import type { Lab, StudyResult } from '../../../../core/study.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import { mean } from '../../../../numerics/statistics/mean.ts';
import type { Place } from '../../studies/lazyStudy.ts';
import { type Choices, chosen } from '../choices.ts';
import { type Piece, piecesTable, together } from '../figures/pieces.ts';
import { digitsFigure, type Laboratory, openLaboratory, watching } from '../laboratory.ts';
import { settingsTable } from '../settingsTable.ts';
import { lazyAdversarialTraining } from '../training/lazyAdversarialTraining.ts';
import { drawNetwork, type LazyNetwork } from '../training/lazyNetwork.ts';
import { lawsAt, ratePiece } from './draws.ts';
import { efforts, stepConstant, trainingChoices } from './effort.ts';
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

const checkDraw = async (
  lab: Laboratory,
  stream: Stream,
  law: PointLaw,
  { d, m, C0 }: Place,
  C2: number,
  choices: Choices,
  yieldToLoop: Lab['yieldToLoop'],
): Promise<Draw> => {
  const radius = C0 / Math.sqrt(m);
  const start = drawNetwork(stream.child('network'), d, m);
  const held = ([1, -1] as const).map((side) =>
    keptShare(requireInBall(holdSigns(start, law, radius, C2, side), radius), law, C2),
  );
  await yieldToLoop();
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
    watching(yieldToLoop),
  );
  await yieldToLoop();
  return {
    initial: keptShare(start, law, C2),
    structured: Math.max(...held),
    trained: keptShare(requireInBall(network, radius), law, C2),
  };
};

/** A witness keeps the sign on more than a tenth of the mass. */
const isWitness = ({ initial, structured, trained }: Draw): boolean =>
  Math.max(initial, structured, trained) > 0.1;

const drawsTable = (
  rows: readonly { readonly law: PointLaw; readonly draws: readonly Draw[] }[],
): TableFigure => ({
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

/** Draws networks, and asks of several W in each ball how much of a law keeps its sign. */
export const judgeSingleStep = async (place: Place, context: Lab): Promise<StudyResult> => {
  const { stream, profile, options, alpha, yieldToLoop, part } = context;
  const choices = chosen(trainingChoices[profile], options);
  const effort = efforts[profile];
  const lab = await openLaboratory(context, choices);
  const C2 = stepConstantAt(place);
  const rows: { law: PointLaw; draws: Draw[] }[] = [];
  const laws = lawsAt(stream.child('laws'), lab, place.d, effort.points);
  const share = 1 / (laws.length * effort.draws);
  for (const law of laws) {
    const draws: Draw[] = [];
    for (let draw = 0; draw < effort.draws; draw++) {
      await yieldToLoop();
      // Every law meets networks of its own: draws of different laws are independent.
      const at = stream.child('draws').child(law.name).child(draw);
      draws.push(
        await part(
          `${law.name}, draw ${draw}`,
          () => checkDraw(lab, at, law, place, C2, choices, yieldToLoop),
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
    figures: [
      piecesTable(pieces, null),
      drawsTable(rows),
      settingsTable(lab, choices, 'corollary'),
      ...digitsFigure(lab),
    ],
  };
};
