import fc from 'fast-check';
import type { Span } from '../theorem.ts';

/** Whole numbers whose octave is drawn first, then the number in it; they shrink as `whole` does. */
class EvenOctaves extends fc.Arbitrary<number> {
  private readonly octaves: readonly Span[];
  private readonly to: number;
  private readonly whole: fc.Arbitrary<number>;

  constructor({ from, to }: Span) {
    super();
    const octaves: Span[] = [];
    for (let start = from; start <= to; start *= 2)
      octaves.push({ from: start, to: Math.min(2 * start - 1, to) });
    this.octaves = octaves;
    this.to = to;
    this.whole = fc.integer({ min: 0, max: to - from });
  }

  override generate(random: fc.Random): fc.Value<number> {
    const octave = this.octaves[random.nextInt(0, this.octaves.length - 1)]!;
    return new fc.Value(this.to - random.nextInt(octave.from, octave.to), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is number {
    return this.whole.canShrinkWithoutContext(value);
  }

  override shrink(value: number, context: unknown): fc.Stream<fc.Value<number>> {
    return this.whole.shrink(value, context);
  }
}

/**
 * The whole numbers of a span as a search for a frontier draws them: each octave as likely as any other, and any number in it.
 *
 * A claim about large d may fail up to some small d only; drawn evenly from 1 to 400, ten cells would hardly meet it. What fails is
 * shrunk towards the largest. Octaves are counted in whole numbers, so that every engine draws the same.
 *
 * Requires: `from` is at least 1.
 */
export const evenOctaves = (span: Span): fc.Arbitrary<number> =>
  new EvenOctaves(span).map((below) => span.to - below);
