/** log √(2π). */
export const LOG_SQRT_TWO_PI = 0.9189385332046728;

// Both remainders for k = 0 … 15, from 40-digit arithmetic; the first list has no value at 0, where it is
// never read.
const AT_INTEGERS = [
  0.0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093,
  0.016644691189821193, 0.013876128823070748, 0.01189670994589177, 0.010411265261972096, 0.009255462182712733,
  0.00833056343336287, 0.007573675487951841, 0.00694284010720953, 0.006408994188004207, 0.0059513701127588475,
  0.005554733551962801,
];
const AT_HALVES = [
  -0.34657359027997264, -0.039720770839917964, -0.0205500238516442, -0.013801796861927592,
  -0.010379406841792997, -0.00831412775645832, -0.0069332887158612185, -0.005945339833132922,
  -0.005203609342362456, -0.004626308433378704, -0.004164243741365948, -0.003786057419507406,
  -0.003470818724230763, -0.003204023959949169, -0.0029753061292084387, -0.002777058622210108,
];

/** Σ 1/12x − 1/360x³ + …; the first term left out is below 1e-17 from x = 16 on. */
const series = (x: number): number => {
  const y = 1 / (x * x);
  const tail = 1 / 1188 - y * (691 / 360360 - y / 156);
  return (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * tail)))) / x;
};

/**
 * What Stirling's formula leaves out: log Γ(x+1) − ((x + ½) log x − x + log √(2π)), for an integer x >= 1 or
 * any x >= 16.
 *
 * Precision: relative 1e-15.
 * Source: Loader 2000, `stirlerr`; the series is DLMF 5.11.1.
 */
export const stirlingError = (x: number): number => (x < 16 ? AT_INTEGERS[x]! : series(x));

/**
 * The same at half-integers: log Γ(k+½) − (k log k − k + log √(2π)) for an integer k >= 0, with 0 log 0 = 0.
 *
 * Precision: relative 1e-15.
 * Source: DLMF 5.11.8 with h = ½; the coefficients are B_2j(½)/(2j(2j−1)).
 */
export const halfStirlingError = (k: number): number => {
  if (k < 16) return AT_HALVES[k]!;
  const y = 1 / (k * k);
  const tail = 511 / 608256 - y * (1414477 / 738017280 - y * (8191 / 1277952));
  return -(1 / 24 - y * (7 / 2880 - y * (31 / 40320 - y * (127 / 215040 - y * tail)))) / k;
};
