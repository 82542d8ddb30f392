import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ended, requireFreshBuild, root, started } from '../../properties/runs.ts';

// The short form of `npm run faults`: every fault once.

interface Row {
  readonly fault: string;
  readonly times: number;
  readonly same: number;
  readonly incomplete: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly differing: number;
  readonly wrong: readonly string[];
  readonly skipped: string | null;
}

let ended: Ended;
let rows: readonly Row[] = [];

beforeAll(async () => {
  requireFreshBuild();
  ended = await started(process.execPath, [
    '--import',
    'jiti/register',
    join(root, 'scripts/faults.js'),
    '--repeat',
    '1',
    '--json',
  ]);
  if (ended.stdout !== '') rows = (JSON.parse(ended.stdout) as { rows: readonly Row[] }).rows;
});

describe('after every fault', () => {
  it('the run ends with the bytes of an undisturbed one, or says that it is incomplete', () => {
    expect(rows.length, ended.stderr).toBeGreaterThan(8);
    for (const { fault, times, lost, duplicated, differing, wrong, skipped } of rows) {
      expect([fault, wrong]).toEqual([fault, []]);
      expect([fault, lost, duplicated, differing]).toEqual([fault, 0, 0, 0]);
      expect([fault, times], skipped ?? '').toEqual([fault, skipped === null ? 1 : 0]);
    }
    expect(ended.code).toBe(0);
  });

  it('only a full disk may be what a machine cannot show', () => {
    const skipped = rows.filter((row) => row.skipped !== null).map(({ fault }) => fault);
    expect(skipped.filter((fault) => fault !== 'a full disk')).toEqual([]);
  });
});
