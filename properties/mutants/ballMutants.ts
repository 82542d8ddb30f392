import { type CertificateMutant, mutated } from './certificateMutant.ts';

/** Planted errors in what the gradients and the points of the ball are enclosed in. */
export const ballMutants: readonly CertificateMutant[] = [
  // Which neurons may be on or off.
  mutated(
    'half of the may-flip set',
    'knownWeights.ts',
    'within(u, belowMinus(radius), radius)',
    'within(u, -radius / 2, radius / 2)',
  ),
  mutated(
    '|S_v| left out of the gradient ball',
    'lossBound.ts',
    'others: on - count + known.mayFlip.length',
    'others: on - count',
  ),
  mutated(
    'the neurons on and not tracked left out',
    'lossBound.ts',
    'others: on - count + known.mayFlip.length',
    'others: known.mayFlip.length',
  ),
  mutated(
    'neurons of the may-flip set taken at 1 instead of ½',
    'centerPattern.ts',
    'Number(u[s]! > radius) + Number(u[s]! >= -radius)',
    '2 * Number(u[s]! >= -radius)',
  ),
  // The ball of gradients.
  mutated('the V of the others dropped', 'gradientBall.ts', ' + (V * others) / scale', ''),
  mutated(
    'the V of the tracked dropped',
    'gradientBall.ts',
    'tracked.reach * Math.sqrt(Math.max(0, 1 - h * h)) + ',
    '',
  ),
  mutated(
    'the cap’s radius without its root',
    'gradientBall.ts',
    'Math.sqrt(Math.max(0, 1 - h * h))',
    'Math.max(0, 1 - h)',
  ),
  mutated(
    'the cap around x for any loss',
    'gradientBall.ts',
    'const shift = tracked.reach * h',
    'const shift = tracked.reach',
  ),
  mutated('ρ_f dropped', 'gradientBall.ts', 'withoutFlips + known.flips', 'withoutFlips'),
  mutated(
    'the may-flip set left out of h_r',
    'gradientBall.ts',
    'withoutFlips + ((0.5 * overMayFlip) / (scale * norm)) * WIDER',
    'withoutFlips',
  ),
  mutated('the rounding of the gradient dropped', 'gradientBall.ts', ' + rounding) * WIDER', ')'),
  mutated(
    'ρ_f without |S|',
    'explicitWeights.ts',
    'mayFlip.length * largestEigenvalue(',
    'largestEigenvalue(',
  ),
  mutated(
    'ρ_f halved',
    'explicitWeights.ts',
    'flips: (Math.min(spectral, plain) / (2 * scale)) * WIDER',
    'flips: Math.min(spectral, plain) / (4 * scale)',
  ),
  mutated(
    'a Gram matrix without its corners',
    'explicitWeights.ts',
    'b <= a; b++) gram[a * d + b]! += factor',
    'b < a; b++) gram[a * d + b]! += factor',
  ),
  // The ball of points.
  mutated('κ without ρ²', 'steppedBall.ts', 'C2 / (norm * norm - radius * radius)', 'C2 / (norm * norm)'),
  mutated('ε times 0.9', 'steppedBall.ts', 'kappa * radius * WIDER', '0.9 * kappa * radius'),
  mutated(
    'D without h_r',
    'steppedBall.ts',
    'longestStep: (C2 / nearest) * WIDER',
    'longestStep: (C2 / norm) * WIDER',
  ),
  mutated('N without ε', 'steppedBall.ts', '(center + reach) * WIDER', 'center * WIDER'),
  mutated(
    'the least rate at the centre',
    'steppedBall.ts',
    'norm * norm + 2 * norm * radial + radius * radius',
    'norm * norm',
  ),
  mutated(
    'the largest rate at the centre',
    'steppedBall.ts',
    'C2 / (nearest * nearest)',
    'C2 / (norm * norm)',
  ),
  mutated('a gradient that may vanish', 'steppedBall.ts', 'if (!(norm > radius * WIDER)) return null;', ''),
];
