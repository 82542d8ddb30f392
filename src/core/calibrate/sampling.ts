import type { Purpose } from '../judge/address.ts';
import type { SampleLog } from '../run/store/sampleLog.ts';
import type { Measure, Measurement, SampleRow, SampleTask } from '../run/task.ts';
import type { Point } from '../theorem.ts';

/** What the draws of a calibration have in common, and where they are measured. */
export interface Sampling {
  readonly measure: Measure;
  /** The id of the theorem whose draws these are. */
  readonly theorem: string;
  readonly seed: string;
  readonly signal?: AbortSignal | undefined;
  /** What is known already of the draws of a sample, and where more of them are stored. */
  readonly log?: ((sample: Omit<SampleTask, 'seed' | 'from' | 'to'>) => SampleLog) | undefined;
  /** Reports the share of a sample that is done. */
  readonly progress?: ((what: string, done: number, of: number) => void) | undefined;
}

/** Draws of one claim at one point. */
export interface Sampled {
  readonly claim: string;
  /** The values of the addressed axes. */
  readonly at: Point;
  readonly trials: number;
  readonly purpose?: Purpose;
  /** The first draw; 0 unless said otherwise. */
  readonly from?: number;
}

/** Draws in one task, at most: enough tasks to keep every thread at work to the end, few enough to cost nothing by themselves. */
const STRETCH = 20;

/** The draws 0, 1, … in the order of their index, wherever and whenever they were measured. */
export const sampleRows = async (
  { measure, theorem, seed, signal, log: logOf, progress }: Sampling,
  { claim, at, trials, purpose = 'calibrate', from = 0 }: Sampled,
  of: Measurement,
): Promise<readonly SampleRow[]> => {
  const sample = { theorem, purpose, claim, at, of };
  const log = logOf?.(sample);
  const starts = Array.from({ length: Math.ceil(trials / STRETCH) }, (_, i) => i * STRETCH);
  let done = 0;
  // A sample is of use as a whole: where a stretch fails, the others are not waited for.
  const failed = new AbortController();
  const rowsOf = async (first: number, end: number): Promise<readonly SampleRow[]> => {
    const known = log?.known(first, end) ?? null;
    if (known !== null) return known;
    try {
      const rows = await measure({ seed, ...sample, from: first, to: end }, signal, failed.signal);
      log?.keep(first, rows);
      return rows;
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  };
  const where = Object.entries(at)
    .map(([symbol, value]) => `${symbol} = ${value}`)
    .join(', ');
  const parts = await Promise.allSettled(
    starts.map(async (start) => {
      const to = Math.min(trials, start + STRETCH);
      const rows = await rowsOf(from + start, from + to);
      done += to - start;
      progress?.(`${claim}, ${where}`, done, trials);
      return rows;
    }),
  );
  // Stretches that were measured before another one failed, or the run was interrupted, are stored too.
  log?.flush();
  return parts.flatMap((part) => {
    if (part.status === 'rejected') throw part.reason;
    return part.value;
  });
};
