/**
 * Twelve significant digits: what is kept of derived decimals.
 *
 * `Math.log` and `Math.pow` may differ in the last bits between engines; a report must not.
 */
export const twelveDigits = (x: number): number => Number(x.toPrecision(12));

/** One unit of the twelfth digit of x. */
const unit = (x: number): number => Number(`1e${Number(x.toExponential(11).split('e')[1]) - 11}`);

/** `twelveDigits`, never above x: for lower bounds. */
export const twelveDigitsDown = (x: number): number => {
  const near = twelveDigits(x);
  return near <= x ? near : twelveDigits(near - unit(near));
};

/** `twelveDigits`, never below x: for upper bounds. */
export const twelveDigitsUp = (x: number): number => 0 - twelveDigitsDown(-x);

/** `twelveDigits` of every number in a record that is not whole, however deep. */
export const allTwelveDigits = <T>(value: T): T => {
  if (typeof value === 'number') return (Number.isInteger(value) ? value : twelveDigits(value)) as T;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(allTwelveDigits) as T;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, allTwelveDigits(entry)]),
  ) as T;
};
