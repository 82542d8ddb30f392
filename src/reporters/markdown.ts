import type { Exhibit } from '../evidence/outcomes/exhibit.ts';
import type { CellReport, ClaimReport, Finding, Report } from '../evidence/outcomes/report.ts';
import { isUnexpected } from '../evidence/outcomes/report.ts';
import { verdicts } from '../evidence/outcomes/verdict.ts';
import { constantsToMarkdown } from './constants.ts';
import { detailsOf } from './details.ts';
import { entry, exhibitLines } from './exhibits.ts';
import { explanationsToMarkdown } from './explanation.ts';
import { type Grid, gridCaption, gridsOf } from './grids.ts';
import { visible } from './internal/wrap.ts';
import { count, significant, upperBound } from './numbers.ts';
import {
  cellPlace,
  constantsLine,
  expectation,
  headline,
  MOST_LISTED,
  meaning,
  placeOf,
  plural,
  sentence,
  unexpectedCells,
  unexpectedSentence,
  verdictCounts,
  verdictWord,
  worksOf,
} from './words.ts';

export interface MarkdownOptions {
  /** False leaves the tables of single cells out, for places that take only so much text. */
  readonly details?: boolean;
  /** Where the other reports of the run can be had, where they do not lie beside this text. */
  readonly artifacts?: string;
}

/** Text from outside, so that no character of it acts as markup. */
const escaped = (text: string): string =>
  visible(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]{}|~$#]/g, (sign) => `\\${sign}`)
    // A mention or a bare address would become a link.
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//');

/** Text from outside inside an HTML block, where Markdown's own escapes would be shown. */
const inBlock = (text: string): string =>
  visible(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Code that survives backticks, and pipes inside a table. */
const code = (text: string): string => {
  const plain = visible(text).replace(/\|/g, '\\|');
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${plain}\`` : `${fence} ${plain} ${fence}`;
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly number[] = [],
): string =>
  [row(head), row(head.map((_, i) => (numeric.includes(i) ? '--:' : '---'))), ...rows.map(row)].join('\n');

const command = (text: string): string => `\`\`\`sh\n${visible(text).replace(/`/g, "'")}\n\`\`\``;

const exhibitText = (exhibit: Exhibit): string => {
  if (exhibit.kind === 'table')
    return `${escaped(exhibit.title)}\n\n${table(
      exhibit.columns.map(escaped),
      exhibit.rows.map((cells) => cells.map((value) => escaped(entry(value)))),
    )}`;
  return exhibitLines(exhibit)
    .map((line) => (exhibit.kind === 'network' ? code(line.trim()) : escaped(line)))
    .join('  \n');
};

const kindWord = {
  grid: 'Smallest cell of the grid',
  smallest: 'Smallest cell found',
  frontier: 'Frontier',
} as const satisfies Record<Finding['kind'], string>;

const findingText = (finding: Finding): string => {
  const constants = constantsLine(finding.constants);
  return [
    escaped(sentence(finding.summary)),
    finding.cell.axes === undefined
      ? `${kindWord[finding.kind]}: ${cellPlace(finding.cell)}${constants && `; ${escaped(constants)}`}; ${count(finding.violated)} of ${plural(finding.trials, 'trial')} violated.`
      : `Examined at ${[cellPlace(finding.cell), escaped(constants)].filter(Boolean).join('; ') || 'its one place'}.`,
    ...(finding.network === undefined ? [] : [exhibitText(finding.network)]),
    command(finding.replay),
  ].join('\n\n');
};

/** The findings about one claim under one heading, which a frontier follows. */
const findingsText = (findings: readonly Finding[]): readonly string[] => {
  const heads = new Set<string>();
  return findings.flatMap((finding) => {
    const head = `### ${verdictWord('refuted')} · ${escaped(finding.claim)} (${finding.reading})`;
    if (heads.has(head)) return [findingText(finding)];
    heads.add(head);
    return [head, `${escaped(placeOf(finding.source))}: *${escaped(finding.says)}.*`, findingText(finding)];
  });
};

