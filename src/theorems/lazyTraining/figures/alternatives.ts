import type { TableFigure } from '../../../core/report/figure.ts';
import type { Lab } from '../../../core/study.ts';
import { type Choices, choiceFlags } from './choices.ts';

/** One thing done otherwise. */
export type Change = Partial<Choices>;

const inWords = (change: Change): string =>
  choiceFlags
    .filter(({ choice }) => change[choice] !== undefined)
    .map(({ name, choice }) => `--${name} ${change[choice]}`)
    .join(' ');

/** What came of an experiment at small size: numbers by name. */
export type Outcome = Readonly<Record<string, number | null>>;

/**
 * What the paper leaves open, what was chosen, and how much it matters: the same small experiment with each choice in turn made otherwise.
 *
 * All share the draws of the first row, so a difference between two rows is one of the choice, but for the noise of a training. `share`:
 * how much of a study's work it is.
 */
export const alternativesTable = async (
  title: string,
  choices: Choices,
  changes: readonly Change[],
  tried: (choices: Choices) => Promise<Outcome>,
  part: Lab['part'],
  share = 0,
): Promise<TableFigure> => {
  const shareOfEach = share / (1 + changes.length);
  const own = await part('alternatives: as everywhere', () => tried(choices), shareOfEach);
  const names = Object.keys(own);
  const rows: TableFigure['rows'][number][] = [
    ['as everywhere in this report', null, ...names.map((name) => own[name]!)],
  ];
  for (const change of changes) {
    const changed = choiceFlags.flatMap(({ choice }) => (change[choice] === undefined ? [] : [choice]));
    if (changed.every((choice) => choices[choice] === change[choice])) continue;
    const otherwise = { ...choices, ...change };
    const other = await part(`alternatives: ${inWords(change)}`, () => tried(otherwise), shareOfEach);
    const [first, ...others] = changed.map((choice) => choices[choice]);
    rows.push([
      inWords(change),
      others.length === 0 ? first! : [first, ...others].join(', '),
      ...names.map((name) => other[name]!),
    ]);
  }
  return { kind: 'table', title, columns: ['choice', 'instead of', ...names], rows };
};
