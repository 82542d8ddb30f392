import { coneKeepsSign as statement } from '../../claims/coneKeepsSign.ts';
import { noMovement } from '../../network/movement.ts';
import { valueAt } from '../../network/reference.ts';
import { termsAt, UNIT, valueRoom } from '../../network/rounding.ts';
import { asExplicit } from '../../network/writtenNetwork.ts';
import { deterministicStudy, type Measure } from './deterministicStudy.ts';
import { atW } from './example.ts';
import type { Completion } from './generators.ts';
import { inWords } from './inWords.ts';

/** rW, for the factor r that an example names. */
const scaledBy = (row: Float64Array, r: number): Float64Array => row.map((entry) => r * entry);

/**
 * sign f(W) · f(rW): below zero where the signs differ. Where f(W) is 0 as far as rounding can tell, −|f(rW)|.
 *
 * Slack: the rounding of f(rW), the entries of rW being rounded once more; where f(W) cannot be told from 0, f(rW) may be r times as
 * far off as f(W) is.
 */
export const signMargin =
  (scale: (row: Float64Array, r: number) => Float64Array = scaledBy): Measure =>
  (example) => {
    const { x, signs, given } = example;
    const r = given.r!;
    if (!(r > 0)) return null;
    const network = atW(example);
    const scaled = { ...network, rows: network.rows.map((row) => scale(row, r)) };
    const still = noMovement(signs.length);
    const value = valueAt(asExplicit(network), still, x);
    const valueScaled = valueAt(asExplicit(scaled), still, x);
    const [room, roomScaled] = [valueRoom(network, x), valueRoom(scaled, x) * (1 + 2 * UNIT)];
    const values = { 'f(x; W)': value, 'f(x; rW)': valueScaled };
    const size = termsAt(scaled, x);
    if (Math.abs(value) <= room)
      return { margin: -Math.abs(valueScaled), slack: 2 * (roomScaled + r * room), size, values };
    return { margin: Math.sign(value) * valueScaled, slack: 2 * roomScaled, size, values };
  };

/** r is what was drawn. */
export const withFactor: Completion = (example, drawn) => ({ ...example, given: { r: drawn } });

export const coneKeepsSign = deterministicStudy({
  statement,
  measure: signMargin(),
  complete: withFactor,
  because: ({ given }, { values }) =>
    `f is ${inWords(values['f(x; W)']!)} at W and ${inWords(values['f(x; rW)']!)} at rW, with r = ${inWords(given.r!)}`,
});
