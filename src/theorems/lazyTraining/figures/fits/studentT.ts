/**
 * P(|T| > t) for Student's t with a whole number of degrees of freedom.
 *
 * Precision: 1 minus a finite sum in f64, so about 1e-15 absolutely; meant for probabilities above 1e-10.
 * Throws: `RangeError` unless the degrees of freedom are a whole number from 1 on and t ≥ 0.
 * Source: Abramowitz & Stegun 26.7.3 and 26.7.4.
 */
export const studentTail = (t: number, degrees: number): number => {
  if (!Number.isSafeInteger(degrees) || degrees < 1 || !(t >= 0))
    throw new RangeError(
      `studentTail: expected t ≥ 0 and a whole number of degrees of freedom from 1 on, got ${t} and ${degrees}`,
    );
  const angle = Math.atan(t / Math.sqrt(degrees));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = 0;
  for (let k = odd ? 1 : 0; k <= degrees - 2; k += 2) {
    sum += term;
    term *= (cosine * cosine * (k + 1)) / (k + 2);
  }
  return odd ? 1 - (2 / Math.PI) * (angle + sine * sum) : 1 - sine * sum;
};

/** The least α for which the tail is known well enough. */
export const LEAST_ALPHA = 1e-10;

/**
 * The t with P(|T| > t) = α, rounded outward.
 *
 * Throws: `RangeError` unless 1e-10 ≤ α < 1.
 */
export const studentQuantile = (alpha: number, degrees: number): number => {
  if (!(alpha >= LEAST_ALPHA && alpha < 1))
    throw new RangeError(`studentQuantile: expected α from 1e-10 to 1, got ${alpha}`);
  let [inside, outside] = [0, 1];
  while (studentTail(outside, degrees) > alpha) outside *= 2;
  while (outside - inside > 1e-12 * outside) {
    const middle = (inside + outside) / 2;
    if (studentTail(middle, degrees) > alpha) inside = middle;
    else outside = middle;
  }
  return outside;
};
