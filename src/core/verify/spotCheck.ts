import type { Stream } from '../../numerics/random/stream.ts';
import { logPmf } from '../../numerics/statistics/binomial.ts';
import { cellStreamFrom } from '../judge/address.ts';
import type { Ledger } from './ledger.ts';
import { lookAgain, type PlainOutcome } from './lookAgain.ts';
import { MOST_NUMBERS } from './redraw.ts';
import type { Place } from './statement.ts';

/** Draws of each kind that are compared: a number fixed in advance. */
const DRAWS = 64;

/** Cells whose whole draws hold at most this many numbers are compared. */
const MOST_WHOLE = 2 ** 16;

/** The chance that draws of one and the same law are told apart. */
const SPOT_ALPHA = 1e-9;

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
 * Compares the reduced law of a small cell with whole draws.
 *
 * 64 fresh whole draws are looked at with the same plain code as the cell's first 64 draws; what that code proves is a
 * function of the draw by whichever law it was made, so the two counts have one law. Two exact tests at level 1e-9 a cell.
 */
export const spotCheck = (place: Place, root: Stream, book: Ledger): void => {
  const { statement, cell, at, where } = place;
  const { redraw, setting, wanted, bound } = statement;
  const hasBoth = (['reduced', 'ambient'] as const).every((mode) => setting?.modes?.includes(mode));
  const size = setting?.size?.(at.scope) ?? Number.POSITIVE_INFINITY;
  if (redraw === null || cell.mode !== 'reduced' || !hasBoth || !(size <= MOST_WHOLE)) return;
  if (!(redraw.size(wanted, at.scope, 'ambient') <= MOST_NUMBERS)) return;
  const streams = (purpose: 'verdict' | 'verify'): Stream =>
    cellStreamFrom(root, purpose, bound.claim.id, bound.axes, cell.at);
  const of = { reduced: streams('verdict'), ambient: streams('verify') };
  const look = (mode: 'reduced' | 'ambient', trial: number): PlainOutcome => {
    const draw = redraw.draw(of[mode].child(trial), wanted, at.scope, mode);
    return lookAgain(at, redraw.brackets(draw, wanted, at.scope)).outcome;
  };
  const trials = Array.from({ length: DRAWS }, (_, i) => i);
  const [reduced, whole] = (['reduced', 'ambient'] as const).map((mode) =>
    countsOf(trials.map((trial) => look(mode, trial))),
  );
  for (const name of ['violated', 'certified'] as const) {
    const [a, b] = [reduced![name], whole![name]];
    book.check(
      'laws compared with whole draws',
      where,
      fisherExact(a, b, DRAWS) >= SPOT_ALPHA,
      () => `${a} of ${DRAWS} draws of the reduced law are ${name}, and ${b} of ${DRAWS} whole draws`,
    );
  }
};
