import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The package, and the release of it that is built and tried. */
export const NATIVE_PACKAGE = '@tensorflow/tfjs-node';
export const NATIVE_VERSION = '4.22.0';

/** The file beside a built engine that says what it was built from, and when. */
export const BUILT_FILE = 'built.json';

/** What `lakatos engine build` writes down of an engine that it made. */
export interface Built {
  readonly package: string;
  readonly tensorflow: string;
  /** When: ISO 8601, UTC. */
  readonly built: string;
}

/**
 * The folder in which `lakatos engine build` leaves the engine: outside every project, since `npm ci` empties
 * a project's own. The variable LAKATOS_ENGINES names another place for it.
 */
export const nativeFolder = (env: Readonly<Record<string, string | undefined>> = process.env): string => {
  const data = env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
  return join(env.LAKATOS_ENGINES || join(data, 'lakatos', 'engines'), `tfjs-node-${NATIVE_VERSION}`);
};

/** What is in that folder; null where no engine was built, or not to its end. */
export const builtEngine = (folder: string = nativeFolder()): Built | null => {
  const file = join(folder, BUILT_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Built) : null;
};
