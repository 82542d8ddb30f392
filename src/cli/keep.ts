import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cellKey } from '../evidence/outcomes/cell.ts';
import type { PlannedCell } from '../evidence/runner/plan.ts';
import { isExamination, type Planned } from '../evidence/runner/planned.ts';
import { engineOf } from '../evidence/runner/provenance.ts';
import type { Settings } from '../evidence/runner/settings.ts';
import type { Origin } from '../evidence/runner/store/address.ts';
import { codeFingerprint, samplerFingerprint } from '../evidence/runner/store/fingerprint.ts';
import { addressOfPlanned, type Keeping } from '../evidence/runner/store/keeping.ts';
import { epochIn, shareOf } from '../evidence/runner/store/ledger.ts';
import { openStore } from '../evidence/runner/store/store.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import { requireWritable } from './requireWritable.ts';

/** Where the command line keeps results when nothing else is said. */
export const DEFAULT_STORE = '.lakatos';

const ownCodeOf = (files: readonly string[]): string => {
  if (files.length === 0) return '';
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
};

/** What every result of a run is a function of, beside its own task. */
export const originOf = ({ seed, ownQuantities }: Pick<Settings, 'seed' | 'ownQuantities'>): Origin => ({
  seed,
  engine: engineOf(seed),
  code: codeFingerprint(),
  ownCode: ownCodeOf(ownQuantities),
});

/**
 * Where the results of this run are kept, and what they are a function of; null where none are.
 *
 * `extend` collects evidence over runs, so it asks only that the sampler be the same.
 *
 * Throws: `UsageError` when the folder cannot be written to, or when nothing is kept though `--resume` or `--extend` asks for it.
 */
export const keepingOf = (
  { store, seed, ownQuantities }: Settings,
  flags: { readonly resume?: boolean; readonly extend?: boolean },
): Keeping | null => {
  if (store === null) {
    const asked = flags.extend ? '--extend' : flags.resume ? '--resume' : null;
    if (asked !== null)
      throw new UsageError(`${asked} needs what earlier runs kept; leave --no-store out, or name a --store`);
    return null;
  }
  requireWritable(store, '--store');
  const origin = originOf({ seed, ownQuantities });
  return {
    folder: store,
    origin: flags.extend ? { ...origin, code: `sampler ${samplerFingerprint()}` } : origin,
  };
};

/** The name of a cell over its lifetime, whatever its formulas come to be. */
const lifetimeOf = ({ at, decisive }: PlannedCell, seed: string): string => {
  const { id, reading } = at.bound.claim;
  return JSON.stringify([id, reading, cellKey({ ...at.cell, constants: decisive }), seed]);
};

/**
 * The plan of a run that goes on where earlier ones stopped: each cell may take as many trials again as it is given, at the share
 * of α of its epoch.
 */
export const extended = (
  planned: readonly Planned[],
  { folder, origin }: Keeping,
  { seed, alpha }: Settings,
  warn: (sentence: string) => void,
): readonly Planned[] => {
  const store = openStore(folder, warn);
  return planned.map((one) => {
    if (isExamination(one)) return one;
    const known = store.trials(addressOfPlanned(one, alpha, origin)).length;
    const epoch = epochIn(folder, lifetimeOf(one, seed), JSON.stringify([one.drawsKey, origin.code]), warn);
    const cap = known + one.cap;
    const share = shareOf(epoch);
    const trialsKey = `${one.drawsKey}, at most ${cap} trials at ${share} of alpha`;
    return { ...one, cap, share, trialsKey };
  });
};
