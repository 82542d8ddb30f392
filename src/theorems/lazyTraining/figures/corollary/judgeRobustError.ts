import type { CurvesFigure, TableFigure } from '../../../../core/report/figure.ts';
import type { Lab, StudyResult } from '../../../../core/study.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import { mean } from '../../../../numerics/statistics/mean.ts';
import type { Place } from '../../studies/lazyStudy.ts';
import { type Choices, chosen } from '../choices.ts';
import { type Piece, piecesTable, short, together } from '../figures/pieces.ts';
import { digitsFigure, type Laboratory, openLaboratory, watching } from '../laboratory.ts';
import { settingsTable } from '../settingsTable.ts';
import { attack } from '../training/attack.ts';
import { lazyAdversarialTraining } from '../training/lazyAdversarialTraining.ts';
import { drawNetwork } from '../training/lazyNetwork.ts';
import { liveNetwork } from '../training/liveNetwork.ts';
import { leastMargin } from './ballBound.ts';
import { budgetOf, smaller, theoremsBudget } from './budgets.ts';
import { lawsAt, ratePiece } from './draws.ts';
import { efforts, stepConstant, trainingChoices } from './effort.ts';
import { requireInBall } from './holdSigns.ts';
import type { PointLaw } from './laws.ts';
import { keptSigns, weightsOf } from './plainNetwork.ts';

/** What one adversarially trained W makes of a law. */
interface Draw {
  /** Mass that the attack does not get wrong: an upper bound of the robust accuracy. */
  readonly resisting: number;
  /** Mass on which a bound excludes every attack. */
  readonly certified: number;
  /** Mass that the theorem's single step does not flip. */
  readonly kept: number;
}

/** Where the budget is the length of an input, there is nothing to try. */
const trivial = ({ d }: Place, R: number): StudyResult => ({
  verdict: 'vacuous',
  tally: { violated: 0, certified: 0, unresolved: 0, skipped: 0 },
  error: null,
  because: `a perturbation of length R/√d = ${short(R / Math.sqrt(d))} reaches x + δ = 0, where f = 0 and every sign is wrong: the robust error is 1 whatever W is; ask for an R below √d = ${short(Math.sqrt(d))}`,
  margin: null,
  figures: [],
});

/** What the choice of R means for the printed statement, as a clause; nothing where R is the theorem's. */
const onBudget = (place: Place, R: number): string => {
  const theorems = theoremsBudget(place);
  if (R >= theorems) return '';
  const whole =
    theorems >= Math.sqrt(place.d)
      ? `, with which a perturbation is longer than x and nothing is left to try`
      : '';
  return `; R is ${short(R)} here, and ${short(theorems)} by the theorem's constants${whole}`;
};

const checkDraw = async (
  lab: Laboratory,
  stream: Stream,
  law: PointLaw,
  place: Place,
  R: number,
  choices: Choices,
  yieldToLoop: Lab['yieldToLoop'],
): Promise<Draw> => {
  const { d, m, C0 } = place;
  const radius = C0 / Math.sqrt(m);
  const delta = R / Math.sqrt(d);
  const { pgdSteps: steps, pgdStepSize: stepSize, pgdStart: start } = choices;
  const { network } = await lazyAdversarialTraining(
    lab.engine,
    stream.child('training'),
    drawNetwork(stream.child('network'), d, m),
    law,
    radius,
    { ...choices, attack: { radius: delta, steps, stepSize, start } },
    watching(yieldToLoop),
  );
  await yieldToLoop();
  requireInBall(network, radius);
  const live = liveNetwork(lab.engine, network);
  try {
    const { margins } = attack(
      live,
      law.images,
      law.labels,
      { radius: delta, steps: choices.testPgdSteps, stepSize: choices.testPgdStepSize, start },
      stream.child('attack'),
    );
    const resists = Array.from(margins, (margin) => margin > 0);
    const weights = weightsOf(network);
    const certified = resists.filter((resisted, i) => {
      const x = law.images.subarray(i * d, (i + 1) * d);
      return resisted && leastMargin(weights, network.signs, x, law.labels[i]!, delta) > 0;
    }).length;
    const kept = keptSigns(weights, network.signs, law.images, d, stepConstant(place));
    return {
      resisting: resists.filter(Boolean).length / law.n,
      certified: certified / law.n,
      kept: kept.filter(Boolean).length / law.n,
    };
  } finally {
    live.release();
  }
};

