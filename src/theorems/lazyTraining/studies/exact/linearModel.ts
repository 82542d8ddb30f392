import { twelveDigits } from '../../../../core/report/decimals.ts';
import type { CurvesFigure, TableFigure } from '../../../../core/report/figure.ts';
import type { Statement } from '../../../../core/study.ts';
import { linearModel, linearModelIntended } from '../../claims/linearModel.ts';
import {
  averagedModel,
  comparableFrom,
  gradientQuantile,
  type LinearModel,
  linearGradient,
  plainModel,
  scaleOf,
  valueQuantile,
} from '../../network/linearModel.ts';
import type { LazyStudy, Place } from '../lazyStudy.ts';
import { decadesTo, exactGrowth, type Part, partsTable, short, shortUp, together } from './parts.ts';

/** f is N(0, scale²) at every unit x, so its quantiles are those of one Gaussian: bounded exactly when the scale is. */
const valueIsBounded = (model: LinearModel, gamma: number, path: readonly number[]): Part => {
  const quantiles = path.map((d) => valueQuantile(model, d, 1 - gamma));
  const bounded = model.exponent <= 0 && quantiles.every((q, i) => i === 0 || q <= quantiles[i - 1]!);
  return {
    says: '|f| = O(1)',
    verdict: bounded ? 'supported' : 'refuted',
    because: `|f| ~ ${model.exponent === 0 ? '|N(0, 1)|' : '|N(0, 1/d)|'} is at most ${shortUp(quantiles[0]!)}${
      model.exponent === 0 ? '' : '/√d'
    } with probability ${twelveDigits(1 - gamma)}, in every dimension`,
  };
};

/** The entries of ∇f are the values of f at the axes; the first d whose w = (1, …, 1) shows another vector is the counterexample. */
const gradientIsTheWeights = (model: LinearModel): Part => {
  for (let d = 1; d <= 16; d++) {
    const w = Array.from({ length: d }, () => 1);
    const gradient = linearGradient(model, w);
    if (gradient.some((entry, s) => entry !== w[s])) {
      return {
        says: '∇f = w',
        verdict: 'refuted',
        because: `∇f = w/√d: at d = ${d} and w = (${w.join(', ')}) it is (${gradient.map(short).join(', ')})`,
      };
    }
  }
  return { says: '∇f = w', verdict: 'supported', because: '∂f/∂x_s = w_s for every s' };
};

const gradientGrows = (model: LinearModel, gamma: number): Part => {
  const from = comparableFrom(gamma);
  const said = `with probability ${twelveDigits(1 - gamma)} from d = ${from} on (Chernoff)`;
  return model.exponent === 0
    ? {
        says: '‖∇f‖ = Θ(√d)',
        verdict: 'supported',
        because: `‖∇f‖ = ‖w‖ lies between √d/2 and 2√d ${said}`,
      }
    : {
        says: '‖∇f‖ = Θ(√d)',
        verdict: 'refuted',
        because: `‖∇f‖ = ‖w‖/√d lies between 1/2 and 2 ${said}, so it is Θ(1)`,
      };
};

/**
 * The step that takes f to 0 has length |f|/‖∇f‖, in which a factor of f cancels. At most γ/2 is spent on either of |⟨w, x⟩| and ‖w‖.
 */
const flippingStepIsShort = (gamma: number): Part => {
  const value = valueQuantile(plainModel, 1, 1 - gamma / 2);
  return {
    says: 'a gradient step of length O(1/√d) changes the sign of f (what the warm-up concludes)',
    verdict: 'supported',
    because: `the step that does it is |f|/‖∇f‖ long, at most ${shortUp(2 * value)}/√d with probability ${twelveDigits(1 - gamma)} from d = ${comparableFrom(gamma / 2)} on, whatever factor f carries`,
  };
};

