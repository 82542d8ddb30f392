import type { Statement } from '../../../../core/study.ts';
import type { Profile } from '../../../../core/theorem.ts';
import type { LazyStudy, Place } from '../lazyStudy.ts';
import type { Example } from './example.ts';
import type { Completion, Limits } from './generators.ts';

/** What a statement says of one example, in plain f64. */
export interface Measured {
  /** rhs − lhs; below −slack the statement is false on this example. */
  readonly margin: number;
  /** A bound on the rounding error of `margin`; infinite where rounding could have changed which case applies. */
  readonly slack: number;
  /** What the margin is small or large against: the size of what both sides are summed from, before it cancels. */
  readonly size: number;
  /** Both sides, and what they are made of. */
  readonly values: Readonly<Record<string, number>>;
  /** The weights that the conclusion was tried at, where they are not the example's own. */
  readonly W?: readonly Float64Array[];
}

/** Null where the example does not meet the premise. */
export type Measure = (example: Example) => Measured | null;

/** A statement about every network, every point and every W in the ball, with the means to look for a network that breaks it. */
export interface DeterministicSpec {
  readonly statement: Statement;
  readonly measure: Measure;
  /** One sentence: why the statement fails on this example, from its own numbers. */
  readonly because: (example: Example, measured: Measured) => string;
  /** Adds what the statement speaks of beside the network; every example passes through it. */
  readonly complete?: Completion;
}

/** How much is tried: networks drawn, and from how many of the tightest a search sets out downhill, for how many steps. */
export interface Effort {
  readonly draws: number;
  readonly climbs: number;
  readonly steps: number;
}

const efforts: Readonly<Record<Profile, Effort>> = {
  quick: { draws: 3_000, climbs: 8, steps: 300 },
  standard: { draws: 20_000, climbs: 16, steps: 1_500 },
  full: { draws: 40_000, climbs: 32, steps: 3_000 },
};

const placeOf = ({ d, m, C0 }: Limits): Place => ({ d, m, C0, gamma: null, constants: {} });
const small = placeOf({ d: 8, m: 16, C0: 10 });
const larger = placeOf({ d: 16, m: 32, C0: 100 });

/**
 * A study of a statement that allows no failure: one network that breaks it refutes it, whatever was drawn.
 *
 * A place gives the largest d, m and C0 that are drawn.
 */
export const deterministicStudy = (spec: DeterministicSpec): LazyStudy => ({
  statement: spec.statement,
  axes: ['d', 'm', 'C0'],
  places: { quick: [small], standard: [small], full: [small, larger] },
  regime: () => 'inside',
  seconds: ({ d, m }, profile) => (efforts[profile].draws * d * m) / 4e5,
  judge: async (place, lab) => {
    // fast-check is loaded by those who search, and not by those who list what there is.
    const { seekCounterexample } = await import('./seekCounterexample.ts');
    return seekCounterexample(spec, place, efforts[lab.profile], lab);
  },
});
