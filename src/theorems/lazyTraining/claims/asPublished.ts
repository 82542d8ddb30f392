import type { PrintedFormula, Statement } from '../../../core/study.ts';
import { figure2 } from './figure2.ts';
import { figure3 } from './figure3.ts';
import { figure4Left, figure4Right } from './figure4.ts';

/** What the programs of the experiments do where the text says otherwise or nothing. */
const procedures: Readonly<Record<'descent' | 'adversarial', PrintedFormula>> = {
  descent: {
    text: 'as published: biases; SGD at rate 0.1 on batches of 64 in one order; the ball looked at once an epoch, and the network outside it measured; walks of 0.001; what is misclassified counts 0; ‖δ‖ not divided by ‖x‖',
    tex: String.raw`\text{the published programs, plain training}`,
  },
  adversarial: {
    text: 'as published: biases; rate 0.01 on batches of 32; all images attacked once an epoch, clipped to [0, 1]; projection once an epoch, measured before it; until the robust training accuracy has not risen for 21 epochs',
    tex: String.raw`\text{the published programs, adversarial training}`,
  },
};

const asPublished = (statement: Statement, procedure: PrintedFormula): Statement => ({
  ...statement,
  id: `${statement.id}-as-published`,
  says: `by the programs that the authors published: ${statement.says}`,
  premise: [procedure],
});

/** The exponents and thresholds of the figures, asked of the procedure that the published programs follow. */
export const figure2AsPublished = asPublished(figure2, procedures.descent);
export const figure3AsPublished = asPublished(figure3, procedures.descent);
export const figure4LeftAsPublished = asPublished(figure4Left, procedures.adversarial);
export const figure4RightAsPublished = asPublished(figure4Right, procedures.adversarial);
