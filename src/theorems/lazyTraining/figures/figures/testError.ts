import type { TableFigure } from '../../../../core/report/figure.ts';
import type { LazyRun } from './lazyRuns.ts';
import { type Piece, short } from './pieces.ts';

/** What the paper promises of every trained network, whenever it was stopped. */
const LIMIT = 0.01;

/**
 * Each trained model has a test error below 1 %: a network with more, on the paper's own test set, is a counterexample by count; none among
 * those trained is not a proof.
 */
export const testErrorPiece = (runs: readonly LazyRun[]): Piece => {
  const above = runs.filter(({ testError }) => testError >= LIMIT);
  const worst = runs.reduce((a, b) => (b.testError > a.testError ? b : a));
  const at = `largest ${short(100 * worst.testError)} % at d = ${worst.d}, m = ${worst.m}, C0 = ${worst.C0}, after ${worst.steps} steps`;
  return {
    says: 'regardless of the stopping, each of the trained models achieves a test error of less than 1 %',
    verdict: above.length === 0 ? 'consistent' : 'refuted',
    because: `${above.length} of ${runs.length} networks ${above.length === 1 ? 'has' : 'have'} a test error of 1 % or more (${at})`,
  };
};

/** The mean; null where one of the values is unknown. */
export const knownMean = (values: readonly number[]): number | null => {
  const sum = values.reduce((total, value) => total + value, 0);
  return Number.isNaN(sum) ? null : sum / values.length;
};

/** Every number behind the curves; a mean of η is null where no step flips any image in one of its runs. */
export const runsTable = (runs: readonly LazyRun[], title: string): TableFigure => {
  const groups = new Map<string, LazyRun[]>();
  for (const run of runs) {
    const key = `${run.C0} ${run.d}`;
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return {
    kind: 'table',
    title,
    columns: [
      'C0',
      'd',
      'runs',
      'that reached the ball’s border',
      'mean steps',
      'worst test error',
      'mean ‖∇f‖',
      'mean η',
      'mean ‖δ‖/‖x‖',
      'mean ‖δ‖',
      'farthest neuron, over the radius',
      'images that no step flips',
    ],
    rows: [...groups.values()].map((group) => [
      group[0]!.C0,
      group[0]!.d,
      group.length,
      group.filter(({ left }) => left).length,
      knownMean(group.map(({ steps }) => steps)),
      Math.max(...group.map(({ testError }) => testError)),
      knownMean(group.map(({ gradientNorm }) => gradientNorm)),
      knownMean(group.map(({ eta }) => eta)),
      knownMean(group.map(({ relative }) => relative)),
      knownMean(group.map(({ length }) => length)),
      Math.max(...group.map(({ reach }) => reach)),
      group.reduce((sum, { unflipped }) => sum + unflipped, 0),
    ]),
  };
};