interface Row {
  readonly law: PointLaw;
  readonly R: number;
  readonly draws: readonly Draw[];
}

const isWitness = ({ certified }: Draw): boolean => certified > 0.1;
/** The attack got at least 0.9 of the mass wrong, so the robust error of this W is as large as the corollary says. */
const isFooled = ({ resisting }: Draw): boolean => resisting <= 0.1;

const rowsTable = (rows: readonly Row[], d: number): TableFigure => ({
  kind: 'table',
  title: 'adversarially trained W against attacks of size R/√d',
  columns: [
    'law',
    'points',
    'R',
    '‖δ‖',
    'draws',
    'robust error found, mean',
    'robust error found, least',
    'mass certified against every attack, most',
    'mass whose sign the theorem’s step keeps, mean',
    'draws with a robust error of 0.9 or more',
  ],
  rows: rows.map(({ law, R, draws }) => [
    law.name,
    law.n,
    R,
    R / Math.sqrt(d),
    draws.length,
    1 - mean(draws.map(({ resisting }) => resisting)),
    1 - Math.max(...draws.map(({ resisting }) => resisting)),
    Math.max(...draws.map(({ certified }) => certified)),
    mean(draws.map(({ kept }) => kept)),
    draws.filter(isFooled).length,
  ]),
});

const budgetCurves = (rows: readonly Row[]): CurvesFigure => {
  const names = [...new Set(rows.map(({ law }) => law.name))];
  return {
    kind: 'curves',
    title: 'the robust error that the attack finds, against the budget',
    x: { label: 'R', scale: 'log' },
    y: { label: 'robust error', scale: 'linear' },
    series: names.map((name) => ({
      name,
      points: rows
        .filter(({ law }) => law.name === name)
        .map(({ R, draws }) => {
          const errors = draws.map(({ resisting }) => 1 - resisting);
          return { x: R, y: mean(errors), lower: Math.min(...errors), upper: Math.max(...errors) };
        })
        .sort((a, b) => a.x - b.x),
    })),
    lines: [
      {
        name: '0.9',
        points: [...new Set(rows.map(({ R }) => R))].sort((a, b) => a - b).map((x) => ({ x, y: 0.9 })),
      },
    ],
    bars: 'from the least to the greatest draw',
  };
};

/** Trains W against attacks, and asks how much of a law resists them. */
export const judgeRobustError = async (place: Place, context: Lab): Promise<StudyResult> => {
  const { stream, profile, options, alpha, yieldToLoop, part } = context;
  const choices = chosen(trainingChoices[profile], options);
  const effort = efforts[profile];
  const budget = budgetOf(place);
  if (budget >= Math.sqrt(place.d)) return trivial(place, budget);
  const lab = await openLaboratory(context, choices);
  const rows: Row[] = [];
  const laws = lawsAt(stream.child('laws'), lab, place.d, effort.points);
  const budgets = [...smaller[profile].filter((one) => one < budget), budget];
  const share = 1 / (laws.length * budgets.length * effort.draws);
  for (const law of laws)
    for (const R of budgets) {
      const draws: Draw[] = [];
      for (let draw = 0; draw < effort.draws; draw++) {
        await yieldToLoop();
        const at = stream.child('draws').child(law.name).child(draw);
        draws.push(
          await part(
            `${law.name}, R = ${R}, draw ${draw}`,
            () => checkDraw(lab, at, law, place, R, choices, yieldToLoop),
            share,
          ),
        );
      }
      rows.push({ law, R, draws });
    }
  const onTrial = rows.filter(({ R }) => R === budget);
  const pieces: readonly Piece[] = onTrial.map(({ law, draws }) =>
    ratePiece(
      `${law.name}: the robust error is at least 0.9`,
      {
        draws: draws.length,
        witnesses: draws.filter(isWitness).length,
        open: draws.filter((draw) => !isWitness(draw) && !isFooled(draw)).length,
      },
      place.gamma!,
      alpha.refute / onTrial.length,
      'a trained W is certified against every attack on more than a tenth of the mass',
    ),
  );
  const whole = together(pieces, alpha.refute, null);
  return {
    ...whole,
    because: whole.because + onBudget(place, budget),
    figures: [
      piecesTable(pieces, null),
      rowsTable(rows, place.d),
      budgetCurves(rows),
      settingsTable(lab, choices, 'corollary'),
      ...digitsFigure(lab),
    ],
  };
};
