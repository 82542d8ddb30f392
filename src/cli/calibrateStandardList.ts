import type { ConstantChapter, ConstantsReport } from '../core/report/constants.ts';
import type { Settings } from '../core/run/settings.ts';
import type { Keeping } from '../core/run/store/keeping.ts';
import { onThreads } from '../core/run/threads.ts';
import { chaptersOf, constantInWords, logsIn, standardCalibrations } from './calibrations.ts';

/**
 * The chapter *Constants* of a report: the standard list of the profile, on threads of its own.
 *
 * Draws are kept as those of cells are. Where it was interrupted, or a constant could not be calibrated, the chapters that were finished
 * and the names of the rest, since a sample of fixed size that is not whole bounds nothing; null where it was interrupted before.
 */
export const calibrateStandardList = async (
  settings: Settings,
  keeping: Keeping | null,
  signal: AbortSignal,
  say: (text: string) => void,
  patience: number,
): Promise<ConstantsReport | null> => {
  if (signal.aborted) return null;
  const calibrations = await standardCalibrations(settings);
  say(`calibrating ${calibrations.length} constants\n`);
  const { seed, alpha, source } = settings;
  const threads = onThreads({ threads: settings.threads, seed, alpha, source, patience });
  const chapters: ConstantChapter[] = [];
  const missing: string[] = [];
  try {
    const log = logsIn(keeping, (sentence) => say(`${sentence}\n`));
    const sampling = { measure: threads.measure, seed, signal, log };
    for await (const found of chaptersOf(sampling, calibrations))
      if ('missing' in found) missing.push(found.missing);
      else chapters.push(found.chapter);
    return missing.length > 0 ? { chapters, missing } : { chapters };
  } catch (error) {
    if (!signal.aborted) throw error;
    say(`interrupted: ${chapters.length} of ${calibrations.length} constants were calibrated\n`);
    const cut = calibrations.slice(chapters.length + missing.length).map(constantInWords);
    return { chapters, missing: [...missing, ...cut.map((one) => `${one} (the run was interrupted)`)] };
  } finally {
    await threads.close();
  }
};
