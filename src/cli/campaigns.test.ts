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
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inProcess } from '../../properties/inProcess.ts';
import { brief, type Ended, inTurn, requireFreshBuild, started, struck } from '../../properties/runs.ts';
import { BATCH } from '../core/judge/cellTest.ts';
import type { CellReport, Report } from '../core/report/report.ts';

// What is kept from one run to the next, and the parts of a run, through the built command. Kills, full disks and the like are the
// work of scripts/faults.js; see faults.test.ts.

const folder = mkdtempSync(join(tmpdir(), 'lakatos-campaigns-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lakatos = (args: readonly string[]): Promise<Ended> =>
  started(process.execPath, [...brief, ...args], { cwd: folder });

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

/** One cell of a dozen batches. */
const long = (out: string, ...more: readonly string[]): string[] => [
  ...['check', 'gradient-is-large', '--reading', 'intended', '--d', '16', '--m', '1000', '--C0', '1'],
  ...['--gamma', '0.05', '--threads', '1', '--out', out, ...more],
];

/** Sends a signal after that batch of the cell; the thread sees it after the next one. */
const cut = (
  out: string,
  signal: 'SIGINT' | 'SIGTERM',
  batch: number,
  ...more: readonly string[]
): Promise<Ended> => struck(long(out, ...more), signal, { batch }, folder);

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
let [keptAfterFirst, keptAfterSecond] = [0, 0];

beforeAll(async () => {
  requireFreshBuild();
  // What runs in this process, runs in the same folder.
  process.chdir(folder);
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
      interrupted: () => cut('interrupted', 'SIGINT', 2, '--store', 'cut'),
      terminated: async () => {
        keptAfterFirst = keptTrials('cut');
        return cut('terminated', 'SIGTERM', 5, '--store', 'cut', '--resume');
      },
      resumed: () => {
        keptAfterSecond = keptTrials('cut');
        return lakatos(long('resumed', '--store', 'cut', '--resume'));
      },
      again: () => lakatos(long('again', '--store', 'cut')),
    }),
    chain({
      whole: () => lakatos(small('whole', '--no-store')),
      first: () => shard(1, 3, 'part1'),
      second: () => shard(2, 3, 'part2', '--threads', '1'),
      third: () => shard(3, 3, 'part3'),
      foreign: () => shard(3, 3, 'foreign', '--seed', 'another'),
      otherCount: () => shard(1, 2, 'otherCount'),
      merged: () => inProcess(['merge', 'part3', 'part1', 'part2', '--out', 'merged', '--json']),
      mergedTwo: () => inProcess(['merge', 'part1', 'part3', '--out', 'mergedTwo']),
      overlapping: () => inProcess(['merge', 'part1', 'part2', 'part1', '--out', 'none']),
      mergedForeign: () => inProcess(['merge', 'part1', 'part2', 'foreign', '--out', 'none']),
      mergedCounts: () => inProcess(['merge', 'otherCount', 'part2', '--out', 'none']),
      nowhere: () => inProcess(['merge', 'part1', 'nowhere', '--out', 'none']),
      nothing: () => inProcess(['merge', 'whole', '--out', 'none']),
      // A shard that was killed leaves an empty folder, or reports without its file.
      killed: () => {
        mkdirSync(join(folder, 'empty'));
        return inProcess(['merge', 'part1', 'empty', 'part3', '--out', 'killed']);
      },
      brokenShard: () => {
        const text = readFileSync(join(folder, 'part2/shard.json'), 'utf8');
        writeFileSync(join(folder, 'part2/shard.json'), text.slice(0, text.length >> 1));
        return inProcess(['merge', 'part1', 'part2', 'part3', '--out', 'brokenShard']);
      },
      // The file of an earlier attempt is none of the one that is killed now.
      secondAttempt: () => struck(small('part2', '--shard', '2/3'), 'SIGKILL', { batch: 1 }, folder),
    }),
    chain({
      night1: () => lakatos(open('night1', 100, '--extend', '--store', 'nights')),
      night2: () => lakatos(open('night2', 100, '--extend', '--store', 'nights')),
      oneNight: () =>
        lakatos(open('oneNight', 200, '--no-store', '--alpha', 'refute=5e-7,support=5e-4', '--threads', '1')),
      night3: () => lakatos(open('night3', 100, '--extend', '--store', 'nights', '--gamma', '0.02')),
    }),
    chain({
      resumeNothing: () => inProcess(small('none', '--no-store', '--resume')),
      extendNothing: () => inProcess(small('none', '--no-store', '--extend')),
      noFolder: () => {
        writeFileSync(join(folder, 'in the way'), '');
        return inProcess(small('none', '--store', 'in the way'));
      },
      noShards: () => inProcess(small('none', '--shard', '4/3')),
      shardAccepted: () => inProcess(small('none', '--shard', '1/3', '--accept')),
      shardExtended: () => inProcess(small('none', '--shard', '1/3', '--extend')),
    }),
  ]);
});

describe('an interrupted run', () => {
  it('ends with the exit code of its signal, keeps what it has, and says so', () => {
    expect([runs.interrupted!.code, runs.terminated!.code]).toEqual([130, 143]);
    for (const name of ['interrupted', 'terminated']) {
      expect(runs[name]!.stderr).toContain('what was done is kept, and the same command goes on from there');
      expect(report(name).complete).toBe(false);
      expect(report(name).missing[0]).toMatch(
        /^gradient-is-large \(intended\) at d = 16, m = 1000, C0 = 1, gamma = 0.05: the run was interrupted/,
      );
    }
  });

  it('stopped in the midst of its cell, and the next one went on from there', () => {
    const { trials } = cellsOf('undisturbed')[0]!;
    expect([keptAfterFirst, keptAfterSecond]).toEqual([3 * BATCH, 6 * BATCH]);
    expect(trials).toBeGreaterThan(7 * BATCH);
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
    ['killed', /^empty holds no shard\.json: its run was killed, or has not ended; run that shard again/],
    [
      'brokenShard',
      /^part2\/shard\.json is not a shard file; run that shard again with `lakatos check --shard/,
    ],
  ])('of which one left no file (%s) are merged without it, and it is named: exit 3', (name, said) => {
    expect(runs[name]!.code).toBe(3);
    const { missing } = report(name);
    expect(missing.filter((sentence) => said.test(sentence))).toHaveLength(1);
    expect(missing).toHaveLength(cellsOf('part2').length + 1);
    expect(cellsOf(name)).toHaveLength(16 - cellsOf('part2').length);
  });

  it('of which one is killed leaves no file of an earlier attempt', () => {
    expect(runs.secondAttempt!.signal).toBe('SIGKILL');
    expect(existsSync(join(folder, 'part2/shard.json'))).toBe(false);
  });

  it.each<[string, RegExp]>([
    ['overlapping', /^lakatos: part1 and part1 overlap: both are shard 1 of 3; give each shard once\n$/],
    ['mergedForeign', /^lakatos: foreign and part1 are shards of different runs \(request\); merge/],
    [
      'mergedCounts',
      /^lakatos: part2 and otherCount are shards of different runs \(number of shards\); merge/,
    ],
    [
      'nowhere',
      /^lakatos: nowhere\/shard\.json cannot be read: .*; give the folders that `lakatos check --shard/,
    ],
    ['nothing', /^lakatos: there is nothing to merge: whole holds no shard\.json: its run was killed/],
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
    const alike = { replay: '', note: '', alphaShare: null };
    expect({ ...second, ...alike }).toEqual({ ...both, ...alike });
    expect([first!.alphaShare, second!.alphaShare]).toEqual([0.5, 0.5]);
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
