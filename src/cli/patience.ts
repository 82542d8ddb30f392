import { UsageError } from '../core/run/usageError.ts';
import { PATIENCE } from '../core/run/watchdog.ts';
import type { Terminal } from './terminal.ts';

/** Seconds of silence after which a thread is ended: LAKATOS_PATIENCE, or ten minutes. Throws: `UsageError`. */
export const patienceOf = (env: Terminal['env']): number => {
  const text = env.LAKATOS_PATIENCE;
  if (text === undefined || text === '') return PATIENCE;
  const seconds = Number(text);
  if (seconds >= 1 && seconds <= 1e6) return seconds;
  throw new UsageError(
    `LAKATOS_PATIENCE is ${text}; give the seconds after which a silent thread is ended (default: ${PATIENCE})`,
  );
};
