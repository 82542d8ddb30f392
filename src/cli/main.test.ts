import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inProcess } from '../../properties/inProcess.ts';
import {
  brief,
  type Ended,
  inTurn,
  main,
  requireFreshBuild,
  root,
  started,
  struck,
  type Ways,
} from '../../properties/runs.ts';
import type { CellReport, Report } from '../core/report/report.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakatos-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The built command in a process of its own, in an empty folder. */
const lakatos = (
  args: readonly string[],
  ways: Ways & { readonly node?: readonly string[] } = {},
): Promise<Ended> =>
  started(process.execPath, [...(ways.node ?? []), ...brief, ...args], { cwd: folder, ...ways });

const ajv = new Ajv2020({ allowUnionTypes: true });
const schemaOf = (name: string) =>
  ajv.compile(JSON.parse(readFileSync(join(root, `fixtures/contract/${name}.schema.json`), 'utf8')));
const isReport = schemaOf('report');
const isTrials = schemaOf('trials');

/** The one JSON document that `text` is, and nothing else. */
const oneDocument = (text: string): unknown => {
  expect(text.endsWith('}\n')).toBe(true);
  return JSON.parse(text);
};

const validReport = (text: string): Report => {
  const document = oneDocument(text);
  expect(isReport(document), JSON.stringify(isReport.errors)).toBe(true);
  return document as Report;
};

const written = (out: string): string => readFileSync(join(folder, out, 'report.json'), 'utf8');
const cellsOf = (report: Report): readonly CellReport[] => report.claims.flatMap(({ cells }) => cells);

/** Small, and yet with a refuted and a supported cell, a control, two readings, and cells outside a premise. */
const MIXED = 'value-is-bounded,gradient-is-large,control-value-ignores-the-ball';
const mixed = (out: string, ...more: readonly string[]): string[] => [
  ...['check', MIXED, '--d', '16', '--m', '100,1000', '--C0', '1,10', '--gamma', '0.1', '--out', out],
  ...more,
];

/** A run that a signal ends in the midst of its first cell. */
const interrupted = (out: string, signal: 'SIGINT' | 'SIGTERM', ...more: readonly string[]): Promise<Ended> =>
  struck(
    [
      ...['check', 'gradient-is-large', '--d', '16', '--m', '1000', '--C0', '1,2,3', '--gamma', '0.05'],
      ...['--threads', '1', '--out', out, ...more],
    ],
    signal,
    { batch: 2 },
    folder,
  );

const runs: Record<string, Ended> = {};

beforeAll(async () => {
  requireFreshBuild();
  // A worker thread that dies with its work half done.
  const atBatch = new URL('../../scripts/faults/preload/atBatch.js', import.meta.url);
  writeFileSync(
    join(folder, 'lose.mjs'),
    `import { isMainThread } from 'node:worker_threads';
import { atBatch } from ${JSON.stringify(atBatch)};
if (!isMainThread) atBatch(1, () => process.exit(1));
`,
  );
  // A report of more cells, in the folder of a smaller run.
  mkdirSync(join(folder, 'k'));
  writeFileSync(join(folder, 'k/report.json'), JSON.stringify({ claims: [{ cells: [1, 2, 3] }] }));
  const queue = inTurn();
  const wanted: Readonly<Record<string, () => Promise<Ended>>> = {
    oneThread: () => lakatos(mixed('a', '--threads', '1', '--json')),
    twoThreads: () => lakatos(mixed('b', '--threads', '2')),
    again: () => lakatos(mixed('c', '--threads', '2', '--quiet', '--json')),
    otherOrder: () =>
      lakatos(['check', MIXED.split(',').reverse().join(), ...mixed('d', '--threads', '2').slice(2)]),
    otherSeed: () => lakatos(mixed('e', '--seed', 'another', '--json', '--quiet')),
    colored: () =>
      lakatos(['check', 'value-is-bounded', '--d', '16', '--m', '100', '--C0', '1', '--out', 'f'], {
        env: { FORCE_COLOR: '1', NO_COLOR: '' },
      }),
    uncolored: () =>
      lakatos(['check', 'value-is-bounded', '--d', '16', '--m', '100', '--C0', '1', '--out', 'g'], {
        // Node itself warns when both are set; that is not ours to test.
        env: { FORCE_COLOR: '1', NO_COLOR: '1', NODE_NO_WARNINGS: '1' },
      }),
    interrupted: () => interrupted('h', 'SIGINT', '--json'),
    terminated: () => interrupted('i', 'SIGTERM'),
    lost: () =>
      lakatos(['check', 'gradient-is-large', '--d', '16', '--m', '1000', '--C0', '3', '--out', 'j'], {
        node: ['--import', join(folder, 'lose.mjs')],
      }),
    strict: () =>
      lakatos([
        ...['check', 'gradient-is-large', '--reading', 'intended', '--d', '16', '--m', '100', '--C0', '1'],
        ...['--trials', '5', '--strict', '--out', 'k'],
      ]),
    usage: () => lakatos(['check', 'value-is-bouned']),
    claims: () => lakatos(['claims', '--json']),
    doctor: () => lakatos(['doctor', '--json']),
    trials: () =>
      lakatos([
        ...['trials', 'few-neurons-flip', '--d', '100', '--m', '100', '--C0', '3', '--gamma', '0.05'],
        '--json',
      ]),
    closedPipe: () =>
      started('sh', [
        '-c',
        `"${process.execPath}" "${main}" trials value-is-bounded --d 9 --m 9 --C0 1 --gamma 0.1 --to 5000 | head -1`,
      ]),
  };
  await Promise.all(
    Object.entries(wanted).map(async ([name, run]) => {
      runs[name] = await queue(run);
    }),
  );
});

