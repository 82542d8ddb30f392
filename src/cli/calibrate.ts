import { documentOf } from '../core/calibrate/document.ts';
import { frontier, requireFrontier } from '../core/calibrate/frontier.ts';
import { didYouMean } from '../core/formula/nearest.ts';
import type { ConstantChapter } from '../core/report/constants.ts';
import { commandWithConfig } from '../core/report/withConfig.ts';
import type { Settings } from '../core/run/settings.ts';
import type { Keeping } from '../core/run/store/keeping.ts';
import { type Measuring, onThreads } from '../core/run/threads.ts';
import { UsageError } from '../core/run/usageError.ts';
import { constantPart, frontierPart } from '../render/document/constants.ts';
import { toJson } from '../render/json.ts';
import { blocksToTerminal } from '../render/terminal.ts';
import {
  type CalibrateFlags,
  calibratedSymbols,
  calibrationOf,
  chaptersOf,
  DEFAULT_ALPHA,
  homeOf,
  logsIn,
  requireAxesOf,
  standardCalibrations,
} from './calibrations.ts';
import { EXIT } from './exitCodes.ts';
import { type Interruption, interruptible } from './interruptible.ts';
import { DEFAULT_STORE, keepingOf } from './keep.ts';
import { leastOfClaim } from './least.ts';
import { patienceOf } from './patience.ts';
import { resolveSettings } from './settings.ts';
import type { Terminal } from './terminal.ts';

/** Threads, a store where one is wanted, and Ctrl-C, for as long as `work` takes. */
const onKeptThreads = async (
  settings: Settings,
  terminal: Terminal,
  work: (threads: Measuring, interruption: Interruption, keeping: Keeping | null) => Promise<number>,
): Promise<number> => {
  const keeping = keepingOf(settings, {});
  const { seed, alpha, source } = settings;
  const interruption = interruptible(() => {});
  const threads = onThreads({
    threads: settings.threads,
    seed,
    alpha,
    source,
    keeping,
    warn: (sentence) => terminal.err(`${sentence}\n`),
    patience: patienceOf(terminal.env),
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
  if (symbol === 'least') return leastOfClaim(flags, settings, terminal);
  const axes = new Set(settings.theorems.flatMap((theorem) => theorem.axes.map((one) => one.symbol)));
  if (symbol !== undefined && flags.claim === undefined) {
    const known = [...new Set([...(await calibratedSymbols(settings)), ...axes])];
    if (!known.includes(symbol))
      throw new UsageError(
        `there is no constant "${symbol}"${didYouMean(symbol, known) || `; there are ${known.join(', ')}`}`,
      );
  }
  const { width, colorOut: color } = terminal;
  const again = <T extends { readonly replay: string }>(one: T): T => ({
    ...one,
    replay: commandWithConfig(one.replay, settings.config ?? undefined),
  });
  if (symbol !== undefined && axes.has(symbol) && !(await calibratedSymbols(settings)).includes(symbol)) {
    const { theorem, claim } = await homeOf(symbol, flags, settings);
    requireAxesOf(theorem, flags.axes);
    const request = requireFrontier({
      theorem,
      claim,
      axis: symbol,
      axes: { ...settings.axes, ...flags.axes },
      trials: flags.trials ?? null,
      alpha: flags.alpha ?? DEFAULT_ALPHA,
      seed: settings.seed,
    });
    return onKeptThreads(settings, terminal, async ({ judgeAs }, interruption) => {
      const found = again(await frontier(request, judgeAs, interruption.signal));
      if (flags.json === true) terminal.out(toJson(documentOf([], [found], settings.seed), 'constants'));
      else terminal.out(blocksToTerminal([frontierPart(found)], { width, color }));
      return interruption.code() ?? EXIT.nothingUnexpected;
    });
  }
  const asked =
    symbol === undefined
      ? await standardCalibrations(settings)
      : [await calibrationOf(symbol, flags, settings)];
  return onKeptThreads(settings, terminal, async ({ measure }, interruption, keeping) => {
    const sampling: Parameters<typeof chaptersOf>[0] = {
      measure,
      seed: settings.seed,
      signal: interruption.signal,
      log: logsIn(keeping, (sentence) => terminal.err(`${sentence}\n`)),
      progress: (what, done, of) => {
        if (done === of && flags.quiet !== true) terminal.err(`  ${what}: ${of} draws\n`);
      },
    };
    const chapters: ConstantChapter[] = [];
    const missing: string[] = [];
    const finish = (code: number): number => {
      if (flags.json === true)
        terminal.out(toJson(documentOf(chapters, [], settings.seed, missing), 'constants'));
      return code;
    };
    const say = (i: number): void => {
      const one = asked[i];
      if (one !== undefined && flags.quiet !== true) terminal.err(`${one.symbol} of ${one.claim.id}\n`);
    };
    try {
      say(0);
      for await (const found of chaptersOf(sampling, asked)) {
        if ('missing' in found) {
          missing.push(found.missing);
          terminal.err(`not calibrated: ${found.missing}\n`);
        } else {
          const chapter = again(found.chapter);
          chapters.push(chapter);
          if (flags.json !== true)
            terminal.out(blocksToTerminal([constantPart(chapter, 'constant')], { width, color }));
        }
        say(chapters.length + missing.length);
      }
      return finish(missing.length > 0 ? EXIT.incomplete : EXIT.nothingUnexpected);
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
