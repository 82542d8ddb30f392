import { createHash } from 'node:crypto';

/** What a result is a function of, beside its own task. */
export interface Origin {
  readonly seed: string;
  /** The kernels and the generator. */
  readonly engine: string;
  /** The code that decided; see `codeFingerprint`. */
  readonly code: string;
  /** What one's own quantities are made of; empty where there are none. */
  readonly ownCode: string;
}

/** The content address of a task's result: the SHA-256 of everything the result is a function of. */
export const resultAddress = (
  kind: 'trials' | 'study' | 'search' | 'job' | 'measure',
  task: string,
  origin: Origin,
): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, task, origin.seed, origin.engine, origin.code, origin.ownCode]))
    .digest('hex');
