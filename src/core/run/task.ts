import type { Claim, Reading } from '../claim.ts';
import type { Purpose } from '../judge/address.ts';
import type { Cell } from '../judge/cell.ts';
import type { Judging } from '../judge/judgeCell.ts';
import type { Alpha } from '../report/report.ts';
import type { Point, Profile, Search } from '../theorem.ts';
import { judgingOf } from './inProcess.ts';
import type { PlannedCell } from './plan.ts';
import { isStudied, type Planned } from './planned.ts';
import type { PlannedSearch } from './searches.ts';

/** What is measured on every draw of a sample: plain data that the theorem understands, or `critical`, which the core measures itself. */
export interface Measurement {
  readonly kind: string;
}

/** The critical constant of a claim on every draw. */
export interface CriticalMeasurement extends Measurement {
  readonly kind: 'critical';
  readonly claim: Claim;
  readonly cell: Cell;
}

/** What was measured on one draw: plain data. */
export type SampleRow = unknown;

/** A stretch of draws, and what is measured on them: all that the numbers depend on. */
export interface SampleTask {
  readonly theorem: string;
  readonly seed: string;
  readonly purpose: Purpose;
  readonly claim: string;
  /** The values of the addressed axes. */
  readonly at: Point;
  readonly from: number;
  readonly to: number;
  readonly of: Measurement;
}

/** Measures a stretch of draws, here or on a thread. `dropped` is aborted once another stretch of the sample has failed. */
export type Measure = (
  task: SampleTask,
  signal?: AbortSignal,
  dropped?: AbortSignal,
) => Promise<readonly SampleRow[]>;

/**
 * A piece of a run's work as it travels to a thread, or to another machine: plain data, and all that its result depends on. A theorem
 * travels by its id, a study by its id and reading: functions do not travel.
 */
export type Task =
  | {
      readonly kind: 'cell';
      readonly theorem: string;
      readonly claim: Claim;
      readonly cell: Cell;
      readonly judging: Judging;
    }
  | {
      readonly kind: 'trial';
      readonly theorem: string;
      readonly claim: Claim;
      readonly cell: Cell;
      readonly judging: Pick<Judging, 'seed' | 'purpose'>;
      readonly index: number;
    }
  | {
      readonly kind: 'study';
      readonly theorem: string;
      readonly id: string;
      readonly reading: Reading;
      readonly cell: Cell;
      readonly profile: Profile;
      readonly options: Readonly<Record<string, string>>;
      readonly seed: string;
      readonly alpha: Alpha;
    }
  | {
      readonly kind: 'search';
      readonly theorem: string;
      readonly claim: Claim;
      readonly search: Search;
      readonly seed: string;
      readonly alpha: Alpha;
    }
  | ({ readonly kind: 'sample' } & SampleTask);

/** The work of a planned row. */
export const taskOf = (planned: Planned, seed: string, alpha: Alpha): Task => {
  const theorem = planned.theorem.id;
  if (!isStudied(planned)) {
    const { bound, cell } = planned.at;
    return { kind: 'cell', theorem, claim: bound.claim, cell, judging: judgingOf(planned, seed, alpha) };
  }
  const { study, cell, profile, options } = planned;
  const { id, reading } = study;
  return { kind: 'study', theorem, id, reading, cell, profile, options, seed, alpha };
};

/** The work of one trial of a planned cell. */
export const trialTaskOf = (
  { theorem, at: { bound, cell } }: PlannedCell,
  { seed, purpose }: Judging,
  index: number,
): Task => ({
  kind: 'trial',
  theorem: theorem.id,
  claim: bound.claim,
  cell,
  judging: { seed, purpose },
  index,
});

/** The work of a planned search. */
export const searchTaskOf = (
  { theorem, claim, search }: PlannedSearch,
  seed: string,
  alpha: Alpha,
): Task => ({ kind: 'search', theorem: theorem.id, claim, search, seed, alpha });
