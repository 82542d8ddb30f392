import type { Examination } from '../examination.ts';
import { examineFirstSumRate } from './order/firstSumRate.ts';
import { examineFlipsUnderBoth } from './order/flipsUnderBoth.ts';
import { examineGradientIsStable } from './order/gradientIsStable.ts';
import { examineRadiusIsCritical } from './order/radiusIsCritical.ts';

/** The order claims: O(·), o(·), and a constant that must not exist. */
export const orderExaminations: readonly Examination[] = [
  ...examineFlipsUnderBoth,
  examineGradientIsStable,
  ...examineFirstSumRate,
  examineRadiusIsCritical,
];
