import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { DataError } from './dataError.ts';

/** One file to fetch: where it lies, what it must be, and where it goes. */
export interface Download {
  readonly url: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** How a download ended; `cut` keeps what came, and the next one goes on from there. */
export type Downloaded =
  | { readonly kind: 'fetched'; readonly resumed: boolean }
  | { readonly kind: 'already there' }
  | { readonly kind: 'cut'; readonly bytes: number; readonly why: string };

export interface DownloadWays {
  /** Hears how many bytes are there, those of an earlier download included. */
  readonly onBytes?: (bytes: number) => void;
  readonly signal?: AbortSignal;
  /** A connection that is silent for that long counts as cut. */
  readonly patienceMs?: number;
  /** How long to wait after an attempt that brought nothing; after the second, twice as long. */
  readonly pauseMs?: number;
}

const PATIENCE_MS = 30_000;
const PAUSE_MS = 1000;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

const sha256Of = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

const short = (sha256: string): string => `${sha256.slice(0, 12)}…`;

/** The first byte that a partial answer holds; null where it does not say. */
const startOf = (response: Response): number | null => {
  const found = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '');
  return found === null ? null : Number(found[1]);
};

const writeAll = (file: number, bytes: Uint8Array): void => {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
};

/** What happened to a connection, without the words of the library around it. */
const whyOf = (error: unknown): string => {
  const { cause, message } = error as Error & { cause?: Error & { code?: string } };
  return cause?.message || cause?.code || message;
};

/** Appends to the part what the server still has; returns why it ended early, or null. */
const pull = async (file: Download, part: string, ways: DownloadWays): Promise<string | null> => {
  const silence = new AbortController();
  const patience = ways.patienceMs ?? PATIENCE_MS;
  let timer = setTimeout(() => silence.abort(), patience);
  const signals = [silence.signal, ...(ways.signal === undefined ? [] : [ways.signal])];
  try {
    const held = sizeOf(part);
    const response = await fetch(file.url, {
      // An archive is taken as it is: a length or a range of something packed anew would be of other bytes.
      headers: { 'accept-encoding': 'identity', ...(held > 0 ? { range: `bytes=${held}-` } : {}) },
      signal: AbortSignal.any(signals),
    });
    if (response.status === 429 || response.status >= 500) {
      await response.body?.cancel();
      return `the mirror answered ${response.status}`;
    }
    // A server without ranges sends all of it again, and that is as good.
    const goesOn = response.status === 206 && startOf(response) === held;
    if (!goesOn && response.status !== 200) {
      await response.body?.cancel();
      if (held > 0 && (response.status === 206 || response.status === 416)) {
        rmSync(part);
        return `the mirror would not go on at byte ${held}`;
      }
      throw new DataError(
        `${file.url} answered ${response.status} ${response.statusText}, and the file was expected; give another mirror with --mirror`,
      );
    }
    let bytes = goesOn ? held : 0;
    ways.onBytes?.(bytes);
    const out = openSync(part, goesOn ? 'a' : 'w');
    try {
      for await (const piece of response.body ?? []) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), patience);
        bytes += piece.length;
        if (bytes > file.bytes) break;
        writeAll(out, piece);
        ways.onBytes?.(bytes);
      }
      fsyncSync(out);
    } finally {
      closeSync(out);
    }
    if (bytes > file.bytes) {
      rmSync(part);
      throw new DataError(
        `${file.url} is longer than the ${file.bytes} bytes expected, and was not kept; give another mirror with --mirror`,
      );
    }
    return bytes < file.bytes ? `the connection ended after ${bytes} of ${file.bytes} bytes` : null;
  } catch (error) {
    if (error instanceof DataError) throw error;
    if (ways.signal?.aborted === true) return 'it was interrupted';
    if (silence.signal.aborted) return `nothing came for ${patience / 1000} seconds`;
    const { code, syscall, path } = error as NodeJS.ErrnoException;
    // What concerns the disk has a path or a call of the file system; the rest is the connection.
    if (path !== undefined || syscall === 'write' || code === 'ENOSPC')
      throw new DataError(
        `${part} cannot be written (${(error as Error).message}); give another folder with --to`,
      );
    return whyOf(error);
  } finally {
    clearTimeout(timer);
  }
};

// A server that cuts every connection is asked as often as bytes keep coming, and that many times when none do.
const VAIN_ATTEMPTS = 3;

/**
 * Fetches one file whose length and checksum are known.
 *
 * It grows beside its place as `<path>.part` and is renamed once its checksum is right, so a file that is there is whole.
 * A part that an earlier download left is continued; a connection that is cut is taken up again where it ended.
 *
 * Throws: `DataError` when the mirror has no such file or another one, when something else lies at `path`, or on a full disk.
 */
export const download = async (file: Download, ways: DownloadWays = {}): Promise<Downloaded> => {
  const { path, bytes, sha256 } = file;
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) {
    if (sizeOf(path) === bytes && sha256Of(path) === sha256) return { kind: 'already there' };
    throw new DataError(
      `${path} is there already, with other contents than the file to fetch; move it away, or give another folder with --to`,
    );
  }
  const part = `${path}.part`;
  if (sizeOf(part) > bytes) rmSync(part);
  let resumed = sizeOf(part) > 0;
  let restarted = false;
  for (let vain = 0; ; ) {
    const before = sizeOf(part);
    const why = before === bytes ? null : await pull(file, part, ways);
    const now = sizeOf(part);
    if (why === null) {
      const found = sha256Of(part);
      if (found === sha256) {
        renameSync(part, path);
        return { kind: 'fetched', resumed };
      }
      rmSync(part);
      // The beginning came from somewhere else, perhaps: once more from the first byte.
      if (resumed && !restarted) {
        restarted = true;
        resumed = false;
        continue;
      }
      throw new DataError(
        `${file.url} has the SHA-256 ${short(found)}, and ${short(sha256)} was expected; it was not kept, give another mirror with --mirror`,
      );
    }
    if (now > 0) resumed = true;
    vain = now > before ? 0 : vain + 1;
    if (ways.signal?.aborted === true || vain >= VAIN_ATTEMPTS) return { kind: 'cut', bytes: now, why };
    if (vain > 0)
      await pause(vain * (ways.pauseMs ?? PAUSE_MS), undefined, ways.signal && { signal: ways.signal }).catch(
        () => {},
      );
  }
};
