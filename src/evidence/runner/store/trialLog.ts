import type { Trial } from '../../outcomes/outcome.ts';
import type { TrialLog } from '../../trials/judgeCell.ts';
import type { Store } from './store.ts';

/** Milliseconds of work that a killed process may lose. */
const PACE = 5000;

/** A search that crashed may have met a full memory: what it said is no part of what is kept. */
const beforeCrash = (trials: readonly Trial[]): readonly Trial[] => {
  const crashed = trials.findIndex(
    ({ outcome }) => outcome.kind === 'unresolved' && outcome.why === 'crashed',
  );
  return crashed === -1 ? trials : trials.slice(0, crashed);
};

/** The trials of one cell in a store: read once, and written every few seconds of work and at the end. */
export const trialLogIn = (store: Store, address: string, pace = PACE): TrialLog => {
  const known = store.trials(address);
  let kept = known.length;
  let when = performance.now();
  return {
    known,
    keep: (trials, last) => {
      if (!last && performance.now() - when < pace) return;
      const whole = beforeCrash(trials);
      when = performance.now();
      if (whole.length <= kept) return;
      store.keepTrials(address, whole);
      kept = whole.length;
    },
  };
};
