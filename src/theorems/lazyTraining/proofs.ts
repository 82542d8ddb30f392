import type { Reading } from '../../core/claim.ts';
import type { Proof } from '../../core/proof.ts';
import { checkMaxInequality, type MaxInequality } from '../../numerics/exact/maxInequality.ts';
import { upperTail } from '../../numerics/statistics/binomial.ts';
import { centralMass } from '../../numerics/statistics/normal.ts';
import { gradientGapBound } from './explicitBounds/gradientGapBound.ts';
import {
  descentCores,
  eulerCores,
  firstTermCores,
  splitCores,
  stripCores,
  valueMovesCores,
} from './studies/deterministic/cores.ts';

/** Proves the rows; throws where one fails, for then the program says something else than the proof. */
const rowsProved = (rows: readonly MaxInequality[]) => (): string => {
  let multipliers = 0;
  for (const row of rows) {
    const examined = checkMaxInequality(row);
    if (examined.kind === 'fails') throw new Error(`${row.says}: the proof's inequality fails at a point`);
    for (const { weights, prices } of examined.multipliers)
      multipliers += [...weights, ...prices].filter(({ numerator }) => numerator !== 0n).length;
  }
  return `${rows.length} inequalities of one neuron, by ${multipliers} multipliers in exact fractions`;
};

const requireThat = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`what the proof says was not obtained: ${what}`);
};

/** Sizes at which exact binomial tails are held against γ. */
const TRIED = { m: [1, 2, 10, 100, 10_000], C0: [0, 0.1, 1, 10], gamma: [0.5, 0.05, 0.001] } as const;

/** P(|S| > bound) ≤ γ for |S| ~ Bin(m, 2Φ(V) − 1), by its exact law. */
const flipsWithin = (mean: number) => (): string => {
  let cells = 0;
  for (const m of TRIED.m)
    for (const C0 of TRIED.C0)
      for (const gamma of TRIED.gamma) {
        const bound = Math.sqrt(m) * (mean * C0 + Math.sqrt(Math.log(1 / gamma) / 2));
        const least = Math.floor(bound) + 1;
        const share = centralMass(C0 / Math.sqrt(m));
        const rate = share === 0 || least > m ? 0 : upperTail(m, least, share);
        requireThat(rate <= gamma, `a binomial tail of at most γ at m = ${m}, C0 = ${C0}`);
        cells++;
      }
  return `the exact binomial tail is at most γ at each of ${cells} m, C0 and γ`;
};

/** Nets that were found once; any would do. */
const bounds = [
  { d: 1e4, logRadii: [-3.4, -9.4], M0: 8, below: 0.435 },
  { d: 1e6, logRadii: [-3.4, -7.9, -13.7], M0: 8, below: 0.102 },
  { d: 1e9, logRadii: [-3.5, -8.3, -13.7, -20], M0: 8, below: 0.0164 },
] as const;

const gapAt = ({ d, logRadii, M0 }: (typeof bounds)[number], C0: number): number => {
  const m = d ** 2.4;
  return gradientGapBound({ d, least: m, most: m, C0, K: 1, beta: 1e-9 }, { logRadii, M0 }).total;
};

const gapsBounded = (): string => {
  for (const at of bounds) requireThat(gapAt(at, 1) <= at.below, `at most ${at.below} at d = ${at.d}`);
  const list = bounds.map(({ d, below }) => `${below} at d = ${d}`).join(', ');
  return `for C0 = K = 1 and m = d^2.4 it is at most √d times ${list}, but for one draw in 10⁹`;
};

const firstSumBounded = (): string => {
  const ratios = bounds.map((at) => {
    const ratio = gapAt(at, 0) / (Math.sqrt(Math.log(at.d)) / Math.sqrt(at.d)) ** 0.25;
    requireThat(ratio <= 1, `a constant of 1 at d = ${at.d}`);
    return ratio;
  });
  requireThat(ratios[1]! < ratios[0]! && ratios[2]! < ratios[1]!, 'a ratio that falls along the path');
  return 'the constant 1 serves at d = 10⁴, 10⁶ and 10⁹ along m = d^2.4 (R = 1/√d), but for one draw in 10⁹';
};

/** (θ + sin θ)/π ≤ min(1, R) at θ ≤ arcsin R. */
const varianceBounded = (): string => {
  for (let i = 1; i <= 1000; i++) {
    const R = i / 1000;
    const theta = Math.asin(R);
    requireThat((theta + Math.sin(theta)) / Math.PI <= R, `a variance of at most R at R = ${R}`);
  }
  return 'the variance is at most R at each of 1000 R up to 1, and at most 1 beyond';
};

const squaresAgree = (): string => {
  let cases = 0;
  for (const a of [-1, 1])
    for (const change of [-1, 0, 1]) {
      requireThat((a * change) ** 2 === change ** 2, 'equal squares');
      cases++;
    }
  return `the covariances agree in each of the ${cases} cases of a sign and a change of activation`;
};

