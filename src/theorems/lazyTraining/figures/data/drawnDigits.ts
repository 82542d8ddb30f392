import { rootOf } from '../../../../numerics/random/root.ts';
import { signs } from '../../../../numerics/random/signs.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import { uniform } from '../../../../numerics/random/uniform.ts';
import { addressOf, type DigitBytes, imageSetOf } from './digitBytes.ts';
import { type ImageData, SIDE } from './imageSet.ts';
import { layInk, onBend, onCircle, type Stroke, type Touch } from './stroke.ts';

/** How many digits are drawn where nobody says. */
export const DRAWN_TRAIN = 4000;
export const DRAWN_TEST = 1000;

/** Reads the uniforms of a stream one after the other, each as a number of an interval. */
type Between = (low: number, high: number) => number;

// More than any digit reads.
const CHOICES = 24;

const choicesOf = (stream: Stream): Between => {
  const values = uniform(stream, CHOICES);
  let next = 0;
  return (low, high) => low + (high - low) * values[next++]!;
};

const ZERO_PIECES = 40;
const ONE_PIECES = 12;

/** An ellipse, narrower above or below, begun near the top, that ends short of its beginning or runs past it. */
const zero = (between: Between, reach: number): readonly Stroke[] => {
  const height = between(7.2, 10);
  const width = height * between(0.45, 1);
  const egg = between(-0.22, 0.22);
  const start = between(-0.1, 0.15);
  const length = between(0.93, 1.06);
  const spiral = between(-0.14, 0.14);
  const pressure = between(-0.5, 0.5);
  // Most people draw it against the clock.
  const way = between(0, 1) < 0.8 ? -1 : 1;
  const touch = (_: unknown, k: number): Touch => {
    const t = k / ZERO_PIECES;
    const { x, y } = onCircle(start + way * length * t);
    const size = 1 + spiral * (t - 0.5);
    return {
      x: size * width * x * (1 + egg * y),
      y: size * height * y,
      reach: reach * (1 + pressure * (t - 0.5)),
    };
  };
  return [Array.from({ length: ZERO_PIECES + 1 }, touch)];
};

/** A bent line from top to bottom, at times with a flag at its top and a foot below. */
const one = (between: Between, reach: number): readonly Stroke[] => {
  const height = between(7.2, 10);
  const bend = between(-1.6, 1.6);
  const pressure = between(-0.5, 0.5);
  const flagged = between(0, 1) < 0.3;
  const flag = { x: -between(1.5, 5), y: between(0.5, 3.5) };
  const footed = between(0, 1) < 0.12;
  const foot = between(2.5, 5);
  const touch = (_: unknown, k: number): Touch => {
    const t = k / ONE_PIECES;
    return {
      x: onBend(0, bend, 0, t),
      y: height * (2 * t - 1),
      reach: reach * (1 + pressure * (t - 0.5)),
    };
  };
  const line = Array.from({ length: ONE_PIECES + 1 }, touch);
  const thin = 0.8 * reach;
  const flags: Stroke[] = flagged
    ? [
        [
          { x: flag.x, y: flag.y - height, reach: thin },
          { x: 0, y: -height, reach: thin },
        ],
      ]
    : [];
  const feet: Stroke[] = footed
    ? [
        [
          { x: -foot, y: height, reach: thin },
          { x: foot, y: height, reach: thin },
        ],
      ]
    : [];
  return [line, ...flags, ...feet];
};

/** Draws one digit, as bytes: its shape, then how it leans, where it lies, and how dark and soft the pen is. */
const draw = (stream: Stream, digit: number): Uint8Array => {
  const between = choicesOf(stream);
  // Twice, so that thin and thick lines are rarer than those between.
  const reach = between(0.45, 1.15) + between(0.45, 1.15);
  const softness = between(0.9, 1.7);
  const ink = between(0.85, 1);
  // A zero that leans as far as a one may would be a stroke with a slit.
  const slant = digit === 1 ? between(-0.2, 0.75) : between(-0.2, 0.4);
  const [right, down] = [between(-1.5, 1.5), between(-1.5, 1.5)];
  const strokes = digit === 1 ? one(between, reach) : zero(between, reach);
  const coverage = new Float64Array(SIDE * SIDE);
  for (const stroke of strokes) {
    const placed = stroke.map(({ x, y, reach }) => ({ x: x - slant * y + right, y: y + down, reach }));
    layInk(coverage, placed, softness);
  }
  return Uint8Array.from(coverage, (covered) => Math.round(255 * ink * covered));
};

const drawAll = (stream: Stream, n: number): DigitBytes => {
  // Each pair is a 0 and a 1, and a coin says which comes first: every other image would else be all of one digit.
  const coins = signs(stream.child('order'), Math.ceil(n / 2));
  const labels = Uint8Array.from({ length: n }, (_, index) =>
    coins[index >>> 1] === 1 ? index % 2 : 1 - (index % 2),
  );
  const pixels = new Uint8Array(n * SIDE * SIDE);
  labels.forEach((digit, index) => {
    pixels.set(draw(stream.child(index), digit), index * SIDE * SIDE);
  });
  return { labels, pixels };
};

/**
 * Zeros and ones drawn by a pen whose choices come from `seed`: the images of those who have no others.
 *
 * Zeros are ellipses that do not quite close, ones are bent lines with a flag or a foot at times; width, pressure, slant,
 * axes, place, darkness and softness vary. Each pair of images is a 0 and a 1 in an order left to chance. Image i of a set has a
 * stream of its own, so a larger set begins with the smaller one.
 *
 * They are easier to tell apart than handwriting: what is learned on them says how an experiment runs, and about handwriting
 * nothing.
 *
 * Shapes: 28 × 28 pixels.
 * Precision: bytes over 255 like those of a file, and the same ones on every engine.
 * Throws: `RangeError` when a number of images is not a whole one of at least 2.
 */
export const drawnDigits = (seed: string, nTrain = DRAWN_TRAIN, nTest = DRAWN_TEST): ImageData => {
  for (const n of [nTrain, nTest])
    if (!Number.isSafeInteger(n) || n < 2)
      throw new RangeError(`drawnDigits: expected a whole number of images, at least 2, got ${n}`);
  const stream = rootOf(seed).child('images');
  const train = drawAll(stream.child('train'), nTrain);
  const test = drawAll(stream.child('test'), nTest);
  return {
    train: imageSetOf(train),
    test: imageSetOf(test),
    source: `Drawn digits 0 and 1 (generated from the seed, not handwriting): ${nTrain} training and ${nTest} test images of ${SIDE} × ${SIDE} pixels.`,
    address: addressOf(train, test),
  };
};
