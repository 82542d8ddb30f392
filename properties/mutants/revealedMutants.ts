import { type CertificateMutant, mutated } from './certificateMutant.ts';

/** Planted errors in the tails of the reduced law. */
export const revealedMutants: readonly CertificateMutant[] = [
  mutated('β ignored', 'revealedWeights.ts', 'Math.sqrt(2 * Math.log(EVENTS / CERTIFICATE_ERROR))', '0'),
  mutated(
    'one event instead of 6000',
    'revealedWeights.ts',
    'Math.sqrt(2 * Math.log(EVENTS / CERTIFICATE_ERROR))',
    'Math.sqrt(2 * Math.log(1 / CERTIFICATE_ERROR))',
  ),
  mutated('β = 1/20', 'revealedWeights.ts', 'Math.log(EVENTS / CERTIFICATE_ERROR)', 'Math.log(20)'),
  mutated(
    'row norms without their tail',
    'revealedWeights.ts',
    'free + 2 * Math.sqrt(free * lambda) + 2 * lambda',
    'free',
  ),
  mutated(
    'row norms without the union over neurons',
    'revealedWeights.ts',
    '(EVENTS * m) / CERTIFICATE_ERROR',
    'EVENTS / CERTIFICATE_ERROR',
  ),
  mutated(
    'the cube without its mean',
    'revealedWeights.ts',
    'root + Math.sqrt((2 * size) / Math.PI) + T',
    'root + T',
  ),
  mutated(
    'the cube without its tail',
    'revealedWeights.ts',
    'root + Math.sqrt((2 * size) / Math.PI) + T',
    'root + Math.sqrt((2 * size) / Math.PI)',
  ),
  mutated(
    'the may-flip set’s revealed coordinates left out of ρ_f',
    'revealedWeights.ts',
    'return sum + part * part;',
    'return sum;',
  ),
  mutated('lengths without what is not revealed', 'revealedWeights.ts', '(restLength * chi) / scale', '0'),
  mutated(
    'the may-flip set’s products without their mean',
    'revealedWeights.ts',
    'size * Math.sqrt(2 / Math.PI) + Math.sqrt(size) * T',
    'Math.sqrt(size) * T',
  ),
  mutated(
    'the may-flip set’s products without their tail',
    'revealedWeights.ts',
    'size * Math.sqrt(2 / Math.PI) + Math.sqrt(size) * T',
    'size * Math.sqrt(2 / Math.PI)',
  ),
  mutated(
    'the may-flip set’s products without their own part',
    'revealedWeights.ts',
    'chi * chi * rest.overMayFlip +',
    '0 +',
  ),
  mutated(
    'eigenvalues without what is not revealed',
    'revealedWeights.ts',
    'largestOfTwo(seen, cross, unseen * unseen)',
    'seen',
  ),
  mutated(
    'eigenvalues without the cross block',
    'revealedWeights.ts',
    'largestOfTwo(seen, cross, unseen * unseen)',
    'largestOfTwo(seen, 0, unseen * unseen)',
  ),
  mutated(
    'the unseen block without its spread',
    'revealedWeights.ts',
    'Math.sqrt(total) + chi * Math.sqrt(largest)',
    'chi * Math.sqrt(largest)',
  ),
  mutated(
    'the unseen block without its tail',
    'revealedWeights.ts',
    'Math.sqrt(total) + chi * Math.sqrt(largest)',
    'Math.sqrt(total) + root * Math.sqrt(largest)',
  ),
];
