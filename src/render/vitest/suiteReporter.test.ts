import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Ended,
  holdAt,
  inTurn,
  main,
  requireFreshBuild,
  root,
  started,
  type Ways,
} from '../../../properties/runs.ts';
import type { Report } from '../../core/report/report.ts';
import type { Baseline } from '../../core/run/baseline.ts';
import { readBaseline, writeBaseline } from '../../core/run/baselineFile.ts';
import { claimsOf } from '../../core/theorem.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakatos-suite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const controlIds = claimsOf(lazyTraining)
  .filter(({ control }) => control)
  .map(({ id }) => id);
const onePart = 'properties/suite/part1.property.ts';

/** Cells of the grid alone: searches beyond it take longer than a test should. */
const cellsOnly = ['-t', `^(${['value-is-bounded', ...controlIds].join('|')}) .*at d =`];

/** vitest with the reports in a folder of that name. */
const vitest = (out: string, args: readonly string[], ways: Ways = {}): Promise<Ended> =>
  started(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    ...ways,
    env: { ...ways.env, LAKATOS_OUT: join(folder, out) },
  });

const suite = (out: string, args: readonly string[], ways: Ways = {}): Promise<Ended> =>
  vitest(out, ['run', '--project', 'properties', ...args], ways);

const shard = (index: number): Promise<Ended> =>
  suite(`shard${index}`, [
    ...[...cellsOnly, `--shard=${index}/2`],
    `--outputFile=${join(folder, `blobs/mine-${index}.json`)}`,
  ]);

const written = (out: string): string => readFileSync(join(folder, out, 'report.json'), 'utf8');
const report = (out: string): Report => JSON.parse(written(out)) as Report;

/** A suite whose worker is killed in the midst of its first cell, as the system kills what takes too much memory. */
const killed = async (): Promise<Ended> => {
  const { env, reached, pid } = holdAt({ batch: 1 }, folder);
  return suite('killed', [onePart], {
    env,
    meanwhile: async (child) => {
      await reached(child);
      process.kill(pid(), 'SIGKILL');
    },
  });
};

const ALTERED = 'control-value-ignores-the-ball/printed';

/** The accepted baseline with one verdict changed, in a folder of its own. */
const alteredBaseline = (): string => {
  const accepted = readBaseline('quick') as Baseline;
  const altered = Object.entries(accepted.verdicts).map(([cell, verdict]) => [
    cell,
    cell.startsWith(ALTERED) ? 'supported' : verdict,
  ]);
  const to = join(folder, 'baselines');
  writeBaseline({ ...accepted, verdicts: Object.fromEntries(altered) }, to);
  return to;
};

const runs: Record<string, Ended> = {};

beforeAll(async () => {
  requireFreshBuild();
  const queue = inTurn();
  const baselines = alteredBaseline();
  const wanted: Readonly<Record<string, () => Promise<Ended>>> = {
    killed,
    whole: () => suite('whole', cellsOnly),
    first: () => shard(1),
    second: () => shard(2),
    commandLine: () =>
      started(process.execPath, [
        ...[main, 'check', ['value-is-bounded', ...controlIds].join()],
        ...['--profile', 'quick', '--quiet', '--out', join(folder, 'commandLine')],
      ]),
    altered: () => suite('altered', ['-t', 'control-value'], { env: { LAKATOS_BASELINES: baselines } }),
  };
  const run = async ([name, work]: [string, () => Promise<Ended>]): Promise<void> => {
    runs[name] = await queue(work);
  };
  await Promise.all(Object.entries(wanted).map(run));

  const blobs = join(folder, 'blobs');
  const half = join(folder, 'half');
  mkdirSync(half);
  writeFileSync(join(half, 'a.json'), readFileSync(join(blobs, 'mine-1.json')));
  await Promise.all(
    Object.entries({
      merged: () => vitest('merged', [`--merge-reports=${blobs}`]),
      mergedHalf: () => vitest('mergedHalf', [`--merge-reports=${half}`]),
    }).map(run),
  );
});

