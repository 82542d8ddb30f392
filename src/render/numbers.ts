/** A decimal with a fixed number of digits: ± 0.d₁d₂d₃… × 10^(exponent + 1), its digits as an integer. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  /** The power of ten of the first digit. */
  readonly exponent: number;
}

const rounded = (x: number, digits: number): Decimal => {
  const [mantissa = '', exponent = '0'] = Math.abs(x)
    .toExponential(digits - 1)
    .split('e');
  return { negative: x < 0, digits: mantissa.replace('.', ''), exponent: Number(exponent) };
};

const decimalValue = ({ negative, digits, exponent }: Decimal): number =>
  Number(`${negative ? '-' : ''}${digits}e${exponent - digits.length + 1}`);

const written = ({ negative, digits, exponent }: Decimal): string => {
  const sign = negative ? '-' : '';
  const short = digits.replace(/0+$/, '') || '0';
  if (exponent < -2 || exponent >= 6) {
    return `${sign}${short[0]}${short.length > 1 ? `.${short.slice(1)}` : ''}e${exponent}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${short}`;
  const whole = short.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const part = short.slice(exponent + 1);
  return `${sign}${whole}${part === '' ? '' : `.${part}`}`;
};

/** The neighbour one unit in the last place further from zero (`step` = 1) or nearer to it (`step` = -1). */
const neighbour = (decimal: Decimal, step: 1 | -1): Decimal => {
  const digits = String(BigInt(decimal.digits) + BigInt(step));
  if (digits.length > decimal.digits.length) {
    return { ...decimal, digits: digits.slice(0, -1), exponent: decimal.exponent + 1 };
  }
  if (digits.length < decimal.digits.length || digits.startsWith('0')) {
    return { ...decimal, digits: '9'.repeat(decimal.digits.length), exponent: decimal.exponent - 1 };
  }
  return { ...decimal, digits };
};

const special = (x: number): string | null => {
  if (Number.isNaN(x)) return 'not a number';
  if (x === Number.POSITIVE_INFINITY) return '∞';
  if (x === Number.NEGATIVE_INFINITY) return '-∞';
  return x === 0 ? '0' : null;
};

/** `x` to the nearest decimal of that many digits, without trailing zeros: `0.05`, `1234.5`, `1.5e-6`. */
export const significant = (x: number, digits = 3): string => special(x) ?? written(rounded(x, digits));

/**
 * A lower bound for people: the largest decimal of that many digits which is not above `x`.
 *
 * Precision: exact. `x` stands for the decimal that names it, so 0.05 stays `0.05`.
 */
export const lowerBound = (x: number, digits = 3): string => {
  const said = special(x);
  if (said !== null) return said;
  const near = rounded(x, digits);
  return written(decimalValue(near) <= x ? near : neighbour(near, near.negative ? 1 : -1));
};

/** An upper bound for people: the least decimal of that many digits which is not below `x`. */
export const upperBound = (x: number, digits = 3): string => {
  const said = special(x);
  if (said !== null) return said;
  const near = rounded(x, digits);
  return written(decimalValue(near) >= x ? near : neighbour(near, near.negative ? -1 : 1));
};

/** A whole number, its thousands set off: `63,096`. */
export const count = (n: number): string =>
  Number.isInteger(n) && Math.abs(n) < 1e15 ? String(n).replace(/\B(?=(\d{3})+$)/g, ',') : significant(n);

/** A probability to three digits; one that is not 0 or 1 never reads as 0 or 1. */
export const probability = (p: number): string => {
  if (p > 0 && p < 1 && p > 0.9995) return '> 0.999';
  return significant(p, 3);
};

/** Decimal logarithm of an e-value as the e-value, to two digits and never more than it is: `8.7e19`. */
export const eValue = (log10: number): string => {
  const said = special(log10);
  if (said !== null) return log10 === 0 ? '1' : log10 < 0 ? '0' : said;
  const exponent = Math.floor(log10);
  // The slack keeps a 12-digit decimal such as 5.99999999999 below the threshold, and 6 at it.
  const digits = Math.min(99, Math.max(10, Math.floor(10 ** (log10 - exponent) * 10 + 1e-9)));
  return written({ negative: false, digits: String(digits), exponent });
};

/** Seconds as a person would say them: `0.4 s`, `42 s`, `3 min 05 s`, `2 h 10 min`. */
export const duration = (seconds: number): string => {
  if (!Number.isFinite(seconds) || seconds < 0) return 'unknown';
  if (seconds === 0) return '0 s';
  if (seconds < 0.1) return '< 0.1 s';
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
};