const mark = (cell: CellReport | null): string => {
  if (cell === null) return '·';
  const said = verdictWord(cell.verdict);
  if (cell.regime === 'outside') return `(${said}) outside`;
  return isUnexpected(cell) ? `**${said}**, unexpected` : said;
};

const gridText = (grid: Grid): string => {
  const title = escaped(gridCaption(grid));
  const head = ['d', ...grid.ms.map((m) => `m = ${count(m)}`)];
  const rows = grid.ds.map((d) => [`**${count(d)}**`, ...grid.ms.map((m) => mark(grid.at(d, m)))]);
  return `${title}\n\n${table(head, rows, [0])}`;
};

const detailRow = (cell: CellReport): string[] => {
  const said = detailsOf(cell);
  return [
    verdictWord(cell.verdict),
    count(cell.d),
    count(cell.m),
    significant(cell.C0, 6),
    cell.gamma === null ? '' : significant(cell.gamma, 6),
    escaped(said.constants),
    escaped(said.regime),
    escaped(said.expected),
    count(cell.trials),
    count(cell.violated),
    count(cell.certified),
    count(cell.unresolved),
    count(cell.skipped),
    said.eValues.refute,
    said.eValues.support,
    said.rate,
    said.exactRate,
    escaped(said.observed.join('; ')),
    said.bound,
    code(cell.replay),
    escaped(said.note),
  ];
};

const detailHead = [
  'verdict',
  'd',
  'm',
  'C0',
  'γ',
  'constants',
  'premise',
  'expectation',
  'trials',
  'violated',
  'certified',
  'unresolved',
  'skipped',
  'E against rate ≤ γ',
  'E against rate ≥ γ',
  'failure rate',
  'exact rate',
  'seen on the draws',
  'held against',
  'replay',
  'note',
];

const insideOf = (claim: ClaimReport): readonly CellReport[] =>
  claim.cells.filter((cell) => cell.regime === 'inside');

const cellsText = (claim: ClaimReport): string => {
  const inside = insideOf(claim);
  const outside = claim.cells.length - inside.length;
  return `${verdictCounts(inside)}${outside === 0 ? '' : ` (${count(outside)} outside)`}`;
};

/** A place that was examined as a whole: the verdict, why, and what of the exhibits is text. */
const examinedText = (cell: CellReport): string => {
  const constants = constantsLine(cell.constants);
  const place = [cellPlace(cell), escaped(constants)].filter(Boolean).join(', ');
  return [
    `${mark(cell)}${place === '' ? '' : ` at ${place}`}: ${escaped(sentence(cell.because ?? ''))}`,
    ...(cell.exhibits ?? []).map(exhibitText).filter((text) => text !== ''),
    command(cell.replay),
  ].join('\n\n');
};

const claimText = (claim: ClaimReport, report: Report, details: boolean): string => {
  const { alpha } = report.provenance;
  const error = claim.error === null ? '' : ` Wrong with chance at most ${upperBound(claim.error)}.`;
  const parts = [
    `<details><summary>${verdictWord(claim.verdict)} · <b>${inBlock(claim.id)}</b> (${claim.reading})${claim.control ? ', a control' : ''}: ${cellsText(claim)}</summary>`,
    `${escaped(claim.source)}: ${escaped(claim.says)}.${error}`,
    `Conclusion: ${code(claim.conclusion.text)}`,
    ...(claim.premise.length === 0
      ? []
      : [`Premise: ${claim.premise.map(({ text }) => code(text)).join(', ')}`]),
    ...(claim.manner === 'draws' ? gridsOf(claim).map(gridText) : claim.cells.map(examinedText)),
  ];
  if (details && claim.manner === 'draws') {
    parts.push(
      `${claim.cells.length === 1 ? 'Its cell' : `All ${plural(claim.cells.length, 'cell')}`}, each at α = ${upperBound(alpha.refute)} to refute and ${upperBound(alpha.support)} to support:`,
      table(detailHead, claim.cells.map(detailRow), [1, 2, 3, 4, 8, 9, 10, 11, 12, 13, 14]),
    );
  }
  return [...parts, '</details>'].join('\n\n');
};

