import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Commands in processes of their own, for the tests that need them.

/** The root of the package. */
export const root = fileURLToPath(new URL('../', import.meta.url));

/** The built command. */
export const main = join(root, 'dist/cli/main.js');

/** The words with which node runs it for a second: V8's optimizing compiler would take longer than it saves. */
export const brief = ['--no-opt', main];

/** The environment of a stranger: nothing that configures a run, nothing that vitest set. */
const plainEnv = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(LAKATOS_|VITEST|NODE_|GITHUB_|FORCE_COLOR|NO_COLOR|CI$)/.test(name),
  ),
);

export interface Ended {
  readonly code: number | null;
  /** What ended it, where it was a signal that it did not handle. */
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Ways {
  readonly env?: Readonly<Record<string, string>>;
  /** The root of the package unless another is given. */
  readonly cwd?: string;
  /** Is given the running process, to send it signals. */
  readonly meanwhile?: (child: ChildProcess) => Promise<void>;
}

/** Runs a command to its end and keeps what it printed. */
export const started = (command: string, args: readonly string[], ways: Ways = {}): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ways.cwd ?? root, env: { ...plainEnv, ...ways.env } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    ways.meanwhile?.(child).catch(reject);
  });

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until `holds`. Throws when it does not within ten minutes: then it hangs. */
export const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 30_000; i += 1) {
    if (await holds()) return;
    await pause(20);
  }
  throw new Error(`waited ten minutes for this: ${what}`);
};

/** A point of a run: after so many batches of trials of a thread, or after so many files that it put into the store. */
export type Point = { readonly batch: number } | { readonly kept: number };

/** How the threads of a process, and of those that it starts, are held at a point. */
export interface Hold {
  /** What the process is to have in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Waits until the first of them is there. Rejects when the process ends before. */
  readonly reached: (child: ChildProcess) => Promise<void>;
  /** The id of the first process that is held. */
  readonly pid: () => number;
  /** Lets them go on. */
  readonly release: () => void;
}

/**
 * Holds a run at a point until SIGINT, SIGTERM or `release` lets it go on: on no machine is it over, or not yet at work, when the
 * signal comes. `folder` is for its files.
 */
export const holdAt = (point: Point, folder: string): Hold => {
  const file = join(folder, `hold-${randomUUID()}`);
  const at: Readonly<Record<string, string>> =
    'batch' in point ? { HOLD_BATCH: `${point.batch}` } : { HOLD_KEPT: `${point.kept}` };
  const preload = new URL('../scripts/faults/preload/hold.js', import.meta.url).href;
  return {
    env: { NODE_OPTIONS: `--import ${preload}`, HOLD_FILE: file, ...at },
    reached: (child) =>
      until('a run reaches the point at which it is held', () => {
        if (existsSync(file) && readFileSync(file, 'utf8') !== '') return true;
        if (child.exitCode === null && child.signalCode === null) return false;
        throw new Error('the run ended before the point at which it is held');
      }),
    pid: () => Number(readFileSync(file, 'utf8')),
    release: () => writeFileSync(`${file}.go`, ''),
  };
};

/** Runs the built command in that folder, and sends it the signal at that point, in the midst of its work. */
export const struck = (
  args: readonly string[],
  signal: NodeJS.Signals,
  point: Point,
  cwd: string,
): Promise<Ended> => {
  const { env, reached } = holdAt(point, cwd);
  const meanwhile = async (child: ChildProcess): Promise<void> => {
    await reached(child);
    child.kill(signal);
  };
  return started(process.execPath, [...brief, ...args], { cwd, env, meanwhile });
};

/** At most two processes at a time, whatever is asked for. */
export const inTurn = (): (<T>(work: () => Promise<T>) => Promise<T>) => {
  const lanes = [Promise.resolve(), Promise.resolve()];
  let next = 0;
  return (work) => {
    const lane = next++ % lanes.length;
    const result = lanes[lane]!.then(work);
    lanes[lane] = result.then(
      () => {},
      () => {},
    );
    return result;
  };
};

const sources = (): string[] =>
  readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => join(root, 'src', file));

/** Throws one sentence unless `dist/` was built from the sources as they are. */
export const requireFreshBuild = (): void => {
  if (!existsSync(main)) throw new Error('dist/ is missing; run `npm run build` first, as `npm test` does');
  const built = statSync(main).mtimeMs;
  const newer = sources().find((file) => statSync(file).mtimeMs > built);
  if (newer !== undefined)
    throw new Error(`dist/ is older than ${newer}; run \`npm run build\` first, as \`npm test\` does`);
};
