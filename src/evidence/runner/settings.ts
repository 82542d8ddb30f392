import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { bindClaim } from '../../claims/boundClaim.ts';
import type { Claim } from '../../claims/claim.ts';
import { ClaimError } from '../../claims/claimError.ts';
import { controls } from '../../claims/controls/pack.ts';
import { lazyTraining } from '../../claims/lazyTraining/pack.ts';
import { didYouMean } from '../../claims/nearest.ts';
import { parseClaim } from '../../claims/validateClaim.ts';
import { DEFAULT_MEMORY } from '../../network/samplers/memory.ts';
import { generators } from '../../numerics/kernels/generator.ts';
import { seedWith } from '../../numerics/random/root.ts';
import type { Alpha } from '../outcomes/report.ts';
import { type Catalogue, familyOf } from '../trials/quantities/catalogue.ts';
import { baselineFolder } from './baseline.ts';
import { type Config, readConfig } from './config.ts';
import { importDefault } from './importDefault.ts';
import { catalogueFrom } from './ownQuantities.ts';
import { type ProfileName, profileNames } from './profiles.ts';
import { DEFAULT_ALPHA, DEFAULT_SEED } from './reportCell.ts';
import { UsageError } from './usageError.ts';

/** What a run is told from outside, besides the claims and axes of one command. */
export interface Settings {
  readonly profile: ProfileName;
  readonly seed: string;
  /** Replaces the failure rates of the profile; null leaves them. */
  readonly gamma: readonly number[] | null;
  readonly alpha: Alpha;
  readonly out: string;
  readonly threads: number;
  /** The folder of the accepted verdicts. */
  readonly baselines: string;
  /** Every claim that can be tried: the paper's, the controls, one's own. */
  readonly claims: readonly Claim[];
  /** What they may speak of: this package's quantities and one's own. */
  readonly catalogue: Catalogue;
  /** The files of one's own quantities, which worker threads read again. */
  readonly ownQuantities: readonly string[];
  /** Bytes that a matrix W0 may take before its rows are made again in every pass; no result depends on it. */
  readonly memory: number;
  /** The folder of the images that experiments use; null for the drawn digits. */
  readonly data: string | null;
  /** The folder in which results are kept between runs; null keeps none. */
  readonly store: string | null;
}

/** Settings as flags give them: what is absent comes from the environment, then the config file, then the default. */
export interface Flags {
  readonly profile?: string;
  readonly seed?: string;
  readonly gamma?: readonly number[];
  readonly alpha?: Partial<Alpha>;
  readonly out?: string;
  readonly threads?: number;
  readonly data?: string;
  /** philox-sfc32 or chacha8. */
  readonly generator?: string;
  /** Gigabytes that a matrix W0 may take. */
  readonly memory?: number;
  /** A folder; false for none. */
  readonly store?: string | false;
  readonly config?: string;
}

/** The path of a file that the config file names. Throws: `UsageError` when there is none. */
const ownFile = (field: 'claims' | 'quantities', entry: string, configFile: string | null): string => {
  const file = resolve(configFile ?? '.', '..', entry);
  if (existsSync(file)) return file;
  throw new UsageError(
    `${configFile}: "${field}" names ${entry}, which does not exist; paths are relative to the config file`,
  );
};

/** Throws: `ClaimError` with the file when no family of quantities can examine the claim. */
const requireExaminable = (claim: Claim, where: string, catalogue: Catalogue): Claim => {
  try {
    familyOf(bindClaim(claim), catalogue);
    return claim;
  } catch (error) {
    if (!(error instanceof ClaimError)) throw error;
    throw new ClaimError(`${where}: conclusion: ${error.message}`);
  }
};

const ownClaims = async (
  config: Config,
  configFile: string | null,
  catalogue: Catalogue,
): Promise<Claim[]> => {
  const own: Claim[] = [];
  for (const entry of config.claims ?? []) {
    const isFile = typeof entry === 'string';
    const where = isFile ? ownFile('claims', entry, configFile) : (configFile ?? 'the configuration');
    const value = isFile ? await importDefault(where) : entry;
    for (const one of Array.isArray(value) ? value : [value]) {
      const claim = parseClaim(one, where, catalogue.quantities.keys());
      own.push(requireExaminable(claim, where, catalogue));
    }
  }
  return own;
};

/** Every claim once for each reading. Throws: `UsageError` when two share id and reading. */
const requireDistinct = (claims: readonly Claim[]): readonly Claim[] => {
  const seen = new Set<string>();
  for (const { id, reading } of claims) {
    const key = `${id} (${reading})`;
    if (seen.has(key)) throw new UsageError(`two claims are called ${key}; give one of them another id`);
    seen.add(key);
  }
  return claims;
};

/** Throws: `UsageError` unless `text` is a profile. */
export const profileOf = (text: string, from: string): ProfileName => {
  const found = profileNames.find((name) => name === text);
  if (found !== undefined) return found;
  throw new UsageError(
    `${from} "${text}" is no profile${didYouMean(text, profileNames) || `; there are ${profileNames.join(', ')}`}`,
  );
};

