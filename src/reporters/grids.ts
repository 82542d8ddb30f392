import type { CellReport, ClaimReport } from '../evidence/outcomes/report.ts';

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
