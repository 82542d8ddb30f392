import type { CellReport, Report } from '../core/report/report.ts';
import { isUnexpected } from '../core/report/report.ts';
import {
  type Block,
  type BlockOf,
  blocksFor,
  isList,
  type Mark,
  type Part,
  type Text,
  type VerdictTable,
} from './document/document.ts';
import { reportDocument } from './document/report.ts';
import { type Ink, ink } from './internal/ink.ts';
import { clipped, isNumber, visible, wrapped } from './internal/wrap.ts';
import { glyph, plural, symbolWord, valueOn, verdictWord } from './words.ts';

export interface TerminalOptions {
  readonly width: number;
  /** False under NO_COLOR, and where the stream is not a terminal. */
  readonly color: boolean;
  /** Where the reports were written. */
  readonly files?: readonly string[];
}

interface Page {
  readonly width: number;
  readonly ink: Ink;
}

const length = (text: string): number => [...text].length;
const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - length(text)));

const signOf = ({ verdict, outside, odd }: Mark<'verdict'>): string =>
  outside === true ? `(${glyph[verdict]})` : ` ${glyph[verdict]}${odd === true ? '!' : ' '}`;

/** The words of a text, without its marks; its commands stand on lines of their own. */
const plain = (text: Text): string => {
  if (typeof text === 'string') return visible(text);
  if (isList(text)) return text.map(plain).join('');
  if (text.kind === 'verdict') return verdictWord(text.verdict);
  if (text.kind === 'lines') return text.of.map(plain).join(', ');
  if (text.kind === 'swatch' || text.kind === 'command') return '';
  return 'text' in text ? visible(text.text) : plain(text.of);
};

const commandsIn = (text: Text): readonly string[] => {
  if (typeof text === 'string') return [];
  if (isList(text)) return text.flatMap(commandsIn);
  return text.kind === 'command' ? [text.text] : [];
};

const indented = (text: Text, by: number, { width }: Page): string[] =>
  wrapped(plain(text), width - by).map((line) => ' '.repeat(by) + line);

/** A command is copied whole, so it is never broken. */
const command = (text: string, by: number, { ink: { quiet } }: Page): string =>
  ' '.repeat(by) + quiet(visible(text));

/** Verdicts as signs, in blocks of as many columns as the width holds. */
const verdictLines = ({ caption, corner, columns, rows }: VerdictTable, by: number, page: Page): string[] => {
  const name = corner.filter(Boolean).join(' \\ ');
  const rowHead = Math.max(6, length(name) + 1, ...rows.map(({ head }) => length(head) + 2));
  const column = Math.max(6, ...columns.map((label) => length(label) + 2));
  const perBlock = Math.max(1, Math.floor((page.width - by - rowHead) / column));
  const margin = ' '.repeat(by);
  const blocks = Array.from({ length: Math.ceil(columns.length / perBlock) }, (_, i) => i * perBlock);
  return [
    ...(caption === '' ? [] : indented(caption, by, page)),
    ...blocks.flatMap((from) => {
      const labels = columns.slice(from, from + perBlock).map((label) => `${label} `.padStart(column));
      const first = padded(name, rowHead) + labels.join('');
      const signs = (cells: VerdictTable['rows'][number]['cells']): string =>
        cells
          .slice(from, from + perBlock)
          .map((cell) => {
            const text = (cell === null ? ' · ' : signOf(cell.mark)).padStart(column);
            return cell === null || cell.mark.outside === true
              ? page.ink.quiet(text)
              : page.ink.verdict(cell.mark.verdict, text);
          })
          .join('');
      return [
        ...(first.trim() === '' ? [] : [page.ink.quiet(margin + first)]),
        ...rows.map(({ head, cells }) => margin + padded(head, rowHead) + signs(cells)),
      ];
    }),
  ];
};

/** A table whose columns fit, or each row as a paragraph. */
const tableLines = ({ caption, columns, rows }: BlockOf<'table'>, by: number, page: Page): string[] => {
  const texts = rows.map((row) => row.map(plain));
  const widths = columns.map((name, i) => Math.max(length(name), ...texts.map((row) => length(row[i]!))));
  const title = ['', ...indented(`${caption}:`, by, page)];
  if (by + widths.reduce((sum, width) => sum + width + 2, -2) > page.width)
    return [
      ...title,
      ...texts.flatMap((row) => indented(row.map((text, i) => `${columns[i]} ${text}`).join('; '), by, page)),
    ];
  const right = columns.map((_, i) => texts.every((row) => isNumber(row[i]!)));
  const line = (row: readonly string[]): string => {
    const cells = row.map((text, i) => {
      const room = ' '.repeat(widths[i]! - length(text));
      return right[i] ? room + text : text + room;
    });
    return ' '.repeat(by) + cells.join('  ');
  };
  return [...title, page.ink.quiet(line(columns)), ...texts.map(line)];
};

const partLines = ({ role, head, blocks }: Part, by: number, page: Page): string[] => {
  const { title, note, verdict = 'vacuous', source, tail = '' } = head;
  const [first, ...others] = indented(
    {
      claim: `${padded(verdictWord(verdict), 12)}  ${title}`.replaceAll(' ', '\u00a0'),
      finding: `${glyph[verdict]} ${title} (${note}) · ${source}`,
      cell: `${verdictWord(verdict)}${tail === '' ? '' : `: ${tail}`}`,
      constant: `${title} (${note})`,
      walk: `${title} (${note})`,
    }[role],
    by,
    page,
  );
  const paint =
    head.verdict === undefined ? page.ink.strong : (line: string) => page.ink.verdict(verdict, line);
  return [
    ...[paint(first!), ...others],
    ...(role === 'claim' ? indented(`${note} · ${source}`, by + 4, page) : []),
    ...blockLines(blocks, by + (role === 'claim' ? 4 : 2), page),
    ...(role === 'cell' ? [] : ['']),
  ];
};

