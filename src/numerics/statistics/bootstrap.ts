import type { Stream } from '../random/stream.ts';
import { fillUniform } from '../random/uniform.ts';
import type { Interval } from './confidenceSequence.ts';
import { requireFinite, requireInside, requireInteger } from './internal/require.ts';

/** How a bootstrap is carried out. */
export interface Resampling {
  /** With 1999, the ends of a 99 % interval are the 10th values from either side. */
  readonly resamples: number;
  /** The share of the resamples that the interval holds. */
  readonly confidence: number;
}

const MOST_RESAMPLES = 1e6;

/**
 * The percentile interval of a statistic of several samples, each drawn anew with replacement from itself.
 *
 * Trials are what is drawn anew, sample by sample, so the samples keep their sizes. Resample b reads its
 * draws from the stream's child b: the same interval on every call. `statistic` is handed each redrawn sample
 * in ascending order; the arrays are used again for the next.
 *
 * Precision: approximate, as every bootstrap; how often it covers is shown in its test. A decision at a small
 * α is left to Wilks' bounds.
 * Throws: `RangeError` for an empty sample, an entry that is not finite, or fewer resamples than the
 * confidence asks for.
 * Source: Efron 1979; the r-th values from either side, r = ⌊(resamples + 1)(1 − confidence)/2⌋.
 */
export const bootstrap = (
  stream: Stream,
  samples: readonly ArrayLike<number>[],
  statistic: (samples: readonly Float64Array[]) => number,
  { resamples, confidence }: Resampling,
): Interval => {
  requireInteger('bootstrap', 'resamples', resamples, 1, MOST_RESAMPLES);
  requireInside('bootstrap', 'confidence', confidence);
  for (const sample of samples) requireFinite('bootstrap', 'sample', sample);
  // A product an ulp below an integer is that integer: 2000 · 0.005 is 10.
  const rank = Math.floor((resamples + 1) * ((1 - confidence) / 2) * (1 + 1e-12));
  if (rank < 1) {
    throw new RangeError(
      `bootstrap: expected at least ${Math.ceil(2 / (1 - confidence) - 1 - 1e-9)} resamples for a confidence of ${confidence}, got ${resamples}; ask for more.`,
    );
  }
  const sources = samples.map((sample) => Float64Array.from(sample));
  const redrawn = sources.map((source) => new Float64Array(source.length));
  const uniforms = new Float64Array(sources.reduce((sum, { length }) => sum + length, 0));
  const values = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
    fillUniform(stream.child(b), uniforms);
    let next = 0;
    for (let k = 0; k < sources.length; k++) {
      const [source, into] = [sources[k]!, redrawn[k]!];
      for (let i = 0; i < into.length; i++) into[i] = source[Math.floor(uniforms[next++]! * source.length)]!;
      into.sort();
    }
    values[b] = statistic(redrawn);
  }
  requireFinite('bootstrap', 'values of the statistic', values);
  values.sort();
  return { lower: values[rank - 1]!, upper: values[resamples - rank]! };
};
