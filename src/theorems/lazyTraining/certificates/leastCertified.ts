import type { KnownWeights } from './knownWeights.ts';
import { stepCertificate } from './stepCertificate.ts';

/** The C2 looked at lie this far apart, relatively, on the way up. */
const STRIDE = 1.2;

/** C2 looked at on the way up, at most: a factor of 30. */
const STRIDES = 19;

/** Halvings of the last stride: the answer is 0.3 % above one that is not certified. */
const HALVINGS = 6;

/**
 * A C2 that is certified, just above one that is not; null where none was found on the way up from `from`.
 *
 * It is certified there, and nothing is said of larger C2: the bounds need not fall as C2 grows, and beyond
 * some C2 none certifies. The search reads what the certificate reads and nothing else, so that in the
 * reduced law its answer is as fixed in advance as a number chosen before the draw, and costs no error
 * probability.
 */
export const leastCertified = (known: KnownWeights, from: number): number | null => {
  const certified = (C2: number): boolean => stepCertificate(known, C2).upper <= 0;
  let below = 0;
  let C2 = from;
  let stride = 0;
  for (; stride < STRIDES && !certified(C2); stride++) {
    below = C2;
    C2 *= STRIDE;
  }
  if (stride === STRIDES) return null;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (below + C2) / 2;
    if (certified(middle)) C2 = middle;
    else below = middle;
  }
  return C2;
};
