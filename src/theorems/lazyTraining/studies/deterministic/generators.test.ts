import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgesTable, noEdges, withEdges } from './edges.ts';
import { isSound } from './example.ts';
import { examples } from './generators.ts';

const limits = { d: 6, m: 9, C0: 4 };
const drawn = fc.sample(
  examples(limits, (example) => example),
  { seed: 7, numRuns: 2000 },
);

describe('examples', () => {
  it('are unit points and weights in the ball, within the limits', () => {
    for (const example of drawn) {
      expect(isSound(example)).toBe(true);
      expect(example.x.length).toBeLessThanOrEqual(limits.d);
      expect(example.signs.length).toBeLessThanOrEqual(limits.m);
      expect(example.C0).toBeLessThanOrEqual(limits.C0);
      expect(example.signs.every((sign) => sign === 1 || sign === -1)).toBe(true);
    }
  });

  it('reach every edge, at a pinned seed', () => {
    const counts = drawn.reduce((so, example) => withEdges(so, example), noEdges);
    for (const [edge, networks] of edgesTable(counts).rows)
      expect(networks, String(edge)).toBeGreaterThan(10);
  });

  it('reach the largest sizes', () => {
    expect(Math.max(...drawn.map(({ x }) => x.length))).toBe(limits.d);
    expect(Math.max(...drawn.map(({ signs }) => signs.length))).toBe(limits.m);
  });
});
