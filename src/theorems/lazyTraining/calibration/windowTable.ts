import type { Sample } from '../../../core/calibrate/sample.ts';
import { twelveDigitsDown, twelveDigitsUp } from '../../../core/report/decimals.ts';
import type { TableFigure } from '../../../core/report/figure.ts';
import { toNumber } from '../../../numerics/exact/rational.ts';
import { leastC4, leastWidth, MOST_DEMANDING } from '../network/widthWindow.ts';

const DIMENSIONS = [2, 10, 25, 100, 784, 3072, MOST_DEMANDING, 1_000_000] as const;

/** Which C4 leaves the window d^2.4 ≤ m ≤ C4 exp(d^0.24) a width at all, dimension by dimension: exact arithmetic. */
export const windowTable = (): TableFigure => ({
  kind: 'table',
  title: 'The least C4 at which some width m satisfies d^2.4 ≤ m ≤ C4 exp(d^0.24), in exact arithmetic',
  columns: ['d', 'least width', 'C4 at least', 'C4 at most'],
  rows: DIMENSIONS.map((d) => {
    const { low, high } = leastC4(d);
    return [d, Number(leastWidth(d)), twelveDigitsDown(toNumber(low)), twelveDigitsUp(toNumber(high))];
  }),
});

const leastC4At = (d: number): number => toNumber(leastC4(d).high);

const three = (value: number): number => Number(value.toPrecision(3));

/** What is to be said of the width limit besides: whether it was needed, and which C4 the theorem takes before it speaks of any width. */
export const windowRemark = (
  d: readonly number[],
  samples: readonly Sample[],
  gamma: readonly number[],
): string => {
  const needs = d.map((one) => `${three(leastC4At(one))} at d = ${one}`).join(', ');
  const failed = samples.some((sample) => gamma.some((rate) => sample.bounds?.(rate).upper !== null));
  const widest = Math.max(...samples.map((sample) => sample.at.m! / Math.exp(sample.at.d! ** 0.24)));
  const limit = failed
    ? 'some width tried is too wide for it'
    : 'no width tried is shown to be too wide for it';
  return `${limit}, up to ${three(widest)} times exp(d^0.24), while some width lies in d^2.4 ≤ m ≤ C4 exp(d^0.24) at all only if C4 is at least about ${needs}, and ${three(leastC4At(MOST_DEMANDING))} at d = ${MOST_DEMANDING}, which asks for most`;
};

/** What is to be said of C3 besides: where the other lower limit of the width decides. */
export const narrowRemark = (d: readonly number[]): string => {
  const other = d.map((one) => `${Number(leastWidth(one))} at d = ${one}`).join(', ');
  return `the theorem asks for m ≥ d^2.4 too, which is ${other}, so that C3 decides only where C3 ln(1/γ) is larger than that`;
};
