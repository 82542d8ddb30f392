/**
 * For test suites: `onTrial` for theorems, and the matcher `await expect(trial).toFailAtMost(0.05)` for failure rates of anything.
 *
 * The suite for theorems of one's own: `onTrial('my-theorem')` in a vitest file makes a test of every cell of its claims.
 *
 * What is tried, at which profile and seed, stands in `lakatos.config.ts` and `LAKATOS_*` variables, as for the command line.
 *
 * @packageDocumentation
 */

export { onTrial } from './cli/onTrial.ts';
export {
  type FailureRateOptions,
  type RandomTrial,
  type TrialDraw,
  toFailAtMost,
} from './cli/toFailAtMost.ts';
