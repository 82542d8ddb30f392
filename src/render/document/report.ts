import { claimVerdicts } from '../../core/judge/verdict.ts';
import type { ClaimReport, Report, TheoremReport } from '../../core/report/report.ts';
import { withConfig } from '../../core/report/withConfig.ts';
import { upperBound } from '../numbers.ts';
import {
  cellPlace,
  expectation,
  headline,
  MOST_LISTED,
  meaning,
  plural,
  symbolWord,
  unexpectedCells,
  unexpectedSentence,
  worksOf,
} from '../words.ts';
import { claimPart, detailOf, howToRead, MOST_WHOLE } from './claim.ts';
import { constantsSection } from './constants.ts';
import {
  anchor,
  type Block,
  code,
  commands,
  type Document,
  link,
  onlyIn,
  paragraph,
  roomy,
  type Section,
  strong,
  type Text,
  verdictMark,
} from './document.ts';
import { explanationsSection } from './explanation.ts';
import { findingsSection } from './findings.ts';
import { overview } from './overview.ts';

const anchorOf = ({ id, reading }: ClaimReport): string => anchor(id, reading);

/** More items than this stand folded on a page, whose first screen is for the claims. */
const MOST_OPEN = 3;

const notice = (sentence: string, items: readonly Text[], more: readonly Block[] = []): Block => {
  const list: readonly Block[] = [{ kind: 'list', items }, ...more];
  const folded: Block = { kind: 'folded', summary: 'Which ones', blocks: list };
  const shown =
    items.length <= MOST_OPEN
      ? list
      : [...onlyIn(['terminal', 'markdown'], ...list), ...onlyIn(['page'], folded)];
  return { kind: 'notice', blocks: [paragraph(strong(sentence)), ...shown] };
};

const unexpected = (report: Report): Block => {
  const items = unexpectedCells(report).map(
    ({ claim, cell }): Text => [
      ...[verdictMark(cell.verdict), `, ${expectation(cell.expect)}: `],
      link(anchor(anchorOf(claim), claim.cells.indexOf(cell) + 1), claim.id),
      ` (${claim.reading}) at ${cellPlace(cell)}. `,
      { kind: 'command', text: cell.replay },
    ],
  );
  const regressed = report.claims.flatMap((claim) =>
    (claim.regressions ?? []).map(
      (says): Text => [link(anchorOf(claim), claim.id), ` (${claim.reading}): ${says}.`],
    ),
  );
  if (items.length === 0 && regressed.length > 0) return notice(unexpectedSentence(report), regressed, []);
  if (items.length === 0) return paragraph(unexpectedSentence(report), 'calm');
  const rest = items.slice(MOST_LISTED);
  const summary = `and ${plural(rest.length, 'more cell')}`;
  const folded: Block = { kind: 'folded', summary, blocks: [{ kind: 'list', items: rest }] };
  return notice(
    unexpectedSentence(report),
    [...items.slice(0, MOST_LISTED), ...regressed],
    rest.length === 0 ? [] : [folded],
  );
};

const topOf = (report: Report): readonly Block[] => {
  const { provenance, misprints, complete, missing } = report;
  const works = worksOf(report).flatMap((of, i): Text => [i === 0 ? '' : '; ', { kind: 'work', of }]);
  const misread = `${plural(misprints.length, 'misprint')} read as meant and not tried as printed: see the report.`;
  return [
    ...(works.length === 0 ? [] : onlyIn(['markdown'], paragraph(['On trial: ', works], 'works'))),
    paragraph(headline(report), 'lead'),
    ...(provenance.selection === null ? [] : [paragraph(`Only a part was run: ${provenance.selection}.`)]),
    unexpected(report),
    ...(misprints.length === 0 ? [] : onlyIn(['terminal'], paragraph(misread))),
    ...(complete
      ? onlyIn(['terminal'], paragraph('Complete: every planned cell has a record.'))
      : [notice('Incomplete: not every planned cell has a record, so nothing here is a pass.', missing)]),
  ];
};

const controlsLine = (report: Report): readonly Block[] => {
  const controls = report.claims.filter((claim) => claim.control);
  const [all, caught] = [controls.length, controls.filter(({ verdict }) => verdict === 'refuted').length];
  const said =
    caught === all
      ? `${all === 1 ? 'One claim that is' : `${all} claims that are`} known to be false ran along and ${all === 1 ? 'was' : 'were'} refuted: a false claim of their kind does not pass here.`
      : `Only ${caught} of ${plural(all, 'control')} refuted, though each is known to be false: little rests on what stands here.`;
  return all === 0 ? [] : [paragraph(said, 'calm')];
};

