import type { Verdict } from '../../../../core/judge/verdict.ts';
import type { TableFigure } from '../../../../core/report/figure.ts';
import type { StudyResult } from '../../../../core/study.ts';
import type { Estimate } from '../fits/acrossRuns.ts';

/** One of the things that the paper says about a figure, and what was seen. */
export interface Piece {
  readonly says: string;
  readonly verdict: 'refuted' | 'consistent' | 'undecided';
  /** One clause: what was measured. */
  readonly because: string;
  /** Where it rests on the images alone and on no training, so that only other images soften it. */
  readonly rests?: 'images';
}

/** A number for a sentence; NaN is what nobody could measure. */
export const short = (x: number): string => {
  if (Number.isNaN(x)) return 'unknown';
  return Number.isFinite(x) ? String(Number(x.toPrecision(3))) : x > 0 ? '∞' : '−∞';
};

/** An interval for a sentence. */
export const interval = ({ lower, upper }: Pick<Estimate, 'lower' | 'upper'>): string =>
  `[${short(lower)}, ${short(upper)}]`;

/** The chance of error of the interval that must lie inside for *consistent*. */
export const INNER = 0.01;

/** How an interval is compared with what is predicted. */
export interface Prediction {
  readonly says: string;
  /** What the number is called: "exponent of η against d". */
  readonly of: string;
  /** What the paper allows, a margin for its "roughly" included; the ends may be infinite. */
  readonly from: number;
  readonly to: number;
}

/**
 * A number against what the paper allows: refuted where the interval at α lies outside, consistent where the one at `inner`
 * lies inside, undecided else. Nothing here is called supported: the images are one data set, and the choices are ours.
 */
export const comparePiece = (
  { says, of, from, to }: Prediction,
  at: (alpha: number) => Estimate,
  alpha: number,
  inner = INNER,
): Piece => {
  const [wide, narrow] = [at(alpha), at(inner)];
  const refuted = wide.upper < from || wide.lower > to;
  const inside = narrow.lower >= from && narrow.upper <= to;
  const allowed =
    from === Number.NEGATIVE_INFINITY
      ? `at most ${short(to)}`
      : to === Number.POSITIVE_INFINITY
        ? `at least ${short(from)}`
        : `from ${short(from)} to ${short(to)}`;
  const spread =
    wide.degrees === 0
      ? 'one run, no interval'
      : `${interval(narrow)} at ${100 * (1 - inner)} %, ${interval(wide)} at α = ${short(alpha)}`;
  return {
    says,
    verdict: refuted ? 'refuted' : inside ? 'consistent' : 'undecided',
    because: `${of} ${short(wide.estimate)} (${spread}), allowed ${allowed}`,
  };
};

const ranks: readonly Piece['verdict'][] = ['refuted', 'undecided', 'consistent'];

/** Where an experiment is not the paper's, what speaks against the paper decides nothing. */
const softened = (pieces: readonly Piece[], unlike: string | null): readonly Piece[] =>
  unlike === null
    ? pieces
    : pieces.map((piece) =>
        piece.verdict === 'refuted' && piece.rests !== 'images' ? { ...piece, verdict: 'undecided' } : piece,
      );

/** The whole is refuted if a piece is, undecided if one is, and consistent else. `unlike`: why nothing can be refuted here, or null. */
export const together = (
  asMeasured: readonly Piece[],
  alpha: number,
  unlike: string | null,
): Pick<StudyResult, 'verdict' | 'tally' | 'error' | 'because' | 'margin'> => {
  const pieces = softened(asMeasured, unlike);
  const of = (verdict: Piece['verdict']): readonly Piece[] => pieces.filter((one) => one.verdict === verdict);
  const verdict: Verdict = ranks.find((rank) => of(rank).length > 0) ?? 'undecided';
  const speaksAgainst = asMeasured.some(({ verdict, rests }) => verdict === 'refuted' && rests !== 'images');
  // What several pieces have in common is said once.
  const grouped = new Map<string, string[]>();
  for (const { says, because } of of(verdict as Piece['verdict']))
    grouped.set(because, [...(grouped.get(because) ?? []), `“${says}”`]);
  const shown = [...grouped].map(([because, says]) => `${says.join(', ')}: ${because}`).join('; ');
  const remark = unlike === null || !speaksAgainst ? '' : `; ${unlike}`;
  return {
    verdict,
    tally: {
      violated: of('refuted').length,
      certified: of('consistent').length,
      unresolved: of('undecided').length,
      skipped: 0,
    },
    error: verdict === 'refuted' ? alpha : null,
    because: shown + remark,
    margin: null,
  };
};

export const piecesTable = (pieces: readonly Piece[], unlike: string | null): TableFigure => ({
  kind: 'table',
  title: 'what the paper says, piece by piece',
  columns: ['statement', 'verdict', 'what was measured'],
  rows: softened(pieces, unlike).map(({ says, verdict, because }) => [says, verdict, because]),
});
