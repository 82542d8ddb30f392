import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenOctaves } from './evenOctaves.ts';

const sample = (from: number, to: number, count: number) =>
  fc.sample(evenOctaves({ from, to }), { seed: 5, numRuns: count });

describe('evenOctaves', () => {
  it('stays in its span and reaches both ends', () => {
    for (const [from, to] of [
      [1, 1],
      [1, 2],
      [3, 5],
      [7, 100],
    ] as const) {
      const drawn = sample(from, to, 2000);
      expect(Math.min(...drawn)).toBe(from);
      expect(Math.max(...drawn)).toBe(to);
      expect(drawn.every(Number.isInteger)).toBe(true);
    }
  });

  it('draws each octave as often as any other (a pinned seed; false-alarm rate 1e-9)', () => {
    const counts = new Array<number>(10).fill(0);
    const draws = 10000;
    for (const d of sample(1, 1023, draws)) counts[Math.floor(Math.log2(d))]!++;
    // Ten equal shares: a count is Bin(10⁴, 1/10), of deviation 30, and leaves 1000 ± 200 with chance below 1e-10.
    for (const count of counts) expect(Math.abs(count - draws / 10)).toBeLessThan(200);
  });

  it('shrinks to the largest d that fails', () => {
    for (const edge of [1, 2, 37, 399]) {
      const { counterexample } = fc.check(
        fc.property(evenOctaves({ from: 1, to: 400 }), (d) => d > edge),
        { seed: 9, numRuns: 200 },
      );
      expect(counterexample).toEqual([edge]);
    }
  });
});
