import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inProcess } from '../../properties/inProcess.ts';
import { pythonWith } from '../../properties/python.ts';
import type { Report } from '../core/report/report.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lakatos-init-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A child process; no variable of the run that this test is part of decides what it does. */
const child = (cwd: string, command: string, argv: readonly string[]) => {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(command, argv, { cwd, encoding: 'utf8', env });
  return { status, stdout, stderr };
};

const files = ['my-theorem.ts', 'lakatos.config.ts', 'my-theorem.test.ts'];

/** A folder in which the package of this repository is installed as npm packs it, its dependencies being those of the repository. */
const installed = (): string => {
  const user = join(folder, 'user');
  mkdirSync(join(user, 'node_modules/.bin'), { recursive: true });
  // What it is packed from is built already.
  const packed = child(repository, 'npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
  expect(packed.status, packed.stderr).toBe(0);
  const archive = join(folder, packed.stdout.trim().split('\n').at(-1)!);
  expect(child(folder, 'tar', ['-xzf', archive, '-C', user]).status).toBe(0);
  // The package lies as npm lays it, inside node_modules, where a symbolic link to its files would be another place.
  const modules = join(user, 'node_modules');
  expect(child(user, 'mv', ['package', join(modules, 'lakatos')]).status).toBe(0);
  symlinkSync(join(repository, 'node_modules'), join(modules, 'lakatos/node_modules'));
  for (const name of ['vitest', 'typescript', '@types'])
    symlinkSync(join(repository, 'node_modules', name), join(modules, name));
  writeFileSync(join(user, 'package.json'), '{ "type": "module", "private": true }\n');
  return user;
};

describe('lakatos init', () => {
  it('goes from an installed package to verdicts, a test for each cell, and types', () => {
    const user = installed();
    const main = join(user, 'node_modules/lakatos/dist/cli/main.js');
    const lakatos = (...argv: readonly string[]) => child(user, process.execPath, [main, ...argv]);
    const written = lakatos('init');
    expect(written).toMatchObject({ status: 0, stderr: '' });
    expect(written.stdout).toContain('  npx lakatos check my-theorem\n');

    const listed = lakatos('claims');
    expect(listed.stdout).toContain('my-upper-tail (printed)');
    const checked = lakatos('check', 'my-theorem', '--threads', '2', '--quiet', '--no-store', '--t', '1,8');
    expect(checked, checked.stdout).toMatchObject({ status: 1, stderr: '' });
    const report = JSON.parse(readFileSync(join(user, 'reports/report.json'), 'utf8')) as Report;
    expect(report.complete).toBe(true);
    expect(report.claims.map(({ id, theorem }) => [id, theorem])).toEqual([
      ['my-upper-tail', 'my-theorem'],
      ['my-lower-tail', 'my-theorem'],
      ['control-my-without-2t', 'my-theorem'],
    ]);
    // At t = 1 the control's statement is true: that it is not refuted there is what ends the run with 1.
    expect(report.claims[2]!.cells.map(({ at, verdict }) => [at.t, verdict])).toEqual(
      expect.arrayContaining([
        [1, 'supported'],
        [8, 'refuted'],
      ]),
    );

    const verified = lakatos('verify', 'reports/report.json');
    expect(verified.status, verified.stdout).toBe(0);
    const frontier = ['n', '--claim', 'control-my-without-2t', '--t', '5', '--trials', '5000', '--json'];
    const calibrated = lakatos('calibrate', ...frontier);
    expect(calibrated.status, calibrated.stderr).toBe(0);
    const { frontiers } = JSON.parse(calibrated.stdout) as {
      frontiers: readonly { smallestSupported: number; largestRefuted: number }[];
    };
    expect(frontiers).toHaveLength(1);
    expect(frontiers[0]!.largestRefuted).toBeLessThan(frontiers[0]!.smallestSupported);
    const config = ['--config', join(folder, 'plain.config.mjs')];
    writeFileSync(config[1]!, 'export default {};\n');
    const accepted = lakatos('check', 'chi-squared-upper-tail', '--accept', '--no-store', ...config);
    expect(accepted).toMatchObject({ status: 2, stdout: '' });
    expect(accepted.stderr).toBe(
      'lakatos: --accept has no folder to write to; name one under "baselines" in lakatos.config.ts, or in LAKATOS_BASELINES\n',
    );

    // The example of the text on statistics, beside the tests of the theorem.
    const [, example] = /^```ts\n(\/\/ rate\.test\.ts\n.*?)^```$/ms.exec(
      readFileSync(join(repository, 'docs/statistics.md'), 'utf8'),
    )!;
    writeFileSync(join(user, 'rate.test.ts'), example!);
    const suite = child(user, process.execPath, [
      join(user, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--reporter', 'json', '-t', '(my-upper-tail|a Gaussian vector|and often)'],
    ]);
    const { success, numPassedTests } = JSON.parse(suite.stdout) as Record<string, unknown>;
    expect([success, numPassedTests], suite.stderr).toEqual([true, 12]);

    const types = child(user, process.execPath, [
      join(user, 'node_modules/typescript/bin/tsc'),
      ...['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'nodenext'],
      ...['--noUncheckedIndexedAccess', '--types', 'node', ...files, 'rate.test.ts'],
    ]);
    expect(types.status, types.stdout).toBe(0);

    // A theorem in Python, with the helper that was packed.
    expect(existsSync(join(user, 'node_modules/lakatos/python/lakatos.py'))).toBe(true);
    const inPython = lakatos('init', 'notes', '--python');
    expect(inPython, inPython.stderr).toMatchObject({ status: 0, stderr: '' });
    expect(inPython.stdout).toContain('  cd notes && npx lakatos check my-theorem\n');
    const { python } = pythonWith('numpy');
    if (python === null) return;
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', LAKATOS_PYTHON: python };
    const tried = spawnSync(process.execPath, [main, 'check', 'my-theorem', '--quiet'], {
      cwd: join(user, 'notes'),
      encoding: 'utf8',
      env,
    });
    expect(tried.status, tried.stderr).toBe(0);
    const found = JSON.parse(readFileSync(join(user, 'notes/reports/report.json'), 'utf8')) as Report;
    expect(found.claims.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['my-upper-tail', 'supported'],
      ['control-my-half', 'refuted'],
    ]);
  });

  it('writes over nothing unless it is told to', async () => {
    const at = join(folder, 'mine');
    mkdirSync(at);
    writeFileSync(join(at, 'lakatos.config.ts'), '// mine\n');
    const refused = await inProcess(['init', at]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toBe(
      `lakatos: ${join(at, 'lakatos.config.ts')} exists already, and nothing was written; give another folder, or --force to overwrite\n`,
    );
    expect(readFileSync(join(at, 'lakatos.config.ts'), 'utf8')).toBe('// mine\n');
    expect((await inProcess(['init', at, '--force'])).code).toBe(0);
    expect(readFileSync(join(at, 'lakatos.config.ts'), 'utf8')).toContain('my-theorem');
  });

  it('makes the folder it is given, and says how to get there', async () => {
    const below = join(folder, 'my notes');
    const written = await inProcess(['init', below]);
    expect(written.code).toBe(0);
    expect(written.stdout).toContain(`  cd '${below}' && npx lakatos check my-theorem\n`);
    for (const file of files) expect(existsSync(join(below, file)), file).toBe(true);
    // Read where nothing is installed, and with all claims under names of their own.
    const main = join(repository, 'dist/cli/main.js');
    const listed = child(below, process.execPath, [main, 'claims', '--json']);
    expect(listed).toMatchObject({ status: 0, stderr: '' });
    const { claims } = JSON.parse(listed.stdout) as { claims: readonly { id: string; theorem: string }[] };
    expect(claims.filter(({ theorem }) => theorem === 'my-theorem')).toHaveLength(3);
    writeFileSync(join(folder, 'occupied'), '');
    const refused = await inProcess(['init', join(folder, 'occupied')]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('cannot be written: ');
    expect(refused.stderr).toContain('give a folder in which you may write');
  });
});