const glance = (report: Report): string =>
  table(
    ['verdict', 'claim', 'reading', 'place', 'cells inside the premise', 'chance of error'],
    report.claims.map((claim) => [
      verdictWord(claim.verdict),
      `${escaped(claim.id)}${claim.control ? ' (control)' : ''}`,
      claim.reading,
      escaped(placeOf(claim.source)),
      cellsText(claim),
      claim.error === null ? '' : upperBound(claim.error),
    ]),
    [5],
  );

const figuresLine = (artifacts: string | undefined): string =>
  artifacts === undefined
    ? 'Figures, formulas and every cell: `report.html` beside this file.'
    : `Figures, formulas and every cell: \`report.html\` among [the artifacts of this run](${artifacts}).`;

/** The report as Markdown, for a job summary: what was found and every claim at a glance, the rest folded. */
export const reportToMarkdown = (report: Report, options: MarkdownOptions = {}): string => {
  const { version, seed, profile, engine, alpha, selection } = report.provenance;
  const unexpected = unexpectedCells(report).map(
    ({ claim, cell }) =>
      `- ${verdictWord(cell.verdict)}, ${expectation(cell.expect)}: ${escaped(claim.id)} (${claim.reading}) at ${cellPlace(cell)}. ${code(cell.replay)}`,
  );
  const works = worksOf(report);
  const parts = [
    '# What the trials say',
    ...(works.length === 0 ? [] : [`On trial: *${works.map(escaped).join('; ')}*`]),
    headline(report),
    `**${unexpectedSentence(report)}**`,
    ...(unexpected.length === 0 ? [] : [unexpected.slice(0, MOST_LISTED).join('\n')]),
    ...(unexpected.length <= MOST_LISTED
      ? []
      : [
          `<details><summary>and ${plural(unexpected.length - MOST_LISTED, 'more cell')}</summary>`,
          unexpected.slice(MOST_LISTED).join('\n'),
          '</details>',
        ]),
    ...(report.complete
      ? []
      : [
          '**Incomplete: not every planned cell has a record, so nothing here is a pass.**',
          report.missing.map((one) => `- ${escaped(one)}`).join('\n'),
        ]),
    ...(selection === null ? [] : [`Only a part was run: ${escaped(selection)}.`]),
    '## What was refuted',
    ...(report.findings.length === 0 ? ['No printed statement was refuted.'] : findingsText(report.findings)),
    '## Claims at a glance',
    glance(report),
    figuresLine(options.artifacts),
    '## Claims',
    ...report.claims.map((claim) => claimText(claim, report, options.details ?? true)),
    ...constantsToMarkdown(report.constants, escaped),
    ...explanationsToMarkdown(report.explanations ?? [], escaped),
    ...(report.misprints.length === 0
      ? []
      : [
          '## Misprints, read as meant',
          report.misprints
            .map(
              ({ place, printed, readAs }) =>
                `- ${escaped(place)}: ${escaped(printed)} is read as ${escaped(readAs)}.`,
            )
            .join('\n'),
        ]),
    '## What a verdict means',
    verdicts.map((verdict) => `- **${verdictWord(verdict)}**: ${meaning(verdict, alpha)}`).join('\n'),
    '## Provenance',
    `lakatos ${escaped(version)}, profile ${escaped(profile)}, seed ${code(seed)}, engine ${escaped(engine)}, α = ${upperBound(alpha.refute)} to refute and ${upperBound(alpha.support)} to support.`,
  ];
  return `${parts.join('\n\n')}\n`;
};
