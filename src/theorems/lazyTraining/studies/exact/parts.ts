import type { GrowthFigure, TableFigure } from '../../../../core/report/figure.ts';
import type { StudyResult } from '../../../../core/study.ts';

/** One of the things that a statement says, decided by exact computation. */
export interface Part {
  readonly says: string;
  readonly verdict: 'refuted' | 'supported';
  /** One clause: what the computation gave. */
  readonly because: string;
}

/** The statement is refuted if a part is, and supported if all are. */
export const together = (
  parts: readonly Part[],
): Pick<StudyResult, 'verdict' | 'tally' | 'error' | 'because'> => {
  const refuted = parts.filter(({ verdict }) => verdict === 'refuted');
  const shown = refuted.length > 0 ? refuted : parts;
  return {
    verdict: refuted.length > 0 ? 'refuted' : 'supported',
    tally: { violated: refuted.length, certified: parts.length - refuted.length, unresolved: 0, skipped: 0 },
    error: 0,
    because: shown.map(({ because }) => because).join('; '),
  };
};

export const partsTable = (title: string, parts: readonly Part[]): TableFigure => ({
  kind: 'table',
  title,
  columns: ['statement', 'verdict', 'what was computed'],
  rows: parts.map(({ says, verdict, because }) => [says, verdict, because]),
});

/** 1, 10, 100, … up to `end`, and `end` itself. */
export const decadesTo = (end: number): number[] => {
  const path: number[] = [];
  for (let d = 1; d < end; d *= 10) path.push(d);
  return [...path, end];
};

/** Differences of logarithms carry noise near 0, which no count of digits would take away. */
const twelveDecimals = (x: number): number => 0 + Number(x.toFixed(12));

/**
 * The growth of exactly known values along a path: the exponents between neighbours, the last one as the estimate.
 *
 * Precision: nothing was drawn, so the bounds are the least and the greatest of those exponents, at confidence 1.
 * Throws: `RangeError` unless the path has two points, at positive values.
 */
export const exactGrowth = (
  of: string,
  predicted: number,
  drift: GrowthFigure['drift'],
  path: readonly number[],
  values: readonly number[],
): GrowthFigure => {
  const exponents: number[] = [];
  for (let i = 1; i < path.length; i++) {
    exponents.push(Math.log(values[i]! / values[i - 1]!) / Math.log(path[i]! / path[i - 1]!));
  }
  if (exponents.length === 0 || !exponents.every(Number.isFinite)) {
    throw new RangeError('exactGrowth: expected two dimensions or more, with positive values.');
  }
  return {
    kind: 'growth',
    of,
    against: 'd',
    exponent: {
      estimate: twelveDecimals(exponents.at(-1)!),
      lower: twelveDecimals(Math.min(...exponents)),
      upper: twelveDecimals(Math.max(...exponents)),
    },
    confidence: 1,
    predicted,
    drift,
    range: { from: path[0]!, to: path.at(-1)! },
  };
};

/** Three digits for a sentence; `shortUp` and `shortDown` for bounds, never on the wrong side of x > 0. */
export const short = (x: number): string => String(Number(x.toPrecision(3)));
export const shortUp = (x: number): string => short(Number(short(x)) >= x ? x : x * 1.005);
export const shortDown = (x: number): string => short(Number(short(x)) <= x ? x : x * 0.995);

/** An exponent of d in words: d^1.5, √d, a constant, 1/√d. */
export const powerOfD = (exponent: number): string =>
  exponent === 0 ? 'a constant' : exponent === 0.5 ? '√d' : exponent === -0.5 ? '1/√d' : `d^${exponent}`;
