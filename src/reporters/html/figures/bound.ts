import type { ClaimReport } from '../../../evidence/outcomes/report.ts';
import { gridsOf } from '../../grids.ts';
import type { Against } from './axes.ts';
import { type Seen, seenIn } from './seen.ts';

/** The other side of the conclusion, and on which side of it the claim fails; null where the quantity does not stand alone. */
export const otherSide = (
  claim: Pick<ClaimReport, 'conclusion'>,
  quantity: string,
): { readonly text: string; readonly fails: 'above' | 'below' } | null => {
  const [left = '', right = ''] = claim.conclusion.text.split('<=').map((side) => side.trim());
  if (left === quantity) return { text: right, fails: 'above' };
  if (right === quantity) return { text: left, fails: 'below' };
  return null;
};

interface LinePoint {
  readonly x: number;
  readonly y: number;
}

/** The theory's line, where what the quantity is held against depends on the axis alone; else null. */
export const theory = (seen: readonly Seen[], against: Against): readonly LinePoint[] | null => {
  const line = new Map<number, number>();
  for (const { cell } of seen) {
    if (cell.bound === null) continue;
    const known = line.get(cell[against]);
    if (known !== undefined && known !== cell.bound) return null;
    line.set(cell[against], cell.bound);
  }
  return [...line].sort(([a], [b]) => a - b).map(([x, y]) => ({ x, y }));
};

/** Whether what a quantity is held against is drawn as a line, or as a dash for each cell, or not at all. */
export const boundDrawnAs = (
  claim: ClaimReport,
  quantity: string,
  against: Against,
): 'line' | 'dashes' | null => {
  const kinds = gridsOf(claim).map((grid) => theory(seenIn(grid, quantity, against, [1, 2]), against));
  if (kinds.some((line) => line === null)) return 'dashes';
  return kinds.some((line) => line !== null && line.length > 1) ? 'line' : null;
};
