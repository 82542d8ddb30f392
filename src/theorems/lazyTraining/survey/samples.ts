import { type Sampled as At, sampleRows as rowsOf, type Surveyor } from '../../../core/calibrate/surveyor.ts';
import type { Purpose } from '../../../core/judge/address.ts';
import type { Surveyed, SurveyRow } from './survey.ts';

export type { Surveyor } from '../../../core/calibrate/surveyor.ts';

/** Draws of one claim at one size. */
export interface Sampled extends Omit<At, 'at'> {
  readonly d: number;
  readonly m: number;
  readonly purpose?: Purpose;
}

const sampleRows = async (
  surveyor: Surveyor,
  { d, m, ...rest }: Sampled,
  of: Surveyed,
): Promise<readonly SurveyRow[]> =>
  (await rowsOf(surveyor, { ...rest, at: { d, m } }, of)) as readonly SurveyRow[];

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
