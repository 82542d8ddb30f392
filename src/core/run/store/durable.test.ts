import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createFile, replaceFile } from './durable.ts';
import { openStore } from './store.ts';
import { StoreError } from './storeError.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakatos-durable-'));
const disk = join(folder, 'disk');
mkdirSync(disk);

/** A disk of a quarter of a megabyte, where this machine lets one be mounted. */
const hasSmallDisk =
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk], { stdio: 'ignore' }).status === 0;

afterAll(() => {
  if (hasSmallDisk) spawnSync('umount', [disk]);
  rmSync(folder, { recursive: true, force: true });
});

describe('a durable file', () => {
  it('is put there whole, folders and all, and replaced whole', () => {
    const file = join(folder, 'deep/deeper/file.json');
    replaceFile(file, 'one');
    replaceFile(file, 'zwölf');
    expect(readFileSync(file, 'utf8')).toBe('zwölf');
    expect(readdirSync(join(folder, 'deep/deeper'))).toEqual(['file.json']);
  });

  it('is created once: the first writer wins', () => {
    const file = join(folder, 'created/file.json');
    expect(createFile(file, 'one')).toBe(true);
    expect(createFile(file, 'two')).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('one');
    expect(readdirSync(join(folder, 'created'))).toEqual(['file.json']);
  });

  it.each([
    ['replaceFile', replaceFile],
    ['createFile', createFile],
  ])('%s says in one sentence that a file is in the way', (_, write) => {
    writeFileSync(join(folder, 'in the way'), '');
    const keep = (): unknown => write(join(folder, 'in the way/file.json'), 'one');
    expect(keep).toThrow(StoreError);
    expect(keep).toThrow(
      /in the way cannot be written to: a file is where a folder should be; name another folder with --store, or give --no-store$/,
    );
  });

  it('leaves no temporary file where the name is taken by a folder', () => {
    mkdirSync(join(folder, 'taken/file.json'), { recursive: true });
    expect(() => replaceFile(join(folder, 'taken/file.json'), 'one')).toThrow(StoreError);
    expect(readdirSync(join(folder, 'taken'))).toEqual(['file.json']);
  });
});

describe.runIf(hasSmallDisk)('a disk that is full (needs the right to mount one)', () => {
  it('leaves what was there, nothing half written, and says so', () => {
    const file = join(disk, 'file.json');
    replaceFile(file, 'before');
    const keep = (): void => replaceFile(file, 'x'.repeat(2 ** 20));
    expect(keep).toThrow(StoreError);
    expect(keep).toThrow(
      /disk cannot be written to: the disk is full; name another folder with --store, or give --no-store$/,
    );
    expect(() => createFile(join(disk, 'new.json'), 'x'.repeat(2 ** 20))).toThrow(/the disk is full/);
    expect(readdirSync(disk)).toEqual(['file.json']);
    expect(readFileSync(file, 'utf8')).toBe('before');
  });

  it('keeps the prefix of a cell that fitted', () => {
    const store = openStore(join(disk, 'store'), () => {});
    const trials = (n: number) =>
      Array.from({ length: n }, (_, index) => ({
        index,
        outcome: { kind: 'certified' as const },
        margin: null,
        critical: null,
        brackets: { f0: { lower: 0, upper: 1 } },
        measured: {},
      }));
    const address = 'ab'.repeat(32);
    store.keepTrials(address, trials(10));
    expect(() => store.keepTrials(address, trials(10_000))).toThrow(/the disk is full/);
    expect(store.trials(address)).toHaveLength(10);
  });

  it('may be read-only', () => {
    const remounted = spawnSync('mount', ['-o', 'remount,ro', disk]);
    expect(remounted.status).toBe(0);
    expect(() => replaceFile(join(disk, 'late.json'), 'late')).toThrow(/it is on a read-only disk/);
    expect(existsSync(join(disk, 'late.json'))).toBe(false);
    expect(readFileSync(join(disk, 'file.json'), 'utf8')).toBe('before');
  });
});
