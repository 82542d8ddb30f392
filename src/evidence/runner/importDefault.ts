import { fileURLToPath } from 'node:url';
import { createJiti, type Jiti } from 'jiti';
import { UsageError } from './usageError.ts';

/**
 * A loader for files of one's own. What they import from `lakatos` is this very package, wherever it was started from, so that
 * `npx lakatos` serves a folder in which nothing is installed.
 *
 * Built, they get the modules that run; from source, under vitest, they are read by the same loader as the files themselves.
 */
const makeLoader = async (): Promise<Jiti> => {
  const here = import.meta.url;
  if (here.endsWith('.ts'))
    return createJiti(here, { alias: { lakatos: fileURLToPath(new URL('../../index.ts', here)) } });
  const lakatos: unknown = await import(new URL('../../index.js', here).href);
  return createJiti(here, { virtualModules: { lakatos } });
};

let loader: Promise<Jiti> | undefined;

/**
 * Reads a TypeScript or JavaScript module's default export; Node 20 cannot import `.ts` by itself.
 *
 * Throws: `UsageError`, one sentence with the file, when it cannot be read or its code throws.
 */
export const importDefault = async (file: string): Promise<unknown> => {
  try {
    loader ??= makeLoader();
    return await (await loader).import(file, { default: true });
  } catch (error) {
    const said = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new UsageError(`${file} cannot be read: ${said}; correct it and try again`);
  }
};