describe('lakatos check', () => {
  it('with --json prints the report and nothing else, by its schema; progress goes to stderr', () => {
    const { stdout, stderr, code } = runs.oneThread!;
    const report = validReport(stdout);
    expect(stderr).toContain('16 cells, profile quick, 1 thread');
    expect(stderr).toContain('gradient-is-large');
    // Lemma 4.2 as printed is refuted where it was expected to hold.
    expect(code).toBe(1);
    expect(report.complete).toBe(true);
    expect(report.claims.map(({ id, reading, verdict }) => [id, reading, verdict])).toEqual([
      ['value-is-bounded', 'printed', 'supported'],
      ['gradient-is-large', 'printed', 'refuted'],
      ['gradient-is-large', 'intended', 'supported'],
      ['control-value-ignores-the-ball', 'printed', 'refuted'],
    ]);
  });

  it('prints what it writes', () => {
    expect(written('a')).toBe(runs.oneThread!.stdout);
    expect(readdirSync(join(folder, 'a')).sort()).toEqual([
      ...['junit.xml', 'report.html', 'report.json', 'report.md', 'run.json'],
    ]);
  });

  it('writes the same bytes with one thread and with two, twice, and in whatever order it was asked', () => {
    expect(written('b')).toBe(written('a'));
    expect(written('c')).toBe(written('a'));
    expect(written('d')).toBe(written('a'));
    expect([runs.twoThreads!.code, runs.again!.code, runs.otherOrder!.code]).toEqual([1, 1, 1]);
  });

  it('another seed gives other draws', () => {
    const report = validReport(runs.otherSeed!.stdout);
    expect(report.provenance.seed).toBe('another');
    const margins = (text: string) => cellsOf(JSON.parse(text)).map(({ margin }) => margin?.median);
    const first = margins(written('a'));
    margins(written('e')).forEach((margin, i) => void expect(margin).not.toBe(first[i]));
  });

  it('with --quiet says nothing on stderr', () => {
    expect(runs.again!.stderr).toBe('');
    expect(runs.otherSeed!.stderr).toBe('');
  });

  it('writes no escape codes into a pipe or under NO_COLOR, and does where color is forced', () => {
    for (const name of ['oneThread', 'twoThreads', 'uncolored', 'doctor', 'usage', 'interrupted'])
      expect(runs[name]!.stdout + runs[name]!.stderr, name).not.toContain('\u001b');
    expect(runs.colored!.stdout).toContain('\u001b[');
  });

  it('prints no line beyond 80 columns but commands to copy and the files it wrote', () => {
    const lines = runs.twoThreads!.stdout.split('\n');
    const long = lines.filter((line) => [...line].length > 80);
    expect(long.filter((line) => !/^\s*npx lakatos /.test(line))).toEqual([]);
    expect(lines.some((line) => /^\s*npx lakatos replay gradient-is-large:printed:/.test(line))).toBe(true);
  });

  it('exits with 0 when nothing was unexpected, a single cell counted as one', () => {
    expect(runs.uncolored!.code).toBe(0);
    expect(runs.uncolored!.stderr).toMatch(/^1 cell, profile quick, 1 thread:/);
    expect(runs.uncolored!.stdout).toMatch(
      /Inside the premise, exactly the cells that were expected to be refuted\s+are\./,
    );
  });

  it('a cap too small to support anything is legal: undecided, with the reason, and 4 under --strict', () => {
    const { code, stdout } = runs.strict!;
    expect(code).toBe(4);
    expect(stdout).toContain('undecided');
    const report = validReport(written('k'));
    expect(report).toMatchObject({ complete: true, claims: [{ verdict: 'undecided' }] });
    expect(cellsOf(report)[0]).toMatchObject({
      trials: 5,
      capCanDecide: { refute: false, support: false },
      note: 'a cap of 5 can decide nothing',
    });
    expect(stdout.replace(/\s+/g, ' ')).toContain('a cap of 5 can decide nothing');
  });

  it('a lost worker makes the run incomplete: exit 3, the cell named, and no pass anywhere', () => {
    const { code, stdout } = runs.lost!;
    expect(code).toBe(3);
    const report = validReport(written('j'));
    expect(report.complete).toBe(false);
    expect(report.missing.join()).toContain('gradient-is-large (printed) at d = 16, m = 1000, C0 = 3');
    // What a proof decides stands without a cell.
    for (const { verdict, basis } of report.claims) if (basis !== 'proof') expect(verdict).toBe('undecided');
    expect(stdout).toContain('so nothing here is a pass');
    expect(stdout).not.toContain('Complete:');
  });

  it.each([
    ['interrupted', 'h', 130, 'SIGINT'],
    ['terminated', 'i', 143, 'SIGTERM'],
  ])(
    '%s in the midst of a run, it writes what it has and says that it is incomplete',
    (name, out, code, why) => {
      const run = runs[name]!;
      expect(run.code).toBe(code);
      const report = validReport(written(out));
      expect(report.complete).toBe(false);
      expect(report.missing.join()).toContain(`the run was interrupted (${why})`);
      expect(run.stderr).toContain('interrupted: the report holds the cells that were finished');
      if (name === 'interrupted') expect(run.stdout).toBe(written(out));
    },
  );
});

