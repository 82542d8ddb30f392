import * as Plot from '@observablehq/plot';
import type { CellReport, ClaimReport } from '../../../evidence/outcomes/report.ts';
import { gridCaption, gridsOf, panelCaption } from '../../grids.ts';
import { count, lowerBound, significant, upperBound } from '../../numbers.ts';
import { cellPlace, glyph, tone } from '../../words.ts';
import { axesOf, distinct } from './axes.ts';
import type { Drawing } from './drawing.ts';

const rated = (cell: CellReport): boolean => cell.rate !== null && cell.gamma !== null;

const root = ['', '', 'square', 'cube', 'fourth', 'fifth'] as const;

/**
 * The root that puts γ about a fifth of the way from 0 to 1, so that rates near γ can be told apart and 0 stays on the axis.
 *
 * γ^(1/k) ≈ 0.22 at k = ln γ / ln 0.22.
 */
const rootOf = (gammas: readonly number[]): number =>
  Math.min(5, Math.max(1, Math.round(Math.log(Math.min(...gammas)) / Math.log(0.22))));

/** What the axis of that root is called. */
export const rootAxis = (claim: ClaimReport): string => {
  const gammas = claim.cells.flatMap(({ gamma }) => (gamma === null ? [] : [gamma]));
  const k = rootOf(gammas);
  return k === 1 ? 'linear' : `${root[k]}-root`;
};

const candidates = [0, 1e-5, 1e-4, 0.001, 0.01, 0.05, 0.25, 0.5, 1];

/** Ticks whose words have room beside each other: about 7 px a character on an axis of 200 px. */
const ticksFor = (k: number): readonly number[] => {
  const kept: number[] = [];
  for (const tick of candidates) {
    const gap = 200 * (tick ** (1 / k) - (kept.at(-1) ?? 0) ** (1 / k));
    if (kept.length === 0 || gap >= 3.25 * (significant(tick).length + significant(kept.at(-1)!).length) + 12)
      kept.push(tick);
  }
  return kept;
};

const bounds = ({ rate }: CellReport): string =>
  rate === null
    ? ''
    : `rate between ${lowerBound(rate.lower)} and ${upperBound(rate.upper)} (${lowerBound(rate.confidence * 100, 4)} % confidence)`;

const tally = (cell: CellReport): string =>
  cell.trials === 0
    ? `${count(cell.skipped)} skipped`
    : `${count(cell.violated)} of ${count(cell.trials)} violated`;

const inWords = (cell: CellReport): string =>
  [
    `${cellPlace(cell)}: ${tally(cell)}`,
    bounds(cell),
    ...(cell.exactRate === null ? [] : [`exactly ${significant(cell.exactRate)}`]),
    ...(cell.regime === 'outside' ? ['outside the premise'] : []),
  ].join(', ');

const rowHeight = 19;
const margins = { marginTop: 8, marginBottom: 34, marginRight: 32 };

/** The failure rate of each cell with its bounds, held against γ; one drawing for each (C0, γ). */
export const failureRates = (claim: ClaimReport, id: string): readonly Drawing[] => {
  const grids = gridsOf(claim);
  const all = claim.cells.filter(rated);
  if (all.length === 0) return [];
  const k = rootOf(all.map(({ gamma }) => gamma!));
  const axes = axesOf(claim);
  const several = (letter: 'd' | 'm'): boolean => distinct(claim.cells, letter).length > 1;
  const label = ({ d, m }: CellReport): string =>
    [
      ...(several('d') || axes.length === 0 ? [`d = ${count(d)}`] : []),
      ...(several('m') || axes.length === 0 ? [`m = ${count(m)}`] : []),
    ].join(', ');
  const widest = Math.max(...all.map((cell) => label(cell).length));
  return grids.flatMap((grid, i) => {
    const cells = grid.ds
      .flatMap((d) => grid.ms.map((m) => grid.at(d, m)))
      .filter((cell): cell is CellReport => cell !== null && rated(cell));
    if (cells.length === 0) return [];
    const color = (cell: CellReport): string => `var(--${tone[cell.verdict]})`;
    const inside = cells.filter(({ regime }) => regime === 'inside');
    const outside = cells.filter(({ regime }) => regime === 'outside');
    const estimate = (cell: CellReport): number => cell.violated / Math.max(1, cell.trials);
    const bar = {
      y: label,
      x1: (cell: CellReport) => cell.rate!.lower,
      x2: (cell: CellReport) => cell.rate!.upper,
    };
    const exact = cells.filter(({ exactRate }) => exactRate !== null);
    return [
      {
        id: `${id}-rate-${i + 1}`,
        title: `Failure rate of ${claim.id} (${claim.reading}) against γ at ${gridCaption(grid)}`,
        description: `${cells.map(inWords).join('. ')}.`,
        caption: panelCaption(grid, grids),
        plot: {
          ...margins,
          marginLeft: Math.round(widest * 6.2) + 12,
          width: 350,
          height: margins.marginTop + margins.marginBottom + cells.length * rowHeight,
          x: { type: 'pow', exponent: 1 / k, domain: [0, 1] },
          y: { type: 'band', domain: cells.map(label), padding: 0 },
          marks: [
            Plot.gridX(ticksFor(k), { stroke: 'var(--rule)', strokeOpacity: 1 }),
            Plot.axisX(ticksFor(k), { tickSize: 0, label: null, text: (x: number) => significant(x) }),
            Plot.axisY({ tickSize: 0, label: null, tickPadding: 8, fontVariant: 'tabular-nums' }),
            Plot.tickX(cells, { x: 'gamma', y: label, stroke: 'currentColor', strokeWidth: 1.5 }),
            Plot.text([grid.gamma], {
              x: (x: number) => x,
              frameAnchor: 'bottom',
              text: () => 'γ',
              dy: 30,
              fontWeight: 600,
            }),
            Plot.ruleY(inside, {
              ...bar,
              stroke: color,
              strokeWidth: 6,
              strokeOpacity: 0.32,
            }),
            Plot.ruleY(outside, {
              ...bar,
              stroke: color,
              strokeWidth: 1.5,
              strokeDasharray: '3 3',
            }),
            Plot.dot(inside, { x: estimate, y: label, r: 4, fill: color }),
            Plot.dot(outside, {
              x: estimate,
              y: label,
              r: 3.5,
              fill: 'var(--paper)',
              stroke: color,
            }),
            Plot.dot(exact, {
              x: 'exactRate',
              y: label,
              symbol: 'times',
              r: 5,
              stroke: 'currentColor',
              strokeWidth: 1.5,
            }),
            Plot.text(cells, {
              y: label,
              frameAnchor: 'right',
              dx: 20,
              text: (cell: CellReport) =>
                cell.regime === 'outside' ? `(${glyph[cell.verdict]})` : glyph[cell.verdict],
              fill: color,
              fontWeight: 600,
              fontSize: 12,
            }),
            // What the pointer finds: the whole row.
            Plot.ruleY(cells, { y: label, stroke: 'transparent', strokeWidth: rowHeight, title: inWords }),
          ],
        },
      },
    ];
  });
};
