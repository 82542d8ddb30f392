import { type Flags, resolveSettings as resolve, type Settings } from '../core/run/settings.ts';
import { theorems, theoremsModule } from '../theorems/index.ts';
import { type AxisFlags, requireAxisFlags } from './axisFlags.ts';

/**
 * The settings of a run with the theorems of this package: see `core/run/settings.ts`.
 *
 * Rejects: `UsageError`, too, on an option that is not an axis of any theorem.
 */
export const resolveSettings = async (
  flags: Flags & AxisFlags = {},
  env?: Readonly<Record<string, string | undefined>>,
): Promise<Settings> => {
  const settings = await resolve({ module: theoremsModule, theorems }, flags, env);
  requireAxisFlags(flags, settings.theorems);
  return settings;
};
