import type { Report } from '../core/report/report.ts';
import { type Block, blocksFor, isList, type Mark, type Part, type Text } from './document/document.ts';
import { reportDocument } from './document/report.ts';
import { isNumber, visible } from './internal/wrap.ts';
import { verdictWord } from './words.ts';

export interface MarkdownOptions {
  /** False leaves the tables of single cells out, for places that take only so much text. */
  readonly details?: boolean;
  /** Where the other reports of the run can be had, where they do not lie beside this text. */
  readonly artifacts?: string;
}

/** Text from outside inside an HTML block, where Markdown's own escapes would be shown. */
const inBlock = (text: string): string =>
  visible(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Text from outside, so that no character of it acts as markup. */
const escaped = (text: string): string =>
  inBlock(text)
    .replace(/[\\`*_[\]{}|~$#]/g, (sign) => `\\${sign}`)
    // A mention or a bare address would become a link.
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//');

/** Code that survives backticks, and pipes inside a table. */
const code = (text: string): string => {
  const plain = visible(text).replace(/\|/g, '\\|');
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${plain}\`` : `${fence} ${plain} ${fence}`;
};

const mark = ({ verdict, outside, odd }: Mark<'verdict'>): string => {
  if (outside === true) return `(${verdictWord(verdict)}) outside`;
  return odd === true ? `**${verdictWord(verdict)}**, unexpected` : verdictWord(verdict);
};

const inline = (text: Text): string => {
  if (typeof text === 'string') return escaped(text);
  if (isList(text)) return text.map(inline).join('');
  switch (text.kind) {
    case 'verdict':
      return mark(text);
    case 'strong':
      return `**${inline(text.of)}**`;
    case 'work':
      return `*${inline(text.of)}*`;
    case 'lines':
      return text.of.map(inline).join('<br>');
    case 'swatch':
      return '';
    default:
      return 'text' in text ? code(text.text) : inline(text.of);
  }
};

/** `plain` are the rows as they look, which tell the columns of numbers. */
const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string => {
  const right = columns.map((_, i) => rows.every((row) => isNumber(row[i]!)));
  const lines = [columns, right.map((is) => (is ? '--:' : '---')), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
};

const folded = (summary: string, blocks: readonly string[]): readonly string[] => [
  ...[`<details><summary>${summary}</summary>`, ...blocks, '</details>'],
];

const partText = ({ role, head, blocks }: Part, details: boolean): readonly string[] => {
  const { title, note, verdict, source = '', tail = '' } = head;
  const inside = blocksText(blocks, details);
  const sign = verdict === undefined ? '' : verdictWord(verdict);
  switch (role) {
    case 'claim':
      return folded(`${sign} · <b>${inBlock(title)}</b> (${inBlock(note)}): ${inBlock(tail)}`, [
        ...[escaped(source), ...inside],
      ]);
    case 'constant':
      return folded(`<b>${inBlock(title)}</b> of ${inBlock(note)}`, inside);
    case 'finding':
      return [`### ${sign} · ${escaped(title)} (${escaped(note)})`, escaped(source), ...inside];
    case 'walk':
      return [`### ${escaped(title)} (${escaped(note)})`, ...inside];
    case 'cell':
      return [`**${sign}**${tail === '' ? '' : ` at ${escaped(tail)}`}`, ...inside];
    default:
      return role satisfies never;
  }
};

const blockText = (block: Block, details: boolean): readonly string[] => {
  switch (block.kind) {
    case 'heading':
      return [`**${inline(block.text)}**`];
    case 'paragraph':
      return [inline(block.text)];
    case 'list':
      return [block.items.map((item) => `- ${inline(item)}`).join('\n')];
    case 'terms':
      return block.role === 'provenance'
        ? [`${block.terms.map(([term, ...said]) => `${inline(term)} ${inline(said)}`).join(', ')}.`]
        : [
            block.terms
              .map(([term, ...said]) => `- **${inline(term)}**: ${said.map(inline).join('; ')}`)
              .join('\n'),
          ];
    case 'table':
      if (block.role === 'details' && !details) return [];
      return [
        escaped(block.caption),
        table(
          block.columns.map(escaped),
          block.rows.map((row) => row.map(inline)),
        ),
      ];
    case 'overview':
      return block.groups.flatMap(({ title, rows }) => [
        escaped(title),
        table(
          ['Claim', 'Verdict', 'Basis', 'Place', 'Cells inside the premise', 'Chance of error'],
          rows.map(({ name, note, says, verdict, basis, place, counts, error }) => [
            [code(name), note, says].map((line, i) => (i === 0 ? line : escaped(line))).join('<br>'),
            ...[verdictWord(verdict), basis, place, counts, error].map(escaped),
          ]),
        ),
      ]);
    case 'verdicts':
      return block.tables.flatMap(({ caption, corner: [down, across], columns, rows }) => [
        ...(caption === '' ? [] : [escaped(caption)]),
        table(
          [down, ...columns.map((name) => (across === '' ? 'verdict' : `${across} = ${name}`))].map(escaped),
          rows.map(({ head, cells }) => [
            escaped(head),
            ...cells.map((cell) => (cell === null ? '·' : mark(cell.mark))),
          ]),
        ),
      ]);
    case 'commands':
      return [`\`\`\`sh\n${block.lines.map((line) => visible(line).replace(/`/g, "'")).join('\n')}\n\`\`\``];
    case 'printed':
      return [[escaped(`${block.title}:`), ...block.lines.map(code)].join('  \n')];
    case 'notice':
      return blocksText(block.blocks, details);
    case 'folded':
      return folded(inBlock(block.summary), blocksText(block.blocks, details));
    case 'part':
      return partText(block, details);
    case 'charts':
    case 'images':
      return [];
    default:
      return block satisfies never;
  }
};

const blocksText = (blocks: readonly Block[], details: boolean): readonly string[] =>
  blocksFor(blocks, 'markdown').flatMap((block) => blockText(block, details));

/** What a job summary shows, in this order. */
const shown: readonly string[] = [
  ...['findings', 'standing', 'claims', 'constants', 'explained', 'misprints', 'reading', 'provenance'],
];

/** The report as Markdown, for a job summary: what was found and every claim at a glance, the rest folded. */
export const reportToMarkdown = (
  report: Report,
  { details = true, artifacts }: MarkdownOptions = {},
): string => {
  const { title, top, sections } = reportDocument(report);
  const where =
    artifacts === undefined ? 'beside this file' : `among [the artifacts of this run](${artifacts})`;
  return `${[
    `# ${title}`,
    ...blocksText(top, details),
    `Figures, formulas and every cell: \`report.html\` ${where}.`,
    ...shown
      .flatMap((id) => sections.filter((section) => section.id === id))
      .flatMap((section) => [`## ${section.title}`, ...blocksText(section.blocks, details)]),
  ].join('\n\n')}\n`;
};
