import type { Stream } from '../../../numerics/random/stream.ts';
import type { GradientInstance, StepInstance, ValueInstance } from '../network/instance.ts';
import { ambientGradient, ambientStep, ambientValue } from '../samplers/ambient.ts';
import { reducedGradient } from '../samplers/reducedGradient.ts';
import { reducedStep } from '../samplers/reducedStep.ts';
import { reducedValue } from '../samplers/reducedValue.ts';

/** What an instance has to show for a claim: the least of the three that shows all its quantities. */
export type Showing = 'value' | 'gradient' | 'step';

const SHOWS: Readonly<Record<Showing, readonly string[]>> = {
  value: ['f0', 'valueSup', 'signChanges'],
  gradient: ['f0', 'valueSup', 'signChanges', 'gradientNorm0', 'gradientAcross0', 'gradientInf'],
  step: ['f0', 'valueSup', 'signChanges', 'gradientNorm0', 'fAfterStep', 'signKeptSup'],
};

/** The showing that a claim about these quantities asks for; null where one of them is not known here. */
export const showingOf = (wanted: ReadonlySet<string>): Showing | null =>
  (['value', 'gradient', 'step'] as const).find((one) =>
    [...wanted].every((name) => SHOWS[one].includes(name)),
  ) ?? null;

/** A draw, made again. */
export type PlainDraw =
  | { readonly showing: 'value'; readonly instance: ValueInstance; readonly radius: number }
  | { readonly showing: 'gradient'; readonly instance: GradientInstance; readonly radius: number }
  | { readonly showing: 'step'; readonly instance: StepInstance; readonly radius: number };

/** Where a draw is made: its stream, its size, and the ball it is for. */
export interface DrawPlace {
  readonly stream: Stream;
  readonly d: number;
  readonly m: number;
  readonly radius: number;
  readonly mode: 'reduced' | 'ambient';
}

/** Draws by the plain samplers. */
export const drawAgain = (showing: Showing, { stream, d, m, radius, mode }: DrawPlace): PlainDraw => {
  const ambient = mode === 'ambient';
  switch (showing) {
    case 'value':
      return { showing, radius, instance: ambient ? ambientValue(stream, d, m) : reducedValue(stream, d, m) };
    case 'gradient': {
      const instance = (ambient ? ambientGradient : reducedGradient)(stream, d, m, radius);
      return { showing, radius, instance };
    }
    case 'step':
      return { showing, radius, instance: (ambient ? ambientStep : reducedStep)(stream, d, m) };
    default:
      return showing satisfies never;
  }
};

/**
 * Numbers that a draw writes, roughly and from above: what it costs in time, and in memory four to eight
 * bytes each.
 */
export const drawSize = (showing: Showing, { d, m, radius, mode }: Omit<DrawPlace, 'stream'>): number => {
  if (mode === 'ambient') return d * m * (showing === 'gradient' ? 2 : 1);
  if (showing === 'value') return 2 * m;
  if (showing === 'step') return 8 * m;
  const mayFlip = Math.min(m, Math.ceil(radius * m) + 100);
  return 2 * m + mayFlip * Math.min(mayFlip + 1, d);
};

/**
 * The pattern that a draw is asked about before any other, where its claim is about the step: the neurons
 * that stay active, and half of each that may change. What a draw reveals depends on the order of the
 * questions.
 */
export const centerQuestion = ({ u, signs, m }: ValueInstance, radius: number): Int8Array => {
  const pattern = new Int8Array(m);
  for (let s = 0; s < m; s++) pattern[s] = u[s]! > radius ? 2 * signs[s]! : u[s]! >= -radius ? signs[s]! : 0;
  return pattern;
};
