import type { TableFigure } from '../../../../core/report/figure.ts';
import type { Lab } from '../../../../core/study.ts';
import { fitPowerLaw } from '../../../../numerics/statistics/powerLaw.ts';
import type { Place } from '../../studies/lazyStudy.ts';
import { alternativesTable, type Change } from '../alternatives.ts';
import type { Choices } from '../choices.ts';
import { filters } from '../data/resize.ts';
import { openLaboratory } from '../laboratory.ts';
import { hasLogarithm, valuesOf } from './curveFigures.ts';
import { inputsOf } from './inputs.ts';
import { type LazyRun, lazyRuns, quantities, shownQuantities } from './lazyRuns.ts';

const dimensions = [25, 49, 100];

/** The images in each step of the first change. */
const OTHER_BATCH = 64;

/** Each open choice made otherwise: about as many steps of 64 images each, half and four times the epochs, other filters, and each way of the published programs. */
export const descentChanges = ({ batchSize, epochs, filter }: Choices): readonly Change[] => [
  { batchSize: OTHER_BATCH, epochs: Math.ceil((epochs * OTHER_BATCH) / batchSize) },
  { epochs: Math.max(1, Math.floor(epochs / 2)) },
  { epochs: 4 * epochs },
  ...filters.filter((other) => other !== filter).map((other): Change => ({ filter: other })),
  // What the published programs do otherwise, one at a time.
  { biases: 'trained' },
  { shuffled: 'once' },
  { ballChecked: 'epoch' },
  { flips: 'walked' },
  { misclassified: 'zero' },
  { perturbation: 'absolute' },
];

/** One value for each of the dimensions; null where one of them has no logarithm. */
const exponentOf = (values: readonly number[]): number | null =>
  values.every(hasLogarithm) ? fitPowerLaw(dimensions, values).exponent : null;

/** The exponents of Figure 2 on its smaller half of dimensions, at m = 1000 and with one run, with each open choice made otherwise. */
export const descentAlternatives = (
  { C0, constants }: Place,
  context: Lab,
  choices: Choices,
): Promise<TableFigure> => {
  const inputs = inputsOf({ constants });
  const stream = context.stream.child('alternatives').child(inputs);
  return alternativesTable(
    `what the paper leaves open, what was chosen, and how much it matters: exponents over d = ${dimensions.join(', ')} of one run at m = 1000`,
    { ...choices, testImages: 100 },
    descentChanges(choices),
    async (otherwise) => {
      const lab = await openLaboratory(context, otherwise);
      const runs: LazyRun[] = [];
      for (const d of dimensions)
        runs.push(
          ...(await lazyRuns(
            lab,
            stream,
            { d, m: 1000, C0s: [C0], unit: inputs === 'unit', run: 0 },
            otherwise,
            context.yieldToLoop,
          )),
        );
      return {
        ...Object.fromEntries(
          // One column for the perturbation, whether it is divided by ‖x‖ or not.
          shownQuantities(otherwise).map(({ key }, i) => [
            `exponent of ${quantities[i]!.name}`,
            exponentOf(valuesOf(runs, dimensions, key).map(([value]) => value!)),
          ]),
        ),
        'worst test error': Math.max(...runs.map(({ testError }) => testError)),
        'that reached the ball’s border': runs.filter(({ left }) => left).length,
      };
    },
    context.part,
  );
};
