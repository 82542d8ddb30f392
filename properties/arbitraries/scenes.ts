import fc from 'fast-check';
import { norm } from '../../src/numerics/linalg/vectors.ts';
import { gaussian } from '../../src/numerics/random/gaussian.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import type { Stream } from '../../src/numerics/random/stream.ts';

/** A small place to look at: the draw is found from it by address, so a scene that fails replays and shrinks. */
export interface Scene {
  readonly d: number;
  readonly m: number;
  readonly C0: number;
  readonly trial: number;
}

/** Radius factors from "cannot move" over the usual ones to a ball that holds every sign pattern. */
const radiusFactors = fc.constantFrom(0, 1e-3, 0.1, 0.5, 1, 2, 5, 20, 1e4);

/** d and m down to 1, where formulas lose the room they are used to. */
export const scenes: fc.Arbitrary<Scene> = fc.record({
  d: fc.oneof(fc.constantFrom(1, 2), fc.integer({ min: 3, max: 12 })),
  m: fc.oneof(fc.constantFrom(1, 2, 3), fc.integer({ min: 4, max: 60 })),
  C0: radiusFactors,
  trial: fc.nat({ max: 99 }),
});

export const radiusOf = ({ C0, m }: Scene): number => C0 / Math.sqrt(m);

export const streamOf = ({ d, m, trial }: Scene, what: string): Stream =>
  rootOf('laws').child(what).child(d).child(m).child(trial);

/** A uniform unit vector of R^d, orthogonal to `x` where one is given. */
export const unitVector = (stream: Stream, d: number, x: Float64Array | null = null): Float64Array => {
  const direction = Float64Array.from(gaussian(stream, d));
  if (x !== null) {
    // Twice, since one pass leaves a residue of a rounding error.
    for (let pass = 0; pass < 2; pass++) {
      const part = direction.reduce((sum, entry, i) => sum + entry * x[i]!, 0);
      for (let i = 0; i < d; i++) direction[i]! -= part * x[i]!;
    }
  }
  const length = norm(direction);
  return direction.map((entry) => entry / length);
};
