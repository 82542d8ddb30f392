import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { generators } from '../../numerics/kernels/generator.ts';
import { DEFAULT_MEMORY } from '../../numerics/memory.ts';
import { seedWith } from '../../numerics/random/root.ts';
import { didYouMean } from '../formula/nearest.ts';
import { DEFAULT_ALPHA, DEFAULT_SEED } from '../report/defaults.ts';
import type { Alpha } from '../report/report.ts';
import { type Profile, profiles, type Theorem } from '../theorem.ts';
import { baselineFolder } from './baseline.ts';
import { type Config, readConfig } from './config.ts';
import { machine } from './machine.ts';
import { type TheoremSource, theoremsFrom } from './theorems.ts';
import { UsageError } from './usageError.ts';

/** What a run is told from outside, besides the claims and axes of one command. */
export interface Settings {
  readonly profile: Profile;
  readonly seed: string;
  /** Values of axes that replace those at which statements are tried, by symbol. */
  readonly axes: Readonly<Record<string, readonly (number | string)[]>>;
  readonly alpha: Alpha;
  readonly out: string;
  readonly threads: number;
  /** The folder of the accepted verdicts. */
  readonly baselines: string;
  /** Every theorem that can be tried: this package's, and one's own. */
  readonly theorems: readonly Theorem[];
  /** Where threads find them. */
  readonly source: TheoremSource;
  /** Bytes that a drawn matrix may take before its rows are made again in every pass; no result depends on it. */
  readonly memory: number;
  /** The folder of the images that experiments use; null for the drawn digits. */
  readonly data: string | null;
  /** The configuration that was asked for, as it was written; null where it is the usual one, or none. */
  readonly config: string | null;
  /** The folder in which results are kept between runs; null keeps none. */
  readonly store: string | null;
}

/** Settings as flags give them: what is absent comes from the environment, then the config file, then the default. */
export interface Flags {
  readonly profile?: string;
  readonly seed?: string;
  readonly axes?: Settings['axes'];
  readonly alpha?: Partial<Alpha>;
  readonly out?: string;
  readonly threads?: number;
  readonly data?: string;
  /** philox-sfc32 or chacha8. */
  readonly generator?: string;
  /** Gigabytes that a drawn matrix may take. */
  readonly memory?: number;
  /** A folder; false for none. */
  readonly store?: string | false;
  readonly config?: string;
}

/** The files of one's own theorems; the configuration itself where it lists them as values. Throws: `UsageError` when one is missing. */
const ownFiles = ({ theorems = [] }: Config, configFile: string | null): readonly string[] => {
  const values = theorems.filter((entry) => typeof entry !== 'string');
  const files = theorems
    .filter((entry) => typeof entry === 'string')
    .map((entry) => {
      const file = besideConfig(entry, configFile);
      if (existsSync(file)) return file;
      throw new UsageError(
        `${configFile}: "theorems" names ${entry}, which does not exist; paths are relative to the config file`,
      );
    });
  if (values.length > 0 && files.length > 0)
    throw new UsageError(
      `${configFile}: "theorems" has both files and theorems; list files alone, or theorems alone`,
    );
  return values.length > 0 ? [configFile!] : files;
};

/**
 * The values of axes that the environment names: LAKATOS_GAMMA=0.05,0.1 or LAKATOS_gamma=0.05,0.1 for an axis gamma. Where there are
 * axes n and N, LAKATOS_N is N.
 */
const axesFromEnv = (
  theorems: readonly Theorem[],
  fromEnv: (name: string) => string | undefined,
): Record<string, readonly (number | string)[]> => {
  const axes: Record<string, readonly (number | string)[]> = {};
  const symbols = theorems.flatMap((theorem) => theorem.axes.map(({ symbol }) => symbol));
  for (const symbol of symbols) {
    const upper = symbol.toUpperCase();
    const spelled = upper !== symbol && symbols.includes(upper) ? [symbol] : [symbol, upper];
    for (const name of spelled.map((one) => `LAKATOS_${one}`)) {
      const text = fromEnv(name);
      if (text !== undefined) axes[symbol] ??= numberList(text, name);
    }
  }
  return axes;
};