/** A comma list of numbers. Throws: `UsageError` naming the entry that is none. */
export const numberList = (text: string, from: string): readonly number[] =>
  text.split(',').map((entry) => {
    const value = entry.trim() === '' ? Number.NaN : Number(entry);
    if (Number.isNaN(value))
      throw new UsageError(`${from} "${text}": "${entry}" is no number; give a comma list such as 1,2.5,1e4`);
    return value;
  });

const requireAlpha = (alpha: Alpha, from: string): Alpha => {
  for (const name of ['refute', 'support'] as const)
    if (!(alpha[name] > 0 && alpha[name] < 1))
      throw new UsageError(
        `${from} ${name}=${alpha[name]} is no error probability; give a number strictly between 0 and 1`,
      );
  return alpha;
};

const requireThreads = (threads: number, from: string): number => {
  if (Number.isInteger(threads) && threads >= 1 && threads <= 1024) return threads;
  throw new UsageError(`${from} ${threads} is no number of threads; give a whole number from 1 to 1024`);
};

/**
 * Settings from flags over `LAKATOS_*` variables over `lakatos.config.ts` over defaults.
 *
 * Throws: `UsageError` or `ClaimError`, one sentence naming the flag, variable, or file and field at fault.
 */
export const resolveSettings = async (
  flags: Flags = {},
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Settings> => {
  const fromEnv = (name: string): string | undefined => env[name] || undefined;
  const configFromEnv = fromEnv('LAKATOS_CONFIG');
  const { config, file } = await readConfig(
    flags.config !== undefined
      ? { path: flags.config, from: '--config' }
      : configFromEnv !== undefined
        ? { path: configFromEnv, from: 'LAKATOS_CONFIG' }
        : null,
  );
  const ownQuantities = (config.quantities ?? []).map((entry) => ownFile('quantities', entry, file));
  const catalogue = await catalogueFrom(ownQuantities);
  const profile = flags.profile ?? fromEnv('LAKATOS_PROFILE') ?? config.profile ?? 'quick';
  const profileFrom = flags.profile !== undefined ? '--profile' : 'LAKATOS_PROFILE';
  const gammaText = fromEnv('LAKATOS_GAMMA');
  const configGamma = typeof config.gamma === 'number' ? [config.gamma] : config.gamma;
  const threadsText = fromEnv('LAKATOS_THREADS');
  const threadsFrom =
    flags.threads !== undefined
      ? '--threads'
      : threadsText !== undefined
        ? 'LAKATOS_THREADS'
        : `${file}: threads`;
  return {
    profile: profileOf(profile, profileFrom),
    seed: seedOf(
      flags.seed ?? fromEnv('LAKATOS_SEED') ?? config.seed ?? DEFAULT_SEED,
      flags.generator ?? fromEnv('LAKATOS_GENERATOR') ?? config.generator,
    ),
    gamma:
      flags.gamma ??
      (gammaText === undefined ? undefined : numberList(gammaText, 'LAKATOS_GAMMA')) ??
      configGamma ??
      null,
    alpha: requireAlpha(
      { ...DEFAULT_ALPHA, ...definedOnly(config.alpha ?? {}), ...flags.alpha },
      flags.alpha === undefined ? `${file}: alpha` : '--alpha',
    ),
    out: flags.out ?? fromEnv('LAKATOS_OUT') ?? config.out ?? 'reports',
    threads: requireThreads(
      flags.threads ??
        (threadsText === undefined ? undefined : Number(threadsText)) ??
        config.threads ??
        availableParallelism(),
      threadsFrom,
    ),
    baselines:
      fromEnv('LAKATOS_BASELINES') ??
      (config.baselines === undefined ? baselineFolder : besideConfig(config.baselines, file)),
    claims: requireDistinct([
      ...lazyTraining.claims,
      ...controls.claims,
      ...(await ownClaims(config, file, catalogue)),
    ]),
    catalogue,
    ownQuantities,
    memory: memoryOf(flags.memory ?? config.memory),
    data:
      flags.data ??
      fromEnv('LAKATOS_DATA') ??
      (config.data === undefined ? null : besideConfig(config.data, file)),
    store: storeOf(
      flags.store ??
        fromEnv('LAKATOS_STORE') ??
        (typeof config.store === 'string' ? besideConfig(config.store, file) : config.store),
    ),
  };
};

/** The seed, with the generator that was asked for by itself. Throws: `UsageError` on an unknown one. */
const seedOf = (seed: string, generator: string | undefined): string => {
  if (generator === undefined) return seed;
  const found = generators.find((name) => name === generator);
  if (found !== undefined) return seedWith(seed, found);
  throw new UsageError(
    `--generator ${generator} is no generator${didYouMean(generator, generators) || `; there are ${generators.join(', ')}`}`,
  );
};

const memoryOf = (gigabytes: number | undefined): number => {
  if (gigabytes === undefined) return DEFAULT_MEMORY;
  if (gigabytes >= 0 && Number.isFinite(gigabytes)) return gigabytes * 1e9;
  throw new UsageError(`--memory ${gigabytes} is no amount of memory; give gigabytes, such as 0.5`);
};

/** A path that a configuration names is meant from where the configuration lies. */
const besideConfig = (path: string, file: string | null): string => resolve(file ?? '.', '..', path);

const storeOf = (asked: string | false | undefined): string | null =>
  asked === undefined || asked === false ? null : asked;

const definedOnly = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