const termLines = ({ role, terms }: BlockOf<'terms'>, by: number, page: Page): string[] => {
  if (role === 'provenance') {
    const facts = terms.map(([term, ...said]) => `${plain(term)} ${plain(said)}`).join(' · ');
    return wrapped(facts, page.width - by).map(page.ink.quiet);
  }
  if (role !== 'words') return terms.flatMap(([term, ...said]) => indented([term, ': ', ...said], by, page));
  return terms.flatMap(([term, ...said]) =>
    wrapped(plain(said), page.width - by - 14).map((line, i) => {
      const name = ' '.repeat(by) + padded(i === 0 ? plain(term) : '', 14);
      const verdict =
        typeof term !== 'string' && !isList(term) && term.kind === 'verdict' ? term.verdict : null;
      return (verdict === null ? name : page.ink.verdict(verdict, name)) + line;
    }),
  );
};

const blockLines = (blocks: readonly Block[], by: number, page: Page): string[] =>
  blocksFor(blocks, 'terminal').flatMap((block) => {
    switch (block.kind) {
      case 'heading':
        return ['', ' '.repeat(by) + page.ink.strong(plain(block.text))];
      case 'paragraph':
        return [...(block.role === 'summary' ? [''] : []), ...indented(block.text, by, page)];
      case 'list':
        return block.items.flatMap((item) => [
          ...indented(item, by + 2, page),
          ...commandsIn(item).map((line) => command(line, by + 4, page)),
        ]);
      case 'terms':
        return termLines(block, by, page);
      case 'table':
        return tableLines(block, by, page);
      case 'verdicts':
        return block.tables.flatMap((table) => verdictLines(table, by, page));
      case 'commands':
        return block.lines.map((line) => command(line, by, page));
      case 'printed':
        return block.lines.flatMap((line) => indented(line, by + 2, page));
      case 'notice':
        return blockLines(block.blocks, by, page);
      case 'folded':
        return indented(`${block.summary}: see the report`, by + 2, page);
      case 'part':
        return partLines(block, by, page);
      case 'overview':
      case 'charts':
      case 'images':
        return [];
      default:
        return block satisfies never;
    }
  });

const joined = (lines: readonly string[]): string => `${lines.map((line) => line.trimEnd()).join('\n')}\n`;

const pageOf = ({ width, color }: TerminalOptions): Page => ({ width: Math.max(40, width), ink: ink(color) });

/** Parts of a document on their own, such as one constant. Units: `width` in columns. */
export const blocksToTerminal = (blocks: readonly Block[], options: TerminalOptions): string =>
  joined(blockLines(blocks, 0, pageOf(options)));

/** What stands on a terminal, in this order: the last lines are those that a reader sees. */
const shown: readonly string[] = ['findings', 'claims', 'explained', 'reading'];

/**
 * The report for a terminal: findings, then each claim with its verdicts, then what a reader must know last.
 *
 * Units: `width` in columns; only a command to copy or the path of a file may be longer.
 */
export const reportToTerminal = (report: Report, options: TerminalOptions): string => {
  const page = pageOf(options);
  const { sections, top } = reportDocument(report);
  const linesOf = (id: string, titled: boolean): readonly string[] =>
    sections
      .filter((section) => section.id === id)
      .flatMap(({ title, blocks }) => {
        const lines = blockLines(blocks, 0, page);
        const end = lines.at(-1) === '' ? [] : [''];
        return [...(titled ? [page.ink.strong(title), ''] : []), ...lines, ...end];
      });
  const files = (options.files ?? []).map((file) => `  ${visible(file)}`);
  return joined([
    ...linesOf('provenance', false),
    ...shown.flatMap((id) => linesOf(id, true)),
    ...blockLines(top, 0, page),
    ...(files.length === 0 ? [] : ['Reports:', ...files]),
  ]);
};

/** One plain line for a log, as a cell ends; at most 100 columns. */
export const cellLine = (cell: CellReport, claimId: string): string => {
  const { verdict, at, setting, regime, trials, violated, unresolved, skipped } = cell;
  const axes = Object.keys(at).map(
    (symbol) => `${symbolWord(symbol)}=${valueOn(cell, symbol).replace(/,/g, '')}`,
  );
  const place = [...axes, ...(setting === undefined ? [] : [setting])].join(' ');
  const more = [
    unresolved > 0 ? `, ${unresolved} unresolved` : '',
    skipped > 0 ? `, ${skipped} skipped` : '',
  ];
  const isOutside = regime === 'outside';
  const odd = `${isOutside ? 'outside the premise, ' : ''}${isUnexpected(cell) ? 'unexpected, ' : ''}`;
  const tally = `${plural(trials, 'trial')}, ${violated} violated${more.join('')}`;
  const word = isOutside ? `(${verdictWord(verdict)})` : verdictWord(verdict);
  return clipped(`${word.padEnd(14)} ${visible(claimId)} ${place}: ${odd}${tally}`, 100);
};
