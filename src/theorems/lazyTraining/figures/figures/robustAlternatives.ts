import type { TableFigure } from '../../../../core/report/figure.ts';
import type { Lab } from '../../../../core/study.ts';
import type { Place } from '../../studies/lazyStudy.ts';
import { alternativesTable } from '../alternatives.ts';
import type { Choices } from '../choices.ts';
import { thresholdOf } from '../fits/threshold.ts';
import { openLaboratory } from '../laboratory.ts';
import { changesOf, deltas, dimensions, smaller } from './robustChanges.ts';
import { robustRun } from './robustGrid.ts';
import { LEVEL } from './transition.ts';

/** Where the robust accuracy turns at two dimensions, on a coarse grid and with one run, with each open choice made otherwise. */
export const robustAlternatives = (
  { m, C0 }: Place,
  context: Lab,
  choices: Choices,
  share: number,
): Promise<TableFigure> =>
  alternativesTable(
    `what the paper leaves open, what was chosen, and how much it matters: ‖δ‖·√d where the robust accuracy of one run passes ${LEVEL}, m = ${m}`,
    { ...choices, ...smaller },
    changesOf(choices),
    async (otherwise) => {
      const lab = await openLaboratory(context, otherwise);
      const turned: [string, number | null][] = [];
      for (const d of dimensions) {
        const robust: number[] = [];
        for (const delta of deltas) {
          const point = { d, m, radius: C0 / Math.sqrt(m), delta, run: 0 };
          const stream = context.stream.child('alternatives');
          robust.push((await robustRun(lab, stream, point, otherwise, context.yieldToLoop)).robust);
        }
        const found = thresholdOf(deltas, robust, LEVEL, 'falls');
        turned.push([`at d = ${d}`, found.kind === 'inside' ? found.bracket.estimate * Math.sqrt(d) : null]);
      }
      return Object.fromEntries(turned);
    },
    context.part,
    share,
  );
