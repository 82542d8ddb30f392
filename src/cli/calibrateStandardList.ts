import type { Surveyor } from '../evidence/calibration/surveyor.ts';
import type { ConstantsReport } from '../evidence/outcomes/constants.ts';
import type { Settings } from '../evidence/runner/settings.ts';
import { onThreads } from '../evidence/runner/threads.ts';
import { chaptersOf, standardCalibrations } from './calibrate.ts';

/**
 * The chapter *Constants* of a report: the standard list, on threads of its own. Null where the run was interrupted, since a sample of fixed
 * size that is not whole bounds nothing.
 */
export const calibrateStandardList = async (
  settings: Settings,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<ConstantsReport | null> => {
  if (signal.aborted) return null;
  const calibrations = standardCalibrations(settings);
  say(`calibrating ${calibrations.length} constants\n`);
  const { seed, alpha, ownQuantities } = settings;
  const threads = onThreads({ threads: settings.threads, seed, alpha, ownQuantities });
  try {
    const surveyor: Surveyor = { survey: threads.survey, seed, signal };
    return { chapters: await chaptersOf(surveyor, calibrations) };
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  } finally {
    await threads.close();
  }
};
