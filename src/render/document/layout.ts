import type { CellReport, ClaimReport, TheoremReport } from '../../core/report/report.ts';
import { grouped } from '../internal/grouped.ts';
import { constantsLine, equation, symbolWord, valueOn } from '../words.ts';

/** Cells that differ in the axes of the table alone, in rows and columns. */
export interface Panel {
  /** What its cells share, a phrase each: `C0 = 3`, `γ = 0.05`, `K = 1`. */
  readonly facts: readonly string[];
  /** What rows and columns are; empty where a label says it itself. */
  readonly corner: readonly [string, string];
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly at: (row: number, column: number) => CellReport | null;
  /** In reading order. */
  readonly cells: readonly CellReport[];
}

const distinct = (values: readonly number[]): readonly number[] => [...new Set(values)].sort((a, b) => a - b);

/** The values that cells have on an axis, in order. */
export const valuesOn = (cells: readonly CellReport[], symbol: string): readonly number[] =>
  distinct(cells.flatMap(({ at }) => at[symbol] ?? []));

/** The axes of the theorem's table that the cells have. */
export const tableAxes = (cells: readonly CellReport[], { table }: TheoremReport): readonly string[] =>
  [...new Set([table.rows, table.columns])].filter((symbol) => valuesOn(cells, symbol).length > 0);

/** The axes of the table in which cells differ; the first alone where the other moves with it. */
export const varyingAxes = (cells: readonly CellReport[], theorem: TheoremReport): readonly string[] => {
  const several = tableAxes(cells, theorem).filter((symbol) => valuesOn(cells, symbol).length > 1);
  return several.length === 2 && inStep(cells, several) ? several.slice(0, 1) : several;
};

/** Whether the values of the axes move together, so that one tells what the others would. */
const inStep = (cells: readonly CellReport[], symbols: readonly string[]): boolean => {
  const places = new Set(cells.map(({ at }) => symbols.map((symbol) => at[symbol]).join()));
  return symbols.every((symbol) => valuesOn(cells, symbol).length === places.size);
};

const factsOf = (cells: readonly CellReport[], further: readonly string[]): readonly string[] => {
  const [cell] = cells;
  const { at, constants, mode } = cell!;
  const shared = Object.entries(constants).filter(([name, value]) =>
    cells.every((cell) => cell.constants[name] === value),
  );
  return [
    ...further.flatMap((symbol) =>
      at[symbol] === undefined ? [] : [equation(symbol, valueOn(cell!, symbol))],
    ),
    ...shared.map(([name, value]) => constantsLine({ [name]: value })),
    ...(mode === 'reduced' ? [] : [mode]),
  ];
};

/**
 * The cells of a claim in tables, as its theorem lays them out: each further axis makes a table of its own, in the order of the cells.
 *
 * Where one place was tried at several constants, the first value goes to the first table, the second to the next. Where both axes of
 * the table move together, their places are the rows.
 */
export const panelsOf = (claim: Pick<ClaimReport, 'cells'>, theorem: TheoremReport): readonly Panel[] => {
  const axes = tableAxes(claim.cells, theorem);
  const further = theorem.axes.map(({ symbol }) => symbol).filter((symbol) => !axes.includes(symbol));
  const listed = axes.length < 2 || (valuesOn(claim.cells, axes[0]!).length > 1 && inStep(claim.cells, axes));
  const placeOf = ({ at, mode }: CellReport, of: readonly string[]): string =>
    [...of.map((symbol) => at[symbol]), mode].join('/');
  const seen = new Map<string, number>();
  const groups = grouped(claim.cells, (cell) => {
    const place = placeOf(cell, [...further, ...axes]);
    const turn = seen.get(place) ?? 0;
    seen.set(place, turn + 1);
    return `${placeOf(cell, further)}#${turn}`;
  });
  const rowAxes = listed ? axes : axes.slice(0, 1);
  const columnAxes = listed ? [] : axes.slice(1);
  const label = (cell: CellReport, of: readonly string[]): string =>
    of.length === 1
      ? valueOn(cell, of[0]!)
      : of.map((symbol) => equation(symbol, valueOn(cell, symbol))).join(', ');
  return groups.map((cells) => {
    const inOrder = (of: readonly string[]): readonly string[] => {
      const sorted = [...cells].sort((a, b) => (a.at[of[0] ?? ''] ?? 0) - (b.at[of[0] ?? ''] ?? 0));
      return [...new Set(sorted.map((cell) => label(cell, of)))];
    };
    const [rows, columns] = [inOrder(rowAxes), inOrder(columnAxes)];
    const byPlace = new Map(
      cells.map((cell) => [`${label(cell, rowAxes)}/${label(cell, columnAxes)}`, cell]),
    );
    const at: Panel['at'] = (row, column) => byPlace.get(`${rows[row]}/${columns[column]}`) ?? null;
    return {
      facts: factsOf(cells, further),
      corner: [rowAxes.length === 1 ? symbolWord(rowAxes[0]!) : '', columnAxes.map(symbolWord).join()],
      rows,
      columns,
      at,
      cells: rows.flatMap((_, row) => columns.flatMap((_, column) => at(row, column) ?? [])),
    };
  });
};

/** What tells a panel from the others. */
export const ownFacts = (panel: Panel, panels: readonly Panel[]): string =>
  panel.facts.filter((fact) => !panels.every(({ facts }) => facts.includes(fact))).join(', ');
