import type { AskedAxes } from '../axisValues.ts';
import type { Claim, Reading } from '../claim.ts';
import type { Profile } from '../theorem.ts';
import type { Measured } from './chapter.ts';
import type { Sampling } from './sampling.ts';

/** A constant that is to be calibrated, on a grid. */
export interface CalibrationRequest {
  readonly symbol: string;
  readonly claim: Claim;
  readonly axes: AskedAxes;
  /** Draws at each point; null takes what failure rate and α ask for. */
  readonly trials: number | null;
  readonly alpha: number;
  /** Values of free constants other than the one that is looked for; those of the claim unless said otherwise. */
  readonly constantValues?: Readonly<Record<string, number>>;
}

/** A constant with the grid on which it is calibrated where nobody asks for another. */
export interface UsualCalibration {
  readonly symbol: string;
  readonly claim: string;
  readonly reading?: Reading;
  readonly axes: AskedAxes;
  readonly trials?: number;
  readonly constantValues?: Readonly<Record<string, number>>;
}

/** Calibrations that a theorem brings beside those of its claims' critical constants. */
export interface Calibrations {
  /** The symbols that a claim can be solved for. */
  readonly symbolsOf: (claim: Claim) => readonly string[];
  /** The claim that a symbol belongs to, where none is named. */
  readonly homes: Readonly<Record<string, string>>;
  /** Claims that are calibrated and not tried, such as what an experiment reads off a figure. */
  readonly claims: readonly Claim[];
  /** The usual grids, in the order of reports. */
  readonly usual: (profile: Profile) => readonly UsualCalibration[];
  /** Throws: `UsageError`, one sentence, before the first draw, where a calibration cannot be carried out. */
  readonly require: (asked: CalibrationRequest) => void;
  readonly measure: (sampling: Sampling, asked: CalibrationRequest, replay: string) => Promise<Measured>;
}