const proof = (
  statement: string,
  reading: Reading,
  anchor: string,
  because: string,
  check?: () => string,
  verdict: Proof['verdict'] = 'supported',
): Proof => ({ statement, reading, verdict, because, anchor, ...(check === undefined ? {} : { check }) });

const DETERMINISTIC = 'deterministic-statements';
const VALUES = 'value-and-activations';
const BLIND = 'w-that-do-not-look';
const GAP = 'the-change-of-the-gradient-bounded-without-a-draw';

/** Statements of the paper that a proof decides as a whole, in the order of the text. */
export const proofs: readonly Proof[] = [
  proof(
    'value-is-bounded',
    'printed',
    VALUES,
    'f(x; W0) is sub-Gaussian with variance 1, so that |f(x; W0)| exceeds 2√ln(2/γ) with chance γ²/2 at most, and in the ball f moves by at most C0, for every d, m, C0 and γ',
    rowsProved(valueMovesCores),
  ),
  proof(
    'value-moves-at-most-C0',
    'printed',
    DETERMINISTIC,
    'a rectified number moves no further than its argument, by V at most, and √m V = C0',
    rowsProved(valueMovesCores),
  ),
  proof(
    'initial-value-is-bounded',
    'printed',
    VALUES,
    'f(x; W0) is sub-Gaussian with variance 1: the chance is γ²/2 at most, for every d, m and γ',
  ),
  proof(
    'euler-identity',
    'printed',
    DETERMINISTIC,
    '1[p > 0] p = σ(p) for every neuron',
    rowsProved(eulerCores),
  ),
  proof(
    'gradient-splits',
    'printed',
    DETERMINISTIC,
    'the triangle inequality, neuron by neuron',
    rowsProved(splitCores),
  ),
  proof(
    'first-term-is-constant',
    'printed',
    DETERMINISTIC,
    'an active neuron adds at most V, across x less, and √m V = C0',
    rowsProved(firstTermCores),
  ),
  proof(
    'projection-is-independent',
    'printed',
    BLIND,
    'a W in the ball that switches a neuron exactly if ⟨r, Pw⟩ > 0 never switches one with ⟨r, Pw⟩ < 0, whatever d ≥ 2, m and C0 > 0 are',
    undefined,
    'refuted',
  ),
  proof(
    'projection-is-independent',
    'intended',
    BLIND,
    'the change of activation is a function of (u, a, ω), of which PW0 is independent',
  ),
  proof(
    'second-term-law',
    'printed',
    BLIND,
    'with all of the may-flip set switched the left side has the law of the right one, and as a supremum it is larger with positive chance, whatever d ≥ 2, m ≥ 2 and C0 > 0 are',
    undefined,
    'refuted',
  ),
  proof(
    'second-term-law',
    'intended',
    BLIND,
    'given (u, a, ω), for one such W, the sum is Gaussian with covariance P times the number of switched neurons',
    squaresAgree,
  ),
  proof(
    'few-neurons-flip',
    'printed',
    VALUES,
    'the number is binomial with mean √(2/π) C0 √m at most, and Hoeffding’s inequality supplies the rest, for every d, m, C0 and γ',
    flipsWithin(1),
  ),
  proof(
    'sign-changes-are-the-strip',
    'printed',
    DETERMINISTIC,
    '⟨w, x⟩ takes every value within V of ⟨w⁰, x⟩ and no other',
    rowsProved(stripCores),
  ),
  ...(['printed', 'intended'] as const).map((reading) =>
    proof(
      'flips-at-the-moved-point',
      reading,
      VALUES,
      'seen from a fixed point the number has the binomial law of Lemma 4.3, whatever the length of δ, and one constant serves every m',
      flipsWithin(Math.sqrt(2 / Math.PI)),
    ),
  ),
  proof(
    'gradient-is-stable',
    'printed',
    GAP,
    'an explicit bound that needs no draw is O(d^(1/4)) for every C0 and K, at all m ≥ d^2.4',
    gapsBounded,
  ),
  proof(
    'first-sum-rate',
    'intended',
    GAP,
    'the same bound at C0 = 0 is O(d^(1/4)), and the order that is claimed grows as d^(3/8)',
    firstSumBounded,
  ),
  proof(
    'first-sum-rate-fixed',
    'printed',
    'fixed-directions',
    'the sum has mean 0 and variance min(1, R) at most, so that Chebyshev’s inequality gives R^(1/4)/√γ, for every d ≥ 2 and m',
    varianceBounded,
  ),
  proof(
    'descent-inequality',
    'intended',
    DETERMINISTIC,
    'along the step f is the integral of its derivative',
    rowsProved(descentCores),
  ),
  proof(
    'cone-keeps-sign',
    'printed',
    DETERMINISTIC,
    'f is positively homogeneous in its weights, neuron by neuron',
  ),
];
