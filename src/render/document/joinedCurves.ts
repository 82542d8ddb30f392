import type { CurvesFigure } from '../../core/report/figure.ts';
import type { CellReport } from '../../core/report/report.ts';
import { grouped } from '../internal/grouped.ts';

/** The curves of a place that are one each, such as those of one width; the shown place of several is a series of its own. */
const single = ({ figures = [] }: CellReport): readonly CurvesFigure[] =>
  figures.filter((one): one is CurvesFigure => one.kind === 'curves' && one.series.length === 1);

/**
 * What several places draw apart, on one pair of axes as the paper does: the curves with the same axes and the same setting, where their
 * names tell them apart. The lines are those of the first.
 */
export const joinedCurves = (cells: readonly CellReport[]): readonly CurvesFigure[] => {
  const all = cells.flatMap((cell) =>
    single(cell).map((curves) => ({
      curves,
      setting: cell.setting === undefined ? '' : `, ${cell.setting}`,
    })),
  );
  const groups = grouped(all, ({ curves, setting }) => JSON.stringify([curves.x, curves.y, setting]));
  return groups.flatMap((group) => {
    const series = group.flatMap(({ curves }) => curves.series);
    if (series.length < 2 || new Set(series.map(({ name }) => name)).size < series.length) return [];
    const { curves, setting } = group[0]!;
    return [{ ...curves, title: `${curves.y.label} against ${curves.x.label}${setting}`, series }];
  });
};
