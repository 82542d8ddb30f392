import * as Plot from '@observablehq/plot';
import type { CellReport, ClaimReport } from '../../../evidence/outcomes/report.ts';
import { isUnexpected } from '../../../evidence/outcomes/report.ts';
import { verdicts } from '../../../evidence/outcomes/verdict.ts';
import { type Grid, gridCaption, gridsOf, panelCaption } from '../../grids.ts';
import { count, significant } from '../../numbers.ts';
import { cellPlace, tone, verdictWord } from '../../words.ts';
import { axesOf } from './axes.ts';
import type { Drawing } from './drawing.ts';

/** Verdicts laid out in rows and columns. */
interface Field {
  readonly caption: string;
  /** The whole place of the field, for whoever does not see its neighbours. */
  readonly place: string;
  readonly across: string;
  readonly row: (cell: CellReport) => string;
  readonly column: (cell: CellReport) => string;
  /** In reading order: by row, then by column. */
  readonly cells: readonly CellReport[];
}

const byC0 = ({ C0 }: CellReport): string => `C0 = ${significant(C0, 6)}`;
const byD = ({ d }: CellReport): string => `d = ${count(d)}`;
const byM = ({ m }: CellReport): string => `m = ${count(m)}`;

const cellsOf = (grid: Grid): readonly CellReport[] =>
  grid.ds.flatMap((d) => grid.ms.map((m) => grid.at(d, m))).filter((cell) => cell !== null);

/** Rows by d and columns by m, one field for each grid. */
const squares = (grids: readonly Grid[]): readonly Field[] =>
  grids.map((grid) => ({
    caption: panelCaption(grid, grids),
    place: gridCaption(grid),
    across: 'd and m',
    row: byD,
    column: byM,
    cells: cellsOf(grid),
  }));

/**
 * Rows by C0 and columns by the places (d, m), for a claim whose places lie in a row: one d, one m, or m growing with d.
 *
 * Null where they do not, or where one C0 was tried at several constants.
 */
const strips = (claim: ClaimReport, grids: readonly Grid[]): readonly Field[] | null => {
  const axes = axesOf(claim);
  if (axes.length > 1) return null;
  const kinds = [...new Map(grids.map((grid) => [`${grid.gamma}/${grid.mode}`, grid])).values()];
  const groups = kinds.map(({ gamma, mode }) =>
    grids.filter((grid) => grid.gamma === gamma && grid.mode === mode).sort((a, b) => a.C0 - b.C0),
  );
  if (groups.some((group) => new Set(group.map(({ C0 }) => C0)).size < group.length)) return null;
  const single = {
    d: new Set(claim.cells.map(({ d }) => d)).size === 1,
    m: new Set(claim.cells.map(({ m }) => m)).size === 1,
  };
  return groups.map((group) => {
    const { gamma, mode } = group[0]!;
    const first = cellsOf(group[0]!)[0]!;
    const fixed = [
      ...(single.d ? [byD(first)] : []),
      ...(single.m ? [byM(first)] : []),
      ...(gamma === null ? [] : [`γ = ${significant(gamma, 6)}`]),
      ...(mode === 'reduced' ? [] : [mode]),
    ].join(', ');
    return {
      caption: [
        ...(single.d ? [byD(first)] : []),
        ...(single.m ? [byM(first)] : []),
        ...(groups.length > 1 && gamma !== null ? [`γ = ${significant(gamma, 6)}`] : []),
        ...(groups.length > 1 && mode !== 'reduced' ? [mode] : []),
      ].join(', '),
      place: fixed,
      across: `C0 and ${single.d ? 'm' : single.m ? 'd' : 'the places (d, m)'}`,
      row: byC0,
      column: single.d ? byM : single.m ? byD : (cell: CellReport) => `${byD(cell)}\n${byM(cell)}`,
      cells: group.flatMap(cellsOf),
    };
  });
};

const said = (cell: CellReport): string => {
  const word = `${verdictWord(cell.verdict)}${isUnexpected(cell) ? ' !' : ''}`;
  return cell.regime === 'outside' ? `(${word})` : word;
};

const tally = (cell: CellReport): string =>
  cell.trials === 0 ? `${count(cell.skipped)} skipped` : `${count(cell.violated)} of ${count(cell.trials)}`;

const color = (cell: CellReport): string => `var(--${tone[cell.verdict]})`;

const places = (cells: readonly CellReport[]): string => cells.map(cellPlace).join('; ');

