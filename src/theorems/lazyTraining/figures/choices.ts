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
  /** A bias in each hidden unit, drawn and trained with its weights, and a frozen ±1/√m at the output; or none, as the text has it. */
  readonly biases: 'none' | 'trained';
  /** When images are put in a new order. */
  readonly shuffled: 'epoch' | 'once';
  /** When it is seen that the ball was left: before a step that would leave it, or after an epoch that did, whose network is kept. */
  readonly ballChecked: 'step' | 'epoch';
  /** How the smallest perturbation is found: the first crossing, or the first of the multiples of 0.001 up to 5 along the ray. */
  readonly flips: 'exact' | 'walked';
  /** What an image counts whose prediction is wrong to begin with: what flips the prediction, or 0. */
  readonly misclassified: 'measured' | 'zero';
  /** Whether the perturbation of Figures 2 and 3 is divided by the length of its image. */
  readonly perturbation: 'relative' | 'absolute';
  /** When training images are attacked: each batch at its step, or all of them at the beginning of an epoch. */
  readonly attacked: 'step' | 'epoch';
  /** When the weights are projected onto their ball: after every step, or after every epoch. */
  readonly projected: 'step' | 'epoch';
  /** Whether attacked images are clipped to pixels from 0 to 1. */
  readonly clip: 'none' | 'pixels';
  /** Which point an attack answers with: the one of least margin that it came by, or its last. */
  readonly attackKeeps: 'least' | 'last';
  /** Which network is measured: the one after the last projection, or the one before. */
  readonly robustMeasured: 'projected' | 'unprojected';
  /** Epochs in a row without a rise of the robust training accuracy above 1e-4 after which a training ends; 0 for never. */
  readonly patience: number;
}

/** What the text describes, and ours where it is silent; each of these differs in the programs that its authors published. */
export const asPrinted = {
  biases: 'none',
  shuffled: 'epoch',
  ballChecked: 'step',
  flips: 'exact',
  misclassified: 'measured',
  perturbation: 'relative',
  attacked: 'step',
  projected: 'step',
  clip: 'none',
  attackKeeps: 'least',
  robustMeasured: 'projected',
  patience: 0,
} as const satisfies Partial<Choices>;

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
  { name: 'biases', choice: 'biases', says: 'biases in the network: none or trained' },
  { name: 'shuffled', choice: 'shuffled', says: 'when images get a new order: every "epoch" or "once"' },
  {
    name: 'ball-checked',
    choice: 'ballChecked',
    says: 'when it is seen that the ball was left: before a "step" leaves it, or after an "epoch", whose network is kept',
  },
  {
    name: 'flips',
    choice: 'flips',
    says: 'how the smallest perturbation is found: "exact", or "walked" by 0.001 up to 5',
  },
  {
    name: 'misclassified',
    choice: 'misclassified',
    says: 'what a wrong prediction counts in the means: "measured" like the others, or "zero"',
  },
  {
    name: 'perturbation',
    choice: 'perturbation',
    says: 'the perturbation of Figures 2 and 3: "relative" to its image, or "absolute"',
  },
  {
    name: 'attacked',
    choice: 'attacked',
    says: 'when training images are attacked: in every "step", or once an "epoch"',
  },
  {
    name: 'projected',
    choice: 'projected',
    says: 'when the weights are projected: after every "step" or every "epoch"',
  },
  {
    name: 'clip',
    choice: 'clip',
    says: 'what attacked images are clipped to: none, or "pixels" from 0 to 1',
  },
  {
    name: 'attack-keeps',
    choice: 'attackKeeps',
    says: 'the point an attack answers with: of "least" margin, or the "last"',
  },
  {
    name: 'robust-measured',
    choice: 'robustMeasured',
    says: 'which network is measured: the last "projected", or "unprojected"',
  },
  {
    name: 'patience',
    choice: 'patience',
    says: 'epochs without a rise of the robust training accuracy that end a training; 0 for never',
  },
];

/** A figure's training, or the corollary's search, of which the paper states no experiment. */
export type Kind = 'descent' | 'adversarial' | 'corollary';

/** Which choices plain training alone makes use of. */
const descentOnly = ['ballChecked', 'flips', 'misclassified', 'perturbation'] as const;

/** Which choices a kind of experiment makes use of. */
export const choicesOf: Readonly<Record<Kind, readonly (keyof Choices)[]>> = {
  descent: [
    'engine',
    'filter',
    'runs',
    'trainImages',
    'testImages',
    'learningRate',
    'batchSize',
    'epochs',
    ...descentOnly,
    'biases',
    'shuffled',
  ],
  adversarial: choiceFlags
    .map(({ choice }) => choice)
    .filter((choice) => !(descentOnly as readonly string[]).includes(choice)),
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
  biases: ['none', 'trained'],
  shuffled: ['epoch', 'once'],
  ballChecked: ['step', 'epoch'],
  flips: ['exact', 'walked'],
  misclassified: ['measured', 'zero'],
  perturbation: ['relative', 'absolute'],
  attacked: ['step', 'epoch'],
  projected: ['step', 'epoch'],
  clip: ['none', 'pixels'],
  attackKeeps: ['least', 'last'],
  robustMeasured: ['projected', 'unprojected'],
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
  const least = choice === 'patience' ? 0 : 1;
  const fits = fractional.has(choice)
    ? value > 0 && value < 1e6
    : Number.isSafeInteger(value) && value >= least;
  if (text.trim() !== '' && fits) return value;
  const wanted = fractional.has(choice) ? 'a number above 0' : `a whole number from ${least} on`;
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
