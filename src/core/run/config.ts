import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Profile } from '../theorem.ts';
import { importDefault } from './importDefault.ts';
import { UsageError } from './usageError.ts';

/** The content of `lakatos.config.ts`. */
export interface Config {
  readonly profile?: Profile | undefined;
  readonly seed?: string | undefined;
  /** Values of axes that replace those at which statements are tried: { gamma: 0.05 }. */
  readonly axes?: Readonly<Record<string, number | string | readonly (number | string)[]>> | undefined;
  readonly alpha?:
    | { readonly refute?: number | undefined; readonly support?: number | undefined }
    | undefined;
  readonly out?: string | undefined;
  readonly threads?: number | undefined;
  readonly data?: string | undefined;
  readonly generator?: string | undefined;
  /** Gigabytes. */
  readonly memory?: number | undefined;
  /** A folder, or false. */
  readonly store?: string | false | undefined;
  /** The folder of the accepted verdicts, relative to the config file. */
  readonly baselines?: string | undefined;
  /** Files that default-export a theorem (or a list of theorems), relative to the config file; or the theorems themselves. */
  readonly theorems?: readonly unknown[] | undefined;
}

const DEFAULT_CONFIG = 'lakatos.config.ts';

/**
 * The configuration that was asked for, or the one that lies here, or none; with the path of its file.
 *
 * Throws: `UsageError`, one sentence, when there is no such file or it is not a configuration.
 */
export const readConfig = async (
  asked: { readonly path: string; readonly from: string } | null,
): Promise<{ config: Config; file: string | null }> => {
  const file = resolve(asked?.path ?? DEFAULT_CONFIG);
  if (!existsSync(file)) {
    if (asked === null) return { config: {}, file: null };
    throw new UsageError(
      `${asked.from} ${asked.path}: there is no such file; give the path of a lakatos.config.ts`,
    );
  }
  const { configShape } = await import('./configShape.ts');
  const found = configShape.safeParse(await importDefault(file));
  if (found.success) return { config: found.data, file };
  const issue = found.error.issues[0]!;
  const place = issue.path.length === 0 ? 'its default export' : `"${issue.path.join('.')}"`;
  throw new UsageError(`${file}: ${place} is wrong: ${issue.message}`);
};
