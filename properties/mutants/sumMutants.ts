import { type CertificateMutant, mutated } from './certificateMutant.ts';

/** Planted errors in what the neurons add up to, and in the rounds that follow. */
export const sumMutants: readonly CertificateMutant[] = [
  // Linear and kink terms.
  mutated(
    'the linear term without the turn of the may-flip set',
    'linearBound.ts',
    ' + part.overMayFlip / (2 * Math.sqrt(m))',
    '',
  ),
  mutated(
    'the linear term without the length of the step',
    'linearBound.ts',
    'ofRate + ofDirection) * WIDER',
    'ofDirection) * WIDER',
  ),
  mutated(
    'the linear term without its always-active part',
    'linearBound.ts',
    'part.length * gradients.withoutFlips + ',
    '',
  ),
  mutated(
    'the linear term at the least rate',
    'linearBound.ts',
    'ball.largestRate * (part',
    'ball.leastRate * (part',
  ),
  mutated(
    'the rate from one side',
    'linearBound.ts',
    'Math.max(ball.largestRate - ball.kappa, ball.kappa - ball.leastRate)',
    '(ball.largestRate - ball.kappa)',
  ),
  mutated('the linear term halved', 'linearBound.ts', 'return Math.min(', 'return 0.5 * Math.min('),
  mutated(
    'a wrong sign in the kink term',
    'lossBound.ts',
    'bounds.value + linear + kink',
    'bounds.value + linear - kink',
  ),
  mutated('the linear term dropped', 'lossBound.ts', 'bounds.value + linear + kink', 'bounds.value + kink'),
  mutated('C2 counted 1 % too large', 'lossBound.ts', 'upper: -C2 + bounds', 'upper: -1.01 * C2 + bounds'),
  mutated(
    'the rounding of the value dropped',
    'lossBound.ts',
    ' + kink + rounding',
    ' + kink',
    'the radius is widened by (d + 8) roundings of the longest row for each neuron, more than their sum loses on any draw; the term is there for the worst order of addition',
  ),
  mutated(
    'the kinks’ quadratic form with 8 for 4',
    'kinks.ts',
    '(4 * Math.max(margin, width))',
    '(8 * Math.max(margin, width))',
  ),
  mutated(
    'the kinks without what lies below their width',
    'kinks.ts',
    'extra += jumps[i]! * (width - margin)',
    'extra += 0',
  ),
  mutated(
    'the kinks without their quadratic form',
    'kinkBound.ts',
    'reach * reach * known.largestEigenvalue(kinks, weights) + extra',
    'extra',
  ),
  mutated(
    'the kinks with ε for ε²',
    'kinkBound.ts',
    'reach * reach * known',
    'Math.min(1, reach) * reach * reach * known',
  ),
  // Peeling.
  mutated(
    'the loss term doubled',
    'peeling.ts',
    '(U / reach) * (1 + 1e-9)',
    '(U / (2 * reach)) * (1 + 1e-9)',
  ),
  mutated(
    'the first loss halved',
    'peeling.ts',
    '(reachable / reach) * (1 + 1e-9)',
    '(reachable / (2 * reach)) * (1 + 1e-9)',
  ),
  mutated(
    'the tracked counted twice',
    'lossBound.ts',
    'reach: (V * count) / Math.sqrt(m)',
    'reach: (2 * V * count) / Math.sqrt(m)',
  ),
  mutated('no W takes a sign that few take', 'peeling.ts', 'if (reachable < 0)', 'if (reachable < 0.5 * C2)'),
  mutated('what was peeled off forgotten', 'peeling.ts', 'upper: Math.max(U, peeled)', 'upper: U'),
  mutated(
    'the bound of a round times 0.9',
    'peeling.ts',
    'const U = bound.upper;',
    'const U = 0.9 * bound.upper;',
  ),
  mutated(
    'one side proved for both',
    'stepCertificate.ts',
    'sideBound(known, -1, C2, workspace)',
    'sideBound(known, 1, C2, workspace)',
  ),
  mutated(
    'the better side for both',
    'stepCertificate.ts',
    'Math.max(positive.upper, negative.upper)',
    'Math.min(positive.upper, negative.upper)',
  ),
  mutated(
    'the other C2 certified',
    'leastCertified.ts',
    'if (certified(middle)) C2 = middle',
    'if (!certified(middle)) C2 = middle',
  ),
];
