import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { BridgeData, Question, RpcAnswer, Said } from './bridge.ts';
import { ProcessError } from './processError.ts';
import { registryOf } from './registry.ts';

/** How a process is started. */
export interface Command {
  /** What sentences call it. */
  readonly name: string;
  readonly command: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A process that runs, and can be asked. It is started with the first question. */
export interface Session {
  /**
   * The answers, in order; null where the process was told to end, as all are between two runs: another may be started. Throws:
   * `ProcessError`, one sentence, when it gives none.
   */
  readonly ask: (questions: readonly Question[], seconds: number) => readonly RpcAnswer[] | null;
}

/** Seconds that a thread has to be started in, beside those that the process has. */
const START = 30;

/** Where warnings go: to stderr, unless a thread has somebody who collects them. */
export const warnings: { tell: (sentence: string) => void } = {
  tell: (sentence) => void process.stderr.write(`lakatos: ${sentence}\n`),
};

/** The thread that owns the pipes; node runs built code alone. */
const bridgeFile = (): string => {
  const here = import.meta.url;
  const path = here.endsWith('.ts') ? '../../../dist/core/process/bridge.js' : './bridge.js';
  return fileURLToPath(new URL(path, here));
};

/**
 * Starts a process whose answers are waited for.
 *
 * The contract of a setting is synchronous: trials, confirmations and `verify` are plain function calls. So a thread of its own owns
 * the pipes, and this one sleeps until that thread has an answer, or a reason why there is none. The deadline is kept there.
 */
export const startSession = ({ name, command, folder, env }: Command): Session => {
  const file = bridgeFile();
  if (!existsSync(file)) throw new ProcessError(`the process "${name}" needs ${file}; run npm run build`);
  const { port1, port2 } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(8));
  const workerData: BridgeData = { command, folder, env, port: port2, answered, registry: registryOf() };
  const worker = new Worker(file, { workerData, transferList: [port2], execArgv: [], stdin: false });
  worker.unref();
  const failure = (why: string): ProcessError => new ProcessError(`the process "${name}" ${why}`);
  const isClosed = (): boolean => Atomics.load(answered, 1) === 1;
  const heard = (): Exclude<Said, { kind: 'warning' }> | null => {
    for (;;) {
      const message = receiveMessageOnPort(port1)?.message as Said | undefined;
      if (message === undefined) return null;
      if (message.kind !== 'warning') return message;
      warnings.tell(`the process "${name}" ${message.what}`);
    }
  };
  return {
    ask: (questions, seconds) => {
      const before = Atomics.load(answered, 0);
      if (isClosed()) return null;
      port1.postMessage({ questions, seconds });
      const until = performance.now() + 1000 * (seconds + START);
      // Again and again: the call that wakes who waited for the answer before may come late, and wake this wait.
      while (Atomics.load(answered, 0) === before && performance.now() < until)
        Atomics.wait(answered, 0, before, Math.max(1, until - performance.now()));
      const said = Atomics.load(answered, 0) === before ? null : heard();
      if (said === null) {
        if (isClosed()) return null;
        throw failure('could not be asked: the thread that owns its pipes does not answer');
      }
      switch (said.kind) {
        case 'answers':
          return said.answers;
        case 'failed':
          throw failure(said.why);
        case 'gone':
          return null;
        default:
          return said satisfies never;
      }
    },
  };
};
