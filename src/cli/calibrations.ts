import type { Claim, Reading } from '../claims/claim.ts';
import {
  type Calibration,
  requireCalibration,
  requireSolvable,
} from '../evidence/calibration/calibrationRequest.ts';
import { chapterOf } from '../evidence/calibration/chapter.ts';
import { measure } from '../evidence/calibration/measure.ts';
import { predictionOf } from '../evidence/calibration/predictions.ts';
import { standardListOf } from '../evidence/calibration/standardList.ts';
import type { Surveyor } from '../evidence/calibration/surveyor.ts';
import type { ConstantChapter } from '../evidence/outcomes/constants.ts';
import { requireAxes } from '../evidence/runner/axes.ts';
import type { Settings } from '../evidence/runner/settings.ts';
import { addressOfSurvey, type Keeping } from '../evidence/runner/store/keeping.ts';
import { surveyLogIn } from '../evidence/runner/store/surveyLog.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import { claimsOnDraws } from './context.ts';
import { examinations } from './examinations.ts';

/** The flags of `calibrate`, as commander hands them over. */
export interface CalibrateFlags {
  readonly claim?: string;
  readonly d?: readonly number[];
  readonly m?: readonly string[];
  readonly C0?: readonly number[];
  readonly gamma?: readonly number[];
  readonly trials?: number;
  readonly let?: Readonly<Record<string, readonly number[]>>;
  readonly alpha?: number;
  readonly seed?: string;
  readonly reading?: Reading;
  readonly threads?: number;
  readonly profile?: string;
  readonly config?: string;
  readonly store?: string | false;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const DEFAULT_ALPHA = 1e-3;

/** The claim that a symbol belongs to, where none is named. */
export const homes: Readonly<Record<string, string>> = {
  C0: 'gradient-is-large',
  C1: 'gradient-is-large',
  C2: 'one-step-flips',
  C3: 'gradient-is-large',
  C4: 'gradient-is-large',
  K: 'step-is-short',
  K0: 'gradient-is-large',
  c: 'initial-gradient-is-large',
  d: 'gradient-is-large',
  m: 'gradient-is-large',
  F: 'initial-value-is-bounded',
  S: 'few-neurons-flip',
};

/** The claim that is asked for. Throws: `UsageError` where none is named and the symbol has no home, or where there is none. */
export const claimFor = (symbol: string, flags: CalibrateFlags, { claims }: Settings): Claim => {
  const id = flags.claim ?? homes[symbol];
  const prediction = id === undefined ? undefined : predictionOf(symbol, id);
  if (prediction !== undefined) return prediction.claim;
  if (id === undefined)
    throw new UsageError(
      `which claim is to be solved for ${symbol}? Name one with --claim; there are ${Object.keys(homes).join(', ')} without`,
    );
  const found = claimsOnDraws(id, { claims, examinations });
  const claim = found.find(({ reading }) => reading === (flags.reading ?? 'printed'));
  if (claim === undefined) throw new UsageError(`claim "${id}" has no ${flags.reading} reading`);
  return claim;
};

/** One value for each constant that is set; a calibration has no axis for more. */
const letsOf = ({ let: lets }: CalibrateFlags): Readonly<Record<string, number>> | undefined => {
  if (lets === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(lets).map(([name, values]) => {
      const [value, ...more] = values;
      if (value === undefined || more.length > 0)
        throw new UsageError(
          `--let ${name}=${values.join(',')} gives ${values.length} values; calibrate with one at a time`,
        );
      return [name, value];
    }),
  );
};

/** The grid of a symbol where flags leave it open: small enough for a minute, wide enough to show a drift. */
export const calibrationOf = (symbol: string, flags: CalibrateFlags, settings: Settings): Calibration => {
  const claim = claimFor(symbol, flags, settings);
  requireSolvable(symbol, claim);
  const usual = standardListOf(settings.profile).find(
    (one) => one.symbol === symbol && one.claim === claim.id,
  );
  // On another grid than the usual one, γ and α say how many draws it takes.
  const grid = [flags.d, flags.m, flags.C0, flags.gamma, flags.alpha, flags.let].some(
    (one) => one !== undefined,
  );
  const asked = {
    d: flags.d ?? usual?.d ?? [100],
    m: flags.m ?? usual?.m ?? ['1e4'],
    C0: flags.C0 ?? usual?.C0 ?? [1],
    gamma: flags.gamma ?? settings.gamma ?? usual?.gamma ?? [0.05],
  };
  requireAxes(asked);
  const alpha = flags.alpha ?? DEFAULT_ALPHA;
  if (!(alpha > 0 && alpha < 1))
    throw new UsageError(`--alpha ${alpha} is no error probability; give a number strictly between 0 and 1`);
  const trials = flags.trials ?? (grid ? null : (usual?.trials ?? null));
  if (trials !== null && !(Number.isSafeInteger(trials) && trials >= 1 && trials <= 1e7))
    throw new UsageError(`--trials ${trials} is no number of trials; give a whole number of at least 1`);
  const lets = letsOf(flags) ?? (grid ? undefined : usual?.lets);
  const calibration: Calibration = {
    symbol,
    claim,
    ...asked,
    trials,
    alpha,
    ...(lets === undefined ? {} : { lets }),
  };
  requireCalibration(calibration);
  return calibration;
};

/** The command that gives the same numbers, every axis written out. */
export const commandOf = (
  { symbol, claim, d, m, C0, gamma, trials, alpha, lets = {} }: Calibration,
  seed: string,
): string =>
  [
    `npx lakatos calibrate ${symbol} --claim ${claim.id}`,
    claim.reading === 'printed' ? '' : `--reading ${claim.reading}`,
    `--d ${d.join(',')} --m ${m.join(',')} --C0 ${C0.join(',')} --gamma ${gamma.join(',')}`,
    ...Object.entries(lets).map(([name, value]) => `--let ${name}=${value}`),
    trials === null ? '' : `--trials ${trials}`,
    alpha === DEFAULT_ALPHA ? '' : `--alpha ${alpha}`,
    seed === 'lakatos' ? '' : `--seed ${seed}`,
  ]
    .filter(Boolean)
    .join(' ');

/** The standard list of the profile as calibrations, in its order. */
export const standardCalibrations = (settings: Settings): readonly Calibration[] =>
  standardListOf(settings.profile).map(({ claim: id, symbol, reading, long: _, ...axes }) => ({
    alpha: DEFAULT_ALPHA,
    ...axes,
    trials: axes.trials ?? null,
    symbol,
    claim: claimFor(symbol, { claim: id, ...(reading === undefined ? {} : { reading }) }, settings),
  }));

/** Calibrates one constant after the other, each handed out when it is done. */
export async function* chaptersOf(
  surveyor: Surveyor,
  calibrations: readonly Calibration[],
): AsyncGenerator<ConstantChapter> {
  for (const asked of calibrations)
    yield chapterOf(await measure(surveyor, asked, commandOf(asked, surveyor.seed)));
}

/** Where the draws of each sample are kept; undefined where none are. */
export const logsIn = (keeping: Keeping | null, warn: (sentence: string) => void): Surveyor['log'] =>
  keeping === null
    ? undefined
    : (sample) => surveyLogIn(keeping.folder, addressOfSurvey(sample, keeping.origin), warn);
