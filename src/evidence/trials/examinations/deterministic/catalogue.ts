import type { Examination } from '../../examination.ts';
import { coneKeepsSign } from './coneKeepsSign.ts';
import { descentInequality, descentInequalityIntended } from './descentInequality.ts';
import { eulerIdentity } from './eulerIdentity.ts';
import { firstTermIsConstant } from './firstTermIsConstant.ts';
import { gradientSplits } from './gradientSplits.ts';
import { signChangesAreTheStrip } from './signChangesAreTheStrip.ts';
import { valueMovesAtMostC0 } from './valueMovesAtMostC0.ts';

/** The statements that leave nothing to chance, in the order in which the proof needs them. */
export const deterministicExaminations: readonly Examination[] = [
  eulerIdentity,
  descentInequality,
  descentInequalityIntended,
  valueMovesAtMostC0,
  gradientSplits,
  firstTermIsConstant,
  signChangesAreTheStrip,
  coneKeepsSign,
];
