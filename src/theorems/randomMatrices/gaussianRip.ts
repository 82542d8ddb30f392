import { atMost, type Claim } from '../../core/claim.ts';
import { UsageError } from '../../core/run/usageError.ts';
import type { Point, Setting, Theorem } from '../../core/theorem.ts';
import { chiSquared } from '../../numerics/random/chiSquared.ts';
import { gaussian } from '../../numerics/random/gaussian.ts';
import { jointly, MOST_SETS, ripBracket, setsOf } from './ripBracket.ts';

/** AᵀA/m for A of m × p independent standard Gaussians, p × p. */
interface GramDraw {
  readonly gram: Float64Array;
}

/** AᵀA is RᵀR for an upper triangular R with χ_m, …, χ_{m−p+1} on its diagonal and Gaussians above (Bartlett); so m may be a million. */
const factorOf = (
  stream: Parameters<Setting['sample']>[0],
  { p, m }: Point,
  whole: boolean,
): { readonly rows: number; readonly R: Float64Array } => {
  if (whole || m! < p!) return { rows: m!, R: Float64Array.from(gaussian(stream.child('A'), m! * p!)) };
  const above = gaussian(stream.child('above'), p! * p!);
  const R = new Float64Array(p! * p!);
  for (let i = 0; i < p!; i++) {
    R[i * p! + i] = Math.sqrt(chiSquared(stream.child('diagonal').child(i), m! - i));
    for (let j = i + 1; j < p!; j++) R[i * p! + j] = above[i * p! + j]!;
  }
  return { rows: p!, R };
};

const setting: Setting<GramDraw> = {
  name: 'restricted isometry of a Gaussian matrix',
  reads: ['p', 's', 'm'],
  quantities: [
    {
      symbol: 'rip',
      says: 'the restricted isometry constant δ_s of A/√m',
      tex: '\\delta_s',
      value: ({ gram }, _, { p, s }) => {
        const { lower, upper } = ripBracket(gram, p!, s!);
        // Above enumeration the larger of what was reached, which is proved, is what a witness rests on.
        return jointly(p!, s!, MOST_SETS) === s ? (lower + upper) / 2 : lower;
      },
    },
  ],
  modes: ['reduced', 'ambient'],
  sample: (stream, at, mode) => {
    const { p, m } = at;
    const { rows, R } = factorOf(stream, at, mode === 'ambient');
    const gram = new Float64Array(p! * p!);
    for (let k = 0; k < rows; k++)
      for (let i = 0; i < p!; i++)
        for (let j = 0; j <= i; j++) gram[i * p! + j]! += R[k * p! + i]! * R[k * p! + j]!;
    for (let i = 0; i < p!; i++)
      for (let j = 0; j <= i; j++) {
        gram[i * p! + j]! /= m!;
        gram[j * p! + i] = gram[i * p! + j]!;
      }
    return { gram };
  },
  *refine({ gram }, _, { p, s }) {
    yield { rip: ripBracket(gram, p!, s!) };
  },
  cost: (at, mode) => {
    const { p, s, m } = at;
    if (s! > p!)
      throw new UsageError(`s = ${s} is more than p = ${p}; a support has no more columns than there are`);
    const k = jointly(p!, s!, MOST_SETS);
    const sets = setsOf(p!, k);
    const search = k === s ? 0 : 2 * 17 * s! * (p! * s! * 2e-9 + s! ** 3 * 1e-7);
    const rows = mode === 'ambient' ? m! : Math.min(m!, p!);
    return {
      seconds: 1e-4 + 2e-9 * rows * p! * p! + sets * k * k * 1e-8 + search,
      bytes: 2 ** 20 + 16 * p! * (p! + rows),
    };
  },
};

const asked = 's * log(exp(1) * p / s) + log(2 / gamma)';

