import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/core/report/report.ts';
import { root } from '../runs.ts';

// A claim is a file and a line in its theorem's list, a theorem is a file and a line in the index: in a copy of this package.

let copy: string;

/** Writes a file of the copy's src, and what it compiles to. */
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(copy, 'src', file)), { recursive: true });
  writeFileSync(join(copy, 'src', file), text);
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      rewriteRelativeImportExtensions: true,
      verbatimModuleSyntax: true,
    },
  });
  writeFileSync(join(copy, 'dist', file.replace(/\.ts$/, '.js')), outputText);
};

/** Adds an import and an entry to a list, behind the entry `after`. */
const addTo = (file: string, name: string, from: string, after: string): void => {
  const text = readFileSync(join(copy, 'src', file), 'utf8');
  const entry = new RegExp(`(\\n\\s*|\\[|, )${after}(?=[,\\]])`);
  expect(text).toMatch(entry);
  write(file, `import { ${name} } from '${from}';\n${text.replace(entry, `$1${after}, ${name}`)}`);
};

const lakatos = (...argv: readonly string[]) => {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1' };
  const main = join(copy, 'dist/cli/main.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...argv], {
    ...{ cwd: copy, encoding: 'utf8', env },
  });
  return { status, stdout, stderr };
};

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'lakatos-copy-'));
  for (const folder of ['src', 'dist']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
  copyFileSync(join(root, 'package.json'), join(copy, 'package.json'));
  for (const folder of ['node_modules', 'fixtures']) symlinkSync(join(root, folder), join(copy, folder));

  write(
    'theorems/lazyTraining/claims/valueIsWellBounded.ts',
    `import type { Claim } from '../../../core/claim.ts';
import { valueIsBounded } from './valueIsBounded.ts';

export const valueIsWellBounded: Claim = { ...valueIsBounded, id: 'value-is-well-bounded' };
`,
  );
  addTo(
    'theorems/lazyTraining/theorem.ts',
    'valueIsWellBounded',
    './claims/valueIsWellBounded.ts',
    'valueIsBounded',
  );

  const recipe = readFileSync(join(root, 'src/theorems/laurentMassart.ts'), 'utf8');
  write(
    'theorems/mine.ts',
    recipe
      .replaceAll("id: 'laurent-massart'", "id: 'mine'")
      .replaceAll('laurentMassart', 'mine')
      .replaceAll('chi-squared-', 'mine-'),
  );
  addTo('theorems/index.ts', 'mine', './mine.ts', 'lazyTraining');
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('one file and one line', () => {
  it('list a claim and a theorem', () => {
    const { status, stdout } = lakatos('claims', '--json');
    expect(status).toBe(0);
    const { claims } = JSON.parse(stdout) as { claims: readonly { id: string; theorem: string }[] };
    expect(claims).toContainEqual(
      expect.objectContaining({ id: 'value-is-well-bounded', theorem: 'lazy-training' }),
    );
    expect(claims.filter(({ theorem }) => theorem === 'mine').map(({ id }) => id)).toEqual([
      'mine-upper-tail',
      'mine-lower-tail',
      'control-mine-without-2t',
    ]);
  });

  it('put them on trial', () => {
    const quiet = ['--threads', '1', '--trials', '64', '--quiet', '--no-store', '--json'];
    const claim = lakatos('check', 'value-is-well-bounded', '--d', '9', '--m', '16', '--C0', '1', ...quiet);
    expect(claim.status, claim.stderr).toBe(0);
    expect((JSON.parse(claim.stdout) as Report).claims[0]!.cells).toHaveLength(1);
    const theorem = lakatos('check', 'mine-upper-tail,mine-lower-tail', '--n', '4,5', '--t', '1', ...quiet);
    expect(theorem.status, theorem.stderr).toBe(0);
    const report = JSON.parse(theorem.stdout) as Report;
    expect(report.claims.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['mine-upper-tail', 'supported'],
      ['mine-lower-tail', 'supported'],
    ]);
  });
});
