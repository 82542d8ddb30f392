import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The rooms whose code decides a result. */
const deciding: readonly string[] = ['numerics', 'core', 'theorems'];

/**
 * What of it decides what is drawn: generators and kernels, a theorem's samplers and kernels, and all of a theorem that lies in one file
 * or does not keep its samplers apart.
 */
const draws = (file: string, files: readonly string[]): boolean => {
  if (/^numerics\/(random|kernels)\/|^theorems\/([^/]+\/(samplers|kernels)\/|[^/]+$)/.test(file)) return true;
  const [folder] = /^theorems\/[^/]+\//.exec(file) ?? [];
  return folder !== undefined && !files.some((one) => one.startsWith(`${folder}samplers/`));
};

const root = fileURLToPath(new URL('../../../', import.meta.url));

const filesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
};

const known = new Map<string, string>();

const fingerprintOf = (key: string, counts: (file: string, files: readonly string[]) => boolean): string => {
  const before = known.get(key);
  if (before !== undefined) return before;
  const hash = createHash('sha256');
  const files = deciding
    .flatMap((folder) => filesIn(join(root, folder)))
    .filter((file) => /\.(ts|js|wasm)$/.test(file) && !/\.d\.ts$|\.test\.[jt]s$/.test(file))
    .map((file) => relative(root, file).replaceAll('\\', '/'))
    .filter((file, _, all) => counts(file, all))
    .sort();
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  const found = hash.digest('hex');
  known.set(key, found);
  return found;
};

/**
 * A hash of all code that decides a result, so that a result of other code is never taken for one of this.
 *
 * A version alone would not do: between two releases the code changes under one version. Tests, types and maps decide nothing.
 */
export const codeFingerprint = (): string => fingerprintOf('all', () => true);

/**
 * A hash of the code that draws. Evidence of several runs may be added up as long as it stays the same: a better adversary or
 * certificate leaves k_V ≤ ΣT ≤ k_V + k_O true of the older trials, another sampler does not.
 */
export const samplerFingerprint = (): string => fingerprintOf('drawing', draws);