describe('lakatos trials', () => {
  const cell = ['--d', '25', '--m', '100', '--C0', '2', '--gamma', '0.1', '--to', '3', '--json'];

  it.each([
    ['value-is-bounded'],
    ['few-neurons-flip'],
    ['gradient-is-large'],
    ['gradient-is-large', '--reading', 'intended'],
    ['gradient-is-large', '--mode', 'ambient'],
    ['value-is-bounded', '--mode', 'ambient'],
    ['few-neurons-flip', '--mode', 'ambient'],
    ['one-step-flips'],
    ['one-step-flips', '--mode', 'ambient'],
    ['one-step-flips', '--let', 'C2=1'],
    ['control-step-is-too-short'],
  ])('prints trials by their schema: %s %s %s', async (claim, ...more) => {
    const { code, stdout, stderr } = await inProcess(['trials', claim, ...cell, ...more]);
    expect([code, stderr]).toEqual([0, '']);
    const document = oneDocument(stdout);
    expect(isTrials(document), JSON.stringify(isTrials.errors)).toBe(true);
    expect(document).toMatchObject({
      claim,
      reading: more.includes('intended') ? 'intended' : 'printed',
      cell: {
        at: { d: 25, m: 100, C0: 2, gamma: 0.1 },
        mode: more.includes('ambient') ? 'ambient' : 'reduced',
      },
      trials: [{ index: 0 }, { index: 1 }, { index: 2 }],
    });
  });

  it('prints the trials from --from up to --to, the same ones whatever the range', async () => {
    const rows = async (...range: readonly string[]): Promise<object[]> => {
      const { stdout } = await inProcess([
        'trials',
        'value-is-bounded',
        ...cell.slice(0, 8),
        '--json',
        ...range,
      ]);
      return (JSON.parse(stdout) as { trials: object[] }).trials;
    };
    const all = await rows();
    expect(all).toHaveLength(16);
    expect(await rows('--from', '4', '--to', '7')).toEqual(all.slice(4, 7));
    expect(await rows('--from', '15')).toHaveLength(16);
    expect(await rows('--from', '4', '--to', '4')).toEqual([]);
  });

  it('the built command prints one document, and stops in silence when its reader goes away', () => {
    const document = oneDocument(runs.trials!.stdout);
    expect(isTrials(document)).toBe(true);
    expect([runs.trials!.code, runs.trials!.stderr]).toEqual([0, '']);
    expect(runs.closedPipe).toMatchObject({ code: 0, stderr: '' });
    expect(runs.closedPipe!.stdout).toMatch(/^trial 0: \w+; .*\n$/);
  });
});

