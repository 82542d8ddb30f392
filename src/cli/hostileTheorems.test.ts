import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireFreshBuild, root, started } from '../../properties/runs.ts';

// Theorems of one's own that go wrong, where vitest runs them and where constants are calibrated. `check` meets them in `npm run faults`.

/** Each has one claim on n signs; `change` goes into its setting. */
const configuration = `
import { atMost, signs } from 'lakatos';
const theorem = (id, change = {}) => ({
  id,
  work: 'notes',
  axes: [
    { symbol: 'n', says: 'number of signs', kind: 'count', addressed: true, frontier: { from: 1, to: 64, scale: 'log' } },
    { symbol: 'p', says: 'failure rate', kind: 'rate' },
  ],
  table: { rows: 'n', columns: 'p' },
  settings: [{
    name: 'signs',
    reads: ['n'],
    quantities: [{ symbol: 'sum', says: 'the sum', tex: 'S', value: (draw) => draw.reduce((a, b) => a + b, 0) }],
    sample: (stream, { n }) => signs(stream.child('signs'), n),
    *refine(draw) {
      const sum = draw.reduce((a, b) => a + b, 0);
      yield { sum: { lower: sum, upper: sum } };
    },
    size: ({ n }) => n,
    cost: ({ n }) => ({ seconds: 1e-6 * n, bytes: 8 * n }),
    ...change,
  }],
  statements: [{
    id: id + '-claim',
    says: 'the sum is at most K√n',
    premise: [],
    conclusion: atMost('sum', 'K * sqrt(n)'),
    constants: { K: { first: '4', says: 'a multiple of √n' } },
    critical: 'K',
    failureRate: 'p',
  }],
  defaultTries: { quick: [{ n: [16], p: [0.05] }] },
});
let calls = 0;
export default { theorems: [
  theorem('never-returns', { sample: () => { for (;;); } }),
  theorem('allocates', { sample: () => { const held = []; for (;;) held.push(new Float64Array(1e6).fill(1)); } }),
  theorem('exits', { sample: () => { process.exit(0); } }),
  theorem('differs', { *refine(draw) { yield { sum: { lower: --calls, upper: 100 } }; } }),
  theorem('sound'),
] };
`;

const suite = `
import { expect, test } from 'vitest';
import { onTrial } from 'lakatos/vitest';
for (const id of ['never-returns', 'allocates', 'exits', 'differs', 'sound']) onTrial(id);
test('a trial that never returns', async () => {
  await expect(() => { for (;;); }).toFailAtMost(0.05);
});
test('a sound trial', async () => {
  await expect(() => true).toFailAtMost(0.05);
});
`;

let folder: string;
const modules = (): string => join(folder, 'node_modules');

/** A run in that folder, where silence is waited for fifteen seconds and little memory is taken for all there is. */
const run = (path: string, ...words: readonly string[]) =>
  started(process.execPath, [path, ...words], {
    cwd: folder,
    env: {
      LAKATOS_PATIENCE: '15',
      NODE_OPTIONS: `--import ${join(folder, 'small.mjs')}`,
      VITEST_MAX_WORKERS: '1',
      NO_COLOR: '1',
    },
  });

const lakatos = (...words: readonly string[]) =>
  run(join(modules(), 'lakatos/dist/cli/main.js'), ...words, '--no-store');

beforeAll(() => {
  requireFreshBuild();
  folder = mkdtempSync(join(tmpdir(), 'lakatos-hostile-'));
  // As npm lays it: a symbolic link to the whole package would be another place.
  const installed = join(modules(), 'lakatos');
  mkdirSync(installed, { recursive: true });
  cpSync(join(root, 'dist'), join(installed, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'));
  symlinkSync(join(root, 'node_modules/vitest'), join(modules(), 'vitest'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }\n');
  writeFileSync(join(folder, 'lakatos.config.ts'), configuration);
  writeFileSync(join(folder, 'hostile.test.ts'), suite);
  writeFileSync(join(folder, 'small.mjs'), 'process.constrainedMemory = () => 1.6e9;\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("theorems of one's own that go wrong", () => {
  it('fail by name in vitest, and the tests behind them are run', async () => {
    const out = join(folder, 'results.json');
    const ended = await run(
      join(root, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--reporter=json', `--outputFile=${out}`],
    );
    expect(ended.code, ended.stdout + ended.stderr).toBe(1);
    interface Result {
      readonly title: string;
      readonly ancestorTitles: readonly string[];
      readonly status: string;
      readonly failureMessages: readonly string[];
    }
    const { testResults } = JSON.parse(readFileSync(out, 'utf8')) as {
      readonly testResults: readonly { readonly assertionResults: readonly Result[] }[];
    };
    const results = testResults.flatMap(({ assertionResults }) => assertionResults);
    const of = (name: string): Result =>
      results.find(
        ({ title, ancestorTitles }) =>
          title !== 'kept witnesses reproduce' && [...ancestorTitles, title].includes(name),
      )!;
    for (const [name, message] of [
      [
        'never-returns-claim',
        'the setting "signs" of never-returns gave no sign of life for 15 seconds, and its thread was ended',
      ],
      ['allocates-claim', 'the setting "signs" of allocates'],
      ['exits-claim', 'crashed'],
      ['differs-claim', 'answered otherwise'],
      ['a trial that never returns', 'draw 0 did not return within 15 seconds'],
    ] as const) {
      expect([name, of(name).status]).toEqual([name, 'failed']);
      expect(of(name).failureMessages.join('\n')).toContain(message);
    }
    for (const name of ['sound-claim', 'a sound trial'])
      expect([name, of(name).status, of(name).failureMessages]).toEqual([name, 'passed', []]);
  });

  it('cost a calibration its constant, by name, and another one nothing', async () => {
    const words = ['calibrate', 'K', '--n', '16', '--p', '0.1', '--threads', '2', '--quiet'];
    const cut = await lakatos(...words, '--claim', 'never-returns-claim');
    expect(cut.stderr).toContain('not calibrated: K of never-returns-claim');
    expect(cut.stderr).toContain('gave no sign of life for 15 seconds, and its thread was ended');
    expect(cut.code).toBe(3);
    const full = await lakatos(...words, '--claim', 'allocates-claim');
    expect(full.stderr).toMatch(/K of allocates-claim \(the sample of allocates-claim (gave|was)/);
    expect(full.code).toBe(3);
    const left = await lakatos(...words, '--claim', 'exits-claim');
    expect(left.stderr).toContain('process.exit(0) was called');
    expect(left.code).toBe(3);
    expect((await lakatos(...words, '--claim', 'sound-claim')).code).toBe(0);
  });

  it('end a search for a frontier and for least constants by name', async () => {
    const frontier = await lakatos(
      'calibrate',
      'n',
      '--claim',
      'never-returns-claim',
      '--n',
      '1,64',
      '--p',
      '0.1',
    );
    expect(frontier.stderr).toContain('gave no sign of life for 15 seconds');
    expect(frontier.code).toBe(3);
    const least = await lakatos(
      'calibrate',
      'least',
      '--claim',
      'never-returns-claim',
      '--n',
      '16',
      '--p',
      '0.1',
    );
    expect(least.stderr).toContain('gave no sign of life for 15 seconds');
    expect(least.code).toBe(3);
  });
});
