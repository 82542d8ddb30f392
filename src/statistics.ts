/**
 * Sequential statistics of failure rates: e-processes, a confidence sequence, exact tails, and how long a test takes.
 *
 * A count of failures may be looked at after every batch, and what is then said is wrong with chance at most the α that was named
 * before the first draw. docs/statistics.md shows what to call when.
 *
 * @packageDocumentation
 */

export { lowerTail, upperTail } from './numerics/statistics/binomial.ts';
export { clopperPearson } from './numerics/statistics/clopperPearson.ts';
export {
  type BracketedCount,
  type Interval,
  robbinsInterval,
} from './numerics/statistics/confidenceSequence.ts';
export { logRefutingE, logSupportingE } from './numerics/statistics/eProcess.ts';
export {
  type Labels,
  type OperatingCharacteristics,
  operatingCharacteristics,
} from './numerics/statistics/operatingCharacteristics.ts';
export {
  type Decision,
  decide,
  defaultCap,
  type Progress,
  type SequentialPlan,
  whatCapCanDecide,
} from './numerics/statistics/sequentialTest.ts';
export { type Bounds, type Ends, wilksBounds, wilksTrials } from './numerics/statistics/wilks.ts';
