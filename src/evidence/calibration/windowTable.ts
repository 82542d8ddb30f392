import { leastC4, leastWidth, MOST_DEMANDING } from '../../network/widthWindow.ts';
import type { Rational } from '../../numerics/exact/rational.ts';
import { twelveDigitsDown, twelveDigitsUp } from '../outcomes/decimals.ts';
import type { TableExhibit } from '../outcomes/exhibit.ts';

const DIMENSIONS = [2, 10, 25, 100, 784, 3072, MOST_DEMANDING, 1_000_000] as const;

/** A quotient of integers that no double holds, to the precision of one. */
const quotient = ({ numerator, denominator }: Rational): number => {
  const shift = BigInt(Math.max(0, denominator.toString(2).length - numerator.toString(2).length + 64));
  return Number((numerator << shift) / denominator) / 2 ** Number(shift);
};

/** Which C4 leaves the window d^2.4 ≤ m ≤ C4 exp(d^0.24) a width at all, dimension by dimension: exact arithmetic. */
export const windowTable = (): TableExhibit => ({
  kind: 'table',
  title: 'The least C4 at which some width m satisfies d^2.4 ≤ m ≤ C4 exp(d^0.24), in exact arithmetic',
  columns: ['d', 'least width', 'C4 at least', 'C4 at most'],
  rows: DIMENSIONS.map((d) => {
    const { low, high } = leastC4(d);
    return [d, Number(leastWidth(d)), twelveDigitsDown(quotient(low)), twelveDigitsUp(quotient(high))];
  }),
});

const leastC4At = (d: number): number => quotient(leastC4(d).high);

/** What is to be said of the width limit besides: which C4 the theorem needs before it speaks of any width, and where the widths tried lie. */
export const windowRemark = (d: readonly number[], m: readonly number[]): string => {
  const three = (value: number): number => Number(value.toPrecision(3));
  const needs = d.map((one) => `${three(leastC4At(one))} at d = ${one}`).join(', ');
  const beyond = Math.min(...m) / Math.exp(Math.max(...d) ** 0.24);
  const where = beyond > 1 ? `; every width tried is at least ${three(beyond)} times exp(d^0.24)` : '';
  return `some width lies in d^2.4 ≤ m ≤ C4 exp(d^0.24) only if C4 is at least about ${needs}, and ${three(leastC4At(MOST_DEMANDING))} at d = ${MOST_DEMANDING}, which asks for most${where}`;
};
