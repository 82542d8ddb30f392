import { scaledNorm } from '../../../../numerics/linalg/scaledNorm.ts';
import { gaussianReader } from '../../../../numerics/random/gaussianReader.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import { type Example, intoBall, isSound, radiusOf } from './example.ts';

const unit = (v: Float64Array): Float64Array => {
  const length = scaledNorm(v);
  return v.map((entry) => entry / length);
};

type Noise = () => number;

/** The largest change of an η or an r, as a factor: a step may be no more than a doubling. */
const factor = (noise: number, step: number): number => 1 + Math.max(-0.5, Math.min(1, step * noise));

const shiftOf = (example: Example, s: number): Float64Array =>
  example.W[s]!.map((entry, i) => entry - example.W0[s]![i]!);

/** The example with W0, and W's shifts from it, replaced. */
const withRows = (
  example: Example,
  W0: readonly Float64Array[],
  shift: (s: number) => Float64Array,
): Example => ({ ...example, W0, W: W0.map((row, s) => intoBall(row, shift(s), radiusOf(example))) });

/** One change of one kind, of relative size `step`. The noise is read in a fixed order. */
const changed = (example: Example, kind: number, step: number, noise: Noise): Example => {
  const { x, signs, W0 } = example;
  const radius = radiusOf(example);
  const nudged = (row: Float64Array): Float64Array => {
    const size = (scaledNorm(row) + radius) * step;
    return row.map((entry) => entry + size * noise());
  };
  const picked = Math.min(signs.length - 1, Math.floor(Math.abs(noise()) * 0.5 * signs.length));
  switch (kind) {
    case 0:
      return withRows(example, W0.map(nudged), (s) => shiftOf(example, s));
    case 1:
      return withRows(
        example,
        W0.map((row, s) => (s === picked ? nudged(row) : row)),
        (s) => shiftOf(example, s),
      );
    case 2:
      return { ...example, x: unit(x.map((entry) => entry + step * noise())) };
    case 3:
    case 4: {
      // One shift, or all of them: a little elsewhere, and back onto the sphere of the ball.
      const moved = (s: number): Float64Array => {
        const shift = shiftOf(example, s);
        if (kind === 3 && s !== picked) return shift;
        const turned = unit(shift.map((entry) => entry + radius * step * noise()));
        return turned.map((entry) => (Number.isFinite(entry) ? entry * radius : 0));
      };
      return withRows(example, W0, moved);
    }
    case 5:
      return {
        ...example,
        given: Object.fromEntries(
          Object.entries(example.given).map(([name, value]) => [name, value * factor(noise(), step)]),
        ),
      };
    case 6: {
      const turned = Int8Array.from(signs);
      turned[picked] = -turned[picked]!;
      return { ...example, signs: turned };
    }
    default: {
      // To the other side of everything: small changes get a neuron past its kink only if it happens to be near.
      return withRows(
        example,
        W0.map((row, s) => (s === picked ? row.map((entry) => 0 - entry) : row)),
        (s) => shiftOf(example, s),
      );
    }
  }
};

/** Steps end here, below which nothing is gained any more, and start again. */
const LONGEST = 0.5;
const SHORTEST = 2 ** -12;

/** How many kinds of change there are. */
const KINDS = 8;

/**
 * Walks downhill on `height` from an example, by small changes of every part of it, for a fixed number of tries.
 *
 * A change that does not raise the height is kept, so that it drifts over level ground; the size of the steps follows their success,
 * and starts again where they get nowhere. Deterministic: all noise comes from the stream. Ends early where `enough` is reached.
 *
 * `height` is null where the statement says nothing.
 */
export const localSearch = async (
  start: Example,
  height: (example: Example) => number | null,
  { stream, tries, enough }: { stream: Stream; tries: number; enough: (example: Example) => boolean },
  yieldToLoop: () => Promise<void>,
): Promise<Example> => {
  const read = gaussianReader(stream);
  const buffer = new Float32Array(256);
  let used = buffer.length;
  const noise: Noise = () => {
    if (used === buffer.length) {
      read(buffer);
      used = 0;
    }
    return buffer[used++]!;
  };
  let best = start;
  let lowest = height(start) ?? Number.POSITIVE_INFINITY;
  let step = LONGEST;
  for (let k = 0; k < tries && !enough(best); k++) {
    if (k % 64 === 63) await yieldToLoop();
    const next = changed(best, k % KINDS, step, noise);
    const reached = isSound(next) ? height(next) : null;
    if (reached !== null && reached <= lowest) {
      if (reached < lowest) step = Math.min(LONGEST, step * 1.5);
      best = next;
      lowest = reached;
    } else step = step > SHORTEST ? step * 0.95 : LONGEST;
  }
  return best;
};
