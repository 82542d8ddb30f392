// Everything below is a function of t = x² (erf) or t = v²/2 (normal), times a factor that has no rounding to
// speak of. From t = 1 on the upper tails are computed for themselves: as a complement they would lose
// digits.
const SWITCH = 1;

const ROOT_TWO_PI = 2.5066282746310002;
const ROOT_PI = 1.772453850905516;

/** Σ (2t)^n/(2n+1)!!, all terms positive; erf(x) = (2x/√π) exp(−x²) times this. Source: DLMF 7.6.2. */
const series = (t: number): number => {
  let sum = 1;
  let term = 1;
  for (let odd = 3; ; odd += 2) {
    term *= (2 * t) / odd;
    if (sum + term === sum) return sum;
    sum += term;
  }
};

/**
 * The K in erfc(x) = exp(−x²) K/(x√π): 1/(1 + s/(1 + 2s/(1 + …))), s = 1/2t, for t >= 1. Source: DLMF 7.9.1.
 */
const fraction = (t: number): number => {
  const s = 0.5 / t;
  let value = 1;
  // N levels leave an error of some exp(−2√(2tN)), observed; tN >= 240 makes that 1e-19.
  for (let level = Math.ceil(20 + 240 / t); level >= 1; level--) value = 1 + (level * s) / value;
  return 1 / value;
};

/**
 * exp(−x²/scale) for scale 1 or 2, with x² split so that its rounding is not magnified. Source: Cody 1969.
 */
const gaussian = (x: number, scale: 1 | 2): number => {
  const head = Math.trunc(x * 16) / 16;
  return Math.exp((-head * head) / scale) * Math.exp((-(x - head) * (x + head)) / scale);
};

const requireNumber = (where: string, x: number): void => {
  if (Number.isNaN(x)) throw new RangeError(`${where}: expected a number, got NaN; look for where it arose.`);
};

/** The mass that erf or the central mass leaves out, for x > 0 and t >= 1. */
const erfcTail = (x: number): number => (x > 30 ? 0 : (gaussian(x, 1) * fraction(x * x)) / (x * ROOT_PI));
const normalTail = (x: number): number =>
  x > 40 ? 0 : (gaussian(x, 2) * fraction((x * x) / 2)) / (x * ROOT_TWO_PI);

/**
 * (2/√π) ∫₀ˣ exp(−t²) dt.
 *
 * Precision: relative 2e-15, for tiny x too.
 * Throws: `RangeError` on NaN.
 */
export const erf = (x: number): number => {
  requireNumber('erf', x);
  if (x * x >= SWITCH) return x > 0 ? 1 - erfcTail(x) : erfcTail(-x) - 1;
  return (2 / ROOT_PI) * x * gaussian(x, 1) * series(x * x);
};

/**
 * 1 − erf(x), without the cancellation.
 *
 * Precision: relative 1e-14 down to the smallest normal double.
 * Throws: `RangeError` on NaN.
 */
export const erfc = (x: number): number => {
  requireNumber('erfc', x);
  return x > 0 && x * x >= SWITCH ? erfcTail(x) : 1 - erf(x);
};

/**
 * P(|Z| < v) = 2Φ(v) − 1 for a standard normal Z and v >= 0: the mass of [−v, v].
 *
 * Precision: relative 2e-15, for tiny v too, where it is v√(2/π).
 * Throws: `RangeError` unless v >= 0.
 */
export const centralMass = (v: number): number => {
  if (!(v >= 0)) {
    throw new RangeError(`centralMass: expected a half-width of at least 0, got ${v}; pass |v|.`);
  }
  if (v * v >= 2 * SWITCH) return 1 - 2 * normalTail(v);
  return (2 / ROOT_TWO_PI) * v * gaussian(v, 2) * series((v * v) / 2);
};

/**
 * P(Z > x) for a standard normal Z.
 *
 * Precision: relative 1e-14 down to the smallest normal double.
 * Throws: `RangeError` on NaN.
 */
export const normalUpperTail = (x: number): number => {
  requireNumber('normalUpperTail', x);
  if (x < 0) return 0.5 + 0.5 * centralMass(-x);
  return x * x >= 2 * SWITCH ? normalTail(x) : 0.5 - 0.5 * centralMass(x);
};

/** Φ(x) = P(Z <= x) for a standard normal Z, as precise as `normalUpperTail`. */
export const normalCdf = (x: number): number => normalUpperTail(-x);
