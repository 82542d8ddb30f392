import type { CellReport, ClaimReport } from '../../../core/report/report.ts';
import type { Chart, Mark } from '../../charts/chart.ts';
import { significant } from '../../numbers.ts';
import { cellPlace, equation, glyph, tone, valueOn } from '../../words.ts';
import { detailsOf } from '../cellDetails.ts';
import { ownFacts, type Panel } from '../layout.ts';
import { tallyOf } from '../verdicts.ts';

interface Rated extends CellReport {
  readonly rate: NonNullable<CellReport['rate']>;
  readonly failureRate: NonNullable<CellReport['failureRate']>;
}

const isRated = (cell: CellReport): cell is Rated => cell.rate !== null && cell.failureRate !== null;

/** Rates near an allowed one of some percent have room on a third-root axis, and 0 stays on it. */
const ticks = [0, 0.01, 0.05, 0.25, 0.5, 1].map((at) => ({ at, text: significant(at) }));

const inWords = (cell: Rated): string => {
  const { rate, exactRate } = detailsOf(cell);
  const outside = cell.regime === 'outside' ? 'outside the premise' : '';
  return [`${cellPlace(cell)}: ${tallyOf(cell)}`, `rate ${rate}`, exactRate, outside]
    .filter(Boolean)
    .join(', ');
};

const ROW = 19;

/** A cell in its row: the bar of its bounds, the share of violated trials, the allowed rate, and its verdict. */
const rowMarks = (cell: Rated, y: number): readonly Mark[] => {
  const { verdict, rate, exactRate, violated, trials } = cell;
  const color = `var(--${tone[verdict]})`;
  const outside = cell.regime === 'outside';
  const allowed = cell.failureRate.value;
  const text = outside ? `(${glyph[verdict]})` : glyph[verdict];
  const bar = outside ? { width: 1.5, dash: '3 3' } : { width: 6, opacity: 0.32 };
  return [
    { kind: 'segment', x: [allowed, allowed], y: [y - 0.5, y + 0.5], color: 'currentColor', width: 1.5 },
    { kind: 'segment', x: [rate.lower, rate.upper], y: [y, y], color, ...bar },
    { kind: 'dot', x: violated / Math.max(1, trials), y, color, symbol: 'circle', size: 4, hollow: outside },
    ...(exactRate === null
      ? []
      : [{ kind: 'dot', x: exactRate, y, color: 'currentColor', symbol: 'cross', size: 4 } as const]),
    { kind: 'text', x: 1, y, color, size: 12, bold: true, right: 20, text },
  ];
};

/** The failure rate of each cell with its bounds, held against the allowed one; a chart for each panel. `axes` name the rows. */
export const failureRates = (
  claim: ClaimReport,
  panels: readonly Panel[],
  axes: readonly string[],
): readonly Chart[] => {
  const label = (cell: CellReport): string =>
    axes.map((symbol) => equation(symbol, valueOn(cell, symbol))).join(', ');
  return panels.flatMap((panel) => {
    const cells = panel.cells.filter(isRated);
    if (cells.length === 0) return [];
    const last = cells.length - 1;
    const rows = cells.map((cell, row) => ({ at: last - row, text: label(cell) }));
    return [
      {
        title: ['Failure rates of', claim.id, `(${claim.reading})`, panel.facts.join(', ')].join(' '),
        description: `${cells.map(inWords).join('. ')}.`,
        caption: ownFacts(panel, panels),
        width: 350,
        height: 42 + cells.length * ROW,
        margins: [8, 32, 34, Math.round(Math.max(...rows.map(({ text }) => text.length)) * 6.2) + 16],
        x: { type: 'pow', exponent: 1 / 3, domain: [0, 1], ticks, marks: 'grid' },
        y: { type: 'linear', domain: [-0.5, last + 0.5], ticks: rows },
        marks: cells.flatMap((cell, row) => rowMarks(cell, last - row)),
      } satisfies Chart,
    ];
  });
};
