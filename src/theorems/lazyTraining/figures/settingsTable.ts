import type { TableFigure } from '../../../core/report/figure.ts';
import { type Choices, choiceFlags, choicesOf, type Kind } from './choices.ts';
import { dataRow, type Laboratory } from './laboratory.ts';

/** What the paper states of a choice; where it states nothing, that is said. */
const stated: Readonly<Record<Kind, Partial<Record<keyof Choices, string>>>> = {
  descent: {
    runs: '5',
    trainImages: '12665',
    testImages: '2115',
    learningRate: '0.1',
    epochs: 'until the ball is left',
  },
  adversarial: { runs: '5', trainImages: '12665', testImages: '2115' },
  corollary: {},
};

/** Every setting of an experiment: what the paper states of it, and what it was here. */
export const settingsTable = (
  lab: Laboratory,
  choices: Choices,
  kind: Kind,
  told?: Partial<Choices>,
): TableFigure => {
  const [name, source, address] = dataRow(lab);
  const here = (choice: keyof Choices): string | number => {
    if (choice === 'trainImages') return Math.min(lab.data.train.n, choices.trainImages);
    if (choice === 'testImages') return Math.min(lab.data.test.n, choices.testImages);
    return choices[choice];
  };
  return {
    kind: 'table',
    title:
      told === undefined
        ? 'what the paper states, and what was chosen here'
        : 'what the published programs do, and what was done here',
    columns: ['setting', told === undefined ? 'the paper' : 'the programs', 'here', 'flag'],
    rows: [
      [name, kind === 'corollary' ? 'any law' : 'MNIST, digits 0 and 1', `${source} ${address}`, '--data'],
      ...choiceFlags
        .filter(({ choice }) => choicesOf[kind].includes(choice))
        .map(({ name: flag, choice, says }) => [
          says,
          told === undefined ? (stated[kind][choice] ?? 'not stated') : (told[choice] ?? 'all, or not fixed'),
          here(choice),
          `--${flag}`,
        ]),
      ['the computation', 'not stated', lab.engine.says, '--engine'],
    ],
  };
};
