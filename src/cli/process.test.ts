import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pythonWith } from '../../properties/python.ts';
import { main, requireFreshBuild, root, started } from '../../properties/runs.ts';
import type { Report } from '../core/report/report.ts';
import { rootOf } from '../numerics/random/root.ts';

// Theorems of processes through the command line: in node, so that nothing else need be there, and in Python where numpy is.

let folder: string;
beforeAll(() => {
  requireFreshBuild();
  folder = mkdtempSync(join(tmpdir(), 'lakatos-foreign-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A number in [0, 1) that the seed makes; where told so, the process dies at the draw of this number. */
const uniform = `
import { existsSync, readFileSync } from 'node:fs';
const dies = existsSync('dies') ? Number(readFileSync('dies', 'utf8')) : Infinity;
const tries = { quick: [{ n: [1, 2, 3, 4], p: [0.5] }] };
const claim = (id, rhs, more) => ({
  id, reading: 'printed', says: 'U is at most ' + rhs, quantifiers: [], premise: [], conclusion: { lhs: 'U', rhs },
  constants: {}, failureRate: 'p', tries, ...more,
});
const theorem = {
  id: 'uniform', work: 'a book', table: { rows: 'n', columns: 'p' },
  axes: [
    { symbol: 'n', says: 'a count', kind: 'count', addressed: true },
    { symbol: 'p', says: 'a rate', kind: 'rate' },
  ],
  settings: [{ name: 'uniform number', reads: ['n'], quantities: [{ symbol: 'U', says: 'a number', tex: 'U' }] }],
  statements: [claim('is-small', '1 - p / 4'), claim('control-is-tiny', 'p / 4', { control: true })],
};
let u = 0;
let draws = 0;
const ways = {
  hello: () => ({ protocol: 1, theorem, files: [], versions: {} }),
  sample: ({ seed }) => {
    if (++draws >= dies) { console.error('out of luck'); process.exit(7); }
    u = parseInt(seed.slice(0, 13), 16) / 2 ** 52;
    return {};
  },
  refine: () => ({ brackets: { U: { lower: u, upper: u } }, last: true }),
  value: () => ({ value: u }),
  cost: () => ({ seconds: 1e-5, bytes: 1e6 }),
  shutdown: () => ({}),
};
let rest = '';
process.stdin.setEncoding('utf8').on('data', (text) => {
  const lines = (rest + text).split('\\n');
  rest = lines.pop();
  for (const { id, method, params } of lines.map((line) => JSON.parse(line)))
    process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, result: ways[method](params) }) + '\\n');
});
`;

const projectOf = (name: string, files: Readonly<Record<string, string>>): string => {
  const at = join(folder, name);
  mkdirSync(at);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(at, file), text);
  return at;
};

const config = `import { processTheorem } from 'lakatos';
export default { theorems: [processTheorem({ command: [process.execPath, 'uniform.mjs'], folder: import.meta.url })] };
`;

const lakatos = (cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  started(process.execPath, [main, ...args], { cwd, env });

const reportIn = (at: string): Report =>
  JSON.parse(readFileSync(join(at, 'reports/report.json'), 'utf8')) as Report;

const trusted =
  /^draws, certificates and definitions are those of the process "[\w.]+" \([0-9a-f]{12}\), and are taken on trust$/;

describe('a theorem of a process', () => {
  it('gives the same bytes on any number of threads, and is verified and replayed like any other', async () => {
    const at = projectOf('whole', { 'lakatos.config.ts': config, 'uniform.mjs': uniform });
    const one = await lakatos(at, ['check', 'uniform', '--threads', '1', '--no-store', '--quiet']);
    expect(one, one.stdout + one.stderr).toMatchObject({ code: 0, stderr: '' });
    const bytes = readFileSync(join(at, 'reports/report.json'), 'utf8');
    const three = await lakatos(at, ['check', 'uniform', '--threads', '3', '--quiet']);
    expect(three).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(at, 'reports/report.json'), 'utf8')).toBe(bytes);
    const { claims } = reportIn(at);
    expect(claims.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['is-small', 'supported'],
      ['control-is-tiny', 'refuted'],
    ]);
    for (const { onTrust } of claims) expect(onTrust).toMatch(trusted);
    for (const file of ['report.md', 'report.html'])
      expect(readFileSync(join(at, 'reports', file), 'utf8')).toMatch(/taken on trust/);

    const verified = await lakatos(at, ['verify', 'reports/report.json']);
    expect(verified, verified.stdout).toMatchObject({ code: 0 });
    expect(verified.stdout.replaceAll(/\s+/g, ' ')).toContain('answers of the process "uniform.mjs"');
    const { address } = claims[1]!.cells[0]!.witness!;
    const replayed = await lakatos(at, ['replay', address]);
    expect(replayed, replayed.stderr).toMatchObject({ code: 0 });
    expect(replayed.stdout).toContain('is false, by ');
  });

  it('whose process dies makes the run incomplete, and names it', async () => {
    const at = projectOf('dies', { 'lakatos.config.ts': config, 'uniform.mjs': uniform, dies: '40' });
    const found = await lakatos(at, ['check', 'uniform', '--threads', '2', '--quiet']);
    expect(found.code).toBe(3);
    const { complete, missing } = reportIn(at);
    expect(complete).toBe(false);
    expect(missing.join('\n')).toContain(
      'the process "uniform.mjs" ended before it answered "sample" (exit code 7); the last it wrote to stderr is "out of luck"',
    );
    // The same files, and a process that lives: what was kept is gone on with, to the bytes of a whole run.
    rmSync(join(at, 'dies'));
    expect((await lakatos(at, ['check', 'uniform', '--threads', '2', '--quiet'])).code).toBe(0);
    const whole = join(folder, 'whole/reports/report.json');
    if (existsSync(whole))
      expect(readFileSync(join(at, 'reports/report.json'), 'utf8')).toBe(readFileSync(whole, 'utf8'));
  });

  it('that cannot be started is a request that cannot be carried out', async () => {
    const absent = config.replace('process.execPath', "'no-such-program'");
    const at = projectOf('absent', { 'lakatos.config.ts': absent, 'uniform.mjs': uniform });
    const found = await lakatos(at, ['check', 'uniform', '--quiet']);
    expect(found).toMatchObject({ code: 2, stdout: '' });
    expect(found.stderr).toContain('there is no program "no-such-program"');
    expect(found.stderr.trim()).not.toContain('\n');
  });
});

const { python, lacks } = pythonWith('numpy');

describe.skipIf(python === null)(`in Python${lacks === null ? '' : ` (skipped: ${lacks})`}`, () => {
  const env = { LAKATOS_PYTHON: python ?? '' };

  it('goes from init to verdicts, and to the same bytes on any number of threads', async () => {
    const written = await lakatos(folder, ['init', 'notes', '--python']);
    expect(written, written.stderr).toMatchObject({ code: 0, stderr: '' });
    const at = join(folder, 'notes');
    const one = await lakatos(at, ['check', 'my-theorem', '--threads', '1', '--no-store', '--quiet'], env);
    expect(one, one.stdout + one.stderr).toMatchObject({ code: 0, stderr: '' });
    const bytes = readFileSync(join(at, 'reports/report.json'), 'utf8');
    expect((await lakatos(at, ['check', 'my-theorem', '--threads', '2', '--quiet'], env)).code).toBe(0);
    expect(readFileSync(join(at, 'reports/report.json'), 'utf8')).toBe(bytes);
    const { claims } = reportIn(at);
    expect(claims.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['my-upper-tail', 'supported'],
      ['control-my-half', 'refuted'],
    ]);
    for (const { onTrust } of claims) expect(onTrust).toMatch(trusted);
    const verified = await lakatos(at, ['verify', 'reports/report.json'], env);
    expect(verified, verified.stdout).toMatchObject({ code: 0 });
  });

  it('has the streams of this package: children by SHA-256, and numpy’s Philox with the seed as its key', async () => {
    const script = [
      'import lakatos, json, numpy',
      's = lakatos.Stream("00000001000000020000000300000004").child("W0").child(7).child("ω")',
      'key = int(s.seed, 16)',
      'same = numpy.random.Generator(numpy.random.Philox(key=key)).standard_normal(5)',
      'print(json.dumps([s.seed, bool((s.rng.standard_normal(5) == same).all())]))',
    ].join('\n');
    const found = await started(python!, ['-c', script], { env: { PYTHONPATH: join(root, 'python') } });
    expect(found.stderr).toBe('');
    const here = { ...rootOf('any'), words: [1, 2, 3, 4] as const };
    const below = (await import('../numerics/random/stream.ts'))
      .streamAt([], here.words, here.generator)
      .child('W0')
      .child(7)
      .child('ω');
    const hex = below.words.map((word) => word.toString(16).padStart(8, '0')).join('');
    expect(JSON.parse(found.stdout)).toEqual([hex, true]);
  });

  it.each([
    [
      'a raise',
      'return stream.rng.standard_normal(at["m"])',
      /refused "refine": KeyError: 'm' \(my_theorem\.py:7\)/,
    ],
    [
      'a draw of its own',
      'return __import__("numpy").random.standard_normal(at["n"])',
      /answered otherwise when trial 0 was asked for a second time/,
    ],
    [
      'an end',
      'print("so be it"); __import__("os")._exit(9)',
      /the process "my_theorem.py" ended before it answered "sample" \(exit code 9\); the last it wrote to stderr is "so be it"/,
    ],
    [
      'NaN',
      'return float("nan") * stream.rng.standard_normal(at["n"])',
      /gave a bracket of Z from NaN to NaN/,
    ],
  ])('%s in sample is named, and the run incomplete', async (name, line, sentence) => {
    const at = join(folder, `notes-${name.replaceAll(' ', '-')}`);
    await lakatos(folder, ['init', at, '--python']);
    const file = join(at, 'my_theorem.py');
    const text = readFileSync(file, 'utf8');
    const changed = text.replace('return stream.rng.standard_normal(at["n"])', line);
    expect(changed).not.toBe(text);
    writeFileSync(file, changed);
    const found = await lakatos(
      at,
      ['check', 'my-upper-tail', '--n', '10', '--t', '1', '--trials', '32', '--quiet'],
      env,
    );
    expect(found.code, found.stderr).toBe(3);
    const { missing, claims } = reportIn(at);
    const notes = claims.flatMap(({ cells }) => cells.flatMap(({ note }) => note ?? []));
    expect([...missing, ...notes].join('\n')).toMatch(sentence);
  });

  it('prints to stderr, and says of a module that is not there what Python says', async () => {
    const at = join(folder, 'notes-prints');
    await lakatos(folder, ['init', at, '--python']);
    const file = join(at, 'my_theorem.py');
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace('    return stream', '    print("a print that was left in")\n    return stream'),
    );
    const cell = ['check', 'my-upper-tail', '--n', '10', '--t', '1', '--quiet', '--no-store'];
    expect(await lakatos(at, cell, env)).toMatchObject({ code: 0, stderr: '' });
    writeFileSync(file, `import no_such_module\n${text}`);
    const found = await lakatos(at, cell, env);
    expect(found.code).toBe(2);
    expect(found.stderr).toContain(
      `the process "my_theorem.py" ended before it answered "hello" (exit code 1); the last it wrote to stderr is "ModuleNotFoundError: No module named 'no_such_module'"`,
    );
  });

  it('is part of an address with the files that it imports', async () => {
    const at = join(folder, 'notes-files');
    await lakatos(folder, ['init', at, '--python']);
    const file = join(at, 'my_theorem.py');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('import lakatos as lk', 'import lakatos as lk\nimport beside'),
    );
    const trustOf = async (text: string): Promise<string> => {
      writeFileSync(join(at, 'beside.py'), text);
      const found = await lakatos(at, ['check', 'my-upper-tail', '--n', '10', '--t', '1', '--quiet'], env);
      expect(found, found.stderr).toMatchObject({ code: 0 });
      return reportIn(at).claims[0]!.onTrust!;
    };
    const one = await trustOf('half = 1 / 2\n');
    expect(await trustOf('half = 1 / 3\n')).not.toBe(one);
    expect(await trustOf('half = 1 / 2\n')).toBe(one);
  });
});

const torch = pythonWith('numpy', 'torch');

describe.skipIf(torch.python === null)(
  `with PyTorch${torch.lacks === null ? '' : ` (skipped: ${torch.lacks})`}`,
  () => {
    it('an adversary of its gradients refutes, and a spectral norm supports', async () => {
      const at = projectOf('torch', {
        'lakatos.config.ts': `export default { theorems: ['./torch_network.py'] };\n`,
      });
      cpSync(join(root, 'python/torch_network.py'), join(at, 'torch_network.py'));
      const env = { LAKATOS_PYTHON: torch.python! };
      const found = await lakatos(at, ['check', 'torch-network', '--threads', '2', '--quiet'], env);
      expect(found, found.stdout + found.stderr).toMatchObject({ code: 0, stderr: '' });
      expect(reportIn(at).claims.map(({ id, verdict }) => [id, verdict])).toEqual([
        ['value-moves-little', 'supported'],
        ['control-value-moves-hardly', 'refuted'],
      ]);
      const { address } = reportIn(at).claims[1]!.cells[0]!.witness!;
      const replayed = await lakatos(at, ['replay', address], env);
      expect(replayed, replayed.stderr).toMatchObject({ code: 0 });
    });
  },
);
