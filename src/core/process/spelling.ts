/** How a number travels: a JSON number, or text for what JSON cannot say. */
export type Spelled = number | string;

const INTEGER = /^-?\d{1,400}$/;

const words: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

/** A number as it travels. */
export const spelled = (value: number): Spelled => (Number.isFinite(value) ? value : String(value));

const bits = new DataView(new ArrayBuffer(8));

/** The neighbour of a finite f64 in the direction of the sign. */
const neighbour = (value: number, sign: 1 | -1): number => {
  if (value === 0) return sign * Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 === sign > 0 ? 1n : -1n));
  return bits.getFloat64(0);
};

/**
 * A number that has travelled; null where it is none. Whole numbers in text may have any number of digits: one that is no f64 is rounded
 * down, up, or to the nearest, so that the end of a bracket stays an end.
 */
export const numberIn = (value: unknown, round: 'down' | 'up' | 'nearest' = 'nearest'): number | null => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  const word = words[value];
  if (word !== undefined) return word;
  if (!INTEGER.test(value)) return null;
  const near = Number(value);
  if (!Number.isFinite(near)) {
    const sign = value.startsWith('-') ? -1 : 1;
    if (round === 'nearest' || (round === 'up') === sign > 0) return near;
    return sign * Number.MAX_VALUE;
  }
  const exact = BigInt(value);
  const found = BigInt(near);
  if (found === exact || round === 'nearest') return near;
  if (round === 'down') return found < exact ? near : neighbour(near, -1);
  return found > exact ? near : neighbour(near, 1);
};

/** Numbers by name as they travel. */
export const spelledAll = (point: Readonly<Record<string, number>>): Readonly<Record<string, Spelled>> =>
  Object.fromEntries(Object.entries(point).map(([name, value]) => [name, spelled(value)]));
