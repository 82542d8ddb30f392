import { LOG_SQRT_TWO_PI, stirlingError } from './internal/stirling.ts';

// ζ(k) − 1 for k = 2 … 29, from 40-digit arithmetic.
const ZETA_LESS_ONE = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853,
  0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5,
  3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6,
  9.539620338727962e-7, 4.769329867878064e-7, 2.38450502727733e-7, 1.1921992596531106e-7,
  5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8, 7.45071178983543e-9,
  3.725334024788457e-9, 1.862659723513049e-9,
];
const ONE_LESS_EULER = 0.42278433509846713;

/** log Γ(2+z) for −½ <= z <= ½: Σ (−1)^k (ζ(k) − 1) z^k / k, whose terms fall like 4^−k. */
const nearTwo = (z: number): number => {
  let sum = 0;
  for (let k = 29; k >= 2; k--) sum = ZETA_LESS_ONE[k - 2]! / k - z * sum;
  return z * (ONE_LESS_EULER + z * sum);
};

/**
 * The natural logarithm of Γ(x), for x > 0.
 *
 * Precision: relative 1e-14, also around the zeros at 1 and 2.
 * Throws: `RangeError` unless x is positive and finite.
 * Source: DLMF 5.11.1 from x = 16 on; below, DLMF 5.7.3 after stepping to [1.5, 2.5] by Γ(x+1) = xΓ(x).
 */
export const logGamma = (x: number): number => {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`logGamma: expected a positive finite number, got ${x}; reflect it first.`);
  }
  if (x >= 16) return (x - 0.5) * Math.log(x) - x + LOG_SQRT_TWO_PI + stirlingError(x);
  if (x < 0.5) return nearTwo(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return nearTwo(x - 1) - Math.log1p(x - 1);
  let product = 1;
  let y = x;
  while (y > 2.5) {
    y -= 1;
    product *= y;
  }
  return nearTwo(y - 2) + Math.log(product);
};

/**
 * log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a+b), for a, b > 0.
 *
 * Precision: relative 1e-14; for large arguments the three terms, which nearly cancel, are never formed.
 * Throws: `RangeError` unless both are positive and finite.
 * Source: Stirling's formula with its remainders kept apart, as in Didonato & Morris 1992 (TOMS 708).
 */
export const logBeta = (a: number, b: number): number => {
  const least = Math.min(a, b);
  const most = Math.max(a, b);
  if (!(least > 0 && most < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`logBeta: expected positive finite numbers, got ${a} and ${b}; add ½ to counts.`);
  }
  if (most < 16) return logGamma(least) + logGamma(most) - logGamma(least + most);
  const total = least + most;
  const share = least / total;
  const rest = (most - 0.5) * Math.log1p(-share);
  if (least < 16) {
    return (
      logGamma(least) - least * Math.log(total) + least + rest + (stirlingError(most) - stirlingError(total))
    );
  }
  const remainders = stirlingError(least) + stirlingError(most) - stirlingError(total);
  return LOG_SQRT_TWO_PI - 0.5 * Math.log(total) + remainders + (least - 0.5) * Math.log(share) + rest;
};
