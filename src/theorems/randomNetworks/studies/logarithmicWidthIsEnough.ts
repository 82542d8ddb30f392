import { twelveDigits } from '../../../core/report/decimals.ts';
import type { Study, StudyCell } from '../../../core/study.ts';
import { bubeck } from '../claims/source.ts';

const cell = (m: number, depth: number, gamma: number): StudyCell => ({
  at: { d: 1, m, depth, activation: 1, last: 1, gamma },
  constants: { C1: 1 },
});

/**
 * A lower bound on the chance that no step whatever changes the sign of a ReLU network of `depth` layers of m units each.
 *
 * A layer is dead at x, all its preactivations at most 0, with chance 2^(−m) given that those before it are not; then f(x) = 0 and its
 * gradient is 0. And where all m signs of the last layer are alike, of chance 2^(1−m) and independent of the rest, f has one sign
 * everywhere: a step may reach 0, and never the other sign. So the chance is at least 1 − (1 − 2^(−m))^depth (1 − 2^(1−m)). A Gaussian last layer has such signs too.
 */
export const leastFailure = (m: number, depth: number): number =>
  1 - (1 - 2 ** -m) ** depth * (1 - 2 ** (1 - m));

/** Refuted without a draw, or left as it is: what the law does not exclude, it does not support. */
export const logarithmicWidthIsEnough: Study = {
  id: 'logarithmic-width-is-enough',
  reading: 'printed',
  kind: 'exact',
  says: 'for ReLU, widths of at least C1 ln(1/γ) leave room for a step to the other sign with probability at least 1 − γ',
  source: bubeck('Theorem 1, the condition on the width, for a C1 of 1'),
  quantifiers: ['for every step size', 'with probability at least 1 − γ'],
  premise: [{ text: 'C1 * log(1 / gamma) <= m', tex: 'C_1\\ln(1/\\gamma) \\le m' }],
  conclusion: {
    text: '1 - (1 - 2^(-m))^depth * (1 - 2^(1 - m)) <= gamma',
    tex: '1-(1-2^{-m})^{\\ell}(1-2^{1-m}) \\le \\gamma',
  },
  constants: { C1: { first: '1', says: 'how far the width must exceed ln(1/γ)' } },
  axes: ['m', 'depth', 'gamma'],
  cells: {
    quick: [
      ...[3, 4, 5, 6].map((m) => cell(m, 1, 0.05)),
      ...[5, 10].map((m) => cell(m, 100, 0.05)),
      ...[7, 8].map((m) => cell(m, 1, 1e-3)),
    ],
  },
  regime: ({ at, constants }) =>
    (constants.C1 ?? 1) * Math.log(1 / at.gamma!) <= at.m! ? 'inside' : 'outside',
  seconds: () => 0.01,
  judge: async ({ at }) => {
    const [m, depth, gamma] = [at.m!, at.depth!, at.gamma!];
    const least = leastFailure(m, depth);
    const refuted = least > gamma * (1 + 1e-9);
    let enough = m;
    while (leastFailure(enough, depth) > gamma) enough++;
    const chance = String(twelveDigits(Number(least.toPrecision(4))));
    return {
      verdict: refuted ? 'refuted' : 'consistent',
      tally: { violated: refuted ? 1 : 0, certified: 0, unresolved: refuted ? 0 : 1, skipped: 0 },
      error: refuted ? 0 : null,
      because: refuted
        ? `with chance at least ${chance} a layer is dead or the last layer has all signs alike, and then no step reaches the other sign, where ${gamma} is allowed; this law asks for ${enough} units`
        : `a dead layer or a last layer with all signs alike has chance ${chance}, which does not exceed ${gamma}`,
      margin: null,
      figures: [],
    };
  },
};
