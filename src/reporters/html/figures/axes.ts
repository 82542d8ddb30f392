import type { CellReport, ClaimReport } from '../../../evidence/outcomes/report.ts';

/** The letters along which cells are laid out. */
export type Against = 'd' | 'm';

/** The values of a letter in these cells, in order. */
export const distinct = (cells: readonly CellReport[], against: Against): readonly number[] =>
  [...new Set(cells.map((cell) => cell[against]))].sort((a, b) => a - b);

/** Whether m moves with d, so that one axis tells what the other would. */
const inStep = (cells: readonly CellReport[]): boolean => {
  const places = new Set(cells.map(({ d, m }) => `${d}/${m}`)).size;
  return places === distinct(cells, 'd').length && places === distinct(cells, 'm').length;
};

/** The letters in which the cells of a claim differ; d alone where each d has its own m. */
export const axesOf = (claim: Pick<ClaimReport, 'cells'>): readonly Against[] => {
  const several = (['d', 'm'] as const).filter((against) => distinct(claim.cells, against).length > 1);
  return several.length === 2 && inStep(claim.cells) ? ['d'] : several;
};
