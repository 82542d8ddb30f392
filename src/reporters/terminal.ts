import type { CellReport, ClaimReport, Finding, Report } from '../evidence/outcomes/report.ts';
import { isUnexpected } from '../evidence/outcomes/report.ts';
import type { Verdict } from '../evidence/outcomes/verdict.ts';
import { verdicts } from '../evidence/outcomes/verdict.ts';
import { exhibitLines, networkLines } from './exhibits.ts';
import { type Grid, gridCaption, gridsOf } from './grids.ts';
import { type Ink, ink } from './internal/ink.ts';
import { clipped, visible, wrapped } from './internal/wrap.ts';
import { count, significant, upperBound } from './numbers.ts';
import {
  cellPlace,
  cellsOf,
  constantsLine,
  glyph,
  headline,
  MOST_LISTED,
  meaning,
  plural,
  unexpectedCells,
  verdictWord,
} from './words.ts';

export interface TerminalOptions {
  readonly width: number;
  /** False under NO_COLOR, and where the stream is no terminal. */
  readonly color: boolean;
  /** Where the reports were written. */
  readonly files?: readonly string[];
}

interface Page {
  readonly width: number;
  readonly ink: Ink;
}

const indented = (text: string, by: number, { width }: Page): string[] =>
  wrapped(visible(text), width - by).map((line) => ' '.repeat(by) + line);

/** A command is copied whole, so it is never broken. */
const command = (text: string, by: number, { ink: { quiet } }: Page): string =>
  ' '.repeat(by) + quiet(visible(text));

const findingLines = (finding: Finding, page: Page): string[] => [
  ...wrapped(`✗ ${visible(finding.claim)} (${finding.reading}) · ${visible(finding.source)}`, page.width).map(
    (line, i) => (i === 0 ? page.ink.verdict('refuted', line) : line),
  ),
  ...indented(finding.summary, 2, page),
  ...indented(
    [
      cellPlace(finding.cell),
      constantsLine(finding.constants),
      // A statement that is examined as a whole is not refuted by a count.
      finding.cell.axes === undefined
        ? `${count(finding.violated)} of ${plural(finding.trials, 'trial')} violated`
        : '',
    ]
      .filter(Boolean)
      .join('; '),
    2,
    page,
  ),
  ...(finding.network === undefined ? [] : networkLines(finding.network)).flatMap((line) =>
    indented(line, 4, page),
  ),
  command(finding.replay, 2, page),
  '',
];

const mark = (cell: CellReport | null): string => {
  if (cell === null) return ' · ';
  const sign = glyph[cell.verdict];
  if (cell.regime === 'outside') return `(${sign})`;
  return ` ${sign}${isUnexpected(cell) ? '!' : ' '}`;
};

/** The grid of verdicts, in blocks of as many columns as the width holds. */
const gridLines = (grid: Grid, page: Page): string[] => {
  const title = gridCaption(grid);
  const rowHead = Math.max(6, ...grid.ds.map((d) => count(d).length + 2));
  const column = Math.max(6, ...grid.ms.map((m) => count(m).length + 2));
  const perBlock = Math.max(1, Math.floor((page.width - 4 - rowHead) / column));
  const lines = indented(title, 4, page);
  for (let from = 0; from < grid.ms.length; from += perBlock) {
    const ms = grid.ms.slice(from, from + perBlock);
    lines.push(
      page.ink.quiet(
        `    ${'d \\ m'.padEnd(rowHead)}${ms.map((m) => `${count(m)} `.padStart(column)).join('')}`,
      ),
    );
    for (const d of grid.ds) {
      const marks = ms.map((m) => {
        const cell = grid.at(d, m);
        const text = mark(cell).padStart(column);
        return cell === null || cell.regime === 'outside'
          ? page.ink.quiet(text)
          : page.ink.verdict(cell.verdict, text);
      });
      lines.push(`    ${count(d).padEnd(rowHead)}${marks.join('')}`);
    }
  }
  return lines;
};

/** A place that was examined as a whole: why its verdict, and what of the exhibits fits into lines. */
const examinedLines = (cell: CellReport, page: Page): string[] => {
  const constants = constantsLine(cell.constants);
  const sign = `${glyph[cell.verdict]}${isUnexpected(cell) ? '!' : ''}`;
  const place = [cellPlace(cell), constants].filter(Boolean).join(', ');
  return [
    ...indented(
      `${cell.regime === 'outside' ? `(${sign})` : sign} ${place === '' ? '' : `${place}: `}${cell.because ?? ''}`,
      4,
      page,
    ),
    ...(cell.exhibits ?? []).flatMap(exhibitLines).flatMap((line) => indented(line, 6, page)),
  ];
};

const claimLines = (claim: ClaimReport, page: Page): string[] => {
  const title = `${claim.control ? 'control, ' : ''}${claim.reading} · ${visible(claim.source)}`;
  const error =
    claim.error === null ? [] : indented(`wrong with chance at most ${upperBound(claim.error)}`, 4, page);
  if (claim.manner !== 'draws')
    return [
      `${page.ink.verdict(claim.verdict, verdictWord(claim.verdict).padEnd(12))}  ${page.ink.strong(visible(claim.id))}`,
      ...indented(title, 4, page),
      ...claim.cells.flatMap((cell) => examinedLines(cell, page)),
      '',
    ];
  const notes = claim.cells
    .filter((cell) => cell.note !== null)
    .flatMap((cell) => indented(`${cellPlace(cell)}: ${cell.note}`, 4, page));
  return [
    `${page.ink.verdict(claim.verdict, verdictWord(claim.verdict).padEnd(12))}  ${page.ink.strong(visible(claim.id))}`,
    ...indented(title, 4, page),
    ...error,
    ...gridsOf(claim).flatMap((grid) => gridLines(grid, page)),
    ...notes,
    '',
  ];
};