const explicit: Claim = {
  id: 'rip-by-explicit-constants',
  reading: 'printed',
  says: 'for m ≥ 2 η⁻² (s ln(ep/s) + ln(2/γ)) the matrix A/√m has δ_s ≤ 2aη + a²η², a = 1 + 1/√(2 ln(ep/s)), with probability at least 1 − γ',
  source: { work: 'Foucart and Rauhut 2013', place: 'Theorem 9.27 (restated)' },
  quantifiers: ['for all s-sparse vectors at once', 'with probability at least 1 − γ'],
  premise: [atMost('s', 'p'), atMost(`2 / eta^2 * (${asked})`, 'm')],
  where: { a: '1 + 1 / sqrt(2 * log(exp(1) * p / s))' },
  conclusion: atMost('rip', '2 * a * eta + a^2 * eta^2'),
  constants: { eta: { bound: 'given', first: '0.2', says: 'how near to an isometry' } },
  failureRate: 'gamma',
  tries: {
    quick: [{ p: [20], s: [1, 2], m: [600], gamma: [0.05] }],
    standard: [{ p: [20, 40], s: [1, 2, 3], m: [600, 3000], gamma: [0.05, 0.01], eta: [0.1, 0.2] }],
  },
};

const tight: Claim = {
  ...explicit,
  id: 'rip-by-enough-rows',
  says: 'for m ≥ C δ⁻² (s ln(ep/s) + ln(2/γ)) the matrix A/√m has δ_s ≤ δ with probability at least 1 − γ',
  source: { work: 'Foucart and Rauhut 2013', place: 'Theorem 9.2, for Gaussian matrices (restated)' },
  premise: [atMost('s', 'p'), atMost(`C / delta^2 * (${asked})`, 'm')],
  where: {},
  conclusion: atMost('rip', 'delta'),
  constants: {
    delta: { bound: 'given', first: '1 / 2', says: 'the isometry constant' },
    C: { first: '4', says: 'how many rows it takes' },
  },
  tries: {
    quick: [{ p: [12], s: [1, 2, 3], m: [90], gamma: [0.05], C: [2] }],
    standard: [
      { p: [20, 40], s: [1, 2, 3], m: [45, 90, 180, 360], gamma: [0.05], C: [0.5, 1, 2, 4] },
      // More supports than can be gone through.
      { p: [100], s: [8], m: [100, 400, 4000], gamma: [0.05], C: [0.5] },
    ],
  },
};

/** False: at a fifth of the rows the isometry constant is about twice as large. */
const tooFewRows: Claim = {
  ...tight,
  id: 'control-rip-by-too-few-rows',
  says: 'a fifth of δ⁻² (s ln(ep/s) + ln(2/γ)) rows are enough for δ_s ≤ δ',
  source: { work: 'a planted error', place: 'the number of rows of a Gaussian matrix, C = 1/5' },
  constants: { ...tight.constants, C: { first: '0.2', says: 'how many rows it takes' } },
  control: true,
  tries: { quick: [{ p: [20], s: [2, 3], m: [12], gamma: [0.05] }] },
};

/** The restricted isometry of Gaussian matrices: exact where all supports can be gone through, bracketed above. */
export const gaussianRip: Theorem = {
  id: 'gaussian-rip',
  work: 'Foucart and Rauhut, A Mathematical Introduction to Compressive Sensing (2013)',
  axes: [
    { symbol: 'p', says: 'number of columns', kind: 'count', addressed: true, most: 1000, usual: 20 },
    { symbol: 's', says: 'sparsity', kind: 'count', addressed: true, most: 20, usual: 2 },
    {
      symbol: 'm',
      says: 'number of rows',
      kind: 'count',
      addressed: true,
      most: 1e9,
      usual: 180,
      frontier: { from: 5, to: 5000, scale: 'log' },
    },
    { symbol: 'gamma', says: 'failure rate', kind: 'rate', tex: '\\gamma', label: 'γ', usual: 0.05 },
  ],
  table: { rows: 's', columns: 'm' },
  settings: [setting],
  statements: [explicit, tight, tooFewRows],
};
