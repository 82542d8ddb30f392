import { createHash } from 'node:crypto';
import { readFileSync, renameSync, statSync } from 'node:fs';
import { z } from 'zod';
import { asStoreError } from './durable.ts';

/** Beyond this a result file is not ours. Half a gigabyte holds some million trials. */
const LARGEST_FILE = 2 ** 29;

const envelope = z.strictObject({
  schema: z.literal('lakatos/result@1'),
  address: z.string(),
  /** SHA-256 of the content's JSON: a file cut short or changed is told by it. */
  sha256: z.string(),
  content: z.unknown(),
});

const digest = (json: string): string => createHash('sha256').update(json).digest('hex');

/** The text of a result file. The same content gives the same bytes. */
export const resultText = (address: string, content: unknown): string => {
  const json = JSON.stringify(content);
  return `{"schema":"lakatos/result@1","address":"${address}","sha256":"${digest(json)}","content":${json}}\n`;
};

/** What a result file holds, or why it holds nothing. */
export type Reading<T> =
  | { readonly content: T }
  | { readonly none: 'absent' }
  | { readonly none: 'broken'; readonly because: string };

/** Reads a result file and checks all of it: its shape, its address, its checksum, and the content by `shape`. */
export const readResultFile = <T>(file: string, address: string, shape: z.ZodType<T>): Reading<T> => {
  let text: string;
  try {
    const { size } = statSync(file);
    if (size > LARGEST_FILE) return { none: 'broken', because: `it has ${size} bytes` };
    text = readFileSync(file, 'utf8');
  } catch (error) {
    // ENOTDIR: a file is where a folder should be, which the writer of the result reports.
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return { none: 'absent' };
    return { none: 'broken', because: (error as Error).message };
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { none: 'broken', because: 'it is cut short or no JSON' };
  }
  const outer = envelope.safeParse(parsed);
  if (!outer.success) return { none: 'broken', because: 'it is not a result file' };
  if (outer.data.address !== address) return { none: 'broken', because: 'it belongs to another address' };
  if (digest(JSON.stringify(outer.data.content)) !== outer.data.sha256)
    return { none: 'broken', because: 'its checksum does not agree' };
  const inner = shape.safeParse(outer.data.content);
  if (!inner.success) return { none: 'broken', because: 'its content has another shape' };
  // As it was read: a parsed copy has its fields in another order, and the report would have other bytes.
  return { content: outer.data.content as T };
};

/**
 * Moves a broken file out of the way, under a name that says so; it is kept as evidence.
 *
 * Returns the new name, or null where another process was first. Throws: `StoreError`.
 */
export const setAside = (file: string): string | null => {
  for (let i = 1; ; i += 1) {
    const aside = `${file}.broken-${i}`;
    if (statSync(aside, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      renameSync(file, aside);
      return aside;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw asStoreError(file, error);
    }
  }
};
