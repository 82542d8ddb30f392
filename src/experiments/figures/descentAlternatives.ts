import type { TableExhibit } from '../../evidence/outcomes/exhibit.ts';
import type { Examining, Place } from '../../evidence/trials/examination.ts';
import { fitPowerLaw } from '../../numerics/statistics/powerLaw.ts';
import { alternativesTable, type Change } from '../alternatives.ts';
import type { Choices } from '../choices.ts';
import { openLaboratory } from '../laboratory.ts';
import { valuesOf } from './curveExhibits.ts';
import { inputsOf } from './inputs.ts';
import { type LazyRun, lazyRuns, quantities } from './lazyRuns.ts';

const dimensions = [25, 49, 100];

const changes: readonly Change[] = [
  // As many steps, of more images each.
  { batchSize: 64, epochs: 16 },
  { epochs: 1 },
  { epochs: 8 },
  { filter: 'bilinear' },
  { filter: 'nearest' },
];

/** The exponents of Figure 2 on its smaller half of dimensions, at m = 1000 and with one run, with each open choice made otherwise. */
export const descentAlternatives = (
  { C0, constants }: Place,
  examining: Examining,
  choices: Choices,
): Promise<TableExhibit> => {
  const inputs = inputsOf({ constants });
  const stream = examining.stream.child('alternatives').child(inputs);
  return alternativesTable(
    `what the paper leaves open, what was chosen, and how much it matters: exponents over d = ${dimensions.join(', ')} of one run at m = 1000`,
    { ...choices, testImages: 100 },
    changes,
    async (otherwise) => {
      const lab = await openLaboratory(examining, otherwise);
      const runs: LazyRun[] = [];
      for (const d of dimensions)
        runs.push(
          ...(await lazyRuns(
            lab,
            stream,
            { d, m: 1000, C0s: [C0], unit: inputs === 'unit', run: 0 },
            otherwise,
            examining.breathe,
          )),
        );
      return {
        ...Object.fromEntries(
          quantities.map(({ key, name }) => [
            `exponent of ${name}`,
            fitPowerLaw(
              dimensions,
              valuesOf(runs, dimensions, key).map(([value]) => value!),
            ).exponent,
          ]),
        ),
        'worst test error': Math.max(...runs.map(({ testError }) => testError)),
        'that reached the ball’s border': runs.filter(({ left }) => left).length,
      };
    },
    examining.part,
  );
};
