import type { Bracket, Point } from '../../../core/theorem.ts';
import type { Stream } from '../../../numerics/random/stream.ts';
import { measureBrackets } from './measureBrackets.ts';
import { measurePerturbation } from './measurePerturbation.ts';
import { measureReach } from './measureReach.ts';
import { measureStep } from './measureStep.ts';

/** What is measured on every draw. */
export type LazyMeasurement =
  /** Both ends of some quantities of one family, at every radius factor. */
  | {
      readonly kind: 'brackets';
      readonly family: 'value' | 'gradient';
      readonly quantities: readonly string[];
      readonly C0: readonly number[];
    }
  /**
   * Whether the theorem's step is certified, and whether it is known to fail, at candidate values of C2.
   *
   * `boxes` says how the certificate by boxes is asked where the first one refuses: 'down' from the largest candidate until it
   * refuses once, 'halving' for the least candidate at which either certifies, taken to do so at every larger one (for a pilot, which
   * proves nothing). Without it, the first certificate is asked alone.
   */
  | {
      readonly kind: 'step';
      readonly C0: number;
      readonly certify: readonly number[];
      readonly attack: readonly number[];
      readonly boxes?: 'down' | 'halving';
    }
  /** How far the ball may reach, among candidate radius factors, while a step of one C2 flips the sign everywhere in it. */
  | { readonly kind: 'reach'; readonly C2: number; readonly C0: readonly number[] }
  /** Perturbations that turn all of the ball, and such that some W resists: their size at one radius factor, or the radius at one size. */
  | {
      readonly kind: 'perturbation';
      readonly of: 'size' | 'radius';
      readonly C0: number;
      readonly size: number;
    };

/** One draw: `brackets[i][j]` is quantity j at radius factor i; `certified[i]` and `violated[i]` belong to candidate i. */
export type MeasureRow =
  | { readonly brackets: readonly (readonly Bracket[])[] }
  | {
      readonly certified: readonly boolean[];
      readonly violated: readonly boolean[];
      readonly cutShort?: true;
    }
  | { readonly lower: number | null; readonly upper: number | null }
  | { readonly flips: number | null; readonly resists: number | null };

/** What the calibrations of this theorem measure on one draw. */
export const measureDraw = (stream: Stream, { d, m }: Point, of: LazyMeasurement): MeasureRow => {
  switch (of.kind) {
    case 'brackets':
      return measureBrackets(stream, d!, m!, of);
    case 'step':
      return measureStep(stream, d!, m!, of);
    case 'reach':
      return measureReach(stream, d!, m!, of);
    case 'perturbation':
      return measurePerturbation(stream, d!, m!, of);
    default:
      return of satisfies never;
  }
};
