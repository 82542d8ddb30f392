import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Commands in processes of their own, for the tests that need them.

/** The root of the package. */
export const root = fileURLToPath(new URL('../', import.meta.url));

/** The built command. */
export const main = join(root, 'dist/cli/main.js');

/** The environment of a stranger: nothing that configures a run, nothing that vitest set. */
const plainEnv = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(LAKATOS_|VITEST|NODE_|GITHUB_|FORCE_COLOR|NO_COLOR|CI$)/.test(name),
  ),
);

export interface Ended {
  readonly code: number | null;
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
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    ways.meanwhile?.(child).catch(reject);
  });

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
