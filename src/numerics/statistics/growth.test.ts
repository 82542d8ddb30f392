import { describe, expect, it } from 'vitest';
import { gaussian } from '../random/gaussian.ts';
import { rootOf } from '../random/root.ts';
import type { Stream } from '../random/stream.ts';
import { upperTail } from './binomial.ts';
import { type Growth, growthAlong, judging, type SizedTrials } from './growth.ts';

const sizes = [100, 316, 1000, 3162];

/** `trials` draws of law(size) · exp(spread · z) at each size, known exactly. */
const world = (stream: Stream, law: (size: number) => number, spread: number, trials = 32): SizedTrials[] =>
  sizes.map((size) => {
    const values = Float64Array.from(
      gaussian(stream.child(size), trials),
      (z) => law(size) * Math.exp(spread * z),
    );
    return { size, lower: values, upper: values };
  });

const judge = { ...judging, resamples: 399 };
const grown = (law: (size: number) => number, spread = 0.1, settings = judge): Growth =>
  growthAlong(rootOf('growth'), world(rootOf('growth'), law, spread), settings);

describe('growthAlong', () => {
  it('tells growth, shrinking and constancy apart', () => {
    expect(grown((size) => size ** 0.25).drift).toBe('grows');
    expect(grown((size) => size ** -0.25).drift).toBe('shrinks');
    expect(grown(() => 3, 0.02).drift).toBe('constant');
    expect(grown(() => 3, 2).drift).toBe('undecided');
  });

  it('sees a logarithm grow, and does not mistake the approach of a limit for growth', () => {
    expect(grown((size) => Math.log(size), 0.02).drift).toBe('grows');
    // 0.62 at the first size and 0.99 at the last; its local exponent has fallen tenfold.
    expect(grown((size) => 1 - 38 / size, 0.01).drift).not.toBe('grows');
  });

  it('keeps to what both ends of the brackets say', () => {
    const exact = world(rootOf('growth'), (size) => size ** 0.25, 0.1);
    const loose = exact.map(({ size, lower }) => ({
      size,
      lower,
      upper: Float64Array.from(lower, (x) => 10 * x),
    }));
    // The upper bound at the smallest size is ten times what it was, and 3162/100 to the 1/4 is 2.4.
    expect(growthAlong(rootOf('growth'), loose, judge).drift).toBe('undecided');
    expect(growthAlong(rootOf('growth'), exact, judge).exponent.estimate).toBe(
      growthAlong(rootOf('growth'), loose, judge).exponent.estimate,
    );
  });

  it('has no bounds, and so no drift, from trials too few for α', () => {
    const few = growthAlong(
      rootOf('growth'),
      world(rootOf('growth'), (size) => size, 0.1, 20),
      judge,
    );
    expect(few.cells.map(({ lower, upper }) => [lower, upper])).toEqual(sizes.map(() => [null, null]));
    expect(few.drift).toBe('undecided');
  });

  it('says "grows" or "shrinks" of a constant in at most 2α of 400 pinned worlds (false alarm below 1e-6)', () => {
    const alpha = 0.1;
    let said = 0;
    for (let i = 0; i < 400; i++) {
      const stream = rootOf('growth alarms').child(i);
      const settings = { ...judge, alpha, resamples: 39, confidence: 0.9 };
      const { drift } = growthAlong(
        stream,
        world(stream, () => 1, 1, 16),
        settings,
      );
      if (drift === 'grows' || drift === 'shrinks') said++;
    }
    expect(upperTail(400, said, 2 * alpha)).toBeGreaterThan(1e-6);
  });

  it('refuses a path that does not ascend', () => {
    const cells = world(rootOf('growth'), () => 1, 1).toReversed();
    expect(() => growthAlong(rootOf('growth'), cells)).toThrow('ascending sizes');
  });
});
