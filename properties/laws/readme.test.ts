import { execFileSync, spawnSync } from 'node:child_process';
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
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { claimsOf } from '../../src/core/theorem.ts';
import { lazyTraining } from '../../src/theorems/lazyTraining/theorem.ts';

// What the texts say is tried: examples are run, commands exist, links lead somewhere.

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
const texts = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs')).map((file) => `docs/${file}`),
];

interface Block {
  readonly language: string;
  readonly lines: readonly string[];
}

/** The fenced blocks of a section. */
const blocksOf = (section: string): Block[] =>
  [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, body]) => ({
    language: language!,
    lines: body!.trimEnd().split('\n'),
  }));

/** A command as the text prints it, and the lines of output printed below it. */
interface Example {
  readonly command: string;
  readonly exit: number;
  readonly output: readonly string[];
}

const examplesOf = ({ lines }: Block): Example[] => {
  const found: { command: string; exit: number; output: string[] }[] = [];
  for (const line of lines) {
    if (!line.startsWith('$ ')) {
      found.at(-1)?.output.push(line);
      continue;
    }
    const [command = '', remark = ''] = line.slice(2).split(/\s+#\s+/);
    const exit = Number(/exits with (\d+)/.exec(remark)?.[1] ?? 0);
    found.push({ command: command.trim(), exit, output: [] });
  }
  return found;
};

/** Each section of a text with its files (ts blocks that begin with their name) and its examples. */
const sections = texts.flatMap((text) =>
  read(text)
    .split(/^(?=## )/m)
    .map((section) => ({
      name: `${text}, ${/^#+ (.*)$/m.exec(section)?.[1] ?? 'opening'}`,
      files: blocksOf(section).flatMap(({ language, lines }) => {
        const name = language === 'ts' ? /^\/\/ ([\w./-]+\.ts)$/.exec(lines[0] ?? '')?.[1] : undefined;
        return name === undefined ? [] : [{ name, content: lines.join('\n') }];
      }),
      examples: blocksOf(section)
        .filter(({ language }) => language === 'console')
        .flatMap(examplesOf),
    })),
);

const examples = sections.flatMap((section) => section.examples);

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const LAKATOS = /^((?:LAKATOS_\w+=\S+ )*)npx lakatos (.*)$/;

/** Runs `npx lakatos …` in `folder`, with the build of this checkout, and nothing of the surrounding run's settings. */
const run = (command: string, folder: string): { status: number | null; output: string } => {
  const [, settings = '', words = ''] = LAKATOS.exec(command)!;
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(LAKATOS_|GITHUB_|VITEST|FORCE_COLOR|NODE_OPTIONS)/.test(name),
    ),
  );
  for (const setting of settings.trim().split(' ').filter(Boolean)) {
    const [name, value] = setting.split('=');
    env[name!] = value;
  }
  const main = join(root, 'dist/cli/main.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words.split(/\s+/)], {
    cwd: folder,
    env: { ...env, NO_COLOR: '1' },
    encoding: 'utf8',
  });
  return { status, output: `${stdout}\n${stderr}` };
};

/** Whether the printed lines occur in the output in this order; … stands for any lines. */
const firstMissing = (printed: readonly string[], output: string): string | null => {
  const lines = output.split('\n').map((line) => line.trimEnd());
  let at = 0;
  for (const line of printed) {
    if (line === '…' || line === '') continue;
    const next = lines.indexOf(line.trimEnd(), at);
    if (next < 0) return line;
    at = next + 1;
  }
  return null;
};

