import type { SurveyLog } from '../runner/store/surveyLog.ts';
import type { Purpose } from '../trials/address.ts';
import { type Surveyed, type SurveyRow, type SurveyTask, survey } from '../trials/survey/survey.ts';

/** Measures a stretch of draws, here or on a thread. */
export type Survey = (task: SurveyTask, signal?: AbortSignal) => Promise<readonly SurveyRow[]>;

/** In this very thread. */
export const surveyInProcess: Survey = async (task) => survey(task);

/** What the draws of a calibration have in common, and where they are measured. */
export interface Surveyor {
  readonly survey: Survey;
  readonly seed: string;
  readonly signal?: AbortSignal | undefined;
  /** What is known already of the draws of a sample, and where more of them are kept. */
  readonly log?: ((sample: Omit<SurveyTask, 'seed' | 'from' | 'to'>) => SurveyLog) | undefined;
  /** Told of the share of a sample that is done. */
  readonly progress?: ((what: string, done: number, of: number) => void) | undefined;
}

/** Draws of one claim at one size. */
export interface Sampled {
  readonly claim: string;
  readonly d: number;
  readonly m: number;
  readonly trials: number;
  readonly purpose?: Purpose;
  /** The first draw; 0 unless said otherwise. */
  readonly from?: number;
}

/** Draws in one task, at most: enough tasks to keep every thread at work to the end, few enough to cost nothing by themselves. */
const STRETCH = 20;

/** The draws 0, 1, … in the order of their index, whoever measured them, and whenever. */
const sampleRows = async (
  { survey: measure, seed, signal, log: logOf, progress }: Surveyor,
  { claim, d, m, trials, purpose = 'calibrate', from = 0 }: Sampled,
  of: Surveyed,
): Promise<readonly SurveyRow[]> => {
  const sample = { purpose, claim, d, m, of };
  const log = logOf?.(sample);
  const starts = Array.from({ length: Math.ceil(trials / STRETCH) }, (_, i) => i * STRETCH);
  let done = 0;
  const rowsOf = async (first: number, end: number): Promise<readonly SurveyRow[]> => {
    const known = log?.known(first, end) ?? null;
    if (known !== null) return known;
    const rows = await measure({ seed, ...sample, from: first, to: end }, signal);
    log?.keep(first, rows);
    return rows;
  };
  const parts = await Promise.allSettled(
    starts.map(async (start) => {
      const to = Math.min(trials, start + STRETCH);
      const rows = await rowsOf(from + start, from + to);
      done += to - start;
      progress?.(`${claim}, d = ${d}, m = ${m}`, done, trials);
      return rows;
    }),
  );
  // Stretches that were measured before another one failed, or the run was interrupted, are kept too.
  log?.flush();
  return parts.flatMap((part) => {
    if (part.status === 'rejected') throw part.reason;
    return part.value;
  });
};

type StepRow = Extract<SurveyRow, { certified: unknown }>;
type BracketRow = Extract<SurveyRow, { brackets: unknown }>;

/** Certificates and attacks of the theorem's step on every draw. */
export const sampleSteps = async (
  surveyor: Surveyor,
  sampled: Sampled,
  of: Omit<Extract<Surveyed, { kind: 'step' }>, 'kind'>,
): Promise<readonly StepRow[]> =>
  (await sampleRows(surveyor, sampled, { kind: 'step', ...of })) as readonly StepRow[];

/** Both ends of quantities on every draw. */
export const sampleBrackets = async (
  surveyor: Surveyor,
  sampled: Sampled,
  of: Omit<Extract<Surveyed, { kind: 'brackets' }>, 'kind'>,
): Promise<readonly BracketRow['brackets'][]> =>
  ((await sampleRows(surveyor, sampled, { kind: 'brackets', ...of })) as readonly BracketRow[]).map(
    ({ brackets }) => brackets,
  );

type ReachRow = Extract<SurveyRow, { lower: unknown }>;
type PerturbationRow = Extract<SurveyRow, { flips: unknown }>;

/** How far the ball may reach at one C2, on every draw. */
export const sampleReach = async (
  surveyor: Surveyor,
  sampled: Sampled,
  of: Omit<Extract<Surveyed, { kind: 'reach' }>, 'kind'>,
): Promise<readonly ReachRow[]> =>
  (await sampleRows(surveyor, sampled, { kind: 'reach', ...of })) as readonly ReachRow[];

/** Perturbations that turn the ball, and such that some W resists. */
export const samplePerturbations = async (
  surveyor: Surveyor,
  sampled: Sampled,
  of: Omit<Extract<Surveyed, { kind: 'perturbation' }>, 'kind'>,
): Promise<readonly PerturbationRow[]> =>
  (await sampleRows(surveyor, sampled, { kind: 'perturbation', ...of })) as readonly PerturbationRow[];