const meanings = ({ theorems, claims, provenance: { alpha } }: Report): Section => {
  const present = new Set(
    claims.flatMap(({ verdict, cells }) => [verdict, ...cells.map((cell) => cell.verdict)]),
  );
  const words = (of: typeof claimVerdicts): Block => ({
    ...{ kind: 'terms', role: 'words' },
    terms: of.map((verdict) => [verdictMark(verdict), meaning(verdict, alpha)]),
  });
  const axesOf = ({ work, axes }: TheoremReport): string =>
    `${work}: ${axes.map(({ symbol, says }) => `${symbolWord(symbol)} (${says})`).join(', ')}`;
  const opening =
    'A cell is one choice of the axes of its theorem, and of the constants. A claim allows its conclusion to fail on some share of the draws; α is the chance that our sentence about a cell is wrong.';
  return {
    id: 'reading',
    title: 'What a verdict means',
    blocks: [
      ...roomy(paragraph(opening), { kind: 'list', items: theorems.map(axesOf) }, words(claimVerdicts)),
      ...onlyIn(['terminal'], words(claimVerdicts.filter((verdict) => present.has(verdict)))),
      paragraph(
        'In brackets: a cell outside the premise, tried because it was asked for; it is shown and never counted. With a !: not the verdict that was expected.',
      ),
    ],
  };
};

/** How a reader puts a claim of their own on trial. */
const ownClaim = ({ claims }: Report): Section => {
  const replays = claims.flatMap(({ cells }) => cells.map(({ replay }) => replay));
  const again = replays.filter((line) => line.startsWith('npx lakatos check ')).slice(0, 1);
  return {
    id: 'own',
    title: 'Put a claim of your own on trial',
    blocks: [
      paragraph(
        'A claim is a small file: a premise, a conclusion lhs ≤ rhs over named quantities, and the failure rate it allows. The first command writes a commented example, a wrong bound and its repair; the second tries it and writes a report like this one.',
      ),
      commands('npx lakatos init', 'npx lakatos check --config lakatos.config.ts'),
      paragraph(
        'The claims of this report can be tried elsewhere too: at other cells, with other constants.',
      ),
      commands('npx lakatos claims', ...again),
    ],
  };
};

const misprintsSection = ({ misprints }: Report): Section => ({
  id: 'misprints',
  title: 'Misprints, read as meant',
  blocks: [
    paragraph(
      'These places are not tried as they stand. What is more than a misprint is tried in both readings.',
    ),
    {
      kind: 'table',
      caption: 'What stands there, and what it is taken for',
      columns: ['Place', 'Printed', 'Read as'],
      rows: misprints.map(({ place, printed, readAs }) => [place, printed, readAs]),
    },
  ],
});

const provenanceSection = ({ provenance: { version, profile, seed, engine, alpha } }: Report): Section => ({
  id: 'provenance',
  title: 'Provenance',
  blocks: [
    {
      kind: 'terms',
      role: 'provenance',
      terms: [
        ...([
          ['lakatos', version],
          ['profile', profile],
          ['seed', seed],
          ['engine', engine],
        ] as const),
        ...([
          ['α to refute', upperBound(alpha.refute)],
          ['α to support', upperBound(alpha.support)],
        ] as const),
      ],
    },
    ...roomy(
      paragraph([
        'The same version, seed and profile give the same numbers on any machine. All of them stand in ',
        ...[
          code('report.json'),
          ' beside this text; times, threads and the machine in ',
          code('run.json'),
          '.',
        ],
      ]),
    ),
  ],
});

/** The report as a document: what was refuted, what stands, how to try a claim of one's own, each claim, where it comes from. */
export const reportDocument = (recorded: Report): Document => {
  const report = withConfig(recorded);
  const theoremOf = ({ theorem }: ClaimReport) => report.theorems.find(({ id }) => id === theorem)!;
  const { alpha, version } = report.provenance;
  const claims = report.claims.flatMap((claim): readonly Block[] => {
    const detail = detailOf(claim, report);
    const part = claimPart(claim, theoremOf(claim), alpha, detail);
    // On a page its row has all of it.
    return detail === 'shortest' ? onlyIn(['terminal', 'markdown'], part) : [part];
  });
  const inRows = report.claims.filter((claim) => detailOf(claim, report) === 'shortest').length;
  const aside = `${plural(inRows, 'claim')} that came out as ${inRows === 1 ? 'it' : 'they'} should, controls included, ${inRows === 1 ? 'opens' : 'open'} in the table above.`;
  const sections = [
    {
      id: 'standing',
      title: 'All claims',
      blocks: [...roomy(overview(report)), ...controlsLine(report)],
    },
    findingsSection(report),
    meanings(report),
    ownClaim(report),
    {
      id: 'claims',
      title: 'Claims',
      blocks: [...(inRows === 0 ? [] : onlyIn(['page'], paragraph(aside))), ...howToRead, ...claims],
    },
    constantsSection(report.constants, report.claims.length <= MOST_WHOLE, report.claims),
    report.misprints.length === 0 ? null : misprintsSection(report),
    explanationsSection(report.explanations),
    provenanceSection(report),
  ];
  return {
    ...{ title: 'What the trials say', version, top: topOf(report) },
    sections: sections.filter((section) => section !== null),
  };
};
