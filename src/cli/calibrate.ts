import { symbolsOf } from '../evidence/calibration/calibrationRequest.ts';
import { documentOf } from '../evidence/calibration/document.ts';
import { frontier, requireFrontier } from '../evidence/calibration/frontier.ts';
import type { Surveyor } from '../evidence/calibration/surveyor.ts';
import type { ConstantChapter } from '../evidence/outcomes/constants.ts';
import { resolveSettings, type Settings } from '../evidence/runner/settings.ts';
import type { Keeping } from '../evidence/runner/store/keeping.ts';
import { onThreads, type Surveying } from '../evidence/runner/threads.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import { chapterToTerminal, frontierToTerminal } from '../reporters/constants.ts';
import { toJson } from '../reporters/json.ts';
import {
  type CalibrateFlags,
  calibrationOf,
  chaptersOf,
  claimFor,
  DEFAULT_ALPHA,
  homes,
  logsIn,
  standardCalibrations,
} from './calibrations.ts';
import { EXIT } from './exitCodes.ts';
import { type Interruption, interruptible } from './interruptible.ts';
import { DEFAULT_STORE, keepingOf } from './keep.ts';
import { single } from './lists.ts';
import type { Terminal } from './terminal.ts';

/** Threads, a store where one is wanted, and Ctrl-C, for as long as `work` takes. */
const onKeptThreads = async (
  settings: Settings,
  terminal: Terminal,
  work: (threads: Surveying, interruption: Interruption, keeping: Keeping | null) => Promise<number>,
): Promise<number> => {
  const keeping = keepingOf(settings, {});
  const { seed, alpha, ownQuantities } = settings;
  const interruption = interruptible(() => {});
  const threads = onThreads({
    threads: settings.threads,
    seed,
    alpha,
    ownQuantities,
    keeping,
    warn: (sentence) => terminal.err(`${sentence}\n`),
  });
  try {
    return await work(threads, interruption, keeping);
  } finally {
    await threads.close();
    interruption.release();
  }
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
  const settings = await resolveSettings({ store: DEFAULT_STORE, ...rest }, terminal.env);
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
    return onKeptThreads(settings, terminal, async ({ judgeAs }, interruption) => {
      const found = await frontier(request, judgeAs, interruption.signal);
      if (flags.json === true) terminal.out(toJson(documentOf([], [found], settings.seed), 'constants'));
      else terminal.out(frontierToTerminal(found, { width, color }));
      return interruption.code() ?? EXIT.nothingUnexpected;
    });
  }
  const asked =
    symbol === undefined ? standardCalibrations(settings) : [calibrationOf(symbol, flags, settings)];
  return onKeptThreads(settings, terminal, async ({ survey }, interruption, keeping) => {
    const surveyor: Surveyor = {
      survey,
      seed: settings.seed,
      signal: interruption.signal,
      log: logsIn(keeping, (sentence) => terminal.err(`${sentence}\n`)),
      progress: (what, done, of) => {
        if (done === of && flags.quiet !== true) terminal.err(`  ${what}: ${of} draws\n`);
      },
    };
    const chapters: ConstantChapter[] = [];
    const finish = (code: number): number => {
      if (flags.json === true) terminal.out(toJson(documentOf(chapters, [], settings.seed), 'constants'));
      return code;
    };
    const say = (i: number): void => {
      const one = asked[i];
      if (one !== undefined && flags.quiet !== true) terminal.err(`${one.symbol} of ${one.claim.id}\n`);
    };
    try {
      say(0);
      for await (const chapter of chaptersOf(surveyor, asked)) {
        chapters.push(chapter);
        if (flags.json !== true) terminal.out(chapterToTerminal(chapter, { width, color }));
        say(chapters.length);
      }
      return finish(EXIT.nothingUnexpected);
    } catch (error) {
      const code = interruption.code();
      if (code === null) throw error;
      const kept =
        keeping === null ? '' : '; what was drawn is kept, and the same command goes on from there';
      terminal.err(
        `interrupted: ${chapters.length} of ${asked.length} constants were calibrated, and a sample of fixed size that is not whole bounds nothing${kept}\n`,
      );
      return finish(code);
    }
  });
};