const legend = (report: Report, page: Page): string[] => {
  const present = new Set<Verdict>(cellsOf(report).map(({ cell }) => cell.verdict));
  const said = verdicts.filter((verdict) => present.has(verdict));
  const cells = cellsOf(report).map(({ cell }) => cell);
  const extra = [
    ...(cells.some((cell) => cell.regime === 'outside')
      ? ['(·) in brackets: outside the premise, never counted']
      : []),
    ...(cells.some(isUnexpected) ? ['! not the verdict that was expected'] : []),
  ];
  return [
    ...said.flatMap((verdict) =>
      wrapped(meaning(verdict, report.provenance.alpha), page.width - 14).map((line, i) =>
        i === 0
          ? `${page.ink.verdict(verdict, verdictWord(verdict).padEnd(12))}  ${line}`
          : `${' '.repeat(14)}${line}`,
      ),
    ),
    ...extra.flatMap((line) => wrapped(line, page.width)),
    '',
  ];
};

const closing = (report: Report, page: Page, files: readonly string[]): string[] => {
  const unexpected = unexpectedCells(report);
  const lines = wrapped(headline(report), page.width);
  if (unexpected.length === 0 && report.complete) lines.push('Nothing unexpected.');
  if (unexpected.length > 0) {
    lines.push(page.ink.strong(`${plural(unexpected.length, 'cell')} not as expected:`));
    for (const { claim, cell } of unexpected.slice(0, MOST_LISTED)) {
      lines.push(
        ...indented(
          `${verdictWord(cell.verdict)}, not ${cell.expect}: ${claim.id} (${claim.reading}) at ${cellPlace(cell)}`,
          2,
          page,
        ),
        command(cell.replay, 4, page),
      );
    }
    if (unexpected.length > MOST_LISTED)
      lines.push(`  and ${plural(unexpected.length - MOST_LISTED, 'more cell')}: see the report`);
  }
  if (report.misprints.length > 0)
    lines.push(
      ...wrapped(
        `${plural(report.misprints.length, 'misprint')} read as meant and not tried as printed: see the report.`,
        page.width,
      ),
    );
  if (report.complete) lines.push('Complete: every planned cell has a record.');
  else {
    lines.push(
      page.ink.strong('INCOMPLETE: not every planned cell has a record, so nothing here is a pass.'),
    );
    lines.push(...report.missing.flatMap((sentence) => indented(sentence, 2, page)));
  }
  if (files.length > 0) lines.push('Reports:', ...files.map((file) => `  ${visible(file)}`));
  return lines;
};

/**
 * The report for a terminal: findings, then each claim with its grid of verdicts, then what a reader must know last.
 *
 * Units: `width` in columns; only a command to copy or the path of a file may be longer.
 */
export const reportToTerminal = (report: Report, options: TerminalOptions): string => {
  const page: Page = { width: Math.max(40, options.width), ink: ink(options.color) };
  const { version, profile, seed, engine, alpha, selection } = report.provenance;
  const said =
    `lakatos ${version} · ${profile} · seed ${visible(seed)} · ${engine} · ` +
    `α ${upperBound(alpha.refute)} to refute, ${upperBound(alpha.support)} to support`;
  const findings =
    report.findings.length === 0
      ? ['No finding: no printed statement was refuted.', '']
      : report.findings.flatMap((finding) => findingLines(finding, page));
  return `${[
    ...wrapped(said, page.width).map(page.ink.quiet),
    ...(selection === null ? [] : wrapped(`Only a part was run: ${visible(selection)}`, page.width)),
    '',
    page.ink.strong('Findings'),
    '',
    ...findings,
    page.ink.strong('Claims'),
    '',
    ...report.claims.flatMap((claim) => claimLines(claim, page)),
    ...legend(report, page),
    ...closing(report, page, options.files ?? []),
  ]
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
};

/** One plain line for a log, as a cell ends; at most 100 columns. */
export const cellLine = (cell: CellReport, claimId: string): string => {
  const place = [
    `d=${cell.d}`,
    `m=${cell.m}`,
    `C0=${significant(cell.C0, 6)}`,
    ...(cell.gamma === null ? [] : [`γ=${significant(cell.gamma, 6)}`]),
    ...(cell.setting === undefined ? [] : [cell.setting]),
  ].join(' ');
  const tally = [
    `${cell.violated} violated`,
    ...(cell.unresolved > 0 ? [`${cell.unresolved} unresolved`] : []),
    ...(cell.skipped > 0 ? [`${cell.skipped} skipped`] : []),
  ].join(', ');
  const odd = `${cell.regime === 'outside' ? 'outside, ' : ''}${isUnexpected(cell) ? 'unexpected, ' : ''}`;
  const said = `${verdictWord(cell.verdict).padEnd(12)} ${visible(claimId)} ${place}: ${odd}${plural(cell.trials, 'trial')}, ${tally}`;
  return clipped(said, 100);
};
