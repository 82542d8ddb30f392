import type {
  CalibratedConstant,
  ConstantChapter,
  ConstantsReport,
  FrontierReport,
} from '../evidence/outcomes/constants.ts';
import { entry, exhibitLines } from './exhibits.ts';
import { ink } from './internal/ink.ts';
import { visible, wrapped } from './internal/wrap.ts';
import { count, lowerBound, significant, upperBound } from './numbers.ts';
import type { TerminalOptions } from './terminal.ts';

const bound = (value: number | null, side: 'lower' | 'upper'): string =>
  value === null ? '–' : side === 'lower' ? lowerBound(value, 4) : upperBound(value, 4);

/** Upper over lower: how much of a factor is left open. */
const factor = ({ lower, upper }: CalibratedConstant): string =>
  lower === null || upper === null || !(lower > 0) ? '–' : significant(upper / lower, 3);

const column = (value: number | null): string =>
  value === null ? '–' : Number.isInteger(value) ? count(value) : String(value);

const columnsOf = (constants: readonly CalibratedConstant[]): readonly string[][] => {
  const exact = constants.some((one) => one.exact !== null);
  return [
    ['d', 'm', 'C0', 'γ', 'trials', 'at least', 'at most', 'factor', ...(exact ? ['exact'] : [])],
    ...constants.map((one) => [
      column(one.d),
      column(one.m),
      column(one.C0),
      column(one.gamma),
      count(one.trials),
      bound(one.lower, 'lower'),
      bound(one.upper, 'upper'),
      factor(one),
      ...(exact ? [one.exact === null ? '–' : significant(one.exact, 4)] : []),
    ]),
  ];
};

const aligned = (rows: readonly string[][]): string[] => {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => [...row[i]!].length)));
  return rows.map((row) => `  ${row.map((cell, i) => cell.padStart(widths[i]!)).join('  ')}`);
};

/** Notes without repetition, each with how often it was needed. */
const notesOf = (constants: readonly CalibratedConstant[]): readonly string[] => {
  const notes = new Map<string, number>();
  for (const { note } of constants) if (note !== null) notes.set(note, (notes.get(note) ?? 0) + 1);
  return [...notes].map(([note, times]) => (times === 1 ? note : `${note} (${times} rows)`));
};

/** A constant in lines of text: its bounds, its drift, a law where one was tried, and what follows. */
export const chapterToTerminal = (
  chapter: ConstantChapter,
  { width, color }: Pick<TerminalOptions, 'width' | 'color'>,
): string => {
  const { strong, quiet } = ink(color);
  const text = (line: string, by = 2): string[] =>
    wrapped(visible(line), width - by).map((part) => ' '.repeat(by) + part);
  const { constants, law } = chapter;
  const alpha = constants[0]?.alpha ?? 0;
  const [head, ...rows] = aligned(columnsOf(constants));
  return [
    strong(`${chapter.name} of ${visible(chapter.claim)} (${chapter.reading})`),
    ...text(chapter.says),
    '',
    quiet(head!),
    ...rows,
    ...text(`each bound is wrong with chance at most ${upperBound(alpha)}`).map(quiet),
    ...notesOf(constants).flatMap((note) => text(note)),
    '',
    ...chapter.exhibits.flatMap(exhibitLines).flatMap((line) => text(line)),
    ...(law === null
      ? []
      : [
          ...text(
            `${law.formula}: ${law.fits ? 'within all bounds' : 'not within all bounds'}; fitted against bounds:`,
          ),
          ...law.points.flatMap(({ at, lower, upper, fitted }) =>
            text(
              `${at}: ${significant(fitted, 4)} in ${bound(lower, 'lower')} … ${bound(upper, 'upper')}`,
              4,
            ),
          ),
        ]),
    ...text(chapter.conclusion),
    `  ${quiet(visible(chapter.replay))}`,
    '',
    '',
  ].join('\n');
};

/** A frontier in lines of text. */
export const frontierToTerminal = (
  { axis, claim, steps, alphaEach, conclusion, constant, replay }: FrontierReport,
  { width, color }: Pick<TerminalOptions, 'width' | 'color'>,
): string => {
  const { strong, quiet } = ink(color);
  const text = (line: string): string[] => wrapped(visible(line), width - 2).map((part) => `  ${part}`);
  const [head, ...rows] = aligned([
    [axis, 'verdict', 'trials', 'violated', 'unresolved'],
    ...[...steps]
      .sort((a, b) => a.at - b.at)
      .map((step) => [
        count(step.at),
        step.verdict,
        count(step.trials),
        count(step.violated),
        count(step.unresolved),
      ]),
  ]);
  return [
    strong(`frontier of ${visible(claim)} along ${axis}`),
    quiet(head!),
    ...rows,
    ...text(
      `each step is wrong with chance at most ${upperBound(alphaEach)}, all together with ${upperBound(constant.alpha)}`,
    ),
    ...text(conclusion),
    `  ${quiet(visible(replay))}`,
    '',
  ].join('\n');
};

/** The chapter *Constants* as Markdown; `escaped` keeps text from outside from acting as markup. */
export const constantsToMarkdown = (
  constants: ConstantsReport | undefined,
  escaped: (text: string) => string,
): readonly string[] => {
  if (constants === undefined || constants.chapters.length + (constants.missing?.length ?? 0) === 0)
    return [];
  const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
    [columns, columns.map(() => '---:'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return [
    '## Constants',
    ...(constants.missing === undefined
      ? []
      : [escaped(`Not calibrated, since the run was interrupted: ${constants.missing.join(', ')}.`)]),
    ...constants.chapters.flatMap(({ name, claim, reading, says, exhibits, conclusion, replay }) => [
      `<details><summary><b>${escaped(name)}</b> of ${escaped(claim)} (${reading}): ${escaped(says)}</summary>`,
      escaped(conclusion),
      ...exhibits.flatMap((exhibit) =>
        exhibit.kind === 'table'
          ? [
              escaped(exhibit.title),
              table(
                exhibit.columns.map(escaped),
                exhibit.rows.map((row) => row.map((value) => escaped(entry(value)))),
              ),
            ]
          : exhibitLines(exhibit).map(escaped),
      ),
      `\`${replay}\``,
      '</details>',
    ]),
  ];
};
