import { valueAt } from '../core/axisValues.ts';
import type { CalibrationRequest, Calibrations } from '../core/calibrate/calibrations.ts';
import { chapterOf } from '../core/calibrate/chapter.ts';
import { measureCritical, requireCritical } from '../core/calibrate/criticalConstant.ts';
import type { Sampling } from '../core/calibrate/sampling.ts';
import type { Claim, Reading } from '../core/claim.ts';
import { didYouMean } from '../core/formula/nearest.ts';
import type { ConstantChapter } from '../core/report/constants.ts';
import type { Settings } from '../core/run/settings.ts';
import { addressOfSample, type Keeping } from '../core/run/store/keeping.ts';
import { sampleLogIn } from '../core/run/store/sampleLog.ts';
import { UsageError } from '../core/run/usageError.ts';
import { claimsOf, type Theorem } from '../core/theorem.ts';
import type { AxisFlags } from './axisFlags.ts';
import { claimsIn, claimsOnDraws } from './context.ts';

/** The flags of `calibrate`, as commander hands them over. */
export interface CalibrateFlags extends AxisFlags {
  readonly claim?: string;
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

/** What a symbol is calibrated with: its claim, and the calibrations that its theorem brings, if it does. */
interface Home {
  readonly theorem: Theorem;
  readonly claim: Claim;
  /** Null where the claim's critical constant is calibrated as every theorem's is. */
  readonly own: Calibrations | null;
}

const ownOf = async ({ calibrations }: Theorem): Promise<Calibrations | null> =>
  (await calibrations?.()) ?? null;

/** All symbols that can be calibrated. */
export const calibratedSymbols = async ({ theorems }: Settings): Promise<readonly string[]> => {
  const symbols: string[] = [];
  for (const theorem of theorems) {
    const own = await ownOf(theorem);
    for (const claim of claimsOf(theorem))
      symbols.push(
        ...(own?.symbolsOf(claim) ?? []),
        ...(claim.critical === undefined ? [] : [claim.critical]),
      );
  }
  return [...new Set(symbols)];
};

/** The claim that is asked for. Throws: `UsageError` where none is named and the symbol has no home, or where there is none. */
export const homeOf = async (
  symbol: string,
  flags: Pick<CalibrateFlags, 'claim' | 'reading'>,
  { theorems }: Settings,
): Promise<Home> => {
  const reading = flags.reading ?? 'printed';
  for (const theorem of theorems) {
    const own = await ownOf(theorem);
    const id = flags.claim ?? own?.homes[symbol];
    const predicted = own?.claims.find((one) => one.id === id && own.symbolsOf(one).includes(symbol));
    if (predicted !== undefined) return { theorem, claim: predicted, own };
  }
  const byDefault = await Promise.all(theorems.map(async (one) => (await ownOf(one))?.homes[symbol]));
  const id =
    flags.claim ??
    byDefault.find((one) => one !== undefined) ??
    claimsIn(theorems).find(({ claim }) => claim.critical === symbol)?.claim.id;
  if (id === undefined)
    throw new UsageError(
      `which claim is to be solved for ${symbol}? Name one with --claim; there are ${(await calibratedSymbols({ theorems } as Settings)).join(', ')}`,
    );
  const found = claimsOnDraws(id, theorems).find(({ claim }) => claim.reading === reading);
  if (found === undefined) throw new UsageError(`claim "${id}" has no ${reading} reading`);
  return { ...found, own: await ownOf(found.theorem) };
};

/** One value for each constant that is set; a calibration has no axis for more. */
const constantValuesOf = ({
  let: constantValues,
}: CalibrateFlags): Readonly<Record<string, number>> | undefined => {
  if (constantValues === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(constantValues).map(([name, values]) => {
      const [value, ...more] = values;
      if (value === undefined || more.length > 0)
        throw new UsageError(
          `--let ${name}=${values.join(',')} gives ${values.length} values; calibrate with one at a time`,
        );
      return [name, value];
    }),
  );
};

/** A calibration with the theorem that carries it out. */
export interface Calibration extends CalibrationRequest, Omit<Home, 'claim'> {}

const requireAlpha = (alpha: number): void => {
  if (!(alpha > 0 && alpha < 1))
    throw new UsageError(
      `--alpha ${alpha} is not an error probability; give a number strictly between 0 and 1`,
    );
};

const required = (calibration: Calibration): Calibration => {
  const { theorem, own, axes } = calibration;
  for (const axis of theorem.axes)
    for (const entry of axes[axis.symbol] ?? []) if (typeof entry === 'number') valueAt(axis, entry, {});
  if (own === null) requireCritical(theorem, calibration);
  else own.require(calibration);
  return calibration;
};

/** Throws: `UsageError` where a flag names an axis that the theorem has not. */
export const requireAxesOf = ({ id, axes }: Theorem, asked: AxisFlags['axes'] = {}): void => {
  const symbols = axes.map(({ symbol }) => symbol);
  for (const symbol of Object.keys(asked))
    if (!symbols.includes(symbol))
      throw new UsageError(
        `--${symbol}: ${id} has no such axis${didYouMean(symbol, symbols) || `; its axes are ${symbols.join(', ')}`}`,
      );
};

/** The grid of a symbol where flags leave it open: small enough for a minute, wide enough to show a drift. */
export const calibrationOf = async (
  symbol: string,
  flags: CalibrateFlags,
  settings: Settings,
): Promise<Calibration> => {
  const { theorem, claim, own } = await homeOf(symbol, flags, settings);
  const usual = own?.usual(settings.profile).find((one) => one.symbol === symbol && one.claim === claim.id);
  const asked = flags.axes ?? {};
  requireAxesOf(theorem, asked);
  // On another grid than the usual one, the failure rate and α say how many draws it takes.
  const grid = Object.keys(asked).length > 0 || flags.alpha !== undefined || flags.let !== undefined;
  const alpha = flags.alpha ?? DEFAULT_ALPHA;
  requireAlpha(alpha);
  const trials = flags.trials ?? (grid ? null : (usual?.trials ?? null));
  if (trials !== null && !(Number.isSafeInteger(trials) && trials >= 1 && trials <= 1e7))
    throw new UsageError(`--trials ${trials} is not a number of trials; give a whole number of at least 1`);
  const constantValues = constantValuesOf(flags) ?? (grid ? undefined : usual?.constantValues);
  return required({
    theorem,
    own,
    symbol,
    claim,
    axes: { ...usual?.axes, ...settings.axes, ...asked },
    trials,
    alpha,
    ...(constantValues === undefined ? {} : { constantValues }),
  });
};

/** The command that gives the same numbers, every axis written out. */
export const commandOf = (
  { theorem, symbol, claim, axes, trials, alpha, constantValues = {} }: Calibration,
  seed: string,
): string =>
  [
    `npx lakatos calibrate ${symbol} --claim ${claim.id}`,
    claim.reading === 'printed' ? '' : `--reading ${claim.reading}`,
    ...theorem.axes.flatMap(({ symbol: axis }) =>
      axes[axis] === undefined ? [] : [`--${axis} ${axes[axis].join(',')}`],
    ),
    ...Object.entries(constantValues).map(([name, value]) => `--let ${name}=${value}`),
    trials === null ? '' : `--trials ${trials}`,
    alpha === DEFAULT_ALPHA ? '' : `--alpha ${alpha}`,
    seed === 'lakatos' ? '' : `--seed ${seed}`,
  ]
    .filter(Boolean)
    .join(' ');

/** The usual calibrations of the profile, theorem by theorem, in their order. */
export const standardCalibrations = async (settings: Settings): Promise<readonly Calibration[]> => {
  const all: Calibration[] = [];
  for (const theorem of settings.theorems)
    for (const { claim: id, symbol, reading, axes, trials, constantValues } of (await ownOf(theorem))?.usual(
      settings.profile,
    ) ?? []) {
      const home = await homeOf(
        symbol,
        { claim: id, ...(reading === undefined ? {} : { reading }) },
        settings,
      );
      all.push({
        ...home,
        symbol,
        axes,
        trials: trials ?? null,
        alpha: DEFAULT_ALPHA,
        ...(constantValues === undefined ? {} : { constantValues }),
      });
    }
  return all;
};

/** What came of a calibration: its chapter, or the name of its constant and why it has none. */
export type Calibrated = { readonly chapter: ConstantChapter } | { readonly missing: string };

/** A constant in words. */
export const constantInWords = ({ symbol, claim }: Calibration): string => `${symbol} of ${claim.id}`;

/**
 * Calibrates one constant after the other, each handed out when it is done. One that fails, such as a theorem of one's own that never
 * returns, costs its own chapter alone. Throws: the signal's reason once it is aborted, and `UsageError`.
 */
export async function* chaptersOf(
  sampling: Omit<Sampling, 'theorem'>,
  calibrations: readonly Calibration[],
): AsyncGenerator<Calibrated> {
  const chapter = async (asked: Calibration): Promise<ConstantChapter> => {
    const { theorem, own } = asked;
    const on = { ...sampling, theorem: theorem.id };
    const replay = commandOf(asked, sampling.seed);
    return chapterOf(
      own === null ? await measureCritical(theorem, on, asked, replay) : await own.measure(on, asked, replay),
    );
  };
  for (const asked of calibrations) {
    let found: Calibrated;
    try {
      found = { chapter: await chapter(asked) };
    } catch (error) {
      if (sampling.signal?.aborted || error instanceof UsageError) throw error;
      found = { missing: `${constantInWords(asked)} (${error instanceof Error ? error.message : error})` };
    }
    yield found;
  }
}

/** Where the draws of each sample are stored; undefined where none are. */
export const logsIn = (keeping: Keeping | null, warn: (sentence: string) => void): Sampling['log'] =>
  keeping === null
    ? undefined
    : (sample) => sampleLogIn(keeping.folder, addressOfSample(sample, keeping.origin), warn);