const hover = (cell: CellReport): string =>
  `${cellPlace(cell)}: ${cell.verdict}, ${tally(cell)}${cell.trials === 0 ? '' : ' violated'}${cell.regime === 'outside' ? ', outside the premise' : ''}`;

const inWords = (cells: readonly CellReport[]): string => {
  const inside = cells.filter((cell) => cell.regime === 'inside');
  const outside = cells.filter((cell) => cell.regime === 'outside');
  const groups = (of: readonly CellReport[]): string =>
    verdicts
      .map((verdict) => ({ verdict, at: of.filter((cell) => cell.verdict === verdict) }))
      .filter(({ at }) => at.length > 0)
      .map(({ verdict, at }) =>
        at.length === of.length && of.length > 1
          ? `all ${count(at.length)} are ${verdict}`
          : `${verdict} at ${places(at)}`,
      )
      .join('. ');
  const odd = cells.filter(isUnexpected);
  return [
    ...(inside.length === 0 ? [] : [`Inside the premise: ${groups(inside)}.`]),
    ...(outside.length === 0 ? [] : [`Outside the premise, never counted: ${groups(outside)}.`]),
    ...(odd.length === 0 ? [] : [`Not as expected: ${places(odd)}.`]),
  ].join(' ');
};

const cellWidth = 106;
const cellHeight = 44;

const drawing = (claim: ClaimReport, field: Field, id: string): Drawing => {
  const { cells, caption, place, across, row, column } = field;
  const rows = [...new Set(cells.map(row))];
  const inOrder = [...cells].sort((a, b) => a.d - b.d || a.m - b.m);
  const columns = [...new Set((row === byD ? [...cells].sort((a, b) => a.m - b.m) : inOrder).map(column))];
  const lines = Math.max(...columns.map((words) => words.split('\n').length));
  const margins = {
    marginTop: 9 + 13 * lines,
    marginRight: 2,
    marginBottom: 2,
    marginLeft: Math.round(Math.max(...rows.map((words) => words.length)) * 6.4) + 10,
  };
  const at = { x: column, y: row };
  const tried = new Set(cells.map((cell) => `${row(cell)}/${column(cell)}`));
  const untried = rows
    .flatMap((y) => columns.map((x) => ({ x, y })))
    .filter(({ x, y }) => !tried.has(`${y}/${x}`));
  const inside = cells.filter((cell) => cell.regime === 'inside');
  const outside = cells.filter((cell) => cell.regime === 'outside');
  const box = { ...at, inset: 1.5, rx: 5 };
  return {
    id,
    title: `Verdicts of ${claim.id} (${claim.reading}) across ${across} at ${place}`,
    description: inWords(cells),
    caption,
    plot: {
      ...margins,
      width: margins.marginLeft + margins.marginRight + columns.length * cellWidth,
      height: margins.marginTop + margins.marginBottom + rows.length * cellHeight,
      x: { type: 'band', domain: columns, padding: 0 },
      y: { type: 'band', domain: rows, padding: 0 },
      marks: [
        Plot.axisX({ anchor: 'top', tickSize: 0, label: null }),
        Plot.axisY({ tickSize: 0, label: null, tickPadding: 6 }),
        Plot.cell(inside, { ...box, fill: (cell: CellReport) => `var(--${tone[cell.verdict]}-back)` }),
        Plot.cell(inside.filter(isUnexpected), {
          ...at,
          inset: 2.5,
          rx: 4,
          fill: 'none',
          stroke: color,
          strokeWidth: 2,
        }),
        Plot.cell(outside, {
          ...box,
          inset: 2,
          fill: 'var(--paper)',
          stroke: color,
          strokeOpacity: 0.55,
          strokeDasharray: '3 3',
        }),
        Plot.text(cells, { ...at, text: said, fill: color, fontWeight: 600, fontSize: 12, dy: -7 }),
        Plot.text(cells, { ...at, text: tally, fill: color, fontSize: 11, dy: 9 }),
        Plot.text(untried, { x: 'x', y: 'y', text: () => '·', fill: 'var(--soft)' }),
        // What the pointer finds, words included.
        Plot.cell(cells, { ...at, fill: 'transparent', title: hover }),
      ],
    },
  };
};

/** The verdicts of a claim across d, m and C0; none for a claim of one cell. */
export const heatmaps = (claim: ClaimReport, id: string): readonly Drawing[] => {
  if (claim.cells.length < 2) return [];
  const grids = gridsOf(claim);
  return (strips(claim, grids) ?? squares(grids)).map((field, i) =>
    drawing(claim, field, `${id}-map-${i + 1}`),
  );
};
