import { atMost, type Claim } from '../../core/claim.ts';
import { twelveDigits } from '../../core/report/decimals.ts';
import type { Study, StudyCell } from '../../core/study.ts';
import type { Point, Profile, Quantity, Setting, Theorem } from '../../core/theorem.ts';
import { kernels } from '../../numerics/kernels/inUse.ts';
import { gaussian } from '../../numerics/random/gaussian.ts';
import { signs } from '../../numerics/random/signs.ts';
import { lowerTail, upperTail } from '../../numerics/statistics/binomial.ts';
import { separableShare } from './coverCount.ts';
import { separates, separation } from './separability.ts';

/** Point sets: random ones and those of a moment curve lie in general position; where each stands twice they do not. */
const pointSets = ['Gaussian', 'momentCurve', 'doubled'] as const;

/** The points times their labels, n × d. */
interface Labelled {
  readonly points: Float64Array;
}

const shareAt = ({ n, d, points }: Point): number => {
  if (pointSets[points! - 1] !== 'doubled') return separableShare(n!, d!);
  // The labels of each pair must agree; an odd point out is its own pair.
  const pairs = Math.ceil(n! / 2);
  return 2 ** (pairs - n!) * separableShare(pairs, d!);
};

const separable: Quantity<Labelled> = {
  symbol: 'separable',
  says: '1 where a hyperplane through 0 separates the labels, and 0 where none does',
  tex: '\\mathbf 1[\\text{separable}]',
  value: ({ points }, _, { n, d }) => {
    const found = separation(points, n!, d!);
    return found.kind === 'separable' && separates(points, n!, found.w) ? 1 : 0;
  },
  upperTail: (threshold, at) => (threshold < 0 ? 1 : threshold < 1 ? shareAt(at) : 0),
};

const labelled: Setting<Labelled> = {
  name: 'points with fair labels',
  reads: ['n', 'd', 'points'],
  quantities: [separable],
  sample: (stream, { n, d, points }) => {
    const kind = pointSets[points! - 1]!;
    const labels = signs(stream.child('labels'), n!);
    const drawn = kind === 'momentCurve' ? null : gaussian(stream.child('points'), n! * d!);
    // Entry k of point i; the curve runs over (−1, 1).
    const entry = (i: number, k: number): number => {
      if (drawn === null) return ((2 * i + 1) / n! - 1) ** k;
      return drawn[(kind === 'doubled' ? Math.floor(i / 2) : i) * d! + k]!;
    };
    return {
      points: Float64Array.from({ length: n! * d! }, (_, k) => {
        const i = Math.floor(k / d!);
        return labels[i]! * entry(i, k % d!);
      }),
    };
  },
  *refine({ points }, _, { n, d }) {
    const { kind } = separation(points, n!, d!);
    yield { separable: { lower: Number(kind === 'separable'), upper: Number(kind !== 'inseparable') } };
  },
  cost: ({ n, d }) => ({
    seconds: 3e-5 + 4e-9 * (d! + 1) * (d! + 1) * (n! + d! + 1),
    bytes: 2 ** 16 + 32 * (d! + 1) * (n! + d! + 2),
  }),
};

const rarelySeparable: Claim = {
  id: 'labels-are-rarely-separable',
  reading: 'printed',
  says: 'a hyperplane through 0 separates fair labels of n points in general position in R^d with probability at most γ, for any γ of at least 2^(1−n) Σ_{k<d} C(n−1, k)',
  source: { work: 'Cover 1965', place: 'Theorem 1 and its corollary (restated), from above' },
  quantifiers: ['for every set of n points in general position'],
  premise: [atMost('points', '2')],
  conclusion: atMost('separable', '0'),
  constants: {},
  failureRate: 'gamma',
  tries: {
    // The exact shares are 0.5, 0.0898 and 0.0207.
    quick: [
      { n: [10], d: [5], points: ['Gaussian', 'momentCurve'], gamma: [0.6] },
      { n: [10], d: [3], points: ['Gaussian'], gamma: [0.2] },
      { n: [30], d: [10], points: ['Gaussian'], gamma: [0.1] },
    ],
    standard: [
      { n: [10], d: [5], points: ['Gaussian', 'momentCurve'], gamma: [0.55, 0.6] },
      { n: [10], d: [3], points: ['Gaussian', 'momentCurve'], gamma: [0.11, 0.13] },
      { n: [30, 60], d: [10], points: ['Gaussian'], gamma: [0.05] },
      { n: [100], d: [50], points: ['Gaussian'], gamma: [0.55] },
    ],
  },
};