const quantileTable = (model: LinearModel, gamma: number, path: readonly number[]): TableFigure => ({
  kind: 'table',
  title: `exact quantiles of ${model.name}, ‖x‖ = 1`,
  columns: [
    'd',
    `|f|, ${twelveDigits(1 - gamma)}`,
    `‖∇f‖, ${gamma / 2}`,
    '‖∇f‖, median',
    `‖∇f‖, ${twelveDigits(1 - gamma / 2)}`,
    '‖∇f‖/√d, median',
    '‖∇f‖/‖w‖',
  ],
  rows: path.map((d) => [
    d,
    twelveDigits(valueQuantile(model, d, 1 - gamma)),
    twelveDigits(gradientQuantile(model, d, gamma / 2)),
    twelveDigits(gradientQuantile(model, d, 0.5)),
    twelveDigits(gradientQuantile(model, d, 1 - gamma / 2)),
    twelveDigits(gradientQuantile(model, d, 0.5) / Math.sqrt(d)),
    twelveDigits(scaleOf(model, d)),
  ]),
});

const curves = (model: LinearModel, gamma: number, path: readonly number[]): CurvesFigure => ({
  kind: 'curves',
  title: `${model.name}, ‖x‖ = 1`,
  x: { label: 'd', scale: 'log' },
  y: { label: '‖∇f‖ and |f|', scale: 'log' },
  series: [
    {
      name: '‖∇f‖, median',
      points: path.map((d) => ({
        x: d,
        y: twelveDigits(gradientQuantile(model, d, 0.5)),
        lower: twelveDigits(gradientQuantile(model, d, gamma / 2)),
        upper: twelveDigits(gradientQuantile(model, d, 1 - gamma / 2)),
      })),
    },
    {
      name: '|f|, median',
      points: path.map((d) => ({
        x: d,
        y: twelveDigits(valueQuantile(model, d, 0.5)),
        lower: twelveDigits(valueQuantile(model, d, gamma / 2)),
        upper: twelveDigits(valueQuantile(model, d, 1 - gamma / 2)),
      })),
    },
  ],
  lines: [{ name: '√d', points: path.map((d) => ({ x: d, y: twelveDigits(Math.sqrt(d)) })) }],
  bars: `exact ${twelveDigits(1 - gamma)} intervals of the law`,
});

/** The Chernoff bounds hold for every d; that the exact quantiles lie within them is checked on the path. */
const requireWithin = (gamma: number, path: readonly number[]): void => {
  const from = comparableFrom(gamma);
  for (const d of path.filter((at) => at >= from)) {
    const [low, high] = [gamma / 2, 1 - gamma / 2].map(
      (p) => gradientQuantile(plainModel, d, p) / Math.sqrt(d),
    );
    if (!(low! >= 0.5 && high! <= 2)) {
      throw new Error(
        `linearModel: the quantiles of χ_${d} leave the bounds that hold for every d; one of them is wrong.`,
      );
    }
  }
};

const lazyStudy = (statement: Statement, model: LinearModel): LazyStudy => ({
  statement,
  axes: ['d', 'gamma'],
  places: {
    quick: [place(1e6, 0.05)],
    standard: [place(1e6, 0.1), place(1e6, 0.05), place(1e6, 0.01)],
    full: [place(1e8, 0.1), place(1e8, 0.05), place(1e8, 0.01)],
  },
  regime: () => 'inside',
  seconds: ({ d }) => 0.1 + 1e-4 * Math.sqrt(d),
  judge: async ({ d, gamma: asked }, { yieldToLoop }) => {
    const gamma = asked ?? 0.05;
    const path = decadesTo(d);
    await yieldToLoop();
    requireWithin(gamma, path);
    await yieldToLoop();
    const parts = [
      valueIsBounded(model, gamma, path),
      gradientIsTheWeights(model),
      gradientGrows(model, gamma),
      flippingStepIsShort(gamma),
    ];
    await yieldToLoop();
    const medians = path.map((at) => gradientQuantile(model, at, 0.5));
    return {
      ...together(parts),
      margin: null,
      figures: [
        partsTable('the statements of the warm-up, one by one', parts),
        quantileTable(model, gamma, path),
        ...(path.length < 2
          ? []
          : [
              exactGrowth(
                'the median of ‖∇f‖',
                0.5,
                model.exponent === 0 ? 'constant' : 'shrinks',
                path,
                medians,
              ),
              curves(model, gamma, path),
            ]),
      ],
    };
  },
});

const place = (d: number, gamma: number): Place => ({ d, m: 1, C0: 1, gamma, constants: {} });

export const linearModelStudy = lazyStudy(linearModel, averagedModel);
export const linearModelIntendedStudy = lazyStudy(linearModelIntended, plainModel);
