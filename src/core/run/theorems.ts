import { basename, dirname } from 'node:path';
import type { Theorem } from '../theorem.ts';
import { importDefault } from './importDefault.ts';
import { UsageError } from './usageError.ts';

/** Where theorems come from: functions do not travel, so that a thread imports them from the same places. */
export interface TheoremSource {
  /** The address of a module that exports the list `theorems`. */
  readonly module: string;
  /**
   * Files of one's own: each default-exports a theorem, a list of theorems, or a configuration with `theorems`; or it is a program in
   * Python that serves one.
   */
  readonly own: readonly string[];
}

/** Throws: `UsageError` when two theorems share an id, or two statements id and reading. */
const requireDistinct = (theorems: readonly Theorem[]): readonly Theorem[] => {
  const seen = new Set<string>();
  for (const { id, statements } of theorems) {
    if (seen.has(id)) throw new UsageError(`two theorems are called ${id}; give one of them another id`);
    seen.add(id);
    for (const statement of statements) {
      const key = `${statement.id} (${statement.reading})`;
      if (seen.has(key)) throw new UsageError(`two claims are called ${key}; give one of them another id`);
      seen.add(key);
    }
  }
  return theorems;
};

/** A program in Python is run by the interpreter that LAKATOS_PYTHON names, python3 unless it names one. */
const pythonTheorem = async (file: string): Promise<Theorem> => {
  const [{ processTheorem }, { isProcessError }] = await Promise.all([
    import('../process/processTheorem.ts'),
    import('../process/processError.ts'),
  ]);
  const usual = process.platform === 'win32' ? 'python' : 'python3';
  const command = [process.env.LAKATOS_PYTHON || usual, basename(file)];
  try {
    return processTheorem({ command, folder: dirname(file) });
  } catch (error) {
    if (!isProcessError(error)) throw error;
    throw new UsageError(`${file} cannot be read: ${error.message}`);
  }
};

/** The schemas that one's own theorems are checked with are loaded where there are any. */
const loadOwn = async (file: string): Promise<readonly Theorem[]> => {
  if (file.endsWith('.py')) return [await pythonTheorem(file)];
  const { parseTheorems } = await import('../parseTheorem.ts');
  return parseTheorems(await importDefault(file), file);
};

const load = async (builtIn: readonly Theorem[], own: readonly string[]): Promise<readonly Theorem[]> => {
  const ours = await Promise.all(own.map(loadOwn));
  return requireDistinct([...builtIn, ...ours.flat()]);
};

const importedFrom = async (module: string): Promise<readonly Theorem[]> =>
  ((await import(module)) as { readonly theorems: readonly Theorem[] }).theorems;

const loaded = new Map<string, Promise<readonly Theorem[]>>();

/**
 * All theorems, loaded once for each source in a process or thread; those of the module are imported unless they are at hand.
 *
 * Rejects: `UsageError` or `ClaimError`, one sentence with the file, the field and the cure.
 */
export const theoremsFrom = (
  source: TheoremSource,
  builtIn?: readonly Theorem[],
): Promise<readonly Theorem[]> => {
  const key = JSON.stringify(source);
  const loadAll = async () => load(builtIn ?? (await importedFrom(source.module)), source.own);
  const theorems = loaded.get(key) ?? loadAll();
  loaded.set(key, theorems);
  return theorems;
};

/** How a thread finds the theorem of a task. */
export const namedIn =
  (source: TheoremSource) =>
  async (id: string): Promise<Theorem> => {
    const found = (await theoremsFrom(source)).find((theorem) => theorem.id === id);
    if (found === undefined) throw new Error(`there is no theorem "${id}" in ${source.module}`);
    return found;
  };
