import { expect } from 'vitest';
import { rootOf } from '../numerics/random/root.ts';
import type { Stream } from '../numerics/random/stream.ts';
import { uniform } from '../numerics/random/uniform.ts';
import { robbinsInterval } from '../numerics/statistics/confidenceSequence.ts';
import {
  type Decision,
  decide,
  defaultCap,
  type SequentialPlan,
  whatCapCanDecide,
} from '../numerics/statistics/sequentialTest.ts';
import { count, lowerBound, upperBound } from '../render/numbers.ts';
import { patienceOf } from './patience.ts';
import { withinPatience } from './withinPatience.ts';

/** One draw of a trial: numbers that depend on the seed and the index alone. */
export interface TrialDraw {
  /** 0, 1, 2, … */
  readonly index: number;
  /** For the samplers of `lakatos`, such as `gaussian(stream, n)`. */
  readonly stream: Stream;
  /** The next number in (0, 1) of this draw. */
  readonly random: () => number;
}

/**
 * Whether one draw is as it should be: false is a failure. What it throws ends the test, whatever the rate; so does a draw that does not
 * return within ten minutes (LAKATOS_PATIENCE sets other seconds). A promise is waited for as long as vitest lets the test run.
 */
export type RandomTrial = (draw: TrialDraw) => boolean | Promise<boolean>;

export interface FailureRateOptions {
  /** The chance of a wrong answer, on either side; default 1e-3. */
  readonly alpha?: number;
  /** The most draws; default 1000 for rates of 0.05 and more, and 20/rate below. */
  readonly cap?: number;
  /** Draws between looks; default 16. */
  readonly batch?: number;
  /** Where all draws begin; default `lakatos`. */
  readonly seed?: string;
}

interface Outcome {
  readonly decision: Exclude<Decision, 'continue' | 'consistent'>;
  readonly trials: number;
  readonly failed: number;
  /** The index of the first draw that failed; null where none did. */
  readonly first: number | null;
}

/** Uniform numbers one by one. */
const oneByOne = (stream: Stream): (() => number) => {
  const BLOCK = 64;
  let block: Float64Array = new Float64Array();
  let used = 0;
  return () => {
    if (used % BLOCK === 0) block = uniform(stream.child(used / BLOCK), BLOCK);
    return block[used++ % BLOCK]!;
  };
};

/** Draws are asked in stretches, since a watch over each would take longer than most of them; a stretch ends after this many milliseconds. */
const STRETCH = 500;

/** The answers to the draws from `first` on, up to and without `end`; the last may be a promise. */
const answers = (
  trial: RandomTrial,
  root: Stream,
  first: number,
  end: number,
): readonly (boolean | Promise<boolean>)[] => {
  const patience = patienceOf(process.env);
  const found: (boolean | Promise<boolean>)[] = [];
  const says = (): string =>
    `toFailAtMost: draw ${first + found.length} did not return within ${patience} seconds; LAKATOS_PATIENCE sets others`;
  return withinPatience(patience, says, () => {
    const begin = performance.now();
    for (let index = first; index < end && performance.now() - begin < STRETCH; index++) {
      const stream = root.child(index);
      found.push(trial({ index, stream, random: oneByOne(stream.child('random')) }));
      if (typeof found.at(-1) !== 'boolean') break;
    }
    return found;
  });
};

const run = async (trial: RandomTrial, plan: SequentialPlan, seed: string): Promise<Outcome> => {
  const root = rootOf(seed).child('toFailAtMost');
  let failed = 0;
  let first: number | null = null;
  let index = 0;
  for (;;) {
    const end = Math.min(plan.cap, plan.batch * (Math.floor(index / plan.batch) + 1));
    while (index < end)
      for (const answer of answers(trial, root, index, end)) {
        const held: unknown = await answer;
        if (typeof held !== 'boolean')
          throw new TypeError(
            `toFailAtMost: draw ${index} gave ${String(held)}; a trial returns true or false`,
          );
        if (!held) {
          failed += 1;
          first ??= index;
        }
        index += 1;
      }
    const decision = decide(plan, { n: index, violated: failed, unresolved: 0, examined: index });
    if (decision !== 'continue' && decision !== 'consistent')
      return { decision, trials: index, failed, first };
  }
};

const sentence = (
  plan: SequentialPlan,
  { decision, trials, failed, first }: Outcome,
  seed: string,
): string => {
  const alpha = plan.alpha.refute;
  const { lower, upper } = robbinsInterval({ n: trials, kLower: failed, kUpper: failed, alpha });
  const said = {
    refuted: `more than ${plan.gamma} of the draws fail`,
    supported: `fewer than ${plan.gamma} of the draws fail`,
    undecided: `${count(trials)} draws do not tell whether more than ${plan.gamma} of them fail; a larger cap may`,
  }[decision];
  const where = first === null ? '' : `, the first at index ${first}`;
  const wrong = decision === 'undecided' ? '' : ` (wrong with chance at most ${upperBound(alpha)})`;
  return [
    `${said}${wrong}: ${count(failed)} of ${count(trials)} failed${where};`,
    `the rate lies between ${lowerBound(lower)} and ${upperBound(upper)}; seed ${JSON.stringify(seed)}`,
  ].join(' ');
};

/**
 * A matcher for failure rates: `await expect(trial).toFailAtMost(0.05, { alpha: 1e-3, cap: 2000 })`.
 *
 * Draws one by one and looks after each batch. Passes once the rate is shown to be below the one given, fails once it is shown to be
 * above; each is wrong with chance at most alpha, however long it takes. `.not` asks for the contrary. What the cap leaves undecided
 * fails either way.
 *
 * The same seed gives the same draws, on every machine.
 * Throws: `TypeError` or `RangeError`, one sentence, on an argument that is out of range, or a cap that can decide nothing.
 * Source: e-processes and their stopping rule as for cells; see docs/mathematics.md.
 */
export async function toFailAtMost(
  this: { readonly isNot?: boolean },
  received: unknown,
  rate: number,
  { alpha = 1e-3, cap, batch = 16, seed = 'lakatos' }: FailureRateOptions = {},
): Promise<{ pass: boolean; message: () => string }> {
  if (typeof received !== 'function')
    throw new TypeError(`toFailAtMost: expected a trial, (draw) => boolean, got ${typeof received}`);
  const plan: SequentialPlan = {
    gamma: rate,
    alpha: { refute: alpha, support: alpha },
    cap: cap ?? defaultCap(rate),
    batch,
  };
  const can = whatCapCanDecide(plan);
  const side = this.isNot ? 'refute' : 'support';
  if (!can[side])
    throw new RangeError(
      `toFailAtMost: ${plan.cap} draws can never ${side} a rate of ${rate} at alpha = ${alpha}; give a larger cap`,
    );
  const outcome = await run(received as RandomTrial, plan, seed);
  const { decision } = outcome;
  const pass = decision === 'undecided' ? this.isNot === true : decision === 'supported';
  return { pass, message: () => sentence(plan, outcome, seed) };
}

expect.extend({ toFailAtMost });

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the type parameter that vitest gives it
  interface Matchers<T = any> {
    /** Passes where the share of draws on which the trial returns false is below `rate`: see `toFailAtMost` of lakatos. */
    toFailAtMost(rate: number, options?: FailureRateOptions): Promise<void>;
  }
}
