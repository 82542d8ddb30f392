import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CellReport, Provenance, SearchReport } from '../core/report/report.ts';
import { nameOfPlanned } from '../core/run/planned.ts';
import { searchInWords } from '../core/run/searches.ts';
import type { Shard } from '../core/run/shards.ts';
import { replaceFile } from '../core/run/store/durable.ts';
import type { CheckPlan, RequestFlags } from './checkRequest.ts';
import { unreadable } from './unreadable.ts';

/** A row with its record, or the reason why it has none. */
export type Recorded<T> = { readonly report: T } | { readonly missing: string };

/** What a shard leaves behind for `lakatos merge`. */
export interface ShardFile {
  readonly schema: 'lakatos/shard@1';
  readonly shard: Shard;
  /** What was asked for, so that the merger lays out the same plan. */
  readonly request: { readonly ids: string | null; readonly flags: RequestFlags };
  readonly provenance: Provenance;
  /** A hash of the whole plan: shards of different plans are not merged. */
  readonly plan: string;
  readonly records: readonly { readonly place: number; readonly record: Recorded<CellReport> }[];
  readonly searches: readonly { readonly place: number; readonly record: Recorded<SearchReport> }[];
}

const recorded = z.union([
  z.strictObject({ report: z.looseObject({ verdict: z.string() }) }),
  z.strictObject({ missing: z.string() }),
]);
const placed = z.array(z.strictObject({ place: z.number().int().nonnegative(), record: recorded }));
const shape = z.strictObject({
  schema: z.literal('lakatos/shard@1'),
  shard: z.strictObject({ index: z.number().int().positive(), count: z.number().int().positive() }),
  request: z.strictObject({ ids: z.string().nullable(), flags: z.looseObject({}) }),
  provenance: z.looseObject({ version: z.string(), seed: z.string(), profile: z.string() }),
  plan: z.string(),
  records: placed,
  searches: placed,
});

/** Beyond this a file is no shard of ours. */
const LARGEST_FILE = 2 ** 28;

const NAME = 'shard.json';

/** A hash of all rows and searches of a plan, in order. */
export const planHash = ({ planned, searches }: CheckPlan): string => {
  const rows = planned.map((one) => {
    const { claim, reading, cell } = nameOfPlanned(one);
    return [claim, reading, cell, one.trialsKey];
  });
  const sought = searches.map(({ theorem, claim, search }) => [
    claim.id,
    claim.reading,
    searchInWords(search, theorem),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([rows, sought]))
    .digest('hex');
};

/** Writes a shard's file into its folder of reports, whole or not at all. Returns its path. */
export const writeShard = (folder: string, file: ShardFile): string => {
  const path = join(folder, NAME);
  replaceFile(path, `${JSON.stringify(file)}\n`);
  return path;
};

/** Takes the file of an earlier run out of a shard's folder: from now on it lies there once this run is over. */
export const removeShard = (folder: string): void => rmSync(join(folder, NAME), { force: true });

/**
 * Reads the shard that lies in `folder`; or says, as a sentence, that there is none: it was killed, or has not ended.
 *
 * Throws: `UsageError` where there is no such folder.
 */
export const readShard = (folder: string): ShardFile | { readonly lost: string } => {
  const path = join(folder, NAME);
  const again = 'run that shard again with `lakatos check --shard i/n`';
  let text: string;
  try {
    if (statSync(path).size > LARGEST_FILE) throw new Error('it is larger than any shard');
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw unreadable(path, error, 'give the folders that `lakatos check --shard i/n --out FOLDER` wrote');
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isAbsent ? 'its run was killed, or has not ended' : (error as Error).message;
    return { lost: `${folder} holds no ${NAME}: ${why}; ${again}` };
  }
  try {
    const found = JSON.parse(text) as ShardFile;
    shape.parse(found);
    // As it was read: a parsed copy has its fields in another order, and the report would have other bytes.
    return found;
  } catch {
    return { lost: `${path} is not a shard file; ${again}` };
  }
};
