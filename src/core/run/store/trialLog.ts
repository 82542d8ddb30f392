import type { TrialLog } from '../../judge/judgeCell.ts';
import type { Trial } from '../../judge/outcome.ts';
import type { Store } from './store.ts';

/** Milliseconds of work that a killed process may lose. */
const PACE = 5000;

const isCrashed = ({ outcome }: Trial): boolean => outcome.kind === 'unresolved' && outcome.why === 'crashed';

/** The trials of one cell in a store: read once, and written every few seconds of work and at the end. */
export const trialLogIn = (store: Store, address: string, pace = PACE): TrialLog => {
  const known = store.trials(address);
  let crashed = false;
  let when = performance.now();
  return {
    known,
    keep: (first, trials, last) => {
      if (!last && performance.now() - when < pace) return false;
      when = performance.now();
      // A search that crashed may have met a full memory: it is no part of what is kept, nor is what comes after it.
      const end = crashed ? 0 : trials.findIndex(isCrashed);
      crashed ||= end >= 0;
      const whole = end < 0 ? trials : trials.slice(0, end);
      const fresh = whole.slice(Math.max(0, known.length - first));
      if (fresh.length > 0) store.keepTrials(address, fresh, Math.max(first, known.length));
      return true;
    },
  };
};
