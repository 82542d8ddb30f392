import { twelveDigits } from '../../../../core/report/decimals.ts';
import type { CurvesFigure, TableFigure } from '../../../../core/report/figure.ts';
import type { Statement } from '../../../../core/study.ts';
import { linearModelMoved, linearModelMovedIntended } from '../../claims/linearModelMoved.ts';
import {
  averagedModel,
  type Ball,
  ballName,
  comparableFrom,
  gradientConstant,
  type LinearModel,
  largestMove,
  largestMoveAnywhere,
  leastGradientFloor,
  meanSquareLeft,
  plainModel,
  scaleOf,
  vanishingChance,
} from '../../network/linearModel.ts';
import type { LazyStudy, Place } from '../lazyStudy.ts';
import {
  decadesTo,
  exactGrowth,
  type Part,
  partsTable,
  powerOfD,
  shortDown,
  shortUp,
  together,
} from './parts.ts';

/** sup |f(w; x) − f(w_0; x)| over the ball and all unit x is C0·d^exponent, exactly. */
const moveExponent = (model: LinearModel, ball: Ball): number => model.exponent + (ball === 'each' ? 0.5 : 0);

const valueMovesLittle = (model: LinearModel, ball: Ball, C0: number): Part => {
  const exponent = moveExponent(model, ball);
  const where = ball === 'each' ? ', attained at x = (1, …, 1)/√d' : ', attained along x';
  return {
    says: `f moves by O(1); ${model.name}, ${ballName[ball]}`,
    verdict: exponent <= 0 ? 'supported' : 'refuted',
    because:
      exponent === 0
        ? `f moves by at most C0 = ${C0} in every dimension${where}`
        : exponent < 0
          ? `f moves by C0 = ${C0} times ${powerOfD(exponent)}${where}`
          : `f moves by C0 = ${C0} times ${powerOfD(exponent)}${where}; already at d = 2 by ${shortDown(
              largestMove(model, ball, C0, [Math.SQRT1_2, Math.SQRT1_2]),
            )}`,
  };
};

const gradientStaysLarge = (model: LinearModel, ball: Ball, C0: number, gamma: number): Part => {
  const says = `‖∇f‖ = Ω(√d); ${model.name}, ${ballName[ball]}`;
  if (model.exponent < 0) {
    return {
      says,
      verdict: 'refuted',
      because: `already at w = w_0 ‖∇f‖ = ‖w_0‖/√d is at most 2, with probability ${twelveDigits(1 - gamma)} from d = ${comparableFrom(gamma)} on`,
    };
  }
  const { c, from } = gradientConstant(ball, C0, gamma);
  const chance = `with probability ${twelveDigits(1 - gamma)}`;
  return {
    says,
    verdict: 'supported',
    because:
      c === 0
        ? `‖∇f‖ ≥ c√d everywhere in the ball ${chance} for large d, with a c > 0 too small for a double`
        : `‖∇f‖ ≥ ${shortDown(c)}√d everywhere in the ball ${chance}, from d = ${shortUp(from)} on`,
  };
};

const table = (
  model: LinearModel,
  ball: Ball,
  C0: number,
  gamma: number,
  path: readonly number[],
): TableFigure => ({
  kind: 'table',
  title: `exact extremes over the ball; ${model.name}, ${ballName[ball]}`,
  columns: [
    'd',
    'largest move of f',
    `least ‖∇f‖ exceeds, w.p. ${twelveDigits(1 - gamma)}`,
    'that over √d',
    '√(mean square of the least ‖∇f‖), at most',
    'P(∇f = 0 somewhere in the ball)',
  ],
  rows: path.map((d) => {
    const floor = leastGradientFloor(model, ball, C0, d, gamma);
    return [
      d,
      twelveDigits(largestMoveAnywhere(model, ball, C0, d)),
      twelveDigits(floor),
      twelveDigits(floor / Math.sqrt(d)),
      // For the whole vector the infimum is below ‖w_0‖, whose mean square is d.
      twelveDigits(scaleOf(model, d) * Math.sqrt(d * (ball === 'each' ? meanSquareLeft(C0) : 1))),
      // A d-th power has d times the rounding of its base.
      Number(vanishingChance(ball, C0, d).toPrecision(6)),
    ];
  }),
});

