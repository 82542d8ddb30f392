import { join } from 'node:path';
import { z } from 'zod';
import type { SampleRow } from '../task.ts';
import { replaceFile } from './durable.ts';
import { readResultFile, resultText, setAside } from './resultFile.ts';

/** The draws of one sample that are known, in the stretches in which they were measured. */
export interface SampleLog {
  /** The draws from, …, to − 1, where all of them are known from one stretch. */
  readonly known: (from: number, to: number) => readonly SampleRow[] | null;
  /** Notified of a stretch that was measured. */
  readonly keep: (from: number, rows: readonly SampleRow[]) => void;
  /** Writes what is not written yet. Throws: `StoreError`. */
  readonly flush: () => void;
}

/** Milliseconds of work that a killed process may lose. */
const PACE = 5000;

/** Stretches by their first draw, each as text: brackets may end at infinity, which JSON does not have. */
const stretches = z.record(z.string(), z.string());

const encoded = (rows: readonly SampleRow[]): string =>
  JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { infinite: value > 0 ? 1 : -1 } : value,
  );

const restored = (text: string): readonly SampleRow[] =>
  JSON.parse(text, (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'infinite' in value
      ? Number(value.infinite) * Number.POSITIVE_INFINITY
      : value,
  ) as readonly SampleRow[];

/**
 * The draws of one sample in the store: read once, and written every few seconds of work and at the end.
 *
 * A draw is a function of its address alone, so that stretches may be known in any order, and a sample that is made longer begins with
 * those of the shorter one. A broken file is set aside, reported through `warn`, and its draws are made again.
 */
export const sampleLogIn = (
  folder: string,
  address: string,
  warn: (sentence: string) => void,
  pace = PACE,
): SampleLog => {
  const file = join(folder, address.slice(0, 2), `${address}.json`);
  const read = (): Readonly<Record<string, string>> => {
    const found = readResultFile(file, address, stretches);
    if ('content' in found) return found.content;
    if (found.none === 'broken') {
      const aside = setAside(file);
      if (aside !== null)
        warn(`${file} is set aside as ${aside}, since ${found.because}; its result is computed again`);
    }
    return {};
  };
  const first = read();
  const fresh = new Map<string, string>();
  let when = performance.now();
  const flush = (): void => {
    if (fresh.size === 0) return;
    when = performance.now();
    // Another process may have kept other stretches since.
    const all = { ...read(), ...Object.fromEntries(fresh) };
    const ordered = Object.entries(all).sort(([a], [b]) => Number(a) - Number(b));
    replaceFile(file, resultText(address, Object.fromEntries(ordered)));
    fresh.clear();
  };
  return {
    known: (from, to) => {
      const text = first[String(from)];
      if (text === undefined) return null;
      const rows = restored(text);
      return rows.length < to - from ? null : rows.slice(0, to - from);
    },
    keep: (from, rows) => {
      fresh.set(String(from), encoded(rows));
      if (performance.now() - when >= pace) flush();
    },
    flush,
  };
};
