import { describe, expect, it } from 'vitest';
import { rootOf } from '../../numerics/random/root.ts';
import { reducedGradient } from './reducedGradient.ts';

const stream = rootOf('gradient');

describe('reducedGradient', () => {
  it('writes out the strip alone, in as few coordinates as hold it', () => {
    const wide = reducedGradient(stream, 784, 1000, 1 / Math.sqrt(1000));
    expect(wide.strip.length).toBeGreaterThan(10);
    expect(wide.strip.length).toBeLessThan(50);
    // The sum over R and one row for each neuron of the strip span |S| + 1 dimensions.
    expect(wide.width).toBe(wide.strip.length + 1);
    expect(wide.rows).toHaveLength(wide.strip.length * wide.width);
    const narrow = reducedGradient(stream, 10, 1000, 1 / Math.sqrt(1000));
    expect(narrow.width).toBe(9);
  });

  it('is triangular there: row i lies in the first i + 2 coordinates, with a positive last one', () => {
    const { rows, width, strip, steadySum } = reducedGradient(stream, 300, 400, 0.02);
    expect(steadySum.slice(1).every((entry) => entry === 0)).toBe(true);
    strip.forEach((_, i) => {
      const row = rows.subarray(i * width, (i + 1) * width);
      expect(row[i + 1]).toBeGreaterThan(0);
      expect(row.subarray(i + 2).every((entry) => entry === 0)).toBe(true);
    });
  });

  it('keeps u and a at every radius, and has no strip where nothing may move', () => {
    const [still, loose] = [0, 0.5].map((radius) => reducedGradient(stream, 5, 50, radius));
    expect(loose!.u).toEqual(still!.u);
    expect(loose!.signs).toEqual(still!.signs);
    expect(still!.strip).toHaveLength(0);
    expect(loose!.strip.length).toBeGreaterThan(0);
  });

  it('has no coordinates orthogonal to x in one dimension', () => {
    const { width, rows, steadySum } = reducedGradient(stream, 1, 20, 0.3);
    expect([width, rows.length, steadySum.length]).toEqual([0, 0, 0]);
  });
});
