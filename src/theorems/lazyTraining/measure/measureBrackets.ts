import { around, type Bracket } from '../../../core/theorem.ts';
import type { Stream } from '../../../numerics/random/stream.ts';
import { gradientBracket, gradientStart } from '../network/gradientBracket.ts';
import type { GradientInstance } from '../network/instance.ts';
import { narrowed } from '../network/narrowed.ts';
import { reducedGradient } from '../samplers/reducedGradient.ts';
import { reducedValue } from '../samplers/reducedValue.ts';
import { gradientError } from '../settings/gradient.ts';
import { readValues } from '../settings/value.ts';
import type { LazyMeasurement } from './measure.ts';

/** How near to the best certificate the search for the shortest gradient goes: the gap left by the attack is larger. */
const TOLERANCE = 1e-3;
const ITERATIONS = 150;

const gradientsOf = (instance: GradientInstance, wanted: readonly string[]): Record<string, Bracket> => {
  const found: Record<string, Bracket> = {};
  if (wanted.includes('gradientNorm0') || wanted.includes('gradientAcross0')) {
    const initial = gradientStart(instance);
    const error = gradientError(instance.d, instance.m);
    found.gradientNorm0 = around({ value: initial.norm, error });
    found.gradientAcross0 = around({ value: initial.acrossNorm, error });
  }
  if (wanted.includes('gradientInf')) {
    const search = { tolerance: TOLERANCE, iterations: ITERATIONS, decided: () => false };
    const { lower, upper } = gradientBracket(instance, search);
    // Within the rounding that `lower` allows for they may meet; a bracket is never upside down.
    found.gradientInf = { lower: Math.min(lower, upper), upper };
  }
  return found;
};

/**
 * Both ends of the quantities on one draw, at every radius factor.
 *
 * The draw is made once, at the largest radius, and serves every smaller one: the balls are nested, and so are the numbers.
 */
export const measureBrackets = (
  stream: Stream,
  d: number,
  m: number,
  { family, quantities, C0 }: Extract<LazyMeasurement, { kind: 'brackets' }>,
): { readonly brackets: readonly (readonly Bracket[])[] } => {
  const radii = C0.map((factor) => factor / Math.sqrt(m));
  const drawn = family === 'gradient' ? reducedGradient(stream, d, m, Math.max(...radii)) : null;
  const instance = drawn ?? reducedValue(stream, d, m);
  const brackets = radii.map((radius) => {
    const known: Readonly<Record<string, Bracket>> = {
      ...readValues(instance, radius),
      ...(drawn === null ? {} : gradientsOf(narrowed(drawn, radius), quantities)),
    };
    return quantities.map((name) => ({ lower: known[name]!.lower, upper: known[name]!.upper }));
  });
  return { brackets };
};
