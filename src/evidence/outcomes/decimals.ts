/**
 * Twelve significant digits: what is kept of derived decimals.
 *
 * `Math.log` and `Math.pow` may differ in the last bits between engines; a report must not.
 */
export const twelveDigits = (x: number): number => Number(x.toPrecision(12));

/** `twelveDigits`, never above x: for lower bounds. */
export const twelveDigitsDown = (x: number): number => {
  const near = twelveDigits(x);
  return near <= x ? near : twelveDigits(x - Math.abs(x) * 1e-11);
};

/** `twelveDigits`, never below x: for upper bounds. */
export const twelveDigitsUp = (x: number): number => -twelveDigitsDown(-x);
