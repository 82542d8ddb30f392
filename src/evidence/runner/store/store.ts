import { join } from 'node:path';
import { z } from 'zod';
import type { Trial } from '../../outcomes/outcome.ts';
import { createFile, replaceFile } from './durable.ts';
import { readResultFile, resultText, setAside } from './resultFile.ts';
import { DeterminismError } from './storeError.ts';
import { restoreTrial, storedTrial, storeTrial } from './trialCodec.ts';

/** Results by their content address, in a folder that many processes may share. */
export interface Store {
  readonly folder: string;
  /** The trials 0, 1, … that are known of a cell; none where nothing is, or where what was there is broken. */
  readonly trials: (address: string) => readonly Trial[];
  /** Keeps the trials of a cell. What is known already must be a prefix of them, or they of it. Throws: `DeterminismError`, `StoreError`. */
  readonly keepTrials: (address: string, trials: readonly Trial[]) => void;
  /** A result that is whole or absent, such as an examination's. */
  readonly result: <T>(address: string, shape: z.ZodType<T>) => T | null;
  /** Keeps a whole result; the first writer wins, and a second one must agree. Throws: `DeterminismError`, `StoreError`. */
  readonly keepResult: (address: string, content: unknown) => void;
}

const trialList = z.array(storedTrial);

/**
 * Opens the store in `folder`. Nothing is written until something is kept.
 *
 * A file that is cut short, changed or of another shape is set aside, told of through `warn`, and its result computed again.
 */
export const openStore = (folder: string, warn: (sentence: string) => void): Store => {
  const fileOf = (address: string): string => join(folder, address.slice(0, 2), `${address}.json`);

  const read = <T>(address: string, shape: z.ZodType<T>): T | null => {
    const file = fileOf(address);
    const found = readResultFile(file, address, shape);
    if ('content' in found) return found.content;
    if (found.none === 'absent') return null;
    const aside = setAside(file);
    if (aside !== null)
      warn(`${file} is set aside as ${aside}, since ${found.because}; its result is computed again`);
    return null;
  };

  /** Keeps what came second beside what is there, and says so. */
  const disagree = (address: string, content: unknown): never => {
    const file = fileOf(address);
    const beside = `${file}.differs-${process.pid}`;
    replaceFile(beside, resultText(address, content));
    throw new DeterminismError(
      `the same address gave two results, which is a fault of lakatos or of this machine: compare ${file} with ${beside}, and report both`,
    );
  };

  const encoded = (trials: readonly Trial[]): readonly string[] =>
    trials.map((trial) => JSON.stringify(storeTrial(trial)));

  return {
    folder,
    trials: (address) => (read(address, trialList) ?? []).map(restoreTrial),
    keepTrials: (address, trials) => {
      const known = (read(address, trialList) ?? []).map((trial) => JSON.stringify(trial));
      const ours = encoded(trials);
      const shared = Math.min(known.length, ours.length);
      for (let i = 0; i < shared; i += 1) if (known[i] !== ours[i]) disagree(address, trials.map(storeTrial));
      if (ours.length > known.length)
        replaceFile(fileOf(address), resultText(address, trials.map(storeTrial)));
    },
    result: read,
    keepResult: (address, content) => {
      const text = resultText(address, content);
      if (createFile(fileOf(address), text)) return;
      const known = read(address, z.unknown());
      // What stood there was broken and is set aside now.
      if (known === null) replaceFile(fileOf(address), text);
      else if (resultText(address, known) !== text) disagree(address, content);
    },
  };
};
