import { drawPremise, marginInterval } from '../../claims/boundClaim.ts';
import { difference, type Interval } from '../../claims/interval.ts';
import type { ValueInstance } from '../../network/instance.ts';
import { noMovement } from '../../network/movement.ts';
import { centerQuestion, type PlainDraw } from './plainDraw.ts';
import { gradientNormAt, leastGradient } from './plainGradient.ts';
import { keptAt, keptSomewhere, plainStepAt } from './plainStep.ts';
import type { Place } from './statement.ts';

/** What plain code proves of a draw: that some W violates the conclusion, that none does, that the draw is skipped, or nothing. */
export type PlainOutcome = 'violated' | 'certified' | 'skipped' | 'open';

/** A draw looked at again. */
export interface Looked {
  readonly outcome: PlainOutcome;
  /** What is proved of each quantity; the truth lies between. */
  readonly brackets: Readonly<Record<string, Interval>>;
  readonly margin: Interval;
}

/** Room for rounding: what decides by less, as a share of 1 and of the sizes compared, is left open. */
const SLACK = 1e-6;

const around = (value: number): Interval => {
  const room = 1e-9 * (1 + Math.abs(value));
  return { lower: value - room, upper: value + room };
};

/** f at W0 and its extremes over the ball: ⟨w_s, x⟩ takes every value within V of u_s, each neuron on its own. */
const valuesOf = ({ u, signs, m }: ValueInstance, radius: number): Readonly<Record<string, Interval>> => {
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

const proved = (draw: PlainDraw, place: Place): Readonly<Record<string, Interval>> => {
  const values = valuesOf(draw.instance, draw.radius);
  const { wanted } = place.statement;
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
      const C2 = place.constants.C2 ?? Number.NaN;
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

/** Looks at a draw of a cell with plain code: brackets of what its claim compares, and what follows from them. */
export const lookAt = (draw: PlainDraw, place: Place): Looked => {
  const { statement, scope } = place;
  const brackets = proved(draw, place);
  const all = { ...brackets, ...scope };
  const { lhs, rhs } = statement.bound.conclusion;
  const sizeOf = ({ lower, upper }: Interval): number =>
    Math.min(Math.abs(lower), Math.abs(upper), Number.MAX_VALUE);
  const margin = marginInterval(statement.bound, scope, brackets);
  const room = SLACK * (1 + sizeOf(lhs.evaluateInterval(all)) + sizeOf(rhs.evaluateInterval(all)));
  const premises = drawPremise(statement.bound).map((comparison) =>
    difference(comparison.rhs.evaluateInterval(all), comparison.lhs.evaluateInterval(all)),
  );
  const outcome = (): PlainOutcome => {
    if (premises.some(({ upper }) => upper < -room)) return 'skipped';
    if (premises.some(({ lower }) => !(lower > room))) return 'open';
    if (margin.upper < -room) return 'violated';
    return margin.lower > room ? 'certified' : 'open';
  };
  return { outcome: outcome(), brackets, margin };
};
