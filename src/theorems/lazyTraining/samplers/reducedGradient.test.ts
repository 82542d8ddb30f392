import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { reducedGradient } from './reducedGradient.ts';

const stream = rootOf('gradient');

describe('reducedGradient', () => {
  it('writes out the may-flip set alone, in as few coordinates as hold it', () => {
    const wide = reducedGradient(stream, 784, 1000, 1 / Math.sqrt(1000));
    expect(wide.mayFlip.length).toBeGreaterThan(10);
    expect(wide.mayFlip.length).toBeLessThan(50);
    // The sum over R and one row for each neuron of the may-flip set span |S| + 1 dimensions.
    expect(wide.width).toBe(wide.mayFlip.length + 1);
    expect(wide.rows).toHaveLength(wide.mayFlip.length * wide.width);
    const narrow = reducedGradient(stream, 10, 1000, 1 / Math.sqrt(1000));
    expect(narrow.width).toBe(9);
  });

  it('is triangular there: row i lies in the first i + 2 coordinates, with a positive last one', () => {
    const { rows, width, mayFlip, alwaysActiveSum } = reducedGradient(stream, 300, 400, 0.02);
    expect(alwaysActiveSum.slice(1).every((entry) => entry === 0)).toBe(true);
    mayFlip.forEach((_, i) => {
      const row = rows.subarray(i * width, (i + 1) * width);
      expect(row[i + 1]).toBeGreaterThan(0);
      expect(row.subarray(i + 2).every((entry) => entry === 0)).toBe(true);
    });
  });

  it('keeps u and a at every radius, and has no may-flip set where nothing may move', () => {
    const [still, loose] = [0, 0.5].map((radius) => reducedGradient(stream, 5, 50, radius));
    expect(loose!.u).toEqual(still!.u);
    expect(loose!.signs).toEqual(still!.signs);
    expect(still!.mayFlip).toHaveLength(0);
    expect(loose!.mayFlip.length).toBeGreaterThan(0);
  });

  it('has no coordinates orthogonal to x in one dimension', () => {
    const { width, rows, alwaysActiveSum } = reducedGradient(stream, 1, 20, 0.3);
    expect([width, rows.length, alwaysActiveSum.length]).toEqual([0, 0, 0]);
  });
});
