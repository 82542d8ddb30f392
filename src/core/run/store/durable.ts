import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreError } from './storeError.ts';

const why: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EROFS: 'it is on a read-only disk',
  EACCES: 'it may not be written to',
  EPERM: 'it may not be written to',
  ENOTDIR: 'a file is where a folder should be',
  EEXIST: 'a file is where a folder should be',
};

/** What the system said of a file, as one sentence with the way out. */
export const asStoreError = (file: string, error: unknown): StoreError => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new StoreError(
    `${dirname(file)} cannot be written to: ${why[code] ?? message}; name another folder with --store, or give --no-store`,
  );
};

/** Makes the folder of the disk's entries reach the disk too: a name is lost without it. */
const syncFolder = (folder: string): void => {
  let handle: number;
  try {
    handle = openSync(folder, 'r');
  } catch {
    // Some systems open no folders; there the name is as durable as they make it.
    return;
  }
  try {
    fsyncSync(handle);
  } catch {
    // As above.
  } finally {
    closeSync(handle);
  }
};

/** Takes a temporary file away; that it cannot be is not what the caller must hear of. */
const discard = (temporary: string): void => {
  try {
    rmSync(temporary, { force: true });
  } catch {
    // Whatever kept it from being written keeps it from being there.
  }
};

/** Writes `text` under a temporary name beside `file`, to the disk and not only to its cache. */
const written = (file: string, text: string): string => {
  // Two processes may write the same file at once: a name of its own for each.
  const temporary = `${file}.${randomUUID()}.part`;
  const bytes = Buffer.from(text);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const handle = openSync(temporary, 'wx');
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    discard(temporary);
    throw asStoreError(file, error);
  }
  return temporary;
};

/** Puts `text` in the place of `file`, whole or not at all, durably. Throws: `StoreError`. */
export const replaceFile = (file: string, text: string): void => {
  const temporary = written(file, text);
  try {
    renameSync(temporary, file);
    syncFolder(dirname(file));
  } catch (error) {
    discard(temporary);
    throw asStoreError(file, error);
  }
};

/** Makes `file` hold `text` unless it is there already: the first writer wins. Returns whether this one did. Throws: `StoreError`. */
export const createFile = (file: string, text: string): boolean => {
  const temporary = written(file, text);
  try {
    linkSync(temporary, file);
    syncFolder(dirname(file));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw asStoreError(file, error);
  } finally {
    discard(temporary);
  }
};
