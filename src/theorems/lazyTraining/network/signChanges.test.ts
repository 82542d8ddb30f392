import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { reducedValue } from '../samplers/reducedValue.ts';
import { canFlip } from './instance.ts';
import { flipEverything, reachedSignChanges, signChanges } from './signChanges.ts';

describe('signChanges', () => {
  it('counts the may-flip set −V < u ≤ V', () => {
    // −V cannot become active; V can stop at 0, which is inactive; 0 is inactive and can become active.
    expect(signChanges(Float64Array.of(-0.5, -0.49, 0, 0.2, 0.5, 0.51), 0.5)).toBe(4);
    expect(canFlip(-0.5, 0.5)).toBe(false);
    expect(canFlip(0.5, 0.5)).toBe(true);
    expect(signChanges(Float64Array.of(-1, 0, 1), 0)).toBe(0);
    expect(signChanges(Float64Array.of(-1, 0, 1), 100)).toBe(3);
  });

  it('is what the definition says: some shift in the ball changes the activation', () => {
    for (let trial = 0; trial < 50; trial++) {
      const radius = [1e-3, 0.1, 1, 10][trial % 4]!;
      const { u } = reducedValue(rootOf('strip').child(trial), 2, 40);
      // Activation is monotone in the shift, so the two ends of the interval decide.
      const byDefinition = [...u].filter((p) =>
        [p - radius, p + radius].some((moved) => moved > 0 !== p > 0),
      );
      expect(signChanges(u, radius)).toBe(byDefinition.length);
      expect([...u].filter((p) => canFlip(p, radius))).toEqual(byDefinition);
    }
  });

  it('flips everything within reach at once, inside the ball', () => {
    for (let trial = 0; trial < 50; trial++) {
      const radius = [0, 1e-3, 0.1, 1, 10][trial % 5]!;
      const { u } = reducedValue(rootOf('flips').child(trial), 2, 60);
      const { along } = flipEverything(u, radius);
      const flipped = [...u].filter((p, s) => p > 0 !== p + along[s]! > 0).length;
      expect(flipped).toBe(reachedSignChanges(u, radius));
      expect(Math.max(...along.map(Math.abs))).toBeLessThanOrEqual(radius);
      // Out of reach are only inactive neurons that could go less than a millionth of the radius beyond 0.
      const sliver = [...u].filter((p) => p > -radius && p <= -radius * (1 - 2 ** -19)).length;
      expect(signChanges(u, radius) - flipped).toBeLessThanOrEqual(sliver);
    }
  });
});
