import { atMost, type Claim } from '../core/claim.ts';
import { around, type Quantity, type Setting, type Theorem } from '../core/theorem.ts';
import { chi } from '../numerics/random/chi.ts';
import { chiSquaredUpperTail } from '../numerics/statistics/chiSquared.ts';

// Laurent and Massart's bounds for a chi-squared variable: a whole theorem in one file. Copy it for one of your own.

// 1. What is measured. A quantity has a symbol for formulas, a phrase, its TeX, and a definition in plain arithmetic.
const chiSquared: Quantity<number> = {
  symbol: 'Z',
  says: 'a chi-squared variable with n degrees of freedom',
  tex: 'Z',
  value: (draw) => draw,
  // The exact law. Leave it out where nobody knows it: it is only shown beside what the draws said.
  upperTail: (threshold, { n }) => chiSquaredUpperTail(n!, threshold),
};

// 2. How it is drawn. A draw is made from named children of a stream, so that anybody can make the same draw again.
const setting: Setting<number> = {
  name: 'chi-squared',
  reads: ['n'],
  quantities: [chiSquared],
  // Z is the squared length of n standard Gaussians.
  sample: (stream, { n }) => chi(stream.child('length'), n!) ** 2,
  // Brackets that surely hold the quantity, ever tighter ones where the first is not enough. Here one has room for rounding.
  *refine(draw) {
    yield { Z: around({ value: draw, error: 1e-12 * draw }) };
  },
  // What a trial costs, roughly and from above.
  cost: ({ n }) => ({ seconds: 1e-5 + 1e-8 * n!, bytes: 2 ** 16 }),
};

// 3. What is claimed: on at most a share exp(−t) of all draws does the conclusion fail.
const upperTail: Claim = {
  id: 'chi-squared-upper-tail',
  reading: 'printed',
  says: 'Z exceeds n + 2√(nt) + 2t with probability at most exp(−t)',
  source: { work: 'Laurent and Massart 2000', place: 'Lemma 1, (4.3)' },
  quantifiers: ['for every n', 'for every t > 0'],
  premise: [],
  conclusion: atMost('Z', 'n + 2 * sqrt(n * t) + 2 * t'),
  constants: {},
  failureRate: 'exp(-t)',
  // Where it is tried, by profile. The lists are crossed.
  tries: {
    quick: [{ n: [1, 10, 1000], t: [0.5, 1, 3] }],
    standard: [{ n: [1, 10, 100, 1000, 10000], t: [0.5, 1, 3, 5, 7] }],
  },
};

const lowerTail: Claim = {
  ...upperTail,
  id: 'chi-squared-lower-tail',
  says: 'Z lies below n − 2√(nt) with probability at most exp(−t)',
  source: { work: 'Laurent and Massart 2000', place: 'Lemma 1, (4.4)' },
  conclusion: atMost('n - 2 * sqrt(n * t)', 'Z'),
};

// 4. A control: false on purpose, so that the harness must refute it. A Gaussian of variance 2n has a tail like the one without
//    2t; at few degrees of freedom and large t the tail of Z is much heavier. (P(χ²₁ > 6.66) = 0.0099 where exp(−8) = 0.0003.)
const withoutLinearTerm: Claim = {
  ...upperTail,
  id: 'control-chi-squared-without-2t',
  says: 'Z exceeds n + 2√(nt) with probability at most exp(−t)',
  source: { work: 'a planted error', place: 'Lemma 1, (4.3), without 2t' },
  conclusion: atMost('Z', 'n + 2 * sqrt(n * t)'),
  control: true,
  tries: { quick: [{ n: [1, 2, 10], t: [8] }] },
};

// 5. The theorem: its axes, which give flags (--n 10,100 --t 1,3), tables and figures, and all of the above.
/** Laurent and Massart's tails of a chi-squared variable. */
export const laurentMassart: Theorem = {
  id: 'laurent-massart',
  work: 'Laurent and Massart, Adaptive estimation of a quadratic functional by model selection (2000)',
  axes: [
    // Draws at different n are independent; t only says what is asked of them. `calibrate n` looks for the n from which a claim holds.
    {
      symbol: 'n',
      says: 'number of degrees of freedom',
      kind: 'count',
      addressed: true,
      most: 1e8,
      frontier: { from: 1, to: 1000, scale: 'log' },
    },
    { symbol: 't', says: 'tail exponent', kind: 'real' },
  ],
  table: { rows: 'n', columns: 't' },
  settings: [setting],
  statements: [upperTail, lowerTail, withoutLinearTerm],
};
