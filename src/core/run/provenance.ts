import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generatorOf } from '../../numerics/random/root.ts';
import type { Provenance } from '../report/report.ts';
import type { Settings } from './settings.ts';

/** The root of the package, from `src/` and from `dist/` alike. */
export const packageRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** The version in package.json. */
export const version: string = (
  JSON.parse(readFileSync(`${packageRoot}/package.json`, 'utf8')) as { version: string }
).version;

/**
 * The arithmetic and the generator: what a second run must share to give the same bytes.
 *
 * The SIMD kernels give the bits of the plain ones, so both are one engine, and its arithmetic is called plain f64.
 */
export const engineOf = (seed: string): string => `plain/${generatorOf(seed)}`;

/** What decides the bytes of a report. `selection` says in words what a partial run was limited to. */
export const provenanceOf = (
  {
    seed,
    profile,
    alpha,
    config = null,
  }: Pick<Settings, 'seed' | 'profile' | 'alpha'> & Partial<Pick<Settings, 'config'>>,
  selection: string | null = null,
): Provenance => ({
  ...{ version, seed, profile, engine: engineOf(seed), alpha, selection },
  ...(config !== null && { config }),
});
