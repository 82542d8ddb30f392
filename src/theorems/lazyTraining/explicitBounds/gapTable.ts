import type { TableFigure } from '../../../core/report/figure.ts';
import type { Lab } from '../../../core/study.ts';
import { bestGapBound } from './bestGapBound.ts';
import { partsOf, theoremWidths } from './widths.ts';

/** Dimensions beyond the draws. */
const DIMENSIONS = [100, 784, 2500, 1e4, 1e5, 1e6, 1e7, 1e9] as const;

const BETA = 1e-9;

/** Four digits, never below x > 0. */
const up = (x: number): number => {
  const digits = Number(x.toPrecision(4));
  return digits >= x ? digits : Number((x * 1.0005).toPrecision(4));
};

/** What is known of the change of the gradient over √d from above, without a draw. */
const rowsAt = (d: number, C0: number, K: number): TableFigure['rows'] => {
  const widths = theoremWidths(d);
  const ends = partsOf(widths, Number.POSITIVE_INFINITY)[0]!;
  const at = (end: 'least' | 'most', where: string): TableFigure['rows'][number] => {
    const m = ends[end];
    const { total, leaps } = bestGapBound({ d, least: m, most: m, C0, K, beta: BETA });
    return [d, where, Number(m.toPrecision(4)), leaps.length, up(total)];
  };
  const first = at('least', 'd^2.4');
  return widths.most > widths.least ? [first, at('most', 'exp(d^0.24)')] : [first];
};

/**
 * The bound of Lemma 4.4 along m = d^2.4, and at the upper end of the width window where it is open at C4 = 1:
 * at most so much over √d, but for one draw in 10⁹.
 */
export const gapTable = async (
  { C0, constants }: { readonly C0: number; readonly constants: Readonly<Record<string, number>> },
  yieldToLoop: Lab['yieldToLoop'],
): Promise<TableFigure> => {
  const K = constants.K!;
  const rows: TableFigure['rows'][number][] = [];
  for (const d of DIMENSIONS) {
    await yieldToLoop();
    if (K * K < d) rows.push(...rowsAt(d, C0, K));
  }
  return {
    kind: 'table',
    title: `sup ‖∇f(x) − ∇f(x + δ)‖ / √d: at most, without a draw, but for one draw in 10⁹ (C0 = ${C0}, K = ${K})`,
    columns: ['d', 'width', 'm, about', 'nets', 'at most'],
    rows,
  };
};
