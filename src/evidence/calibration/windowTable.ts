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
