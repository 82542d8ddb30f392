import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { importDefault } from './importDefault.ts';
import { type ProfileName, profileNames } from './profiles.ts';
import { UsageError } from './usageError.ts';

/** The content of `lakatos.config.ts`. */
export interface Config {
  readonly profile?: ProfileName | undefined;
  readonly seed?: string | undefined;
  readonly gamma?: number | readonly number[] | undefined;
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
  /** Files that default-export a claim (or a list of claims), relative to the config file; or the claims themselves. */
  readonly claims?: readonly unknown[] | undefined;
  /** Files that default-export a family of quantities (or a list of families), relative to the config file. */
  readonly quantities?: readonly string[] | undefined;
}

const configShape: z.ZodType<Config> = z.strictObject({
  profile: z.enum(profileNames as [ProfileName, ...ProfileName[]]).optional(),
  seed: z.string().optional(),
  gamma: z.union([z.number(), z.array(z.number())]).optional(),
  alpha: z.strictObject({ refute: z.number(), support: z.number() }).partial().optional(),
  out: z.string().optional(),
  threads: z.number().int().optional(),
  data: z.string().optional(),
  generator: z.string().optional(),
  memory: z.number().optional(),
  store: z.union([z.string(), z.literal(false)]).optional(),
  baselines: z.string().optional(),
  claims: z.array(z.unknown()).optional(),
  quantities: z.array(z.string()).optional(),
});

const DEFAULT_CONFIG = 'lakatos.config.ts';

/**
 * The configuration that was asked for, or the one that lies here, or none; with the path of its file.
 *
 * Throws: `UsageError`, one sentence, when there is no such file or it is no configuration.
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
  const found = configShape.safeParse(await importDefault(file));
  if (found.success) return { config: found.data, file };
  const issue = found.error.issues[0]!;
  const place = issue.path.length === 0 ? 'its default export' : `"${issue.path.join('.')}"`;
  throw new UsageError(`${file}: ${place} is wrong: ${issue.message}`);
};
