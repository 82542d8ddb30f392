import { type Sampled as At, sampleRows as rowsOf, type Sampling } from '../../../core/calibrate/sampling.ts';
import type { Purpose } from '../../../core/judge/address.ts';
import type { LazyMeasurement, MeasureRow } from './measure.ts';

export type { Sampling } from '../../../core/calibrate/sampling.ts';

/** Draws of one claim at one size. */
export interface Sampled extends Omit<At, 'at'> {
  readonly d: number;
  readonly m: number;
  readonly purpose?: Purpose;
}

const sampleRows = async (
  sampling: Sampling,
  { d, m, ...rest }: Sampled,
  of: LazyMeasurement,
): Promise<readonly MeasureRow[]> =>
  (await rowsOf(sampling, { ...rest, at: { d, m } }, of)) as readonly MeasureRow[];

type StepRow = Extract<MeasureRow, { certified: unknown }>;
type BracketRow = Extract<MeasureRow, { brackets: unknown }>;

/** Certificates and attacks of the theorem's step on every draw. */
export const sampleSteps = async (
  sampling: Sampling,
  sampled: Sampled,
  of: Omit<Extract<LazyMeasurement, { kind: 'step' }>, 'kind'>,
): Promise<readonly StepRow[]> =>
  (await sampleRows(sampling, sampled, { kind: 'step', ...of })) as readonly StepRow[];

/** Both ends of quantities on every draw. */
export const sampleBrackets = async (
  sampling: Sampling,
  sampled: Sampled,
  of: Omit<Extract<LazyMeasurement, { kind: 'brackets' }>, 'kind'>,
): Promise<readonly BracketRow['brackets'][]> =>
  ((await sampleRows(sampling, sampled, { kind: 'brackets', ...of })) as readonly BracketRow[]).map(
    ({ brackets }) => brackets,
  );

type ReachRow = Extract<MeasureRow, { lower: unknown }>;
type PerturbationRow = Extract<MeasureRow, { flips: unknown }>;

/** How far the ball may reach at one C2, on every draw. */
export const sampleReach = async (
  sampling: Sampling,
  sampled: Sampled,
  of: Omit<Extract<LazyMeasurement, { kind: 'reach' }>, 'kind'>,
): Promise<readonly ReachRow[]> =>
  (await sampleRows(sampling, sampled, { kind: 'reach', ...of })) as readonly ReachRow[];

/** Perturbations that turn the ball, and such that some W resists. */
export const samplePerturbations = async (
  sampling: Sampling,
  sampled: Sampled,
  of: Omit<Extract<LazyMeasurement, { kind: 'perturbation' }>, 'kind'>,
): Promise<readonly PerturbationRow[]> =>
  (await sampleRows(sampling, sampled, { kind: 'perturbation', ...of })) as readonly PerturbationRow[];
