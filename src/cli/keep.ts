import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cellKey } from '../core/judge/cell.ts';
import type { PlannedCell } from '../core/run/plan.ts';
import { isStudied, type Planned } from '../core/run/planned.ts';
import { engineOf } from '../core/run/provenance.ts';
import type { Settings } from '../core/run/settings.ts';
import type { Origin } from '../core/run/store/address.ts';
import { codeFingerprint, samplerFingerprint } from '../core/run/store/fingerprint.ts';
import { addressOfPlanned, type Keeping } from '../core/run/store/keeping.ts';
import { epochIn, shareOf } from '../core/run/store/ledger.ts';
import { openStore } from '../core/run/store/store.ts';
import { UsageError } from '../core/run/usageError.ts';
import type { Theorem } from '../core/theorem.ts';
import { requireWritable } from './requireWritable.ts';

/** Where the command line keeps results when nothing else is said. */
export const DEFAULT_STORE = '.lakatos';

const ownCodeOf = (files: readonly string[], theorems: readonly Theorem[]): string => {
  if (files.length === 0) return '';
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  // What processes answer is made of files of their own.
  const processes = theorems.flatMap(({ settings }) => settings.flatMap((one) => one.process?.hash ?? []));
  for (const one of [...new Set(processes)].sort()) hash.update(one);
  return hash.digest('hex');
};

/** What every result of a run is a function of, beside its own task. */
export const originOf = ({
  seed,
  source,
  theorems,
}: Pick<Settings, 'seed' | 'source' | 'theorems'>): Origin => ({
  seed,
  engine: engineOf(seed),
  code: codeFingerprint(),
  ownCode: ownCodeOf(source.own, theorems),
});

/**
 * Where the results of this run are kept, and what they are a function of; null where none are.
 *
 * `extend` collects evidence over runs, so it asks only that the sampler be the same.
 *
 * Throws: `UsageError` when the folder cannot be written to, or when nothing is kept though `--resume` or `--extend` asks for it.
 */
export const keepingOf = (
  { store, seed, source, theorems }: Settings,
  flags: { readonly resume?: boolean; readonly extend?: boolean },
): Keeping | null => {
  if (store === null) {
    const asked = flags.extend ? '--extend' : flags.resume ? '--resume' : null;
    if (asked !== null)
      throw new UsageError(`${asked} needs what earlier runs kept; leave --no-store out, or name a --store`);
    return null;
  }
  requireWritable(store, '--store');
  const origin = originOf({ seed, source, theorems });
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
    if (isStudied(one)) return one;
    const known = store.trials(addressOfPlanned(one, alpha, origin)).length;
    const epoch = epochIn(folder, lifetimeOf(one, seed), JSON.stringify([one.drawsKey, origin.code]), warn);
    const cap = known + one.cap;
    const share = shareOf(epoch);
    const trialsKey = `${one.drawsKey}, at most ${cap} trials at ${share} of alpha`;
    return { ...one, cap, share, trialsKey };
  });
};
