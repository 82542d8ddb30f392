import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../evidence/outcomes/report.ts';
import { runProgram } from './program.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lakatos-init-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A child process; no variable of the run that this test is part of decides what it does. */
const child = (cwd: string, argv: readonly string[], more: Readonly<Record<string, string>> = {}) => {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', ...more };
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd, encoding: 'utf8', env });
  return { status, stdout, stderr };
};

// The whole way as a new user goes it, so with the built command: `npm test` builds it first.
const lakatos = (...argv: readonly string[]) =>
  child(folder, [join(repository, 'dist/cli/main.js'), ...argv]);

/** The command in this process, for what ends before any work. */
const inProcess = async (...argv: readonly string[]) => {
  let stdout = '';
  let stderr = '';
  const out = (text: string): void => {
    stdout += text;
  };
  const err = (text: string): void => {
    stderr += text;
  };
  const terminal = { out, err, env: {}, width: 80, colorOut: false, colorErr: false };
  return { status: await runProgram(argv, terminal), stdout, stderr };
};

const reportIn = (out: string): Report =>
  JSON.parse(readFileSync(join(folder, out, 'report.json'), 'utf8')) as Report;

describe('lakatos init', () => {
  it('goes from an empty folder to verdicts, a walk through a trial, and a replay', () => {
    const written = lakatos('init', '--quantity');
    expect(written).toMatchObject({ status: 0, stderr: '' });
    const claims = /npx lakatos check (value\S+)/.exec(written.stdout)![1]!;
    expect(claims).toBe('value-first-guess,value-repaired,active-share-first-guess,active-share-repaired');
    expect(written.stdout).toContain('npx lakatos check --config lakatos.config.ts');

    const cells = ['--d', '25', '--m', '1000', '--C0', '1,3', '--gamma', '0.05'];
    const checked = lakatos('check', claims, ...cells, '--threads', '2', '--quiet', '--explain');
    expect(checked).toMatchObject({ status: 1, stderr: '' });
    const report = reportIn('reports');
    expect(report.complete).toBe(true);
    expect(Object.fromEntries(report.claims.map(({ id, verdict }) => [id, verdict]))).toEqual({
      'value-first-guess': 'refuted',
      'value-repaired': 'supported',
      'active-share-first-guess': 'refuted',
      'active-share-repaired': 'supported',
    });

    const witness = report.claims[0]!.cells[0]!.witness!;
    expect(report.explanations).toHaveLength(4);
    expect(checked.stdout).toContain(
      `One trial, step by step: value-first-guess (printed), trial ${witness.trial}`,
    );
    expect(checked.stdout).toContain('Violated: this W is a witness.');
    for (const line of checked.stdout.split('\n'))
      if (!line.includes('npx lakatos')) expect([...line].length).toBeLessThanOrEqual(80);
    for (const name of ['report.html', 'report.md']) {
      const text = readFileSync(join(folder, 'reports', name), 'utf8');
      expect(text.includes('One trial, step by step'), name).toBe(true);
    }

    const replayed = lakatos('replay', report.claims[2]!.cells[1]!.witness!.address);
    expect(replayed.status).toBe(0);
    expect(replayed.stdout).toContain('W was rebuilt: 1000 × 25 weights');
  });

  it('gives claims and quantities that the property suite tries like ours', () => {
    const only = 'active-share-repaired printed at d = 25, m = 1000, C0 = 1,';
    const { status, stdout } = child(
      repository,
      [
        join(repository, 'node_modules/vitest/vitest.mjs'),
        ...['run', '--project', 'properties', 'properties/claims/own.property.ts', '-t', only],
      ],
      { LAKATOS_CONFIG: join(folder, 'lakatos.config.ts'), LAKATOS_OUT: join(folder, 'suite') },
    );
    expect(status, stdout).toBe(0);
    const report = reportIn('suite');
    expect(report.complete).toBe(true);
    expect(report.claims.map(({ id }) => id)).toEqual(['active-share-repaired']);
    const [cell] = report.claims[0]!.cells;
    expect(cell).toMatchObject({ d: 25, m: 1000, C0: 1, expect: 'holds', verdict: 'supported' });
    // Both doors lead to one judge: the command line had the same record of the same cell.
    expect(reportIn('reports').claims[3]!.cells[0]).toEqual(cell);
    // Only --explain adds walks to a report.
    expect(report).not.toHaveProperty('explanations');
  });

  it('writes over nothing unless it is told to', async () => {
    const config = join(folder, 'lakatos.config.ts');
    writeFileSync(config, '// mine\n');
    const refused = await inProcess('init', folder);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toBe(
      `lakatos: ${['lakatos.config.ts', 'claims/value-first-guess.ts', 'claims/value-repaired.ts'].map((one) => join(folder, one)).join(', ')} exist already, and nothing was written; give another folder, or --force to overwrite\n`,
    );
    expect(readFileSync(config, 'utf8')).toBe('// mine\n');
    expect((await inProcess('init', folder, '--force')).status).toBe(0);
    expect(readFileSync(config, 'utf8')).toContain('value-first-guess');
  });

  it('makes the folder it is given, and says how to get there', async () => {
    const below = join(folder, 'my notes');
    const written = await inProcess('init', below);
    expect(written.status).toBe(0);
    expect(written.stdout).toContain(
      `  cd '${below}' && npx lakatos check value-first-guess,value-repaired\n`,
    );
    expect(existsSync(join(below, 'claims/value-repaired.ts'))).toBe(true);
    writeFileSync(join(folder, 'occupied'), '');
    const refused = await inProcess('init', join(folder, 'occupied'));
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain('cannot be written: ');
    expect(refused.stderr).toContain('give a folder in which you may write');
  });
});
