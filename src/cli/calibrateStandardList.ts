import type { ConstantChapter, ConstantsReport } from '../core/report/constants.ts';
import type { Settings } from '../core/run/settings.ts';
import type { Keeping } from '../core/run/store/keeping.ts';
import { onThreads } from '../core/run/threads.ts';
import { chaptersOf, logsIn, standardCalibrations } from './calibrations.ts';

/**
 * The chapter *Constants* of a report: the standard list of the profile, on threads of its own.
 *
 * Draws are kept as those of cells are. Where it was interrupted, the chapters that were finished by then and the names of the rest, since a
 * sample of fixed size that is not whole bounds nothing; null where it was interrupted before.
 */
export const calibrateStandardList = async (
  settings: Settings,
  keeping: Keeping | null,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<ConstantsReport | null> => {
  if (signal.aborted) return null;
  const calibrations = await standardCalibrations(settings);
  say(`calibrating ${calibrations.length} constants\n`);
  const { seed, alpha, source } = settings;
  const threads = onThreads({ threads: settings.threads, seed, alpha, source });
  const chapters: ConstantChapter[] = [];
  try {
    const log = logsIn(keeping, (sentence) => say(`${sentence}\n`));
    const surveyor = { survey: threads.survey, seed, signal, log };
    for await (const chapter of chaptersOf(surveyor, calibrations)) chapters.push(chapter);
    return { chapters };
  } catch (error) {
    if (!signal.aborted) throw error;
    say(`interrupted: ${chapters.length} of ${calibrations.length} constants were calibrated\n`);
    const missing = calibrations
      .slice(chapters.length)
      .map(({ symbol, claim }) => `${symbol} of ${claim.id}`);
    return { chapters, missing };
  } finally {
    await threads.close();
  }
};
