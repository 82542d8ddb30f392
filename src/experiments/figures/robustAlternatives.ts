import type { TableExhibit } from '../../evidence/outcomes/exhibit.ts';
import type { Examining, Place } from '../../evidence/trials/examination.ts';
import { alternativesTable, type Change } from '../alternatives.ts';
import type { Choices } from '../choices.ts';
import { thresholdOf } from '../fits/threshold.ts';
import { openLaboratory } from '../laboratory.ts';
import { robustRun } from './robustGrid.ts';
import { geometric, networkSeconds } from './settings.ts';
import { LEVEL } from './transition.ts';

const dimensions = [49, 196];
const deltas = geometric(0.1, 0.8, 4);

/** A tenth of MNIST's 0s and 1s, in whole batches of many sizes. */
const TENTH = 1280;

const changesOf = ({
  batchSize,
  trainImages,
  epochs,
  learningRate,
  pgdStepSize,
  testPgdSteps,
}: Choices): readonly Change[] => [
  { batchSize: 4 * batchSize },
  // As many steps on fewer images, and more steps.
  { trainImages: TENTH, epochs: Math.round((epochs * trainImages) / TENTH) },
  { epochs: 4 * epochs },
  { learningRate: learningRate / 4 },
  { pgdSteps: 1 },
  { pgdSteps: 7 },
  { pgdStepSize: pgdStepSize / 2 },
  { pgdStart: 'at random' },
  { testPgdSteps: 4 * testPgdSteps },
  { filter: 'nearest' },
];

/** What is asked of every choice. */
const smaller = { testImages: 100 };

/** Seconds of `robustAlternatives`, roughly. */
export const robustAlternativesSeconds = (choices: Choices, m: number): number =>
  [{}, ...changesOf(choices)].reduce(
    (sum, change) =>
      sum +
      dimensions.reduce(
        (all, d) => all + deltas.length * networkSeconds({ ...choices, ...smaller, ...change }, d, m),
        0,
      ),
    0,
  );

/** Where the robust accuracy turns at two dimensions, on a coarse grid and with one run, with each open choice made otherwise. */
export const robustAlternatives = (
  { m, C0 }: Place,
  examining: Examining,
  choices: Choices,
  share: number,
): Promise<TableExhibit> =>
  alternativesTable(
    `what the paper leaves open, what was chosen, and how much it matters: ‖δ‖·√d where the robust accuracy of one run passes ${LEVEL}, m = ${m}`,
    { ...choices, ...smaller },
    changesOf(choices),
    async (otherwise) => {
      const lab = await openLaboratory(examining, otherwise);
      const turned: [string, number | null][] = [];
      for (const d of dimensions) {
        const robust: number[] = [];
        for (const delta of deltas) {
          const point = { d, m, radius: C0 / Math.sqrt(m), delta, run: 0 };
          const stream = examining.stream.child('alternatives');
          robust.push((await robustRun(lab, stream, point, otherwise, examining.breathe)).robust);
        }
        const found = thresholdOf(deltas, robust, LEVEL, 'falls');
        turned.push([`at d = ${d}`, found.kind === 'inside' ? found.bracket.estimate * Math.sqrt(d) : null]);
      }
      return Object.fromEntries(turned);
    },
    examining.part,
    share,
  );
