import { exp, power } from '../../../numerics/exact/enclosure.ts';
import { leastWidth } from '../network/widthWindow.ts';

/** Whole widths from `least` to `most`. */
export interface WholeWidths {
  readonly d: number;
  readonly least: bigint;
  readonly most: bigint;
}

/** Bits that leave ⌊exp(d^0.24)⌋ no doubt up to d = 10¹¹: it has 631 of its own there. */
const BITS = 800;

/** ⌊exp(d^0.24)⌋. Throws: `RangeError` where the enclosure holds a whole number and cannot tell. */
export const largestWidth = (d: number): bigint => {
  const { low, high, bits } = exp(power(BigInt(d), 6, 25, BITS));
  const floor = low >> BigInt(bits);
  if (high >> BigInt(bits) !== floor)
    throw new RangeError(`largestWidth: exp(${d}^0.24) is too near a whole number for ${BITS} bits.`);
  return floor;
};

/**
 * The widths that Theorem 3.1 admits at C4 = 1; the least width alone where that window is empty, for which C4
 * is whatever admits it.
 */
export const theoremWidths = (d: number): WholeWidths => {
  const least = leastWidth(d);
  const largest = largestWidth(d);
  return { d, least, most: largest > least ? largest : least };
};

/** A relative room for the conversion of a whole number to a double, and for exp and log of it. */
const ROOM = 1e-12;

/** Widths as doubles that enclose them, in parts whose logarithms are at most `step` apart. */
export const partsOf = (
  { d, least, most }: WholeWidths,
  step: number,
): readonly { readonly d: number; readonly least: number; readonly most: number }[] => {
  const [from, to] = [Math.log(Number(least)), Math.log(Number(most))];
  const parts = Math.max(1, Math.ceil((to - from) / step));
  const at = (i: number): number => Math.exp(from + ((to - from) * i) / parts);
  return Array.from({ length: parts }, (_, i) => ({
    d,
    least: (i === 0 ? Number(least) : at(i)) * (1 - ROOM),
    most: (i === parts - 1 ? Number(most) : at(i + 1)) * (1 + ROOM),
  }));
};
