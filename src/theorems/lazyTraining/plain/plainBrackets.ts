import type { Bracket, Brackets, Point } from '../../../core/theorem.ts';
import type { ValueInstance } from '../network/instance.ts';
import { noMovement } from '../network/movement.ts';
import { centerQuestion, type PlainDraw } from './plainDraw.ts';
import { gradientNormAt, leastGradient } from './plainGradient.ts';
import { keptAt, keptSomewhere, plainStepAt } from './plainStep.ts';

const around = (value: number): Bracket => {
  const room = 1e-9 * (1 + Math.abs(value));
  return { lower: value - room, upper: value + room };
};

/** f at W0 and its extremes over the ball: ⟨w_s, x⟩ takes every value within V of u_s, each neuron on its own. */
const valuesOf = ({ u, signs, m }: ValueInstance, radius: number): Brackets => {
  let initial = 0;
  let top = 0;
  let bottom = 0;
  let most = 0;
  let least = 0;
  for (let s = 0; s < m; s++) {
    const [at, sign] = [u[s]!, signs[s]!];
    initial += sign * Math.max(0, at);
    top += sign * Math.max(0, at + sign * radius);
    bottom += sign * Math.max(0, at - sign * radius);
    if (at > -radius && at <= radius) most++;
    // An attack needs a little room to carry ⟨w_s, x⟩ across 0.
    if (Math.abs(at) < radius * (1 - 2 ** -18)) least++;
  }
  const scale = Math.sqrt(m);
  return {
    f0: around(initial / scale),
    valueSup: around(Math.max(top, -bottom) / scale),
    signChanges: { lower: least, upper: most },
  };
};

/** What plain sums and simple bounds prove of each quantity on a draw; the truth lies between. */
export const plainBrackets = (
  draw: PlainDraw,
  wanted: ReadonlySet<string>,
  { C2 = Number.NaN }: Point,
): Brackets => {
  const values = valuesOf(draw.instance, draw.radius);
  switch (draw.showing) {
    case 'value':
      return values;
    case 'gradient': {
      const initial = gradientNormAt(draw.instance, noMovement(draw.instance.m));
      return {
        ...values,
        gradientNorm0: around(initial.value),
        gradientAcross0: around(initial.acrossValue),
        ...(wanted.has('gradientInf') ? { gradientInf: leastGradient(draw.instance) } : {}),
      };
    }
    case 'step': {
      const { instance, radius } = draw;
      if (wanted.has('signKeptSup')) instance.revealed.query(centerQuestion(instance, radius));
      const initial = plainStepAt(instance, noMovement(instance.m), C2);
      const kept = wanted.has('signKeptSup') ? keptSomewhere(instance, initial, radius, C2) : keptAt(initial);
      return {
        ...values,
        gradientNorm0: around(initial.gradientNorm),
        fAfterStep: around(initial.valueAfterStep),
        signKeptSup: { lower: kept - 1e-9 * (1 + Math.abs(kept)), upper: Number.POSITIVE_INFINITY },
      };
    }
    default:
      return draw satisfies never;
  }
};
