import type { LazyStudy } from '../lazyStudy.ts';
import { coneKeepsSign, signMargin, withFactor } from './coneKeepsSign.ts';
import { descentInequality, descentMargin, withStep } from './descentInequality.ts';
import { type DeterministicSpec, deterministicStudy } from './deterministicStudy.ts';
import { eulerGap, eulerIdentity } from './eulerIdentity.ts';
import { firstTermIsConstant, firstTermMargin } from './firstTermIsConstant.ts';
import { gradientSplits, splitMargin } from './gradientSplits.ts';
import { mismatches, signChangesAreTheStrip } from './signChangesAreTheStrip.ts';
import { movedValue, valueMovesAtMostC0 } from './valueMovesAtMostC0.ts';

/** A statement with an error planted in it, which must be found. */
export interface PlantedError {
  readonly name: string;
  readonly lazyStudy: LazyStudy;
}

const planted = (
  { statement }: LazyStudy,
  name: string,
  measure: DeterministicSpec['measure'],
  complete?: DeterministicSpec['complete'],
): PlantedError => ({
  name,
  lazyStudy: deterministicStudy({
    statement: { ...statement, says: name, control: true },
    measure,
    because: () => `${name} fails on this network`,
    ...(complete === undefined ? {} : { complete }),
  }),
});

/** False forms of the deterministic statements, some wrong by little and some at the edges alone. */
export const plantedErrors: readonly PlantedError[] = [
  planted(eulerIdentity, '⟨∇f, x⟩ = 1.001 f', eulerGap(1.001)),
  planted(eulerIdentity, '⟨∇f, x⟩ = (1 + 1e-9) f', eulerGap(1 + 1e-9)),
  planted(valueMovesAtMostC0, 'f moves by at most 0.9 C0', movedValue(0.9)),
  planted(valueMovesAtMostC0, 'f moves by at most 0.999 C0', movedValue(0.999)),
  planted(valueMovesAtMostC0, 'f does not move: C0 dropped', movedValue(0)),
  planted(gradientSplits, 'the second term halved', splitMargin(0.5)),
  planted(gradientSplits, 'the second term times 0.99', splitMargin(0.99)),
  planted(gradientSplits, 'the second term left out', splitMargin(0)),
  planted(firstTermIsConstant, 'the first term at most 0.9 C0', firstTermMargin(0.9)),
  planted(firstTermIsConstant, 'the first term at most 0.999 C0', firstTermMargin(0.999)),
  planted(
    signChangesAreTheStrip,
    'the strip closed below',
    mismatches((u, V) => u >= -V && u <= V),
  ),
  planted(
    signChangesAreTheStrip,
    'the strip open above',
    mismatches((u, V) => u > -V && u < V),
  ),
  planted(
    signChangesAreTheStrip,
    'the strip of half the width',
    mismatches((u, V) => 2 * Math.abs(u) < V),
  ),
  planted(
    signChangesAreTheStrip,
    'the strip one-sided',
    mismatches((u, V) => u > 0 && u <= V),
  ),
  planted(
    signChangesAreTheStrip,
    'the strip without V',
    mismatches((u) => Math.abs(u) < 1),
  ),
  planted(
    coneKeepsSign,
    'a negative factor',
    signMargin((row, r) => row.map((w) => -r * w)),
    withFactor,
  ),
  planted(
    coneKeepsSign,
    'weights shifted, not scaled',
    signMargin((row, r) => row.map((w) => w + r)),
    withFactor,
  ),
  planted(
    coneKeepsSign,
    'weights scaled one by one',
    signMargin((row, r) => row.map((w) => Math.sign(w) * r)),
    withFactor,
  ),
  planted(
    descentInequality,
    '|η|‖∇f‖ for |η|‖∇f‖²',
    descentMargin(() => 1),
    withStep,
  ),
  planted(
    descentInequality,
    'the descent times 1.01',
    descentMargin((length) => 1.01 * length),
    withStep,
  ),
  planted(
    descentInequality,
    '|η|‖∇f‖³ for |η|‖∇f‖²',
    descentMargin((length) => length * length),
    withStep,
  ),
  planted(
    descentInequality,
    'the supremum left out',
    descentMargin((length) => length, 0),
    withStep,
  ),
  planted(
    descentInequality,
    'the supremum times 0.3',
    descentMargin((length) => length, 0.3),
    withStep,
  ),
];