/** False: the share is exact, and a γ below it is too small. */
const tooRarelySeparable: Claim = {
  ...rarelySeparable,
  id: 'control-labels-are-too-rarely-separable',
  says: 'fair labels of n points in general position in R^d are separable with probability at most γ, for a γ below the exact share',
  source: { work: 'a planted error', place: 'Theorem 1 of Cover with a smaller γ' },
  control: true,
  tries: {
    quick: [
      { n: [10], d: [5], points: ['Gaussian'], gamma: [0.4] },
      { n: [10], d: [3], points: ['momentCurve'], gamma: [0.02] },
    ],
  },
};

/** Labellings of a cell, fixed in advance. */
const DRAWS: Readonly<Record<Profile, number>> = { quick: 1000, standard: 4000, full: 20_000 };

const countCell = (n: number, d: number, points: number): StudyCell => ({
  at: { d, n, points },
  constants: {},
});

/** The number of labellings that can be separated is exact: a two-sided binomial test of fixed size. */
const countIsExact: Study = {
  id: 'count-of-labellings-is-exact',
  reading: 'printed',
  kind: 'law',
  says: 'exactly a share 2^(1−n) Σ_{k<d} C(n−1, k) of all labellings of n points in general position in R^d is separable through 0',
  source: { work: 'Cover 1965', place: 'Theorem 1 (restated)' },
  quantifiers: ['for every set of n points in general position'],
  premise: [{ text: 'general position', tex: '\\text{general position}' }],
  conclusion: {
    text: 'P(separable) = 2^(1 - n) sum C(n - 1, k), k < d',
    tex: 'P(\\text{separable}) = 2^{1-n}\\sum_{k<d}\\tbinom{n-1}{k}',
  },
  constants: {},
  axes: ['d', 'n', 'points'],
  cells: {
    quick: [countCell(4, 2, 1), countCell(10, 5, 1), countCell(12, 4, 2), countCell(10, 5, 3)],
    standard: [
      countCell(4, 2, 1),
      countCell(10, 5, 1),
      countCell(12, 4, 2),
      countCell(10, 5, 3),
      countCell(60, 25, 1),
    ],
  },
  regime: ({ at }) => (pointSets[at.points! - 1] === 'doubled' ? 'outside' : 'inside'),
  seconds: ({ at }, profile) => 0.05 + DRAWS[profile] * labelled.cost(at, 'reduced').seconds,
  judge: async ({ at }, { stream, alpha, profile, yieldToLoop }) => {
    const total = DRAWS[profile];
    let [yes, open] = [0, 0];
    for (let trial = 0; trial < total; trial++) {
      if (trial % 16 === 0) await yieldToLoop();
      kernels().arena.scope(() => {
        const { points } = labelled.sample(stream.child(trial), at, 'reduced');
        const { kind } = separation(points, at.n!, at.d!);
        if (kind === 'separable') yes++;
        else if (kind === 'open') open++;
      });
    }
    const share = separableShare(at.n!, at.d!);
    // What is open counts for whichever side speaks for the claim.
    const few = yes + open < total ? lowerTail(total, yes + open, share) : 1;
    const many = yes > 0 ? upperTail(total, yes, share) : 1;
    const pValue = Math.min(1, 2 * few, 2 * many);
    const refuted = pValue <= alpha.refute;
    return {
      verdict: refuted ? 'refuted' : 'consistent',
      tally: {
        violated: refuted ? total - open : 0,
        certified: refuted ? 0 : total - open,
        unresolved: open,
        skipped: 0,
      },
      error: refuted ? alpha.refute : null,
      because: `${yes} of ${total} labellings are separable, each by a hyperplane or a Farkas certificate that was checked, where the formula says a share of ${twelveDigits(Number(share.toPrecision(6)))} (p = ${Number(pValue.toPrecision(2))})`,
      margin: null,
      figures: [
        {
          kind: 'test',
          title: 'the number of separable labellings (two-sided binomial test, exact)',
          statistic: yes / total,
          pValue: twelveDigits(pValue),
          alpha: alpha.refute,
          sizes: [total],
          alternative: 'the share of separable labellings is another one',
        },
      ],
    };
  },
};

/** Cover's count of the labellings of n points that a hyperplane through 0 separates. */
export const cover: Theorem = {
  id: 'cover',
  work: 'Cover, Geometrical and statistical properties of systems of linear inequalities with applications in pattern recognition (1965)',
  axes: [
    { symbol: 'd', says: 'dimension', kind: 'count', addressed: true, most: 1000 },
    { symbol: 'n', says: 'number of points', kind: 'count', addressed: true, most: 2000 },
    { symbol: 'points', says: 'point set', kind: 'count', addressed: true, values: pointSets },
    { symbol: 'gamma', says: 'failure rate', kind: 'rate', tex: '\\gamma', label: 'γ' },
  ],
  table: { rows: 'd', columns: 'n' },
  settings: [labelled],
  statements: [countIsExact, rarelySeparable, tooRarelySeparable],
};
