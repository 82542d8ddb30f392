import type { Claim, Reading } from '../claims/claim.ts';
import { chapterOf } from '../evidence/calibration/chapter.ts';
import { documentOf } from '../evidence/calibration/document.ts';
import { frontier, requireFrontier } from '../evidence/calibration/frontier.ts';
import {
  type Calibration,
  measure,
  requireCalibration,
  requireSolvable,
  symbolsOf,
} from '../evidence/calibration/measure.ts';
import { standardList } from '../evidence/calibration/standardList.ts';
import type { Surveyor } from '../evidence/calibration/surveyor.ts';
import type { ConstantChapter } from '../evidence/outcomes/constants.ts';
import { requireAxes } from '../evidence/runner/axes.ts';
import { resolveSettings, type Settings } from '../evidence/runner/settings.ts';
import { onThreads } from '../evidence/runner/threads.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import { chapterToTerminal, frontierToTerminal } from '../reporters/constants.ts';
import { toJson } from '../reporters/json.ts';
import { claimsOnDraws } from './context.ts';
import { examinations } from './examinations.ts';
import { EXIT } from './exitCodes.ts';
import { interruptible } from './interruptible.ts';
import { single } from './lists.ts';
import type { Terminal } from './terminal.ts';

/** The flags of `calibrate`, as commander hands them over. */
export interface CalibrateFlags {
  readonly claim?: string;
  readonly d?: readonly number[];
  readonly m?: readonly string[];
  readonly C0?: readonly number[];
  readonly gamma?: readonly number[];
  readonly trials?: number;
  readonly alpha?: number;
  readonly seed?: string;
  readonly reading?: Reading;
  readonly threads?: number;
  readonly profile?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const DEFAULT_ALPHA = 1e-3;

/** The claim that a symbol belongs to, where none is named. */
const homes: Readonly<Record<string, string>> = {
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

const claimFor = (symbol: string, flags: CalibrateFlags, { claims }: Settings): Claim => {
  const id = flags.claim ?? homes[symbol];
  if (id === undefined)
    throw new UsageError(
      `which claim is to be solved for ${symbol}? Name one with --claim; there are ${Object.keys(homes).join(', ')} without`,
    );
  const found = claimsOnDraws(id, { claims, examinations });
  const claim = found.find(({ reading }) => reading === (flags.reading ?? 'printed'));
  if (claim === undefined) throw new UsageError(`claim "${id}" has no ${flags.reading} reading`);
  return claim;
};

/** The grid of a symbol where flags leave it open: small enough for a minute, wide enough to show a drift. */
const calibrationOf = (symbol: string, flags: CalibrateFlags, settings: Settings): Calibration => {
  const claim = claimFor(symbol, flags, settings);
  requireSolvable(symbol, claim);
  const usual = standardList.find((one) => one.symbol === symbol && one.claim === claim.id);
  // On another grid than the usual one, γ and α say how many draws it takes.
  const grid = [flags.d, flags.m, flags.C0, flags.gamma, flags.alpha].some((one) => one !== undefined);
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
  const calibration: Calibration = { symbol, claim, ...asked, trials, alpha };
  requireCalibration(calibration);
  return calibration;
};

/** The command that gives the same numbers, every axis written out. */
export const commandOf = (
  { symbol, claim, d, m, C0, gamma, trials, alpha }: Calibration,
  seed: string,
): string =>
  [
    `npx lakatos calibrate ${symbol} --claim ${claim.id}`,
    claim.reading === 'printed' ? '' : `--reading ${claim.reading}`,
    `--d ${d.join(',')} --m ${m.join(',')} --C0 ${C0.join(',')} --gamma ${gamma.join(',')}`,
    trials === null ? '' : `--trials ${trials}`,
    alpha === DEFAULT_ALPHA ? '' : `--alpha ${alpha}`,
    seed === 'lakatos' ? '' : `--seed ${seed}`,
  ]
    .filter(Boolean)
    .join(' ');

/** The standard list as calibrations, in its order. */
export const standardCalibrations = (settings: Settings): readonly Calibration[] =>
  standardList.map(({ claim: id, symbol, reading, ...axes }) => {
    const claim = claimsOnDraws(id, { claims: settings.claims, examinations }).find(
      (one) => one.reading === (reading ?? 'printed'),
    )!;
    return { alpha: DEFAULT_ALPHA, ...axes, trials: axes.trials ?? null, symbol, claim };
  });

/** Calibrates one constant after the other. */
export const chaptersOf = async (
  surveyor: Surveyor,
  calibrations: readonly Calibration[],
): Promise<readonly ConstantChapter[]> => {
  const chapters: ConstantChapter[] = [];
  for (const asked of calibrations)
    chapters.push(chapterOf(await measure(surveyor, asked, commandOf(asked, surveyor.seed))));
  return chapters;
};

/**
 * `lakatos calibrate [SYMBOL]`: which value a constant needs, with what confidence, and whether it is a constant at all.
 *
 * Without a symbol, the standard list. The same flags and seed give the same bytes, whatever the number of threads.
 */
export const calibrate = async (
  symbol: string | undefined,
  flags: CalibrateFlags,
  terminal: Terminal,
): Promise<number> => {
  const { alpha: _, ...rest } = flags;
  const settings = await resolveSettings(rest, terminal.env);
  const isFrontier = symbol === 'd' || symbol === 'm';
  if (symbol !== undefined && !isFrontier && flags.claim === undefined && homes[symbol] === undefined) {
    const known = [...new Set(settings.claims.flatMap((claim) => symbolsOf(claim)))];
    throw new UsageError(`there is no constant "${symbol}"; there are ${[...known, 'd', 'm'].join(', ')}`);
  }
  const { width, colorOut: color } = terminal;
  if (isFrontier) {
    const claim = claimFor(symbol, flags, settings);
    const request = requireFrontier({
      axis: symbol,
      claim,
      d: flags.d ?? null,
      m: flags.m ?? null,
      C0: single(flags.C0, '--C0', 'calibrate'),
      gamma: single(flags.gamma ?? settings.gamma ?? [0.05], '--gamma', 'calibrate'),
      trials: flags.trials ?? null,
      alpha: flags.alpha ?? DEFAULT_ALPHA,
      seed: settings.seed,
    });
    const found = await frontier(request);
    if (flags.json === true) terminal.out(toJson(documentOf([], [found], settings.seed), 'constants'));
    else terminal.out(frontierToTerminal(found, { width, color }));
    return EXIT.nothingUnexpected;
  }
  const asked =
    symbol === undefined ? standardCalibrations(settings) : [calibrationOf(symbol, flags, settings)];
  const interruption = interruptible(() => {});
  const threads = onThreads({
    threads: settings.threads,
    seed: settings.seed,
    alpha: settings.alpha,
    ownQuantities: settings.ownQuantities,
  });
  try {
    const surveyor: Surveyor = {
      survey: threads.survey,
      seed: settings.seed,
      signal: interruption.signal,
      progress: (what, done, of) => {
        if (done === of && flags.quiet !== true) terminal.err(`  ${what}: ${of} draws\n`);
      },
    };
    const chapters: ConstantChapter[] = [];
    for (const one of asked) {
      if (flags.quiet !== true) terminal.err(`${one.symbol} of ${one.claim.id}\n`);
      const [chapter] = await chaptersOf(surveyor, [one]);
      chapters.push(chapter!);
      if (flags.json !== true) terminal.out(chapterToTerminal(chapter!, { width, color }));
    }
    if (flags.json === true) terminal.out(toJson(documentOf(chapters, [], settings.seed), 'constants'));
    return EXIT.nothingUnexpected;
  } catch (error) {
    if (interruption.code() === null) throw error;
    terminal.err('interrupted: a sample of fixed size that is not whole bounds nothing\n');
    return interruption.code()!;
  } finally {
    await threads.close();
    interruption.release();
  }
};
