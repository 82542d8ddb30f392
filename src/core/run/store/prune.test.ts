import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { pruneStore, storeSize } from './prune.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakatos-prune-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const DAY = 86_400_000;
const now = 1_800_000_000_000;
const address = (digit: string): string => digit.repeat(64);

/** A file of so many bytes, written so many days ago. */
const put = (path: string, bytes: number, days: number): string => {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, 'x'.repeat(bytes));
  utimesSync(file, (now - days * DAY) / 1000, (now - days * DAY) / 1000);
  return file;
};

it('counts what a store holds, and removes what is old, but for the ledger and what is not its own', () => {
  const young = put(`aa/${address('a')}.json`, 100, 1);
  const old = put(`bb/${address('b')}.json`, 20, 40);
  const broken = put(`bb/${address('b')}.json.broken-1`, 3, 40);
  const ledger = put(`ledger/${address('c')}.json`, 7, 400);
  const others = [put('notes.txt', 9, 400), put('bb/mine.json', 9, 400)];
  expect(storeSize(folder)).toEqual({ files: 3, bytes: 123, asides: { files: 1, bytes: 3 } });
  expect(pruneStore(folder, 30 * DAY, now)).toEqual({ files: 2, bytes: 23, asides: { files: 1, bytes: 3 } });
  expect([young, old, broken, ledger, ...others].map(existsSync)).toEqual([
    true,
    false,
    false,
    true,
    true,
    true,
  ]);
  expect(pruneStore(folder, 30 * DAY, now).files).toBe(0);
  pruneStore(folder, 0, now);
  expect(storeSize(folder).files).toBe(0);
  expect(existsSync(ledger)).toBe(true);
});
