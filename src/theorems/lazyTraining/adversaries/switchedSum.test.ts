import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { contains } from '../network/lazyBall.ts';
import { largestShift, signChangesAt } from '../network/reference.ts';
import { chosenSumNorm, secondTermAt, switchedTerms, switchOnly } from '../network/switching.ts';
import { ambientGradient } from '../samplers/ambient.ts';
import { reducedGradient } from '../samplers/reducedGradient.ts';
import { switchedSum } from './switchedSum.ts';

const stream = rootOf('switched sum');

/** The longest sum over all subsets, one by one. */
const enumerated = (m: number, width: number, terms: Float64Array, count: number): number => {
  let best = 0;
  for (let set = 0; set < 2 ** count; set++) {
    const chosen = Array.from({ length: count }, (_, i) => (set >> i) & 1);
    best = Math.max(best, chosenSumNorm({ m, width }, terms, chosen));
  }
  return best;
};

describe('switchedSum', () => {
  it.each(['ambient', 'reduced'] as const)(
    'is attained by weights of the ball, as the plain reference sees them (%s)',
    (mode) => {
      for (let trial = 0; trial < 20; trial++) {
        const [d, m, C0] = [7, 30, 2];
        const radius = C0 / Math.sqrt(m);
        const draw = (mode === 'ambient' ? ambientGradient : reducedGradient)(
          stream.child(trial),
          d,
          m,
          radius,
        );
        const { chosen, norm } = switchedSum(draw, switchedTerms(draw));
        const inSet = new Set(Array.from(draw.mayFlip).filter((_, i) => chosen[i] === 1));
        const movement = switchOnly(draw.u, radius, (s) => inSet.has(s));
        const network = draw.explicit();
        expect(signChangesAt(network, movement)).toBe(inSet.size);
        expect(contains({ radius }, largestShift(network, movement) * (1 - 1e-12))).toBe(true);
        // Thirty rows of seven numbers below 10, a rotation each: some hundred roundings of 1e-15.
        expect(Math.abs(secondTermAt(network, movement) - norm)).toBeLessThan(1e-11);
      }
    },
  );

  it('never exceeds the longest sum, never falls below that of the whole may-flip set, and mostly is the longest', () => {
    let longest = 0;
    for (let trial = 0; trial < 60; trial++) {
      const draw = reducedGradient(stream.child('small').child(trial), 4, 12, 0.9);
      const terms = switchedTerms(draw);
      const { norm } = switchedSum(draw, terms);
      const best = enumerated(draw.m, draw.width, terms, draw.mayFlip.length);
      expect(norm).toBeLessThanOrEqual(best);
      expect(norm).toBeGreaterThanOrEqual(
        chosenSumNorm(draw, terms, new Uint8Array(draw.mayFlip.length).fill(1)),
      );
      if (norm > best * (1 - 1e-12)) longest++;
    }
    // A pinned seed: how good the search is, no law.
    expect(longest).toBeGreaterThan(40);
  });

  it('is 0 where nothing can be switched', () => {
    const draw = reducedGradient(stream, 4, 12, 0);
    expect(switchedSum(draw, switchedTerms(draw)).norm).toBe(0);
  });
});
