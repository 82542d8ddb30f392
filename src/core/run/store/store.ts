import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { Trial } from '../../judge/outcome.ts';
import { createFile, replaceFile } from './durable.ts';
import { readResultFile, resultText, setAside } from './resultFile.ts';
import { DeterminismError } from './storeError.ts';
import { restoreTrial, storedTrial, storeTrial } from './trialCodec.ts';

/** Results by their content address, in a folder that many processes may share. */
export interface Store {
  readonly folder: string;
  /** The trials 0, 1, … that are known of a cell; none where nothing is, or where what was there is broken. */
  readonly trials: (address: string) => readonly Trial[];
  /**
   * Keeps the trials of a cell from one on: what is known already must agree with them as far as both go. Those after a gap, since
   * somebody has taken the file before them away, are not kept. Throws: `DeterminismError`, `StoreError`.
   */
  readonly keepTrials: (address: string, trials: readonly Trial[], from?: number) => void;
  /** A result that is whole or absent, such as a study's. */
  readonly result: <T>(address: string, shape: z.ZodType<T>) => T | null;
  /** Keeps a whole result; the first writer wins, and a second one must agree. Throws: `DeterminismError`, `StoreError`. */
  readonly keepResult: (address: string, content: unknown) => void;
}

const trialList = z.array(storedTrial);

/** Trials in one file: what is kept every few seconds of a long cell rewrites the last of its files alone. */
const SEGMENT = 4096;

/** The address of the trials k · SEGMENT, … of a cell; the first lie at the address of the cell itself. */
const segmentAddress = (address: string, k: number): string =>
  k === 0
    ? address
    : createHash('sha256')
        .update(JSON.stringify(['segment', address, k]))
        .digest('hex');

/**
 * Opens the store in `folder`. Nothing is written until something is kept.
 *
 * A file that is cut short, changed or of another shape is set aside, reported through `warn`, and its result computed again.
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

  return {
    folder,
    trials: (address) => {
      const all: Trial[] = [];
      for (let k = 0; all.length === k * SEGMENT; k += 1)
        for (const trial of read(segmentAddress(address, k), trialList) ?? [])
          all.push(restoreTrial(trial, all.length));
      return all;
    },
    keepTrials: (address, trials, from = 0) => {
      for (let k = Math.floor(from / SEGMENT); k * SEGMENT < from + trials.length; k += 1) {
        const at = segmentAddress(address, k);
        const known = read(at, trialList) ?? [];
        const first = Math.max(0, from - k * SEGMENT);
        if (known.length < first) return;
        const ours = trials.slice(k * SEGMENT + first - from, (k + 1) * SEGMENT - from).map(storeTrial);
        const both = [...known.slice(0, first), ...ours];
        const shared = Math.min(known.length, both.length);
        for (let i = first; i < shared; i += 1)
          if (JSON.stringify(known[i]) !== JSON.stringify(both[i])) disagree(at, both);
        if (both.length > known.length) replaceFile(fileOf(at), resultText(at, both));
      }
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
