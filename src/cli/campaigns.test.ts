import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, inTurn, main, requireFreshBuild, started, type Ways } from '../../properties/runs.ts';
import type { CellReport, Report } from '../evidence/outcomes/report.ts';

// What is kept from one run to the next, and the parts of a run, through the built command. Kills, full disks and the like are the
// work of scripts/faults.js; see faults.test.ts.

const folder = mkdtempSync(join(tmpdir(), 'lakatos-campaigns-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lakatos = (args: readonly string[], ways: Ways = {}): Promise<Ended> =>
  started(process.execPath, [main, ...args], { cwd: folder, ...ways });

const written = (out: string): string => readFileSync(join(folder, out, 'report.json'), 'utf8');
const report = (out: string): Report => JSON.parse(written(out)) as Report;
const cellsOf = (out: string): readonly CellReport[] => report(out).claims.flatMap(({ cells }) => cells);

/** The trials in the one result file of a store. */
const keptTrials = (store: string): number => {
  const files = readdirSync(join(folder, store), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.json'),
  );
  expect(files).toHaveLength(1);
  const { content } = JSON.parse(readFileSync(join(folder, store, files[0]!), 'utf8')) as {
    content: unknown[];
  };
  return content.length;
};

/** One cell of some seconds: its first batch comes soon, its last one does not. */
const long = (out: string, ...more: readonly string[]): string[] => [
  ...['check', 'gradient-is-large', '--reading', 'intended', '--d', '100', '--m', '1e4', '--C0', '3'],
  ...['--gamma', '0.004', '--threads', '1', '--out', out, ...more],
];

/** Sends a signal a while after the first word, when trials are being examined. */
const cut = (out: string, signal: 'SIGINT' | 'SIGTERM', ...more: readonly string[]): Promise<Ended> =>
  lakatos(long(out, ...more), {
    meanwhile: async (child) => {
      await new Promise<void>((resolve) => {
        child.stderr!.on('data', () => resolve());
        child.on('close', () => resolve());
      });
      await new Promise((resolve) => setTimeout(resolve, 1500));
      child.kill(signal);
    },
  });

const small = (out: string, ...more: readonly string[]): string[] => [
  ...['check', 'value-is-bounded,gradient-is-large,control-value-ignores-the-ball'],
  ...['--d', '16', '--m', '50,100', '--C0', '1,10', '--gamma', '0.1', '--quiet', '--out', out, ...more],
];

const shard = (i: number, n: number, out: string, ...more: readonly string[]): Promise<Ended> =>
  lakatos(small(out, '--shard', `${i}/${n}`, '--store', 'shards', ...more));

/** Nothing is decided before its cap, so that its number of trials says how far it went. */
const open = (out: string, trials: number, ...more: readonly string[]): string[] => [
  ...['check', 'few-neurons-flip', '--d', '4', '--m', '30', '--C0', '1', '--gamma', '0.01', '--quiet'],
  ...['--trials', String(trials), '--out', out, ...more],
];

const runs: Record<string, Ended> = {};

beforeAll(async () => {
  requireFreshBuild();
  const queue = inTurn();
  const one = async (name: string, work: () => Promise<Ended>): Promise<void> => {
    runs[name] = await queue(work);
  };
  /** Runs that need each other, in their order. */
  const chain = async (works: Readonly<Record<string, () => Promise<Ended>>>): Promise<void> => {
    for (const [name, work] of Object.entries(works)) await one(name, work);
  };
  await Promise.all([
    one('undisturbed', () => lakatos(long('undisturbed', '--no-store'))),
    chain({
      interrupted: () => cut('interrupted', 'SIGINT', '--store', 'cut'),
      terminated: async () => {
        runs.afterFirst = { code: keptTrials('cut'), stdout: '', stderr: '' };
        return cut('terminated', 'SIGTERM', '--store', 'cut', '--resume');
      },
      resumed: () => lakatos(long('resumed', '--store', 'cut', '--resume')),
      again: () => lakatos(long('again', '--store', 'cut')),
    }),
    chain({
      whole: () => lakatos(small('whole', '--no-store')),
      first: () => shard(1, 3, 'part1'),
      second: () => shard(2, 3, 'part2', '--threads', '1'),
      third: () => shard(3, 3, 'part3'),
      foreign: () => shard(3, 3, 'foreign', '--seed', 'another'),
      otherCount: () => shard(1, 2, 'otherCount'),
      merged: () => lakatos(['merge', 'part3', 'part1', 'part2', '--out', 'merged', '--json']),
      mergedTwo: () => lakatos(['merge', 'part1', 'part3', '--out', 'mergedTwo']),
      overlapping: () => lakatos(['merge', 'part1', 'part2', 'part1', '--out', 'none']),
      mergedForeign: () => lakatos(['merge', 'part1', 'part2', 'foreign', '--out', 'none']),
      mergedCounts: () => lakatos(['merge', 'otherCount', 'part2', '--out', 'none']),
      noShard: () => lakatos(['merge', 'part1', 'whole', '--out', 'none']),
      brokenShard: () => {
        const text = readFileSync(join(folder, 'part2/shard.json'), 'utf8');
        writeFileSync(join(folder, 'part2/shard.json'), text.slice(0, text.length >> 1));
        return lakatos(['merge', 'part1', 'part2', 'part3', '--out', 'none']);
      },
    }),
    chain({
      night1: () => lakatos(open('night1', 100, '--extend', '--store', 'nights')),
      night2: () => lakatos(open('night2', 100, '--extend', '--store', 'nights')),
      oneNight: () =>
        lakatos(open('oneNight', 200, '--no-store', '--alpha', 'refute=5e-7,support=5e-4', '--threads', '1')),
      night3: () => lakatos(open('night3', 100, '--extend', '--store', 'nights', '--gamma', '0.02')),
    }),
    chain({
      resumeNothing: () => lakatos(small('none', '--no-store', '--resume')),
      extendNothing: () => lakatos(small('none', '--no-store', '--extend')),
      noFolder: () => {
        writeFileSync(join(folder, 'in the way'), '');
        return lakatos(small('none', '--store', 'in the way'));
      },
      noShards: () => lakatos(small('none', '--shard', '4/3')),
      shardAccepted: () => lakatos(small('none', '--shard', '1/3', '--accept')),
      shardExtended: () => lakatos(small('none', '--shard', '1/3', '--extend')),
    }),
  ]);
}, 300_000);

describe('an interrupted run', () => {
  it('ends with the exit code of its signal, keeps what it has, and says so', () => {
    expect([runs.interrupted!.code, runs.terminated!.code]).toEqual([130, 143]);
    for (const name of ['interrupted', 'terminated']) {
      expect(runs[name]!.stderr).toContain('what was done is kept, and the same command goes on from there');
      expect(report(name).complete).toBe(false);
      expect(report(name).missing[0]).toMatch(
        /^gradient-is-large \(intended\) at d = 100, m = 10000, C0 = 3, gamma = 0.004: the run was interrupted/,
      );
    }
  });

  it('stopped in the midst of its cell, and the next one went on from there', () => {
    const afterFirst = runs.afterFirst!.code!;
    const { trials } = cellsOf('undisturbed')[0]!;
    expect(afterFirst).toBeGreaterThan(0);
    expect(afterFirst).toBeLessThan(trials);
    expect(keptTrials('cut')).toBe(trials);
  });

  it('resumed gives the bytes of the undisturbed run, and so does every run after it', () => {
    expect(runs.resumed!.code).toBe(runs.undisturbed!.code);
    expect(written('resumed')).toBe(written('undisturbed'));
    expect(written('again')).toBe(written('undisturbed'));
  });
});

describe('shards', () => {
  it('do a part each, and say which', () => {
    const parts = [1, 2, 3].map((i) => report(`part${i}`));
    parts.forEach(({ provenance, complete }, i) => {
      expect(provenance.selection).toMatch(new RegExp(`^shard ${i + 1} of 3, \\d+ of 16 cells$`));
      expect(complete).toBe(true);
    });
    const cells = [1, 2, 3].flatMap((i) => cellsOf(`part${i}`));
    expect(cells).toHaveLength(16);
  });

  it('merged, in whatever order, give the bytes of the run without shards, and its exit code', () => {
    expect(runs.merged!.code).toBe(runs.whole!.code);
    expect(written('merged')).toBe(written('whole'));
    expect(runs.merged!.stdout).toBe(written('whole'));
  });

  it('of which one is missing make an incomplete run that names it: exit 3', () => {
    expect(runs.mergedTwo!.code).toBe(3);
    const { complete, missing } = report('mergedTwo');
    expect([complete, missing.length]).toEqual([false, cellsOf('part2').length]);
    for (const sentence of missing) expect(sentence).toMatch(/: its shard is missing \(2 of 3\)$/);
    // A cell of another shard that shares no claim with the missing one says what it said there.
    expect(cellsOf('mergedTwo')).toHaveLength(16 - cellsOf('part2').length);
  });

  it.each<[string, RegExp]>([
    ['overlapping', /^lakatos: part1 and part1 overlap: both are shard 1 of 3; give each shard once\n$/],
    ['mergedForeign', /^lakatos: foreign and part1 are shards of different runs \(request\); merge/],
    [
      'mergedCounts',
      /^lakatos: part2 and otherCount are shards of different runs \(number of shards\); merge/,
    ],
    [
      'noShard',
      /^lakatos: whole\/shard\.json cannot be read: .*; give the folders that `lakatos check --shard/,
    ],
    ['brokenShard', /^lakatos: part2\/shard\.json is no shard file; run that shard again with/],
  ])('%s: exit 2, one sentence, nothing written', (name, said) => {
    expect(runs[name]!.stderr).toMatch(said);
    expect([runs[name]!.code, runs[name]!.stdout]).toEqual([2, '']);
    expect(readdirSync(join(folder, 'none'))).toEqual([]);
  });
});

describe('--extend', () => {
  it('goes on with the same trials, at the share of α that the epoch has', () => {
    const [first, second, both] = ['night1', 'night2', 'oneNight'].map((name) => cellsOf(name)[0]!);
    expect([first!.trials, second!.trials]).toEqual([100, 200]);
    // The same cell, judged once with the larger cap at half of α.
    expect({ ...second, replay: '', note: '' }).toEqual({ ...both, replay: '', note: '' });
    expect(second!.log10EA).toBeGreaterThan(first!.log10EA!);
  });

  it('collects another cell by itself', () => {
    expect(cellsOf('night3')[0]!.trials).toBe(100);
  });
});

describe('a request that cannot be carried out', () => {
  it.each<[string, RegExp]>([
    ['resumeNothing', /--resume needs what earlier runs kept; leave --no-store out, or name a --store/],
    ['extendNothing', /--extend needs what earlier runs kept; leave --no-store out, or name a --store/],
    ['noFolder', /--store in the way cannot be written to: a file is where/],
    ['noShards', /--shard 4\/3 is no part of a run; give i\/n with i from 1 to n, such as 2\/5/],
    ['shardAccepted', /--accept speaks of a whole run; leave --shard out, or run `lakatos merge` first/],
    ['shardExtended', /--extend speaks of a whole run; leave --shard out, or run `lakatos merge` first/],
  ])('%s: exit 2, one sentence, before any work', (name, said) => {
    expect(runs[name]!.stderr).toMatch(said);
    expect(runs[name]!.stderr).toMatch(/^lakatos: [^\n]+\n$/);
    expect([runs[name]!.code, runs[name]!.stdout]).toEqual([2, '']);
  });
});
