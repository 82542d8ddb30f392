import type { Stream } from '../../numerics/random/stream.ts';
import { logPmf } from '../../numerics/statistics/binomial.ts';
import { drawStream } from './drawAddress.ts';
import type { Ledger } from './ledger.ts';
import { drawAgain, showingOf } from './plainDraw.ts';
import { lookAt, type PlainOutcome } from './plainOutcome.ts';
import type { Place } from './statement.ts';

/** Draws of each kind that are compared: a number fixed in advance. */
const DRAWS = 64;

/** Cells of at most this many weights are compared. */
const MOST_WEIGHTS = 2 ** 16;

/** The chance that draws of one and the same law are told apart. */
export const SPOT_ALPHA = 1e-9;

/**
 * The two-sided p-value of Fisher's exact test: how likely counts this far apart, or farther, are among two lots of `n` draws of one
 * law, given their sum.
 */
export const fisherExact = (first: number, second: number, n: number): number => {
  const sum = first + second;
  if (sum === 0 || sum === 2 * n) return 1;
  // The hypergeometric law, by binomials of any one rate.
  const rate = sum / (2 * n);
  const log = (k: number): number => logPmf(n, k, rate) + logPmf(n, sum - k, rate) - logPmf(2 * n, sum, rate);
  const seen = log(first);
  let p = 0;
  for (let k = Math.max(0, sum - n); k <= Math.min(n, sum); k++)
    if (log(k) <= seen + 1e-9) p += Math.exp(log(k));
  return Math.min(1, p);
};

const countsOf = (outcomes: readonly PlainOutcome[]) => ({
  violated: outcomes.filter((one) => one === 'violated').length,
  certified: outcomes.filter((one) => one === 'certified').length,
});

/**
 * Compares the reduced law of a small cell with draws of all of W0.
 *
 * 64 fresh draws of the whole matrix are looked at with the same plain code as the cell's first 64 draws; what that code proves is a
 * function of the draw that no rotation changes, so the two counts have one law. Two exact tests at level 1e-9 a cell.
 */
export const spotCheck = (place: Place, root: Stream, book: Ledger): void => {
  const { statement, cell, radius, where } = place;
  const showing = showingOf(statement.wanted);
  const { d, m } = cell;
  if (showing === null || cell.mode !== 'reduced' || d * m > MOST_WEIGHTS) return;
  const { id } = statement.bound.claim;
  const ambient = root.child('verify').child(id).child(d).child(m);
  const look = (mode: 'reduced' | 'ambient', trial: number): PlainOutcome => {
    const stream =
      mode === 'ambient' ? ambient.child(trial) : drawStream(root, 'verdict', id, { d, m }, trial);
    return lookAt(drawAgain(showing, { stream, d, m, radius, mode }), place).outcome;
  };
  const trials = Array.from({ length: DRAWS }, (_, i) => i);
  const [reduced, whole] = (['reduced', 'ambient'] as const).map((mode) =>
    countsOf(trials.map((trial) => look(mode, trial))),
  );
  for (const name of ['violated', 'certified'] as const) {
    const [a, b] = [reduced![name], whole![name]];
    book.check(
      'laws compared with draws of all of W0',
      where,
      fisherExact(a, b, DRAWS) >= SPOT_ALPHA,
      () => `${a} of ${DRAWS} draws of the reduced law are ${name}, and ${b} of ${DRAWS} draws of all of W0`,
    );
  }
};
