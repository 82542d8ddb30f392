import type { Finding, Report, SearchReport, WitnessReport } from '../../core/report/report.ts';
import { grouped } from '../internal/grouped.ts';
import { count, lowerBound, significant, upperBound } from '../numbers.ts';
import { cellPlace, constantsLine, placeOf, plural, rangesLine, sentence } from '../words.ts';
import {
  anchor,
  type Block,
  code,
  commands,
  heading,
  lines,
  link,
  onlyIn,
  type Part,
  paragraph,
  roomy,
  type Section,
  type Text,
} from './document.ts';
import { figureBlocks } from './figures.ts';

const confirmedBy: Readonly<Record<WitnessReport['confirmed']['by'], string>> = {
  explicit: 'confirmed by the plain definition on everything that was drawn',
  revealed: 'confirmed by the plain definition on the coordinates that the draw revealed',
};

const witnessLine = ({ trial, confirmed }: WitnessReport, bound: number | null): string => {
  const { values, margin, shown, by } = confirmed;
  const against = bound === null ? '' : `, held against ${significant(bound)}`;
  return [
    `Trial ${count(trial)}: ${constantsLine(values)}${against}`,
    `margin ${upperBound(margin)}`,
    ...(Object.keys(shown).length === 0 ? [] : [`a choice that is allowed (${constantsLine(shown)})`]),
    confirmedBy[by],
  ].join('; ');
};

const kindWord: Readonly<Record<Finding['kind'], string>> = {
  grid: 'Smallest cell of the grid',
  smallest: 'Smallest cell found',
  frontier: 'Frontier',
  proof: 'Proof',
};

/** What is known of a finding: its cell, the range of its constants, its counts, its witness. */
const factsOf = (finding: Finding, { claims, searches }: Report): readonly Block[] => {
  const same = (one: Readonly<Record<string, number>>, other: typeof one): boolean =>
    Object.entries(one).every(([name, value]) => other[name] === value);
  const cell = claims
    .find(({ id, reading }) => id === finding.claim && reading === finding.reading)
    ?.cells.find((one) => same(finding.cell.at, one.at) && same(finding.constants, one.constants));
  const witness = [cell?.witness, ...searches.map(({ confirmation }) => confirmation?.witness)].find(
    (one) => one?.address === finding.witness,
  );
  // A statement that was studied as a whole is not refuted by a count.
  const studied = finding.failureRate === null;
  const rate = finding.kind === 'grid' ? (cell?.rate ?? null) : null;
  const atLeast =
    rate === null
      ? ''
      : `; the rate is at least ${lowerBound(rate.lower)} (${lowerBound(rate.confidence * 100, 4)} % confidence)`;
  const constants = constantsLine(finding.constants);
  const range = cell === undefined ? '' : rangesLine(cell);
  const facts = (of: readonly (readonly [string, string])[]): Block => ({
    ...{ kind: 'terms', role: 'facts', terms: of.filter(([, said]) => said !== '') },
  });
  const known = [
    [studied ? 'Studied at' : kindWord[finding.kind], cellPlace(finding.cell)],
    [
      studied ? 'Constants' : 'Constants refuted',
      constants === '' || range === '' ? constants : `${constants}; inside the premise ${range}`,
    ],
    ['Violated', studied ? '' : `${count(finding.violated)} of ${plural(finding.trials, 'trial')}${atLeast}`],
  ] as const;
  const shown = ['Witness', witness == null ? '' : witnessLine(witness, cell?.bound ?? null)] as const;
  return [...onlyIn(['terminal'], facts(known)), ...roomy(facts([...known, shown]))];
};

/** One finding: its sentence, its facts, the counterexample where it is small, and the line that replays it. */
export const findingBlocks = (finding: Finding, report: Report): readonly Block[] => [
  paragraph(sentence(finding.summary), 'summary'),
  ...factsOf(finding, report),
  ...(finding.instance === undefined ? [] : figureBlocks(finding.instance)),
  commands(finding.replay),
];

/** The findings about one claim in one reading under one head, which a frontier follows. */
const findingPart = (findings: readonly Finding[], report: Report): Part => {
  const { claim, reading, source, says, verdict } = findings[0]!;
  const left = report.claims.find((one) => one.id === claim && one.reading === reading)?.sentence ?? null;
  return {
    ...{
      kind: 'part',
      role: 'finding',
      id: anchor('finding', claim, reading),
      about: anchor(claim, reading),
    },
    head: { title: claim, note: reading, verdict, source: placeOf(source) },
    blocks: [
      paragraph(`${says}.`, 'says'),
      ...(left === null ? [] : [paragraph(sentence(left), 'summary')]),
      ...findings.flatMap((finding) => findingBlocks(finding, report)),
    ],
  };
};

const searchRow = (search: SearchReport): readonly Text[] => {
  const { claim, reading, says, verdict, cell, judged, confirmation, seed, path } = search;
  return [
    lines(link(anchor(claim, reading), claim), reading),
    says,
    lines(verdict, cell === null ? '' : cellPlace(cell)),
    count(judged),
    confirmation === null
      ? '–'
      : lines(
          `${count(confirmation.violated)} of ${plural(confirmation.trials, 'trial')}`,
          `at α = ${upperBound(confirmation.alpha)}`,
        ),
    code(path === null ? String(seed) : `${seed}, ${path}`),
  ];
};

const searchBlocks = ({ searches }: Report): readonly Block[] =>
  roomy(heading('Searches beyond the grid'), {
    kind: 'table',
    caption: 'A cell found by search is selected, so it counts only if fresh trials refute it again',
    columns: ['Claim', 'Looked for', 'Result', 'Cells judged', 'Fresh trials violated', 'Seed and path'],
    rows: searches.map(searchRow),
  });

/** What was refuted, and what was narrowed, by the smallest instance; the first thing a reader looks for. */
export const findingsSection = (report: Report): Section => {
  const groups = grouped(report.findings, ({ claim, reading }) => `${claim}/${reading}`);
  return {
    id: 'findings',
    title: report.findings.some(({ verdict }) => verdict === 'narrowed')
      ? 'What was refuted or narrowed'
      : 'What was refuted',
    blocks: [
      ...(groups.length === 0 ? [paragraph('No printed statement was refuted.')] : []),
      ...(groups.length === 0
        ? []
        : onlyIn(['page'], paragraph('Each finding opens under its claim, in the table above.'))),
      ...onlyIn(['terminal', 'markdown'], ...groups.map((findings) => findingPart(findings, report))),
      ...(report.searches.length === 0 ? [] : searchBlocks(report)),
    ],
  };
};
