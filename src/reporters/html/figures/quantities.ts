import type { ClaimReport } from '../../../evidence/outcomes/report.ts';
import { gridCaption, gridsOf, panelCaption } from '../../grids.ts';
import { type Against, distinct } from './axes.ts';
import { axisOf } from './axis.ts';
import type { Drawing } from './drawing.ts';
import { quantityPanel } from './quantityPanel.ts';
import { inWords, seenIn } from './seen.ts';

/** The quantities of which something is known in some cell. */
export const quantitiesOf = (claim: ClaimReport): readonly string[] => [
  ...new Set(
    claim.cells.flatMap(({ observed }) =>
      Object.entries(observed)
        .filter(([, { lower, upper }]) => lower !== null || upper !== null)
        .map(([name]) => name),
    ),
  ),
];

/** A quantity against d or m with the theory's line; one drawing for each (C0, γ). */
export const quantityDrawings = (
  claim: ClaimReport,
  quantity: string,
  against: Against,
  id: string,
): readonly Drawing[] => {
  const values = distinct(claim.cells, against);
  const pad = (values.at(-1)! / values[0]!) ** 0.08;
  const xDomain = [values[0]! / pad, values.at(-1)! * pad] as const;
  const grids = gridsOf(claim);
  const panels = grids
    .map((grid) => ({ grid, seen: seenIn(grid, quantity, against, xDomain) }))
    .filter(({ seen }) => new Set(seen.map(({ cell }) => cell[against])).size > 1);
  const shown = panels.flatMap(({ seen }) => seen);
  if (shown.length === 0) return [];
  const axis = axisOf(
    shown.flatMap(({ low, high, lower, upper, cell }) => [
      low,
      high,
      ...(lower === null ? [] : [lower.median]),
      ...(upper === null ? [] : [upper.median]),
      ...(cell.bound === null ? [] : [cell.bound]),
    ]),
  );
  return panels.map(({ grid, seen }, i) => ({
    id: `${id}-${quantitiesOf(claim).indexOf(quantity) + 1}-${against}-${i + 1}`,
    title: `${quantity} of ${claim.id} (${claim.reading}) against ${against} at ${gridCaption(grid)}`,
    description: `${seen.map(inWords).join('. ')}.`,
    caption: panelCaption(grid, grids),
    plot: quantityPanel(claim, quantity, against, seen, axis, xDomain),
  }));
};
