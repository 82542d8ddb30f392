import { DataError } from './data/dataError.ts';
import { type Filter, filters } from './data/resize.ts';

/** What the paper leaves open, and how much is run. Every entry can be set by a flag of its name. */
export interface Choices {
  readonly engine: string;
  readonly filter: Filter;
  readonly runs: number;
  readonly trainImages: number;
  readonly testImages: number;
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
  /** Gradient steps of the attack, in training and at test time; their length as a share of ‖δ‖. */
  readonly pgdSteps: number;
  readonly testPgdSteps: number;
  readonly pgdStepSize: number;
  readonly testPgdStepSize: number;
  readonly pgdStart: 'at x' | 'at random';
}

/** A choice as a flag: its name on the command line, and what it sets. */
export interface ChoiceFlag {
  readonly name: string;
  readonly choice: keyof Choices;
  readonly says: string;
}

export const choiceFlags: readonly ChoiceFlag[] = [
  { name: 'engine', choice: 'engine', says: 'what multiplies matrices: wasm or tfjs-node' },
  { name: 'filter', choice: 'filter', says: `how images are made smaller: ${filters.join(', ')}` },
  { name: 'runs', choice: 'runs', says: 'independent trainings of each network' },
  { name: 'train-images', choice: 'trainImages', says: 'training images, evenly spaced in the set' },
  { name: 'test-images', choice: 'testImages', says: 'test images, evenly spaced in the set' },
  { name: 'learning-rate', choice: 'learningRate', says: 'the rate of gradient descent' },
  { name: 'batch-size', choice: 'batchSize', says: 'images in one step of gradient descent' },
  { name: 'epochs', choice: 'epochs', says: 'passes over the training images at most' },
  { name: 'pgd-steps', choice: 'pgdSteps', says: 'steps of the attack in training' },
  { name: 'test-pgd-steps', choice: 'testPgdSteps', says: 'steps of the attack at test time' },
  { name: 'pgd-step-size', choice: 'pgdStepSize', says: 'the length of such a step in training, over ‖δ‖' },
  { name: 'test-pgd-step-size', choice: 'testPgdStepSize', says: 'the length of such a step at test time' },
  { name: 'pgd-start', choice: 'pgdStart', says: 'where an attack starts: "at x" or "at random"' },
];

/** A figure's training, or the corollary's search, of which the paper states no experiment. */
export type Kind = 'descent' | 'adversarial' | 'corollary';

/** Which choices a kind of experiment makes use of. */
export const choicesOf: Readonly<Record<Kind, readonly (keyof Choices)[]>> = {
  descent: ['engine', 'filter', 'runs', 'trainImages', 'testImages', 'learningRate', 'batchSize', 'epochs'],
  adversarial: choiceFlags.map(({ choice }) => choice),
  corollary: [
    'engine',
    'filter',
    'learningRate',
    'batchSize',
    'epochs',
    'pgdSteps',
    'testPgdSteps',
    'pgdStepSize',
    'testPgdStepSize',
    'pgdStart',
  ],
};

/** The same by the names of their flags. */
export const flagsOf = (kind: Kind): readonly string[] =>
  choiceFlags.filter(({ choice }) => choicesOf[kind].includes(choice)).map(({ name }) => name);

const words: Partial<Record<keyof Choices, readonly string[]>> = {
  engine: ['wasm', 'tfjs-node'],
  filter: filters,
  pgdStart: ['at x', 'at random'],
};

const fractional = new Set<keyof Choices>(['learningRate', 'pgdStepSize', 'testPgdStepSize']);

/** One value as its flag gives it. Throws: `DataError`, one sentence. */
const readChoice = ({ name, choice }: ChoiceFlag, text: string): string | number => {
  const allowed = words[choice];
  if (allowed !== undefined) {
    if (allowed.includes(text)) return text;
    throw new DataError(`--${name} "${text}" is unknown; take one of ${allowed.join(', ')}`);
  }
  const value = Number(text);
  const fits = fractional.has(choice) ? value > 0 && value < 1e6 : Number.isSafeInteger(value) && value >= 1;
  if (text.trim() !== '' && fits) return value;
  const wanted = fractional.has(choice) ? 'a number above 0' : 'a whole number from 1 on';
  throw new DataError(`--${name} "${text}" does not fit; give ${wanted}`);
};

/**
 * Defaults, overridden by the options that have a flag's name; other options are not looked at.
 *
 * Throws: `DataError` where a value does not fit, one sentence that names the flag.
 */
export const chosen = (defaults: Choices, options: Readonly<Record<string, string>>): Choices => ({
  ...defaults,
  ...Object.fromEntries(
    choiceFlags
      .filter(({ name }) => options[name] !== undefined)
      .map((flag) => [flag.choice, readChoice(flag, options[flag.name]!)]),
  ),
});

/** Throws: `DataError`, as `chosen` does. */
export const checkedOptions = (options: Readonly<Record<string, string>>): void => {
  for (const flag of choiceFlags) {
    const text = options[flag.name];
    if (text !== undefined) readChoice(flag, text);
  }
};

/** Choices in one line, by the names of their flags. */
export const choicesInWords = (choices: Choices): string =>
  choiceFlags.map(({ name, choice }) => `${name} ${choices[choice]}`).join(', ');
