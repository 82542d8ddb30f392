import type { CellReport, ClaimReport } from '../evidence/outcomes/report.ts';
import { significant } from './numbers.ts';
import { constantsLine } from './words.ts';

/** The cells of a claim that share C0, γ and mode, laid out by d (rows) and m (columns). */
export interface Grid {
  readonly C0: number;
  readonly gamma: number | null;
  readonly mode: CellReport['mode'];
  /** The constants that have one value on the whole grid. */
  readonly constants: Readonly<Record<string, number>>;
  readonly ds: readonly number[];
  readonly ms: readonly number[];
  readonly at: (d: number, m: number) => CellReport | null;
}

const ascending = (values: readonly number[]): readonly number[] =>
  [...new Set(values)].sort((a, b) => a - b);

const sharedConstants = (cells: readonly CellReport[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(cells[0]?.constants ?? {}).filter(([name, value]) =>
      cells.every((cell) => cell.constants[name] === value),
    ),
  );

const gridOf = (cells: readonly CellReport[]): Grid => {
  const byPlace = new Map(cells.map((cell) => [`${cell.d},${cell.m}`, cell]));
  const { C0, gamma, mode } = cells[0]!;
  return {
    C0,
    gamma,
    mode,
    constants: sharedConstants(cells),
    ds: ascending(cells.map((cell) => cell.d)),
    ms: ascending(cells.map((cell) => cell.m)),
    at: (d, m) => byPlace.get(`${d},${m}`) ?? null,
  };
};

/**
 * The grids of a claim, in the order of its cells.
 *
 * Where one (d, m) was tried at several constants, the first value goes to the first grid, the second to the next.
 */
export const gridsOf = (claim: Pick<ClaimReport, 'cells'>): readonly Grid[] => {
  const groups = new Map<string, CellReport[]>();
  const seen = new Map<string, number>();
  for (const cell of claim.cells) {
    const group = `${cell.C0}/${cell.gamma}/${cell.mode}`;
    const place = `${group}/${cell.d}/${cell.m}`;
    const turn = seen.get(place) ?? 0;
    seen.set(place, turn + 1);
    const key = `${group}/${turn}`;
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].map(gridOf);
};

/** What the cells of a grid share: `C0 = 3, γ = 0.05, K = 1`. */
export const gridCaption = (grid: Grid): string =>
  [
    `C0 = ${significant(grid.C0, 6)}`,
    ...(grid.gamma === null ? [] : [`γ = ${significant(grid.gamma, 6)}`]),
    ...(constantsLine(grid.constants) === '' ? [] : [constantsLine(grid.constants)]),
    ...(grid.mode === 'reduced' ? [] : [grid.mode]),
  ].join(', ');

/** What all of these grids share, C0 aside: `γ = 0.05, K = 1`; the empty string where that is nothing. */
export const sharedCaption = (grids: readonly Grid[]): string => {
  const [first] = grids;
  if (first === undefined) return '';
  return [
    ...(first.gamma !== null && grids.every(({ gamma }) => gamma === first.gamma)
      ? [`γ = ${significant(first.gamma, 6)}`]
      : []),
    ...[constantsLine(sharedConstantsOf(grids))].filter((line) => line !== ''),
  ].join(', ');
};

const sharedConstantsOf = (grids: readonly Grid[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(grids[0]?.constants ?? {}).filter(([name, value]) =>
      grids.every(({ constants }) => constants[name] === value),
    ),
  );

/** What tells a grid from the others: its C0, and what not all of them share. */
export const panelCaption = (grid: Grid, grids: readonly Grid[]): string => {
  const shared = sharedConstantsOf(grids);
  const own = Object.fromEntries(Object.entries(grid.constants).filter(([name]) => !(name in shared)));
  return [
    `C0 = ${significant(grid.C0, 6)}`,
    ...(grid.gamma === null || grids.every(({ gamma }) => gamma === grid.gamma)
      ? []
      : [`γ = ${significant(grid.gamma, 6)}`]),
    ...[constantsLine(own)].filter((line) => line !== ''),
    ...(grids.every(({ mode }) => mode === grid.mode) ? [] : [grid.mode]),
  ].join(', ');
};