describe('the examples of the texts', () => {
  it('the build is there', () => {
    expect(existsSync(join(root, 'dist/cli/main.js')), 'dist/ is missing: run `npm run build` first').toBe(
      true,
    );
  });

  it.each(sections.filter((section) => section.examples.some(({ command }) => LAKATOS.test(command))))(
    'run as printed: $name',
    ({ files, examples }) => {
      const folder = mkdtempSync(join(tmpdir(), 'lakatos-readme-'));
      folders.push(folder);
      for (const { name, content } of files) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), content);
      }
      for (const { command, exit, output } of examples) {
        if (!LAKATOS.test(command)) continue;
        const found = run(command, folder);
        expect(found.status, `${command}\n${found.output}`).toBe(exit);
        expect(firstMissing(output, found.output), `${command}\n${found.output}`).toBe(null);
      }
    },
    60_000,
  );

  it('are of kinds that are tried here', () => {
    const known = /^((LAKATOS_\w+=\S+ )*npx lakatos |npm ci|npm run |npm test|npx vitest )/;
    expect(examples.filter(({ command }) => !known.test(command))).toEqual([]);
  });

  it('call npm scripts that exist', () => {
    for (const text of texts)
      for (const [, name] of read(text).matchAll(/`npm run ([\w:]+)|\bnpm run ([\w:]+)/g))
        if (name !== undefined) expect(Object.keys(scripts), `${text}: npm run ${name}`).toContain(name);
    expect(scripts).toHaveProperty('test');
  });

  it('select claims and projects that exist', () => {
    const ids = claimsOf(lazyTraining).map(({ id }) => id);
    const config = read('vitest.config.ts');
    for (const { command } of examples.filter(({ command }) => command.startsWith('npx vitest '))) {
      const project = / --project (\S+)/.exec(command)?.[1];
      const pattern = / -t (\S+)/.exec(command)?.[1];
      if (project !== undefined) expect(config).toContain(`name: '${project}'`);
      if (pattern !== undefined)
        expect(
          ids.some((id) => id.includes(pattern)),
          command,
        ).toBe(true);
    }
  });

  it('name variables that are read', () => {
    const source = [
      'src/core/run/settings.ts',
      'src/cli/worker.ts',
      'src/cli/patience.ts',
      'src/core/run/theorems.ts',
      'src/numerics/engine/nativeFolder.ts',
    ]
      .map(read)
      .join('\n');
    for (const [variable] of texts
      .map(read)
      .join('\n')
      .matchAll(/LAKATOS_[A-Z_]*[A-Z]/g))
      expect(source).toContain(variable);
  });
});

describe('the test command', () => {
  it('is in the README what .ci/run runs', () => {
    const [, command] = /^readonly TEST_COMMAND='(.*)'$/m.exec(read('.ci/run'))!;
    expect(command).toBe('npm ci && npm test');
    expect(examplesOf(blocksOf(read('README.md'))[0]!).map((example) => example.command)).toContain(command);
  });

  it.each([
    ['      Tests  7 passed (7)', 0, '7 passed, 0 failed'],
    ['      Tests  2 failed | 120 passed | 1 skipped (123)', 1, '120 passed, 2 failed'],
    ['      Tests  3 failed (3)', 1, '0 passed, 3 failed'],
    [
      '\u001b[2m      Tests \u001b[22m \u001b[1m\u001b[32m9 passed\u001b[39m\u001b[22m\u001b[90m (9)\u001b[39m',
      0,
      '9 passed, 0 failed',
    ],
    [' Test Files  1 failed | 3 passed (4)\n      Tests  20 passed (20)', 1, '20 passed, 1 failed'],
    ['      Tests  5 passed (5)\n      Tests  6 passed | 2 todo (8)', 0, '6 passed, 0 failed'],
    ['npm error code E1', 1, '0 passed, 1 failed'],
  ])('ends with the totals of its log: %j', (log, status, closing) => {
    const folder = mkdtempSync(join(tmpdir(), 'lakatos-totals-'));
    folders.push(folder);
    writeFileSync(join(folder, 'log'), `${log}\n   Duration  1.00s\n`);
    const output = execFileSync(
      'bash',
      [join(root, '.ci/run'), '--totals', join(folder, 'log'), String(status)],
      {
        encoding: 'utf8',
      },
    );
    expect(output.trimEnd().split('\n').at(-1)).toBe(closing);
  });
});

describe('the findings in docs', () => {
  it('are those of reports/example', () => {
    expect(
      existsSync(join(root, 'reports/example/report.json')),
      'not generated yet: run `npm run example`',
    ).toBe(true);
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(root, 'scripts/readmeFindings.js'), '--check'],
      {
        encoding: 'utf8',
      },
    );
    expect(status, stderr).toBe(0);
  });

  it('have the table of Theorem 3.1 that the accepted verdicts make, and another one would be noticed', () => {
    const script = join(root, 'scripts/theoremTable.js');
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [script, '--check', ...args], { encoding: 'utf8' });
    const asItIs = run();
    expect(asItIs.status, asItIs.stderr).toBe(0);
    const folder = mkdtempSync(join(tmpdir(), 'lakatos-table-'));
    folders.push(folder);
    const baseline = read('fixtures/baselines/standard.json');
    const key = /"one-step-flips\/printed\/d=9,m=196,C0=1,[^"]*": "refuted"/;
    expect(baseline).toMatch(key);
    writeFileSync(
      join(folder, 'other.json'),
      baseline.replace(key, (line) => line.replace('refuted', 'supported')),
    );
    expect(run(join(folder, 'other.json')).status).toBe(1);
  });
});

describe('the links of the texts', () => {
  it('of the theorem of the first paper lead from each of its claims to a file', () => {
    const guide = read('src/theorems/lazyTraining/README.md');
    const missing = lazyTraining.statements.filter(
      ({ id }) => id !== 'wrong-verdicts-are-rare' && !guide.includes(`| \`${id}\` |`),
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  it.each([...texts, 'src/theorems/lazyTraining/README.md', 'reports/README.md', 'CHANGELOG.md'])(
    'lead somewhere: %s',
    (text) => {
      for (const [, target] of read(text).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
        if (/^https?:/.test(target!)) continue;
        const cure = target!.startsWith('reports/example/') ? ': run `npm run example`' : '';
        expect(existsSync(join(root, dirname(text), target!)), `${text} links to ${target}${cure}`).toBe(
          true,
        );
      }
    },
  );
});
