import { existsSync } from 'node:fs';
import { builtIn, type Catalogue, withFamily } from '../trials/quantities/catalogue.ts';
import { parseFamily } from '../trials/quantities/parseFamily.ts';
import { importDefault } from './importDefault.ts';
import { UsageError } from './usageError.ts';

/**
 * The quantities of this package and those of these files, each of which default-exports a family (or a list of families).
 *
 * Files and not families are what a plan carries to its worker threads: functions do not travel.
 *
 * Throws: `UsageError` or `ClaimError`, one sentence with the file, the field and the cure.
 */
const load = async (files: readonly string[]): Promise<Catalogue> => {
  let catalogue = builtIn;
  for (const file of files) {
    if (!existsSync(file))
      throw new UsageError(`${file} does not exist; it should hold a family of quantities`);
    const value = await importDefault(file);
    for (const one of Array.isArray(value) ? value : [value])
      catalogue = withFamily(catalogue, parseFamily(one, file), file);
  }
  return catalogue;
};

const loaded = new Map<string, Promise<Catalogue>>();

/** `load`, once for each list of files in a process or thread. */
export const catalogueFrom = (files: readonly string[]): Promise<Catalogue> => {
  const key = JSON.stringify(files);
  const catalogue = loaded.get(key) ?? load(files);
  loaded.set(key, catalogue);
  return catalogue;
};
