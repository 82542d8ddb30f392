import type {
  CalibratedConstant,
  ConstantChapter,
  ConstantsReport,
  FrontierReport,
} from '../../core/report/constants.ts';
import { restInWords } from '../../core/report/narrowing.ts';
import type { ClaimReport } from '../../core/report/report.ts';
import { grouped } from '../internal/grouped.ts';
import { count, lowerBound, significant, upperBound } from '../numbers.ts';
import { axisValue, symbolWord } from '../words.ts';
import { anchor, type Block, commands, type Part, paragraph, type Section, strong } from './document.ts';
import { figureBlocks } from './figures.ts';

const atLeast = (value: number | null): string => (value === null ? '–' : lowerBound(value, 4));
const atMost = (value: number | null): string => (value === null ? '–' : upperBound(value, 4));

/** Upper over lower: how much of a factor is left open. */
const factor = ({ lower, upper }: CalibratedConstant): string =>
  lower === null || upper === null || !(lower > 0) ? '–' : significant(upper / lower, 3);

/** Notes without repetition, each with how often it was needed. */
const notesOf = (constants: readonly CalibratedConstant[]): readonly string[] =>
  grouped(
    constants.flatMap(({ note }) => note ?? []),
    (note) => note,
  ).map((notes) => (notes.length === 1 ? notes[0]! : `${notes[0]} (${notes.length} rows)`));

const boundsTable = ({ name, claim, constants }: ConstantChapter): Block => {
  const axes = [...new Set(constants.flatMap(({ at }) => Object.keys(at)))];
  const exact = constants.some((one) => one.exact !== null);
  return {
    kind: 'table',
    caption: `${name} of ${claim}, each bound wrong with chance at most ${upperBound(constants[0]?.alpha ?? 0)}`,
    columns: [
      ...axes.map(symbolWord),
      'trials',
      'at least',
      'at most',
      'factor',
      ...(exact ? ['exact'] : []),
    ],
    rows: constants.map((one) => [
      ...axes.map((axis) => (one.at[axis] === undefined ? '–' : axisValue(one.at[axis]))),
      ...[count(one.trials), atLeast(one.lower), atMost(one.upper), factor(one)],
      ...(exact ? [one.exact === null ? '–' : significant(one.exact, 4)] : []),
    ]),
  };
};

const lawTable = ({ law }: ConstantChapter): readonly Block[] =>
  law === null
    ? []
    : [
        {
          kind: 'table',
          caption: `${law.formula}: ${law.fits ? 'within all bounds' : 'not within all bounds'}`,
          columns: ['at', 'at least', 'at most', 'fitted', 'off the middle, %'],
          rows: law.points.map(({ at, lower, upper, fitted }) => [
            ...[at, atLeast(lower), atMost(upper), significant(fitted, 4)],
            lower === null || upper === null ? '–' : significant(100 * ((2 * fitted) / (lower + upper) - 1)),
          ]),
        },
      ];

/** One constant: its bounds, its drift, a law where one was tried, and what follows. `id` is unique in the document; `pictured` adds charts of what its table says. */
export const constantPart = (chapter: ConstantChapter, id: string, pictured = true): Part => {
  const { name, claim, reading, says, conclusion, constants, figures, replay } = chapter;
  return {
    ...{ kind: 'part', role: 'constant', id, head: { title: name, note: `${claim}, ${reading}` } },
    blocks: [
      paragraph(says),
      paragraph(strong(conclusion)),
      boundsTable(chapter),
      ...notesOf(constants).map((note) => paragraph(note, 'calm')),
      ...lawTable(chapter),
      // A chart of few values repeats the table above it.
      ...figures.filter(({ kind }) => pictured || kind !== 'curves').flatMap(figureBlocks),
      commands(replay),
    ],
  };
};

/** How far a claim reaches along an axis, step by step. */
export const frontierPart = (frontier: FrontierReport): Part => {
  const { axis, claim, reading, alphaEach, conclusion, constant, replay } = frontier;
  const steps = [...frontier.steps].sort((a, b) => a.at - b.at);
  return {
    ...{ kind: 'part', role: 'constant', id: anchor('frontier', claim, axis) },
    head: { title: `frontier of ${claim} along ${symbolWord(axis)}`, note: reading },
    blocks: [
      {
        kind: 'table',
        caption: `each step is wrong with chance at most ${upperBound(alphaEach)}, all together with ${upperBound(constant.alpha)}`,
        columns: [symbolWord(axis), 'verdict', 'trials', 'violated', 'unresolved'],
        rows: steps.map(({ at, verdict, trials, violated, unresolved }) => [
          ...[axisValue(at), verdict, count(trials), count(violated), count(unresolved)],
        ]),
      },
      paragraph(strong(conclusion)),
      commands(replay),
    ],
  };
};

/** The least constants that stand in the claims' own records, so that this table and the verdicts cannot differ. */
const leastTable = (claims: readonly ClaimReport[]): readonly Block[] => {
  const rows = claims.flatMap(({ id, reading, least }) =>
    (least ?? []).map(({ at, slice, constants, verdict, error }) => [
      `${id} (${reading})`,
      Object.entries({ ...at, ...slice })
        .map(([name, value]) => `${symbolWord(name)} = ${significant(value, 4)}`)
        .join(', ') || '–',
      Object.entries(constants).map(restInWords).join(' with '),
      verdict,
      error === null ? '–' : upperBound(error),
    ]),
  );
  if (rows.length === 0) return [];
  return [
    paragraph(
      'The first table is of the verdicts: which constants the refuted cells of each claim leave, and what the other cells say there. ' +
        'The tables after it bracket what a constant needs at the cells that they name, one at a time; they exclude nothing for a claim as a whole. ' +
        '`lakatos calibrate least` goes on from the first table, beyond the cells of this report.',
    ),
    {
      kind: 'table',
      caption: 'Least constants, as beside the verdicts; “supported” pays for every cell tried',
      columns: ['claim', 'at', 'it needs', 'under it', 'wrong with chance ≤'],
      rows,
    },
  ];
};

/** The constants of a report; null where none was calibrated. */
export const constantsSection = (
  { chapters, missing }: ConstantsReport = { chapters: [] },
  pictured = true,
  claims: readonly ClaimReport[] = [],
): Section | null => {
  if (chapters.length + (missing?.length ?? 0) === 0) return null;
  const opening =
    '“For some constant” is the part of a theorem that nobody can check by reading. Here is which value each constant needs, and whether it is one.';
  const cut = `Not calibrated: ${missing?.join('; ')}.`;
  return {
    id: 'constants',
    title: 'Constants',
    blocks: [
      paragraph(opening),
      ...(missing === undefined ? [] : [paragraph(cut)]),
      ...leastTable(claims),
      ...chapters.map((chapter, i) => constantPart(chapter, anchor('constant', i + 1), pictured)),
    ],
  };
};
