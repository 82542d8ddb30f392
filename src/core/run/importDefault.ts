import { fileURLToPath } from 'node:url';
import type { Jiti } from 'jiti';
import { loading } from './loading.ts';
import { UsageError } from './usageError.ts';

/**
 * A loader for files of one's own. What they import from `lakatos` is this very package, wherever it was started from, so that
 * `npx lakatos` serves a folder in which nothing is installed.
 *
 * Built, they get the modules that run; from source, under vitest, they are read by the same loader as the files themselves.
 */
const makeLoader = async (): Promise<Jiti> => {
  const { createJiti } = await import('jiti');
  const here = import.meta.url;
  if (here.endsWith('.ts'))
    return createJiti(here, { alias: { lakatos: fileURLToPath(new URL('../../index.ts', here)) } });
  const lakatos: unknown = await import(new URL('../../index.js', here).href);
  return createJiti(here, { virtualModules: { lakatos } });
};

let loader: Promise<Jiti> | undefined;

/** Milliseconds that a file has to be ready: reading it is to make data, and takes none of them. */
const PATIENCE = 60_000;

/**
 * Reads a TypeScript or JavaScript module's default export; Node 20 cannot import `.ts` by itself.
 *
 * Throws: `UsageError`, one sentence with the file, when it cannot be read, its code throws, or it waits for too long.
 */
export const importDefault = async (file: string): Promise<unknown> => {
  let waiting: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const says = `it is not ready after ${PATIENCE / 1000} seconds`;
    waiting = setTimeout(() => reject(new Error(says)), PATIENCE).unref();
  });
  loading.add(file);
  try {
    loader ??= makeLoader();
    return await Promise.race([(await loader).import(file, { default: true }), late]);
  } catch (error) {
    const said = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new UsageError(`${file} cannot be read: ${said}; correct it and try again`);
  } finally {
    clearTimeout(waiting);
    loading.delete(file);
  }
};