describe('lakatos claims and doctor', () => {
  it('print one document each', () => {
    expect([runs.claims!.code, runs.claims!.stderr]).toEqual([0, '']);
    const { schema, claims } = oneDocument(runs.claims!.stdout) as { schema: string; claims: object[] };
    expect(schema).toBe('lakatos/claims@2');
    expect(claims[0]).toMatchObject({ id: 'value-is-bounded', reading: 'printed' });
    expect([runs.doctor!.code, runs.doctor!.stderr]).toEqual([0, '']);
    expect(oneDocument(runs.doctor!.stdout)).toMatchObject({ schema: 'lakatos/doctor@1', healthy: true });
  });

  it('read well, within 80 columns', async () => {
    for (const command of ['claims', 'doctor']) {
      const { code, stdout } = await inProcess([command]);
      expect(code).toBe(0);
      expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
    }
  });

  it('claims lists those of a theorem, or with words of their name, place or sentence', async () => {
    const idsOf = async (filter: string): Promise<readonly string[]> => {
      const { code, stdout } = await inProcess(['claims', filter, '--json']);
      expect(code).toBe(0);
      const { claims, studies } = oneDocument(stdout) as Record<'claims' | 'studies', { id: string }[]>;
      return [...new Set([...claims, ...studies].map(({ id }) => id))];
    };
    expect(await idsOf('LEMMA 4.1')).toEqual(expect.arrayContaining(['value-is-bounded']));
    expect(await idsOf('laurent-massart')).toEqual([
      'chi-squared-upper-tail',
      'chi-squared-lower-tail',
      'control-chi-squared-without-2t',
    ]);
    expect(await idsOf('one-step-flips-all')).toEqual(['one-step-flips-all-weights']);
  });

  it('a check of chosen cells says that it replaces the report of more', () => {
    expect(runs.strict!.stderr).toContain(
      'the report of 3 cells in k is replaced by one of 1; --out names another folder\n',
    );
    expect(runs.usage!.stderr).not.toContain('replaced');
  });

  it('without a command say how to start', async () => {
    const { code, stdout, stderr } = await inProcess([]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').length).toBeLessThan(12);
    for (const [, command] of stdout.matchAll(/^ {2}lakatos ([a-z]+)/gm))
      expect((await inProcess([command!, '--help'])).code, command).toBe(0);
  });

  it('doctor says what is wrong, and exits with 1', async () => {
    const { code, stdout } = await inProcess(['doctor'], { LAKATOS_PROFILE: 'quikc' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ configuration .*did you mean\s+"quick"/);
  });
});

describe('lakatos replay', () => {
  const witnesses = () =>
    cellsOf(validReport(written('a'))).flatMap(({ witness, replay }) =>
      witness === null ? [] : [{ ...witness, replay }],
    );

  it('shows every witness of a report again', async () => {
    expect(witnesses().length).toBeGreaterThan(3);
    for (const { address, confirmed, replay } of witnesses()) {
      expect(replay).toBe(`npx lakatos replay ${address}`);
      const { code, stdout, stderr } = await inProcess(['replay', address, '--json']);
      expect([code, stderr]).toEqual([0, '']);
      expect(oneDocument(stdout)).toMatchObject({
        schema: 'lakatos/replay@1',
        reproduced: true,
        confirmed: { by: 'explicit', margin: confirmed.margin },
      });
    }
  });

  it('takes a file that holds one, and tells in words what the claim promised and what W does', async () => {
    const [witness] = witnesses();
    for (const [name, text] of [
      ['witness.json', JSON.stringify(witness)],
      ['witness.txt', `${witness!.address}\n`],
    ] as const) {
      writeFileSync(join(folder, name), text);
      const { code, stdout } = await inProcess(['replay', join(folder, name)]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/promises, for all W in the ball/);
      expect(stdout).toMatch(/is false, by /);
    }
  });

  it('does not reproduce what was tampered with', async () => {
    for (const { address } of witnesses()) {
      const changes: readonly [string, string][] = [
        [address.replace(/:C0=[^:]*/, ':C0=0.001'), 'a smaller ball'],
        [address.replace(/:seed=.*/, ''), 'no seed'],
        [address.replace(/:trial=\d+/, ':trial=-1'), 'no trial'],
        [address.replace(/^[a-z-]+/, 'value-is-bouned'), 'no claim'],
        [address.replace(':d=16', ':d=0'), 'not a dimension'],
      ];
      for (const [tampered, what] of changes) {
        expect(tampered).not.toBe(address);
        const { code, stdout } = await inProcess(['replay', tampered, '--json']);
        expect(code, what).toBe(what === 'a smaller ball' ? 1 : 2);
        if (code === 1) expect(oneDocument(stdout)).toMatchObject({ reproduced: false, confirmed: null });
        else expect(stdout).toBe('');
      }
    }
  });
});

describe('a request that cannot be carried out', () => {
  const one = ['check', 'value-is-bounded', '--d', '16', '--m', '100', '--C0', '1', '--gamma', '0.1'];
  const with_ = (...more: readonly string[]): string[] => [...one, ...more];
  const cell = ['--d', '16', '--m', '100', '--C0', '1', '--gamma', '0.1'];

  it.each<[string, readonly string[], RegExp]>([
    [
      'no such claim to list',
      ['claims', 'gradeint-is-large'],
      /no claim has "gradeint-is-large" in its name, place or sentence; did you mean "gradient-is-large"\?/,
    ],
    ['a command', ['chek'], /'chek'; did you mean "check"\?/],
    ['a command below another', ['data', 'shw'], /'data shw'; did you mean "show"\?/],
    ['one that is near none', ['engine', 'xyz'], /'engine xyz': it is one of build/],
    [
      'a claim',
      ['check', 'value-is-bouned'],
      /no claim "value-is-bouned"; did you mean "value-is-bounded"\?/,
    ],
    ['a claim of trials', ['trials', 'few-neuron-flip', ...cell], /did you mean "few-neurons-flip"\?/],
    [
      'a claim unlike any',
      ['check', 'xyzzy'],
      /there is no claim "xyzzy"; `lakatos claims` lists them, and --config names/,
    ],
    ['an empty claim', ['check', 'value-is-bounded,'], /empty entry/],
    ['a flag', with_('--tread', '2'), /'--tread'; did you mean "--threads"\?/],
    ['a flag of trials', ['trials', 'value-is-bounded', '--form', '2'], /did you mean "--from"\?/],
    ['a flag without its value', ['check', '--d'], /--d has no value; give a comma list such as 1,3/],
    ['a claim too many', ['check', 'value-is-bounded', 'few-neurons-flip'], /too many arguments/],
    ['a profile', ['check', '--profile', 'quik'], /--profile: "quik" is not one of.*did you mean "quick"\?/],
    ['a reading', with_('--reading', 'printd'), /did you mean "printed"\?/],
    ['a reading it does not have', with_('--reading', 'intended'), /reading/],
    ['a mode', with_('--mode', 'ambiant'), /did you mean "ambient"\?/],
    ['a constant', with_('--let', 'KK=2'), /--let KK.*did you mean "K"\?/],
    ['a malformed list of d', with_('--d', '100,,784'), /--d: "100,,784" has an empty entry/],
    ['a list that ends early', with_('--C0', '1,'), /--C0: "1," has an empty entry/],
    ['words in a list', with_('--d', '16,many'), /--d many: .*\(the names that a dimension may use: none\)/],
    ['a malformed list of m', with_('--m', '100,,1e3'), /--m: "100,,1e3" has an empty entry/],
    ['a malformed setting', with_('--let', 'K'), /"K" is not a setting; write NAME=LIST/],
    ['a malformed α', with_('--alpha', 'refuse=1e-6'), /"refuse=1e-6" is not a pair/],
    ['d = 0', with_('--d', '0'), /--d 0 is not a dimension/],
    ['d = 2.5', with_('--d', '16,2.5'), /--d 2.5 is not a dimension/],
    ['d < 0', with_('--d=-4'), /--d -4 is not a dimension/],
    ['d = NaN', with_('--d', 'NaN'), /--d NaN: .*"NaN"/],
    ['d = Infinity', with_('--d', 'Infinity'), /--d Infinity is not a dimension/],
    ['m = 1e12', with_('--m', '1e12'), /needs about .* GB a trial and this machine has/],
    ['m = 0', with_('--m', '0'), /--m 0 is not a width/],
    ['m = 2.5', with_('--m', '2.5'), /--m 2.5 is not a width; give whole numbers of at least 1/],
    ['an axis', with_('--gama', '0.1'), /unknown option '--gama'; did you mean "--gamma"\?/],
    [
      'an axis unlike any',
      with_('--zz', '1'),
      /unknown option '--zz'; no theorem has an axis zz: there are d, m/,
    ],
    [
      'an axis without its value',
      ['check', 'value-is-bounded', '--C0', '--quiet'],
      /--C0 has no value; give a comma list such as 1,3/,
    ],
    ['an axis of another theorem', with_('--t', '1'), /--t: value-is-bounded has no such axis/],
    [
      'axes that no theorem has together',
      ['check', '--C0', '1', '--t', '1'],
      /no theorem has all of the axes C0, t/,
    ],
    ['a tail exponent below 0', ['check', 'laurent-massart', '--t', '1,-3'], /--t -3 is not a tail exponent/],
    ['m = NaN', with_('--m', '0/0'), /--m 0\/0 is NaN at d = 16/],
    ['m not finite', with_('--m', '1/(d-16)'), /is Infinity at d = 16/],
    ['m below 1', with_('--m', 'd-16'), /--m d-16 is 0 at d = 16/],
    ['m of another name', with_('--m', 'C0*d'), /the names that a width may use: d/],
    ['γ = 0', with_('--gamma', '0'), /--gamma 0 is not a failure rate/],
    ['γ = 1', with_('--gamma', '1'), /--gamma 1 is not a failure rate/],
    ['C0 < 0', with_('--C0=-1'), /--C0 -1 is not a radius factor/],
    ['C0 not finite', with_('--C0', 'Infinity'), /--C0 Infinity is not a radius factor/],
    ['a constant not finite', with_('--let', 'K=Infinity'), /--let K=Infinity/],
    ['no trials', with_('--trials', '0'), /--trials 0 is not a number of trials/],
    [
      'a cap over which certificates use up α',
      [
        'check',
        'one-step-flips',
        '--d',
        '9',
        '--m',
        '196',
        '--C0',
        '3',
        '--gamma',
        '0.05',
        '--trials',
        '2e6',
      ],
      /take fewer --trials or a larger --alpha support/,
    ],
    ['half a trial', with_('--trials', '0.5'), /--trials 0.5/],
    ['too many trials', with_('--trials', '1e13'), /--trials 10000000000000 is more than/],
    ['no threads', with_('--threads', '0'), /--threads 0 is not a number of threads/],
    ['half a thread', with_('--threads', '1.5'), /--threads 1.5/],
    ['α = 2', with_('--alpha', 'refute=2'), /--alpha refute=2 is not an error probability/],
    ['α = 0', with_('--alpha', 'support=0'), /--alpha support=0 is not an error probability/],
    ['a folder under a file', with_('--out', '/dev/null/x'), /--out \/dev\/null\/x cannot be written to/],
    ['a file as the folder', with_('--out', main), /--out .*main\.js cannot be written to: a file is where/],
    ['no such config', with_('--config', '/nowhere.ts'), /--config \/nowhere\.ts: there is no such file/],
    ['two values for one cell', ['trials', 'value-is-bounded', ...cell, '--d', '16,25'], /one value for --d/],
    ['no value for one cell', ['trials', 'value-is-bounded', '--d', '16'], /exactly one value for --m/],
    [
      'from beyond to',
      ['trials', 'value-is-bounded', ...cell, '--from', '5', '--to', '2'],
      /lies beyond --to 2/,
    ],
    ['from below 0', ['trials', 'value-is-bounded', ...cell, '--from=-1'], /--from -1 is not a trial index/],
    ['m = 1e12 in trials', ['trials', 'one-step-flips', ...cell, '--m', '1e12'], /GB a trial/],
    ['no witness', ['replay', 'nothing'], /"nothing" is not a witness/],
    ['a witness that is missing', ['replay'], /missing required argument 'witness'/],
  ])('%s: exit 2, one sentence on stderr, nothing on stdout', async (_, args, said) => {
    const { code, stdout, stderr } = await inProcess(args);
    expect(stderr).toMatch(said);
    expect([code, stdout]).toEqual([2, '']);
    if (args.length > 0) expect(stderr).toMatch(/^lakatos: [^\n]+\n$/);
  });

  it('does so as a command, too', () => {
    expect(runs.usage).toEqual({
      code: 2,
      signal: null,
      stdout: '',
      stderr: 'lakatos: there is no claim "value-is-bouned"; did you mean "value-is-bounded"?\n',
    });
  });

  it('help and version are not errors', async () => {
    const help = await inProcess(['check', '--help']);
    expect([help.code, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain('--SYMBOL <list>');
    expect((await inProcess(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