const combinations: readonly { readonly model: LinearModel; readonly ball: Ball }[] = [
  { model: averagedModel, ball: 'each' },
  { model: averagedModel, ball: 'whole' },
  { model: plainModel, ball: 'each' },
  { model: plainModel, ball: 'whole' },
];

const moveCurves = (C0: number, path: readonly number[]): CurvesFigure => ({
  kind: 'curves',
  title: 'how far f moves over the ball, at the worst unit x',
  x: { label: 'd', scale: 'log' },
  y: { label: 'sup |f(w; x) − f(w_0; x)|', scale: 'log' },
  series: combinations.map(({ model, ball }) => ({
    name: `${model.name}, ${ballName[ball]}`,
    points: path.map((d) => ({
      x: d,
      y: twelveDigits(largestMoveAnywhere(model, ball, C0, d)),
      lower: null,
      upper: null,
    })),
  })),
  lines: [],
  bars: null,
});

/**
 * Both parts for one model and ball decide the verdict; the other three combinations stand beside it in a table, since the text
 * leaves open which is meant.
 */
const lazyStudy = (statement: Statement, model: LinearModel, ball: Ball): LazyStudy => ({
  statement,
  axes: ['d', 'C0', 'gamma'],
  places: {
    quick: [place(1e6, 1), place(1e6, 3)],
    standard: [place(1e6, 0.1), place(1e6, 1), place(1e6, 3), place(1e6, 10)],
    full: [0.1, 1, 3, 10].flatMap((C0) => [place(1e8, C0, 0.1), place(1e8, C0), place(1e8, C0, 0.01)]),
  },
  regime: () => 'inside',
  seconds: ({ d }) => 0.1 + 1e-4 * Math.sqrt(d),
  judge: async ({ d, C0, gamma: asked }, { yieldToLoop }) => {
    const gamma = asked ?? 0.05;
    const path = decadesTo(d);
    await yieldToLoop();
    const partsOf = (at: { readonly model: LinearModel; readonly ball: Ball }): Part[] => [
      valueMovesLittle(at.model, at.ball, C0),
      gradientStaysLarge(at.model, at.ball, C0, gamma),
    ];
    const figure = table(model, ball, C0, gamma, path);
    await yieldToLoop();
    const exponent = moveExponent(model, ball);
    const positive = path.filter((at) => leastGradientFloor(model, ball, C0, at, gamma) > 0);
    return {
      ...together(partsOf({ model, ball })),
      margin: null,
      figures: [
        partsTable('both models, both balls', combinations.flatMap(partsOf)),
        figure,
        ...(path.length < 2 || C0 === 0
          ? []
          : [
              exactGrowth(
                'sup over the ball and x of |f(w; x) − f(w_0; x)|',
                0,
                exponent === 0 ? 'constant' : exponent > 0 ? 'grows' : 'shrinks',
                path,
                path.map((at) => largestMoveAnywhere(model, ball, C0, at)),
              ),
              moveCurves(C0, path),
            ]),
        ...(positive.length < 2
          ? []
          : [
              exactGrowth(
                `what the least ‖∇f‖ over the ball exceeds with probability ${twelveDigits(1 - gamma)}`,
                0.5,
                model.exponent === 0 ? 'constant' : 'shrinks',
                positive,
                positive.map((at) => leastGradientFloor(model, ball, C0, at, gamma)),
              ),
            ]),
      ],
    };
  },
});

const place = (d: number, C0: number, gamma = 0.05): Place => ({ d, m: 1, C0, gamma, constants: {} });

export const linearModelMovedStudy = lazyStudy(linearModelMoved, averagedModel, 'each');
export const linearModelMovedIntendedStudy = lazyStudy(linearModelMovedIntended, plainModel, 'whole');
