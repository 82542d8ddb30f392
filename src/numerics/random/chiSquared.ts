import { chi } from './chi.ts';
import { gaussian } from './gaussian.ts';
import type { Stream } from './stream.ts';
import { uniform } from './uniform.ts';

/**
 * Below this many degrees the squares are summed: that costs no more, and the series below would need more
 * terms.
 */
const SUMMED = 128;

/** Candidates drawn at once; each is taken with probability above 0.999. */
const CANDIDATES = 4;

/**
 * ln(1 + y) for |y| < 1/2 (to 1e-18 up to y = 1), as 2 artanh(y/(2 + y)): the same bits on every engine, which `Math.log` does not
 * promise.
 */
export const logOnePlus = (y: number): number => {
  const z = y / (2 + y);
  let sum = 0;
  for (let n = 41, power = z * z; n >= 1; n -= 2) sum = sum * power + 1 / n;
  return 2 * z * sum;
};

/** exp(w) for −20 < w ≤ 0, as 1/exp(−w) by its series. */
const expBelowOne = (w: number): number => {
  let sum = 1;
  for (let n = 80; n >= 1; n--) sum = 1 - (w * sum) / n;
  return 1 / sum;
};

/**
 * One draw of the chi-squared law with `degrees` degrees of freedom, at a cost that does not grow with them.
 *
 * Up to 127 degrees it is the sum of the squares of standard Gaussians; from there on Marsaglia and Tsang's
 * rejection: with d = degrees/2 − 1/3, c = 1/(3√d) and v = (1 + cx)³ for a Gaussian x, the value 2dv is taken
 * with probability exp(x²/2 + d − dv + d ln v). Its error in law is that of the f32 Gaussian, about 1e-7.
 *
 * Throws: `RangeError` when `degrees` is not a whole number.
 * Source: Marsaglia & Tsang 2000, "A simple method for generating gamma variables".
 */
export const chiSquared = (stream: Stream, degrees: number): number => {
  if (!(Number.isSafeInteger(degrees) && degrees >= SUMMED)) return chi(stream, degrees) ** 2;
  const d = degrees / 2 - 1 / 3;
  const c = 1 / (3 * Math.sqrt(d));
  for (let round = 0; ; round++) {
    const xs = gaussian(stream.child(`normal ${round}`), CANDIDATES);
    const us = uniform(stream.child(`uniform ${round}`), CANDIDATES);
    for (let i = 0; i < CANDIDATES; i++) {
      const x = xs[i]!;
      const y = c * x;
      // d·(1 − v) with the ones taken out, which are most of it.
      const drop = d * y * (3 + y * (3 + y));
      const acceptance = (x * x) / 2 - drop + 3 * d * logOnePlus(y);
      if (acceptance > -20 && us[i]! < expBelowOne(Math.min(0, acceptance))) {
        const root = 1 + y;
        return 2 * d * root * root * root;
      }
    }
  }
};
