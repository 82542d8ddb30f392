import type { Profile } from '../../../../core/theorem.ts';
import type { Choices } from '../choices.ts';
import { geometric, networkSeconds, type Telling } from './settings.ts';

/** What a profile lays out: sizes up to the place's, and the values of the dial. */
export interface Layout {
  readonly sizes: readonly number[];
  readonly dials: readonly number[];
}

/** Of the left half: dimensions, and lengths of the perturbation. */
const leftAsPrinted: Readonly<Record<Profile, Layout>> = {
  quick: { sizes: [25, 49, 100], dials: geometric(0.1, 1, 4) },
  standard: { sizes: [25, 49, 100, 196, 400, 784], dials: geometric(0.05, 1, 6) },
  full: { sizes: Array.from({ length: 24 }, (_, i) => (5 + i) ** 2), dials: geometric(0.05, 1, 12) },
};

/** Of the right half: widths, and radii of the ball. */
const rightAsPrinted: Readonly<Record<Profile, Layout>> = {
  quick: { sizes: [200, 400, 1000], dials: geometric(0.2, 2, 4) },
  standard: { sizes: [500, 1000, 2000, 4000, 10_000], dials: geometric(0.1, 1, 6) },
  full: { sizes: [500, 1000, 2000, 4000, 8000, 16_000, 32_000], dials: geometric(0.05, 1, 12) },
};

/** As published a training takes so long that less than the full profile has few of them. */
export const leftLayout: Readonly<Record<Telling['as'], Readonly<Record<Profile, Layout>>>> = {
  printed: leftAsPrinted,
  published: {
    quick: { sizes: [25, 49], dials: geometric(0.2, 1, 3) },
    standard: { sizes: [25, 49, 100], dials: geometric(0.2, 1, 3) },
    full: leftAsPrinted.full,
  },
};

export const rightLayout: Readonly<Record<Telling['as'], Readonly<Record<Profile, Layout>>>> = {
  printed: rightAsPrinted,
  published: {
    quick: { sizes: [200, 400], dials: geometric(0.2, 2, 2) },
    standard: { sizes: [500, 1000], dials: geometric(0.3, 3, 3) },
    full: rightAsPrinted.full,
  },
};

/** Seconds of the left half's networks, roughly. */
export const leftSeconds = (
  path: readonly number[],
  dials: readonly number[],
  m: number,
  choices: Choices,
): number =>
  path.reduce((sum, d) => sum + networkSeconds(choices, d, m) * choices.runs * (dials.length + 1), 0);
