import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inProcess } from '../../properties/inProcess.ts';
import {
  type Ended,
  inTurn,
  main,
  requireFreshBuild,
  started,
  struck,
  type Ways,
} from '../../properties/runs.ts';
import { writeTinyImages } from '../../properties/tinyImages.ts';

// What is kept of the trainings of a figure, and the shards of one with images, through the built command.

const folder = mkdtempSync(join(tmpdir(), 'lakatos-trainings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lakatos = (args: readonly string[], ways: Ways = {}): Promise<Ended> =>
  started(process.execPath, [main, ...args], { cwd: folder, ...ways });

const written = (out: string): string => readFileSync(join(folder, out, 'report.json'), 'utf8');

/** The result files of the store by name, with the time of their last change. */
const kept = (): ReadonlyMap<string, number> => {
  const store = join(folder, 'kept');
  try {
    const files = readdirSync(store, { recursive: true, encoding: 'utf8' });
    return new Map(
      files
        .filter((file) => file.endsWith('.json'))
        .map((file) => [file, statSync(join(store, file)).mtimeMs]),
    );
  } catch {
    return new Map();
  }
};

const RUNS = 3;
/** One place of two dimensions: six trainings, one after the other. */
const TRAININGS = 2 * RUNS;
const path = (out: string, ...more: readonly string[]): string[] => [
  ...['reproduce', 'figure-2', '--inputs', 'unit', '--d', '49', '--m', '50', '--runs', String(RUNS)],
  ...['--threads', '1', '--out', out, ...more],
];

/** Sends the signal when two more trainings are kept, and the next one is not begun. */
const cut = (out: string, signal: 'SIGINT' | 'SIGKILL'): Promise<Ended> =>
  struck(path(out, '--store', 'kept'), signal, { kept: 2 }, folder);

const images = (out: string, data: string, ...more: readonly string[]): Promise<Ended> =>
  lakatos([
    ...['reproduce', 'figure-2', '--d', '49', '--m', '20', '--runs', '2', '--threads', '1', '--no-store'],
    ...['--quiet', '--data', data, '--out', out, ...more],
  ]);

const runs: Record<string, Ended> = {};
let [first, second, last]: ReadonlyMap<string, number>[] = [];

beforeAll(async () => {
  requireFreshBuild();
  process.chdir(folder);
  writeTinyImages(join(folder, 'here'), 50);
  writeTinyImages(join(folder, 'there'), 50);
  writeTinyImages(join(folder, 'other'), 51);
  const queue = inTurn();
  const chain = async (works: Readonly<Record<string, () => Promise<Ended>>>): Promise<void> => {
    for (const [name, work] of Object.entries(works)) runs[name] = await queue(work);
  };
  await Promise.all([
    chain({ undisturbed: () => lakatos(path('undisturbed', '--no-store')) }),
    chain({
      killed: () => cut('killed', 'SIGKILL'),
      interrupted: () => {
        first = kept();
        return cut('interrupted', 'SIGINT');
      },
      resumed: () => {
        second = kept();
        return lakatos(path('resumed', '--store', 'kept'));
      },
    }),
    chain({
      whole: () => images('whole', 'here'),
      part1: () => images('part1', 'here', '--shard', '1/2'),
      part2: () => images('part2', 'there', '--shard', '2/2'),
      strange: () => images('strange', 'other', '--shard', '2/2'),
      merged: () => inProcess(['merge', 'part1', 'part2', '--out', 'merged']),
      mergedStrange: () => inProcess(['merge', 'part1', 'strange', '--out', 'none']),
    }),
  ]);
  last = kept();
});

describe('a figure that is interrupted', () => {
  it('goes on from the last training that was finished, whatever ended it: what is kept is never computed again', () => {
    expect([runs.killed!.code, runs.interrupted!.code]).toEqual([null, 130]);
    expect([first!.size, second!.size]).toEqual([2, 4]);
    for (const [file, changed] of [...first!, ...second!]) expect(last!.get(file)).toBe(changed);
    // Every training once, and the result.
    expect(last!.size).toBe(TRAININGS + 1);
  });

  it('ends with the bytes of the undisturbed run', () => {
    expect(runs.resumed!.code).toBe(runs.undisturbed!.code);
    expect(written('resumed')).toBe(written('undisturbed'));
  });
});

describe('shards with images', () => {
  it('may have them in folders of their own, and are merged where there are none', () => {
    expect(runs.merged!.stderr).toBe('');
    expect(written('merged')).toBe(written('whole'));
    expect(written('whole')).toContain('--data DIR');
    expect(written('whole')).not.toContain('--data here');
  });

  it('that had other images are not merged', () => {
    expect(runs.mergedStrange!.stderr).toMatch(/are shards of different runs \(request\); merge the shards/);
    expect(runs.mergedStrange!.code).toBe(2);
  });
});
