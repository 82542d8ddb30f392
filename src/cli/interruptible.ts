import { setMaxListeners } from 'node:events';
import { EXIT } from './exitCodes.ts';
import { leave } from './leave.ts';

/** A run that a signal ends in order: what is done is kept, the rest is named as missing. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** The exit code that the signal asks for; null where none came. */
  code(): number | null;
  /** Gives the signals back to Node. */
  release(): void;
}

/** The signals that end a run in order, each with its exit code: Ctrl-C, a batch system, a terminal that was closed. */
const codes = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated, SIGHUP: EXIT.hungUp } as const;

/** Listens for these signals. The first ends the run in order, the second at once. */
export const interruptible = (whenInterrupted: () => void): Interruption => {
  const controller = new AbortController();
  // Every cell and search in flight listens, as many as there are.
  setMaxListeners(0, controller.signal);
  let code: number | null = null;
  const listeners = Object.entries(codes).map(([name, asked]) => {
    const stop = (): void => {
      if (code !== null) leave(asked);
      code = asked;
      whenInterrupted();
      controller.abort(new Error(`the run was interrupted (${name})`));
    };
    process.on(name, stop);
    return [name, stop] as const;
  });
  return {
    signal: controller.signal,
    code: () => code,
    release: () => {
      for (const [name, stop] of listeners) process.off(name, stop);
    },
  };
};
