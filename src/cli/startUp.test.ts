import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

interface Loaded {
  /** The packages of which a module was loaded. */
  readonly packages: readonly string[];
  /** Our own modules, as paths below dist. */
  readonly own: readonly string[];
}

/** What the built command loads, by the record that V8 keeps of every script that ran. */
const loadedBy = (...argv: readonly string[]): Loaded => {
  const folder = mkdtempSync(join(tmpdir(), 'lakatos-start-'));
  try {
    const env = { ...process.env, NODE_V8_COVERAGE: folder };
    spawnSync(process.execPath, [main, ...argv], { cwd: folder, env });
    const records = readdirSync(folder).map(
      (file) =>
        JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
          readonly result: readonly { readonly url: string }[];
        },
    );
    const urls = records.flatMap(({ result }) => result.map(({ url }) => url));
    const matches = (pattern: RegExp): readonly string[] => [
      ...new Set(urls.flatMap((url) => pattern.exec(url)?.[1] ?? [])),
    ];
    return {
      packages: matches(/\/node_modules\/((?:@[^/]+\/)?[^/]+)/),
      own: matches(/^(?!.*\/node_modules\/).*\/dist\/(.*)$/),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe('what is loaded at the start', () => {
  it.each([[], ['--version'], ['--help']])('is the command line alone: lakatos %s', (...argv) => {
    const { packages, own } = loadedBy(...argv);
    expect(own).toContain('cli/main.js');
    // seedrandom draws nothing yet: its module is small, and the version stands beside the generator of a seed.
    expect([...packages].sort()).toEqual(['commander', 'seedrandom']);
    expect(own.length).toBeLessThan(40);
  });

  it.each([[[]], [['--json']]])(
    'is no parser, search, chart or engine where claims are listed: %s',
    (flags) => {
      const { packages, own } = loadedBy('claims', ...flags);
      expect([...packages].sort()).toEqual(['commander', 'seedrandom']);
      expect(own).toContain('cli/claims.js');
      // Half a millisecond of CPU each.
      expect(own.length).toBeLessThan(350);
    },
  );

  it('sees what is loaded later: mathjs, once a formula has to be read', () => {
    const { packages } = loadedBy(
      'trials',
      'value-is-bounded',
      ...'--d 9 --m 9 --C0 1 --gamma 0.1 --to 1'.split(' '),
    );
    expect(packages).toContain('mathjs');
  });
});
