import type { CurvesExhibit } from '../../evidence/outcomes/exhibit.ts';
import type { CellReport } from '../../evidence/outcomes/report.ts';

/** The curves of a place that are one each, such as those of one width; the shown place of several is a series of its own. */
const single = ({ exhibits = [] }: CellReport): readonly CurvesExhibit[] =>
  exhibits.filter((one): one is CurvesExhibit => one.kind === 'curves' && one.series.length === 1);

/**
 * What several places draw apart, on one pair of axes as the paper does: the curves with the same axes and the same setting, where their
 * names tell them apart. The lines are those of the first.
 */
export const joinedCurves = (cells: readonly CellReport[]): readonly CurvesExhibit[] => {
  const groups = new Map<string, { readonly setting: string; readonly curves: CurvesExhibit[] }>();
  for (const cell of cells)
    for (const curves of single(cell)) {
      const setting = cell.setting === undefined ? '' : `, ${cell.setting}`;
      const key = JSON.stringify([curves.x, curves.y, setting]);
      const group = groups.get(key) ?? { setting, curves: [] };
      group.curves.push(curves);
      groups.set(key, group);
    }
  return [...groups.values()].flatMap(({ setting, curves }) => {
    const series = curves.flatMap((one) => one.series);
    if (series.length < 2 || new Set(series.map(({ name }) => name)).size < series.length) return [];
    const [first] = curves;
    return [{ ...first!, title: `${first!.y.label} against ${first!.x.label}${setting}`, series }];
  });
};
