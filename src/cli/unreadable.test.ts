import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { unreadable } from './unreadable.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakatos-unreadable-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const saidOf = (file: string): string => {
  try {
    readFileSync(file);
  } catch (error) {
    return unreadable(file, error, 'give another').message;
  }
  throw new Error(`${file} can be read`);
};

it('says in words why a file cannot be read, and the way out', () => {
  const missing = join(folder, 'missing.json');
  expect(saidOf(missing)).toBe(`${missing} cannot be read: there is no such file; give another`);
  expect(saidOf(folder)).toBe(`${folder} cannot be read: it is a folder; give another`);
});
