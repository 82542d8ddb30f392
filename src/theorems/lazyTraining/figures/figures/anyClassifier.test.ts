import { describe, expect, it } from 'vitest';
import { drawnDigits } from '../data/drawnDigits.ts';
import type { ImageSet } from '../data/imageSet.ts';
import { normalize } from '../data/normalize.ts';
import { resize } from '../data/resize.ts';
import { anyClassifierPiece, anyClassifierTable, mostOfAnyClassifier } from './anyClassifier.ts';
import { together } from './pieces.ts';

/** Points on a circle, by their angle in degrees, with labels. */
const circle = (points: readonly (readonly [number, number])[]): ImageSet => ({
  n: points.length,
  d: 2,
  images: Float32Array.from(
    points.flatMap(([angle]) => [Math.cos, Math.sin].map((f) => f((angle * Math.PI) / 180))),
  ),
  labels: Int8Array.from(points, ([, label]) => label),
});

describe('the bound on every classifier', () => {
  it('counts disjoint pairs of opposite images within 2‖δ‖', () => {
    // Chords of 10° and 20°: 0.1743 and 0.3473.
    const set = circle([
      [0, 1],
      [10, -1],
      [30, 1],
      [90, -1],
    ]);
    expect(mostOfAnyClassifier(set, 0.087)).toEqual({ pairs: 0, share: 1 });
    expect(mostOfAnyClassifier(set, 0.0873)).toEqual({ pairs: 1, share: 0.75 });
    // 10° is near both ones, and can be paired once.
    expect(mostOfAnyClassifier(set, 0.174).pairs).toBe(1);
    expect(mostOfAnyClassifier(set, 0.6).pairs).toBe(2);
  });

  it('is never below the robust accuracy of a classifier that is known exactly', () => {
    // x₁ > threshold on the circle: robust where the distance to the line exceeds ‖δ‖.
    const set = circle(
      Array.from({ length: 40 }, (_, i) => [9 * i + 4, Math.cos((9 * i + 4) / 57.3) > 0 ? 1 : -1]),
    );
    for (const delta of [0.05, 0.2, 0.5, 0.9])
      for (const threshold of [-0.3, 0, 0.2]) {
        let robust = 0;
        for (let i = 0; i < set.n; i++)
          if (set.labels[i]! * (set.images[2 * i]! - threshold) > delta) robust++;
        expect(mostOfAnyClassifier(set, delta).share).toBeGreaterThanOrEqual(robust / set.n);
      }
  });

  const digits = (n: number): ((d: number) => ImageSet) => {
    const drawn = drawnDigits('any classifier', 2, n).test;
    return (d) => normalize(resize(drawn, Math.sqrt(d)), 'unit');
  };

  it('falls with the length of a perturbation, to what guessing the more frequent digit gives', () => {
    const set = digits(60)(25);
    const shares = [0.05, 0.2, 0.4, 0.75].map((delta) => mostOfAnyClassifier(set, delta).share);
    expect([...shares].sort((a, b) => b - a)).toEqual(shares);
    // Images that are nowhere negative are at most √2 apart.
    const ones = set.labels.filter((label) => label === 1).length;
    expect(shares.at(-1)).toBe(Math.max(ones, set.n - ones) / set.n);
  });

  it('convicts an attack that leaves more, and refutes on MNIST alone, whatever was trained', async () => {
    const at = digits(40);
    const run = {
      d: 25,
      m: 10,
      radius: 1,
      delta: 0.75,
      run: 0,
      clean: 1,
      robust: 0.9,
      attacked: 40,
      worseClass: 1,
      reached: 1,
      epochs: 1,
      ended: 'epochs done',
      trained: null,
    } as const;
    const { rows } = await anyClassifierTable(at, [25], [0.75], [run], async () => {});
    expect(rows.find(([, delta]) => delta === 0.75)!.at(-1)).toContain('too weak');
    expect(anyClassifierPiece(at, [49, 100], true)).toEqual([]);
    const [onMnist] = anyClassifierPiece(at, [25], true);
    const [elsewhere] = anyClassifierPiece(at, [25], false);
    expect([onMnist!.verdict, elsewhere!.verdict]).toEqual(['refuted', 'undecided']);
    expect(together([onMnist!], 1e-6, 'another rate').verdict).toBe('refuted');
  });
});