/** Throws: `UsageError` unless every axis belongs to one of the theorems. */
const requireAxisNames = (axes: Settings['axes'], theorems: readonly Theorem[], from: string): void => {
  const known = [...new Set(theorems.flatMap((theorem) => theorem.axes.map(({ symbol }) => symbol)))];
  for (const symbol of Object.keys(axes))
    if (!known.includes(symbol))
      throw new UsageError(
        `${from} ${symbol}: no theorem has such an axis${didYouMean(symbol, known) || `; there are ${known.join(', ')}`}`,
      );
};

/** Throws: `UsageError` unless `text` is a profile. */
export const profileOf = (text: string, from: string): Profile => {
  const found = profiles.find((name) => name === text);
  if (found !== undefined) return found;
  throw new UsageError(
    `${from} "${text}" is not a profile${didYouMean(text, profiles) || `; there are ${profiles.join(', ')}`}`,
  );
};

/** A comma list of numbers. Throws: `UsageError` naming the entry that is none. */
export const numberList = (text: string, from: string): readonly number[] =>
  text.split(',').map((entry) => {
    const value = entry.trim() === '' ? Number.NaN : Number(entry);
    if (Number.isNaN(value))
      throw new UsageError(
        `${from} "${text}": "${entry}" is not a number; give a comma list such as 1,2.5,1e4`,
      );
    return value;
  });

const requireAlpha = (alpha: Alpha, from: string): Alpha => {
  for (const name of ['refute', 'support'] as const)
    if (!(alpha[name] > 0 && alpha[name] < 1))
      throw new UsageError(
        `${from} ${name}=${alpha[name]} is not an error probability; give a number strictly between 0 and 1`,
      );
  return alpha;
};

const requireThreads = (threads: number, from: string): number => {
  if (Number.isInteger(threads) && threads >= 1 && threads <= 1024) return threads;
  throw new UsageError(`${from} ${threads} is not a number of threads; give a whole number from 1 to 1024`);
};

/**
 * Settings from flags over `LAKATOS_*` variables over `lakatos.config.ts` over defaults, with the theorems of the module `builtIn`.
 *
 * Throws: `UsageError` or `ClaimError`, one sentence naming the flag, variable, or file and field at fault.
 */
export const resolveSettings = async (
  builtIn: { readonly module: string; readonly theorems: readonly Theorem[] },
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
  const profile = flags.profile ?? fromEnv('LAKATOS_PROFILE') ?? config.profile ?? 'quick';
  const profileFrom = flags.profile !== undefined ? '--profile' : 'LAKATOS_PROFILE';
  const source = { module: builtIn.module, own: ownFiles(config, file) };
  const theorems = await theoremsFrom(source, builtIn.theorems);
  const configAxes = Object.fromEntries(
    Object.entries(config.axes ?? {}).map(([symbol, list]) => [symbol, [list].flat()]),
  );
  requireAxisNames(configAxes, theorems, `${file}: axes:`);
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
    axes: { ...configAxes, ...axesFromEnv(theorems, fromEnv), ...flags.axes },
    alpha: requireAlpha(
      { ...DEFAULT_ALPHA, ...definedOnly(config.alpha ?? {}), ...flags.alpha },
      flags.alpha === undefined ? `${file}: alpha` : '--alpha',
    ),
    out: flags.out ?? fromEnv('LAKATOS_OUT') ?? config.out ?? 'reports',
    threads: requireThreads(
      flags.threads ??
        (threadsText === undefined ? undefined : Number(threadsText)) ??
        config.threads ??
        machine().cores,
      threadsFrom,
    ),
    baselines:
      fromEnv('LAKATOS_BASELINES') ??
      (config.baselines === undefined ? baselineFolder : besideConfig(config.baselines, file)),
    theorems,
    source,
    config: flags.config ?? configFromEnv ?? null,
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
    `--generator ${generator} is not a generator${didYouMean(generator, generators) || `; there are ${generators.join(', ')}`}`,
  );
};

const memoryOf = (gigabytes: number | undefined): number => {
  if (gigabytes === undefined) return DEFAULT_MEMORY;
  if (gigabytes >= 0 && Number.isFinite(gigabytes)) return gigabytes * 1e9;
  throw new UsageError(`--memory ${gigabytes} is not an amount of memory; give gigabytes, such as 0.5`);
};

/** A path that a configuration names is meant from where the configuration lies. */
const besideConfig = (path: string, file: string | null): string => resolve(file ?? '.', '..', path);

const storeOf = (asked: string | false | undefined): string | null =>
  asked === undefined || asked === false ? null : asked;

const definedOnly = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