describe('the suite', () => {
  it('passes, prints its estimate first and the report last, and leaves the five files', () => {
    const { code, stdout, stderr } = runs.whole!;
    expect(code).toBe(0);
    expect(stderr).toMatch(/falsification suite: \d+ cells in profile quick, about /);
    expect(stdout).toContain('Complete: every planned cell has a record.');
    expect(stdout.indexOf('Test Files')).toBeLessThan(stdout.indexOf('Complete:'));
    expect(readdirSync(join(folder, 'whole')).sort()).toEqual([
      ...['junit.xml', 'report.html', 'report.json', 'report.md', 'run.json'],
    ]);
  });

  it('writes the report that the command line writes, but for saying what was selected', () => {
    expect(runs.commandLine!.code).toBe(0);
    const { provenance, ...rest } = report('whole');
    const other = report('commandLine');
    expect(JSON.stringify(rest)).toBe(JSON.stringify({ ...other, provenance: undefined }));
    expect({ ...provenance, selection: null }).toEqual(other.provenance);
    expect(provenance.selection).toMatch(
      new RegExp(`^20 of \\d+ cells: ${['value-is-bounded', ...controlIds].join(', ')}$`),
    );
  });

  it('a verdict that changed fails the run in words: which cell, what was expected, what came, what to run', () => {
    const { code, stdout, stderr } = runs.altered!;
    expect(code).toBe(1);
    const said = stdout + stderr;
    expect(said).toMatch(
      /control-value-ignores-the-ball, printed at d = 100, m = 1000, C0 = 10, gamma = 0.05: expected supported, obtained refuted \(\d+ trials: \d+ violated, \d+ certified, \d+ unresolved\)/,
    );
    expect(said).toContain('try it with `npx lakatos replay control-value-ignores-the-ball:printed:d=100');
    // The record itself is whole: a changed verdict is a result.
    expect(report('altered').complete).toBe(true);
    expect(report('altered').claims[0]!.cells[0]).toMatchObject({ expect: 'supported', verdict: 'refuted' });
  });

  it('filtered with -t it says what was selected', () => {
    const { selection } = report('altered').provenance;
    expect(selection).toMatch(/^1 of \d+ cells: control-value-ignores-the-ball$/);
    expect(runs.altered!.stdout.replace(/\s+/g, ' ')).toContain(`Only a part was run: ${selection}`);
    expect(report('altered').claims.map(({ id }) => id)).toEqual(['control-value-ignores-the-ball']);
  });

  it('a worker that is killed makes the run incomplete: exit 3, never green', () => {
    const { code, stdout } = runs.killed!;
    expect(code).toBe(3);
    const { complete, missing, claims } = report('killed');
    expect(complete).toBe(false);
    expect(missing.length).toBeGreaterThan(0);
    for (const { verdict } of claims) expect(verdict).not.toBe('supported');
    expect(stdout).toContain('so nothing here is a pass');
    expect(stdout).not.toContain('Complete:');
  });
});

describe('shards', () => {
  it('alone are a selection, and say so', () => {
    expect([runs.first!.code, runs.second!.code]).toEqual([0, 0]);
    const [first, second] = [report('shard1'), report('shard2')];
    expect(first.provenance.selection).toMatch(/^shard 1 of 2, \d+ of \d+ cells: /);
    expect(second.provenance.selection).toMatch(/^shard 2 of 2, \d+ of \d+ cells: /);
    const claims = [...first.claims, ...second.claims].map(({ id }) => id);
    expect([...new Set(claims)].sort()).toEqual(['value-is-bounded', ...controlIds].sort());
  });

  it('merged give the bytes of the run that was never sharded', () => {
    expect(runs.merged!.code).toBe(0);
    expect(written('merged')).toBe(written('whole'));
  });

  it('of which one is lost give an incomplete run: exit 3', () => {
    expect(runs.mergedHalf!.code).toBe(3);
    const { complete, missing } = report('mergedHalf');
    expect(complete).toBe(false);
    expect(missing).toEqual([expect.stringMatching(/^shard 2 of 2: no record of it is in .*half$/)]);
  });
});
