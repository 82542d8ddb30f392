import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shardsMissingIn } from './shardsMissingIn.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lakatos-blobs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const holding = (...names: readonly string[]): readonly string[] => {
  for (const name of names) writeFileSync(join(folder, name), '');
  return shardsMissingIn(folder);
};

describe('shardsMissingIn', () => {
  it('asks for nothing when every shard has its blob', () => {
    expect(holding('blob-1-3.json', 'blob-2-3.json', 'blob-3-3.json')).toEqual([]);
  });

  it('names each shard that has none', () => {
    expect(holding('blob-2-3.json')).toEqual([
      `shard 1 of 3: its blob is not in ${folder}`,
      `shard 3 of 3: its blob is not in ${folder}`,
    ]);
  });

  it('asks nothing of blobs under other names', () => {
    expect(holding('blob.json', 'mine.json')).toEqual([]);
  });
});
