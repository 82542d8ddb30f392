import { writeSync } from 'node:fs';
import { errorPlace } from '../core/errorPlace.ts';
import { loading } from '../core/run/loading.ts';
import { EXIT } from './exitCodes.ts';

let left = false;
let stuck = false;

const say = (sentence: string): void => {
  try {
    writeSync(2, `lakatos: ${sentence}\n`);
  } catch {
    // Nobody listens.
  }
};

/** Told when a thread does not end: in a call into the system that never returns, say. An exit would wait for it forever. */
export const threadsAreStuck = (): void => {
  stuck = true;
};

/** Ends this process with a code that a command decided on, whatever timers, handles and threads are still there. */
export const leave = (code: number): never => {
  left = true;
  if (stuck) {
    // A signal waits for nobody, and a shell shows 128 and its number: the code that was meant, after a signal.
    const signal = ({ 129: 'SIGHUP', 130: 'SIGINT', 143: 'SIGTERM' } as const)[code] ?? 'SIGKILL';
    say('a thread could not be ended; this process ends with it');
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  }
  process.exit(code);
};

/**
 * Whatever else ends this process is found out: `process.exit` in a file of one's own, or a promise that it waits for and
 * that nothing will ever settle. Such a run is never green.
 */
export const refuseToLeave = (): void => {
  process.on('exit', () => {
    if (left) return;
    const [file] = loading;
    // Asked here, the stack shows who called `process.exit`.
    const place = errorPlace(new Error());
    const by = place === null ? 'it waits for what never comes' : `process.exit at ${place}`;
    process.exitCode = file === undefined ? EXIT.incomplete : EXIT.usage;
    say(
      file === undefined
        ? `the run ended before it was over (${by})`
        : `${file} cannot be read (${by}); let it export theorems or a configuration, and do nothing else`,
    );
  });
};
