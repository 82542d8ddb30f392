import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What lies in a store, by what it is. */
export interface StoreSize {
  readonly files: number;
  readonly bytes: number;
  /** Broken, differing and unfinished files, which no run reads. */
  readonly asides: { readonly files: number; readonly bytes: number };
}

interface Found {
  readonly path: string;
  readonly bytes: number;
  readonly touched: number;
  readonly aside: boolean;
}

/** Files that a store writes: results by their address, and what is put aside of them. The ledger of epochs is not a result. */
const RESULT = /^[0-9a-f]{64}\.json(\.(broken|differs)-\d+|\.[0-9a-f-]+\.part)?$/;

const foundIn = (folder: string): readonly Found[] => {
  const subfolders = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && /^[0-9a-f]{2}$/.test(entry.name),
  );
  return subfolders.flatMap(({ name }) =>
    readdirSync(join(folder, name)).flatMap((file) => {
      const path = join(folder, name, file);
      const stat = RESULT.test(file) ? statSync(path, { throwIfNoEntry: false }) : undefined;
      if (stat === undefined) return [];
      return [{ path, bytes: stat.size, touched: stat.mtimeMs, aside: !file.endsWith('.json') }];
    }),
  );
};

const sizeOf = (found: readonly Found[]): StoreSize => {
  const bytes = (some: readonly Found[]): number => some.reduce((sum, one) => sum + one.bytes, 0);
  const asides = found.filter(({ aside }) => aside);
  return {
    files: found.length,
    bytes: bytes(found),
    asides: { files: asides.length, bytes: bytes(asides) },
  };
};

/** What lies in the store of this folder. Throws where it cannot be read. */
export const storeSize = (folder: string): StoreSize => sizeOf(foundIn(folder));

/**
 * Removes the results that no run has written for so many milliseconds before `now`; what they were is computed again where it is
 * asked for. The ledger of what was spent of α stays. Returns what was removed.
 */
export const pruneStore = (folder: string, age: number, now: number): StoreSize => {
  const old = foundIn(folder).filter(({ touched }) => now - touched >= age);
  for (const { path } of old) rmSync(path, { force: true });
  return sizeOf(old);
};
