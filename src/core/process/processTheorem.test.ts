import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { requireFreshBuild } from '../../../properties/runs.ts';
import { bindCell } from '../judge/bindCell.ts';
import { bindClaim } from '../judge/boundClaim.ts';
import { judgeCell, streamOf } from '../judge/judgeCell.ts';
import { runTrial } from '../judge/runTrial.ts';
import { inProcess } from '../run/inProcess.ts';
import { planCells } from '../run/plan.ts';
import { claimsOf, type Theorem } from '../theorem.ts';
import { type ProcessOptions, processTheorem } from './processTheorem.ts';
import { endProcesses } from './registry.ts';
import { warnings } from './session.ts';

let folder: string;
beforeAll(() => {
  requireFreshBuild();
  folder = mkdtempSync(join(tmpdir(), 'lakatos-process-'));
  writeFileSync(join(folder, 'fake.mjs'), fake);
});
afterAll(async () => {
  await endProcesses();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * A theorem about a number in [0, 1) that 52 bits of the seed make, and how it can be told wrongly: `how` is what the process does at
 * its first `refine`, or what it says there.
 */
const fake = `
import { appendFileSync } from 'node:fs';
const how = process.argv[2];
if (process.argv[3] !== undefined) appendFileSync(process.argv[3], 'started ' + process.pid + '\\n');
const theorem = {
  id: 'fake-' + how.toLowerCase(), work: 'a fake', table: { rows: 'n', columns: 'p' },
  axes: [
    { symbol: 'n', says: 'a count', kind: 'count', addressed: true },
    { symbol: 'p', says: 'a rate', kind: 'rate' },
  ],
  settings: [{ name: 'uniform', reads: ['n'], quantities: [{ symbol: 'U', says: 'a number', tex: 'U' }] }],
  statements: [{
    id: 'is-small', reading: 'printed', says: 'U is at most 1 - p / 2', quantifiers: [], premise: [],
    conclusion: { lhs: 'U', rhs: '1 - p / 2' }, constants: {}, failureRate: 'p', tries: { quick: [{ n: [1, 2], p: [0.5] }] },
  }],
};
let u = 0;
let asked = 0;
const ways = {
  hello: () => ({ protocol: how === 'newer' ? 2 : 1, theorem, files: [], versions: {} }),
  sample: ({ seed }) => ((u = parseInt(seed.slice(0, 13), 16) / 2 ** 52), {}),
  refine: ({ step }) => {
    asked += 1;
    const value = how === 'counts' ? asked / 1e6 : u;
    if (how === 'upsideDown') return { brackets: { U: { lower: 1, upper: 0 } }, last: true };
    if (how === 'nan') return { brackets: { U: { lower: 'NaN', upper: 'NaN' } }, last: true };
    if (how === 'word') return { brackets: { U: { lower: 'two', upper: 3 } }, last: true };
    if (how === 'list') return [1, 2];
    if (how === 'open') return step === 0 ? { brackets: { U: { lower: '-Infinity' } } } : { last: true };
    if (how === 'raises') throw new Error('no such draw');
    if (how === 'tighter' && step < 2)
      return { brackets: { U: { lower: u - 1 / (1 + step), upper: u + 1 / (1 + step) } } };
    return { brackets: { U: { lower: value, upper: value } }, last: true };
  },
  value: () => ({ value: u }),
  cost: () => ({ seconds: 1e-5, bytes: 1e6 }),
  shutdown: () => ({}),
};
const write = (text, then) => process.stdout.write(text, then);
// One byte at a time: characters are cut at every place.
const bytes = [];
const slice = () => { write(bytes.shift()); if (bytes.length > 0) setImmediate(slice); };
const answer = ({ id, method, params }) => {
  let line;
  try {
    line = JSON.stringify({ jsonrpc: '2.0', id: how === 'wrongId' && method === 'refine' ? id + 7 : id, result: ways[method](params) });
  } catch ({ message }) {
    line = JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32000, message, data: { place: 'fake.mjs:1' } } });
  }
  if (method === 'refine') {
    if (how === 'prints') write('here I am\\n');
    if (how === 'pythonNaN') return write('{"jsonrpc": "2.0", "id": ' + id + ', "result": {"brackets": {"U": {"lower": NaN}}}}\\n');
    if (how === 'noAnswer') return write('{"jsonrpc": "2.0", "method": "hello"}\\n');
    if (how === 'both') return write(JSON.stringify({ jsonrpc: '2.0', id, result: {}, error: { code: 1, message: 'x' } }) + '\\n');
    if (how === 'endless') { const more = () => write('x'.repeat(2 ** 20), more); return more(); }
    if (how === 'unended') return write(line.slice(0, 20));
    if (how === 'silent') return;
    if (how === 'busy') for (;;);
    if (how === 'notUtf8') return write(Buffer.concat([Buffer.from(line.slice(0, -2)), Buffer.from([0xe2, 0x89, 0x0a])]));
    if (how === 'dies') { process.stderr.write('Traceback\\nValueError: out of luck\\n'); process.exitCode = 7; return process.stdin.destroy(); }
    if (how === 'diesInLine') return write(line.slice(0, 20), () => process.kill(process.pid, 'SIGKILL'));
    if (how === 'closes') return process.stdout.end();
    if (how === 'twice') write(line + '\\n');
  }
  if (how === 'crlf') return write(line + '\\r\\n');
  if (how === 'slices') {
    const idle = bytes.length === 0;
    for (const one of Buffer.from(JSON.stringify({ ...JSON.parse(line), note: '√n ≤ 𝔼' }) + '\\n')) bytes.push(Buffer.from([one]));
    return idle ? slice() : undefined;
  }
  if (how === 'shouts' && method === 'refine') process.stderr.write('x'.repeat(4 * 2 ** 20) + '\\n');
  write(line + '\\n');
};
let rest = '';
process.stdin.setEncoding('utf8').on('data', (text) => {
  const lines = (rest + text).split('\\n');
  rest = lines.pop();
  for (const line of lines) {
    const question = JSON.parse(line);
    if (process.argv[3] !== undefined) appendFileSync(process.argv[3], question.method + '\\n');
    answer(question);
    if (question.method === 'shutdown') process.exit(0);
  }
});
`;

const theoremThat = (how: string, more: Partial<ProcessOptions> = {}, ...args: readonly string[]): Theorem =>
  processTheorem({ command: [process.execPath, 'fake.mjs', how, ...args], folder, ...more });

const cellsOf = (theorem: Theorem) =>
  planCells({
    claims: claimsOf(theorem),
    profile: 'quick',
    axes: {},
    constantValues: {},
    readings: null,
    mode: 'reduced',
    trials: 64,
    threads: 1,
    theorem,
  });

const alpha = { refute: 1e-6, support: 1e-3 };

const judged = (theorem: Theorem, twice = true) =>
  inProcess('lakatos', alpha, twice)(cellsOf(theorem)[0]!, () => {}, undefined);

/** What a cell of it ends in. */
const failureOf = async (theorem: Theorem): Promise<string> => {
  try {
    const { tally, crashes } = await judged(theorem);
    return `${JSON.stringify(tally)} ${crashes.join('; ')}`;
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
};

describe('a theorem of a process', () => {
  it('is an ordinary theorem, whose trials are those of plain code', async () => {
    const theorem = theoremThat('works');
    expect(theorem).toMatchObject({ id: 'fake-works', settings: [{ process: { name: 'fake.mjs' } }] });
    const [planned] = cellsOf(theorem);
    const stream = streamOf(planned!.at, { seed: 'lakatos', purpose: 'verdict' });
    const brackets = Array.from(
      { length: 40 },
      (_, i) => runTrial(planned!.at, stream, i, 'decide').brackets.U!,
    );
    const words = Array.from({ length: 40 }, (_, i) => stream.child(i).words);
    // The same number from the words of the stream: 52 bits, from the top.
    const expected = words.map(([a, b]) => (a * 2 ** 20 + (b >>> 12)) / 2 ** 52);
    expect(brackets.map(({ lower }) => lower)).toEqual(expected);
    const evidence = await judged(theorem);
    expect(evidence.verdict).toBe('supported');
    expect(evidence.tally.violated + evidence.tally.certified).toBeGreaterThan(15);
  });

  it('is asked step by step, and no further than needed', async () => {
    const log = join(folder, 'steps.log');
    const theorem = theoremThat('tighter', {}, log);
    const [planned] = cellsOf(theorem);
    const stream = streamOf(planned!.at, { seed: 'lakatos', purpose: 'verdict' });
    const trial = runTrial(planned!.at, stream, 0, 'exhaust');
    expect(trial.brackets.U!.lower).toBe(trial.brackets.U!.upper);
    const methods = readFileSync(log, 'utf8').trim().split('\n').slice(1);
    expect(methods.slice(methods.indexOf('sample'))).toEqual([
      'sample',
      'refine',
      'refine',
      'refine',
      ...methods.filter((one) => one === 'value'),
    ]);
    // Two refinements that take turns: each goes on where it was.
    const { setting, scope, wanted } = planned!.at;
    const draws = [0, 1].map((i) => setting.sample(stream.child(i), scope, 'reduced'));
    const alone = draws.map((draw) =>
      [...setting.refine(draw, wanted, scope, 'decide')].map(({ U }) => U!.lower),
    );
    const [a, b] = draws.map((draw) => setting.refine(draw, wanted, scope, 'decide')[Symbol.iterator]());
    const mixed = [0, 1, 2].map(() => [a!.next().value.U.lower, b!.next().value.U.lower]);
    expect(mixed).toEqual([0, 1, 2].map((step) => [alone[0]![step], alone[1]![step]]));
  });

  it.each([
    [
      'prints',
      'ProcessError: the process "fake.mjs" wrote something else than JSON to stdout: "here I am"; let it print to stderr',
    ],
    [
      'pythonNaN',
      /^ProcessError: the process "fake.mjs" wrote something else than JSON to stdout: .*; write NaN and Infinity as strings$/,
    ],
    ['noAnswer', /^ProcessError: the process "fake.mjs" wrote no answer of JSON-RPC 2.0 to stdout: /],
    ['both', /^ProcessError: the process "fake.mjs" answered "refine" with neither a result nor an error: /],
    [
      'wrongId',
      /^ProcessError: the process "fake.mjs" answered question "\d+" when question "\d+" \("refine"\) was asked$/,
    ],
    [
      'twice',
      /^ProcessError: the process "fake.mjs" answered ("\d+" when nothing was asked of it|question "\d+" when question "\d+" \(".*"\) was asked)$/,
    ],
    [
      'endless',
      'ProcessError: the process "fake.mjs" wrote a line of more than 64 MB to stdout; end each answer with LF',
    ],
    ['notUtf8', /^ProcessError: the process "fake.mjs" wrote a line to stdout that is not UTF-8: /],
    [
      'dies',
      'ProcessError: the process "fake.mjs" ended before it answered "refine" (exit code 7); the last it wrote to stderr is "ValueError: out of luck"',
    ],
    ['diesInLine', 'ProcessError: the process "fake.mjs" ended in the middle of a line (signal SIGKILL)'],
    ['closes', /^ProcessError: the process "fake.mjs" closed its stdout before it answered "refine"/],
    [
      'word',
      'ProcessError: the process "fake.mjs" gave "two" for the lower end of U; give a number, "NaN", "Infinity", "-Infinity" or an integer as text',
    ],
    ['list', 'ProcessError: the process "fake.mjs" answered "refine" with [1,2], and not with an object'],
    [
      'counts',
      'Error: the setting "uniform" answered otherwise when trial 0 was asked for a second time: let sample draw from the stream alone, and refine from its draw',
    ],
  ])('that %s is refused in one sentence with its name', async (how, sentence) => {
    const said = await failureOf(theoremThat(how));
    if (typeof sentence === 'string') expect(said).toBe(sentence);
    else expect(said).toMatch(sentence);
    expect(said).not.toContain('\n');
  });

  it.each([
    ['silent', 'gave no answer to "refine" within 0.5 seconds'],
    ['busy', 'gave no answer to "refine" within 0.5 seconds'],
    ['unended', 'did not end the line that it began, its answer to "refine" within 0.5 seconds'],
  ])('that is %s is waited for as long as its deadline says', async (how, what) => {
    // It is started without haste: the deadline is that of an answer.
    const theorem = theoremThat(how, { deadline: 0.5 });
    expect(await failureOf(theorem)).toBe(
      `ProcessError: the process "fake.mjs" ${what}; raise its deadline where a trial takes longer`,
    );
  });

  it('that is not there, or may not be run, is named', () => {
    expect(() => processTheorem({ command: ['no-such-program', 'x'], folder })).toThrow(
      `the process "no-such-program" cannot be started: there is no program "no-such-program", or no folder ${folder}; install it, or change its command`,
    );
    expect(() => processTheorem({ command: [join(folder, 'fake.mjs')], folder })).toThrow(
      /^the process "fake.mjs" cannot be started: ".*" may not be run$/,
    );
    expect(() => processTheorem({ command: [process.execPath, 'absent.mjs'], folder })).toThrow(
      /^the process ".*" ended before it answered "hello" \(exit code 1\); the last it wrote to stderr is /,
    );
    expect(() => processTheorem({ command: [] })).toThrow('processTheorem: command: expected a program');
    expect(() => theoremThat('works', { deadline: 601 })).toThrow(
      'processTheorem: deadline: expected seconds',
    );
  });

  it('of another version of the protocol is refused', () => {
    expect(() => theoremThat('newer')).toThrow(
      'the process "fake.mjs" speaks protocol 2, and this version of lakatos 1; update one of the two',
    );
  });

  it.each(['upsideDown', 'nan', 'raises'])(
    'whose brackets are %s leaves its trials unresolved',
    async (how) => {
      const { tally, verdict, crashes } = await judged(theoremThat(how));
      expect(tally).toMatchObject({ violated: 0, certified: 0, unresolved: 64 });
      expect(verdict).toBe('undecided');
      expect(crashes).toHaveLength(1);
      if (how === 'raises')
        expect(crashes[0]).toContain('the process "fake.mjs" refused "refine": no such draw (fake.mjs:1)');
    },
  );

  it('may leave an end open', async () => {
    const { tally, crashes } = await judged(theoremThat('open'));
    expect(tally).toMatchObject({ violated: 0, certified: 0 });
    expect(tally.unresolved).toBeGreaterThan(0);
    expect(crashes).toEqual([]);
  });

  it.each([
    ['crlf', 'ends its lines with CR and LF; they are read, and LF alone is meant'],
    ['shouts', 'wrote more than 1 MB to stderr; its end is kept, the rest is dropped'],
    ['slices', null],
  ])('that %s is understood, and told of', async (how, sentence) => {
    const told: string[] = [];
    const before = warnings.tell;
    warnings.tell = (one) => void told.push(one);
    onTestFinished(() => {
      warnings.tell = before;
    });
    const [same, plain] = [await judged(theoremThat(how)), await judged(theoremThat('works'))];
    expect(same).toEqual(plain);
    expect(told).toEqual(sentence === null ? [] : [`the process "fake.mjs" ${sentence}`]);
  });

  it('is told to end, and started again when it is asked once more', async () => {
    const log = join(folder, 'ends.log');
    const theorem = theoremThat('works', {}, log);
    const first = await judged(theorem);
    await endProcesses();
    expect(readFileSync(log, 'utf8')).toMatch(/\nshutdown\n$/);
    expect(await judged(theorem)).toEqual(first);
    expect(readFileSync(log, 'utf8').match(/started/g)).toHaveLength(2);
  });

  it('is not started again and again', async () => {
    const log = join(folder, 'again.log');
    const theorem = theoremThat('dies', {}, log);
    const said = [];
    for (let i = 0; i < 5; i += 1) said.push(await failureOf(theorem));
    expect(new Set(said.slice(0, 3)).size).toBe(1);
    expect(said[4]).toBe(`${said[0]} (it failed before)`);
    expect(readFileSync(log, 'utf8').match(/started/g)).toHaveLength(3);
  });

  it('has an address that its files are part of', () => {
    const hashIn = (name: string, data: string): string => {
      const at = join(folder, name);
      mkdirSync(at);
      writeFileSync(join(at, 'fake.mjs'), fake);
      writeFileSync(join(at, 'data.txt'), data);
      return theoremThat('works', { folder: at, files: ['data.txt'] }).settings[0]!.process!.hash;
    };
    const one = hashIn('one', '1');
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    // The folder is no part of it.
    expect(hashIn('same', '1')).toBe(one);
    expect(hashIn('other', '2')).not.toBe(one);
  });
});

describe('a cell whose process dies', () => {
  it('has no result, whatever came before', async () => {
    const theorem = theoremThat('dies');
    const claim = claimsOf(theorem)[0]!;
    const at = bindCell(
      bindClaim(claim, theorem.axes),
      { at: { n: 1, p: 0.5 }, constants: {}, mode: 'reduced' },
      theorem.settings,
    );
    await expect(judgeCell(at, { seed: 'lakatos', purpose: 'verdict', alpha, cap: 64 })).rejects.toThrow(
      'the process "fake.mjs" ended before it answered "refine"',
    );
  });
});
