import { twelveDigits } from '../../../../core/report/decimals.ts';
import type { CurvesFigure, TableFigure } from '../../../../core/report/figure.ts';
import type { Profile } from '../../../../core/theorem.ts';
import {
  asWritten,
  compare,
  over,
  type Rational,
  rational,
  times,
  toNumber,
  written,
} from '../../../../numerics/exact/rational.ts';
import { markovStep } from '../../claims/markovStep.ts';
import type { LazyStudy, Place } from '../lazyStudy.ts';
import {
  type FiniteLaw,
  fewestAtMost,
  fewestBelow,
  isBad,
  lawsOf,
  worstFailure,
  worstOnEqualPoints,
} from './failureLaws.ts';
import { type Part, partsTable, together } from './parts.ts';

/** Masses are multiples of 1/N for all N up to this. Two points must fail together from N = 10 on. */
const FINEST: Readonly<Record<Profile, number>> = { quick: 12, standard: 15, full: 19 };

/** Sizes of uniform laws in the table of the sharp constant: j points of 10j − 1 are just more than a tenth. */
const SHARP = [9, 10, 19, 29, 99, 100, 999, 9999];

interface Worst {
  readonly total: number;
  readonly laws: number;
  readonly factor: Rational;
  readonly law: FiniteLaw;
  readonly proven: boolean;
}

const worstOf = (total: number, gamma: Rational): Worst => {
  const laws = lawsOf(total);
  let [factor, law, proven] = [rational(0n), laws[0]!, true];
  for (const candidate of laws) {
    const worst = worstFailure(candidate, gamma);
    proven &&= worst.proven;
    if (compare(worst.factor, factor) > 0) [factor, law] = [worst.factor, candidate];
  }
  return { total, laws: laws.length, factor, law, proven };
};

/**
 * Prices 10·(mass of the point) bound every joint law on every finite law of the data: a bad set costs more than 1, all points together 10γ.
 * That every bad set costs more than 1 is its definition; it is checked on all sets of points of the laws tried.
 */
const pricesHold = ({ masses, total }: FiniteLaw): boolean => {
  const reachable = new Set([0]);
  for (const mass of masses) for (const sum of [...reachable]) reachable.add(sum + mass);
  return [...reachable].every(
    (sum) => !isBad(sum, total) || compare(rational(BigInt(10 * sum), BigInt(total)), rational(1n)) > 0,
  );
};

const signs = [-1, 0, 1] as const;

/** Whenever the signs of f(x) and f(x + δ) differ, one of the two points costs the label y its loss, whichever y is. */
const flipCosts = (): Part => {
  let cases = 0;
  let free = 0;
  for (const before of signs) {
    for (const after of signs) {
      for (const y of [-1, 1]) {
        if (before === after) continue;
        cases++;
        if (!(y * before <= 0 || y * after <= 0)) free++;
      }
    }
  }
  return {
    says: 'where the sign flips within the budget, the robust loss is 1',
    verdict: free === 0 ? 'supported' : 'refuted',
    because: `in ${cases - free} of the ${cases} cases of two different signs and a label one of the two values has the wrong sign or is 0`,
  };
};

const boundHolds = (worst: readonly Worst[], gamma: Rational): Part => {
  const laws = worst.reduce((sum, row) => sum + row.laws, 0);
  const largest = worst.reduce(
    (best, row) => (compare(row.factor, best) > 0 ? row.factor : best),
    rational(0n),
  );
  const holds =
    worst.every(({ proven }) => proven) &&
    compare(largest, rational(10n)) <= 0 &&
    worst.every(({ total }) => lawsOf(total).every(pricesHold));
  return {
    says: 'P(robust error < 0.9) ≤ 10γ',
    verdict: holds ? 'supported' : 'refuted',
    because: `on ${laws} laws of the data the worst joint law of failures, by exact linear programs, gives at most ${written(largest)}·γ = ${toNumber(
      times(largest, gamma),
    )}, and Markov’s prices of 10 a unit of mass bound every other law by 10γ`,
  };
};

const sharpness = (gamma: Rational): TableFigure => ({
  kind: 'table',
  title: 'the constant 10 cannot be lowered: equal points, exactly',
  columns: ['points', 'must fail', 'largest P(robust error < 0.9)', 'that over γ', 'for ≤ 0.9 instead'],
  rows: SHARP.map((n) => {
    const worst = worstOnEqualPoints(n, fewestBelow(n), gamma);
    const weak = worstOnEqualPoints(n, fewestAtMost(n), gamma);
    return [
      n,
      fewestBelow(n),
      twelveDigits(toNumber(worst)),
      written(over(worst, gamma)),
      written(over(weak, gamma)),
    ];
  }),
});

const curve = (gamma: Rational): CurvesFigure => ({
  kind: 'curves',
  title: 'the worst joint law of failures on n equal points',
  x: { label: 'n', scale: 'log' },
  y: { label: 'largest P(robust error < 0.9) / γ', scale: 'linear' },
  series: [
    {
      name: 'exact',
      points: Array.from({ length: 100 }, (_, i) => ({
        x: i + 1,
        y: twelveDigits(toNumber(over(worstOnEqualPoints(i + 1, fewestBelow(i + 1), gamma), gamma))),
        lower: null,
        upper: null,
      })),
    },
  ],
  lines: [
    {
      name: '10',
      points: [
        { x: 1, y: 10 },
        { x: 100, y: 10 },
      ],
    },
  ],
  bars: null,
});

const gridTable = (worst: readonly Worst[]): TableFigure => ({
  kind: 'table',
  title: 'the worst joint law of failures on each law of the data, by exact linear programs',
  columns: ['masses in units of', 'laws', 'largest P(robust error < 0.9) / γ', 'attained on the masses'],
  rows: worst.map(({ total, laws, factor, law }) => [
    `1/${total}`,
    laws,
    written(factor),
    law.masses.map((mass) => `${mass}`).join(' + '),
  ]),
});

const place = (gamma: number): Place => ({ d: 1, m: 1, C0: 1, gamma, constants: {} });

/**
 * A point fails if the sign does not flip there for some W of the ball; failures may depend on each other in any way. Continuous laws of
 * the data are covered by the prices, which know nothing of points.
 */
export const markovStepStudy: LazyStudy = {
  statement: markovStep,
  axes: ['gamma'],
  places: {
    quick: [place(0.05)],
    standard: [place(0.1), place(0.05), place(0.01)],
    full: [place(0.5), place(0.1), place(0.05), place(0.01), place(0.001)],
  },
  regime: () => 'inside',
  seconds: (_, profile) => ({ quick: 0.5, standard: 3, full: 60 })[profile],
  judge: async ({ gamma: asked }, { profile, yieldToLoop }) => {
    const gamma = asWritten(asked ?? 0.05);
    const worst: Worst[] = [];
    for (let total = 1; total <= FINEST[profile]; total++) {
      await yieldToLoop();
      worst.push(worstOf(total, gamma));
    }
    const parts = [boundHolds(worst, gamma), flipCosts()];
    return {
      ...together(parts),
      margin: null,
      figures: [
        partsTable('from one point to the robust error', parts),
        gridTable(worst),
        sharpness(gamma),
        curve(gamma),
      ],
    };
  },
};
