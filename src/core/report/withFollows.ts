import { type Consequence, type Follows, followsOf, type Row } from '../consequence.ts';
import type { Basis } from '../judge/basis.ts';
import type { ClaimVerdict, Verdict } from '../judge/verdict.ts';
import { twelveDigits } from './decimals.ts';
import type { Alpha } from './report.ts';

/** Cells with what follows for them in the place of what was found. */
export const withFollows = <Cell extends { readonly verdict: Verdict; readonly basis: Basis }>(
  cells: readonly Cell[],
  follows: readonly Follows[],
): readonly Cell[] =>
  cells.map((cell, i) => {
    const one = follows.find(({ cell: index }) => index === i);
    return one === undefined
      ? cell
      : { ...cell, verdict: one.verdict, basis: 'consequence' as const, error: one.error };
  });

/**
 * The error of a claim on draws some of whose cells follow from others: what its own cells may err, and what the paths
 * into them may. A study's cells state their errors themselves, those that follow included.
 */
export const errorWithFollows = (
  totals: { readonly verdict: ClaimVerdict; readonly error: number | null },
  follows: readonly Follows[],
  alpha: Alpha,
): number | null => {
  const sought = totals.verdict === 'narrowed' ? 'refuted' : totals.verdict;
  const errors = follows.filter(({ verdict }) => verdict === sought).map(({ error }) => error ?? 0);
  if (totals.error === null || errors.length === 0) return totals.error;
  return twelveDigits(
    totals.verdict === 'supported'
      ? Math.max(totals.error, ...errors)
      : // Its own share is in the totals already.
        Math.min(
          1,
          errors.reduce((sum, error) => sum + error - alpha.refute, totals.error),
        ),
  );
};

/** What follows for a claim's cells, as a report holds it. */
export const followsFor = (
  row: Row,
  rows: readonly Row[],
  consequences: readonly Consequence[],
  alpha: Alpha,
): readonly Follows[] =>
  followsOf(row, rows, consequences, alpha).map((one) => ({
    ...one,
    error: one.error === null ? null : twelveDigits(one.error),
  }));
