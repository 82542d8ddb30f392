import { setMaxListeners } from 'node:events';
import { EXIT } from './exitCodes.ts';

/** A run that Ctrl-C or SIGTERM ends in order: what is done is kept, the rest is named as missing. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** The exit code that the signal asks for; null where none came. */
  code(): number | null;
  /** Gives the signals back to Node. */
  release(): void;
}

/** Listens for SIGINT and SIGTERM. The first ends the run in order, the second at once. */
export const interruptible = (whenInterrupted: () => void): Interruption => {
  const controller = new AbortController();
  // Every cell and search in flight listens, as many as there are.
  setMaxListeners(0, controller.signal);
  let code: number | null = null;
  const stop = (name: 'SIGINT' | 'SIGTERM'): void => {
    const asked = name === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
    if (code !== null) process.exit(asked);
    code = asked;
    whenInterrupted();
    controller.abort(new Error(`the run was interrupted (${name})`));
  };
  const onInterrupt = (): void => stop('SIGINT');
  const onTerminate = (): void => stop('SIGTERM');
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return {
    signal: controller.signal,
    code: () => code,
    release: () => {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
    },
  };
};
