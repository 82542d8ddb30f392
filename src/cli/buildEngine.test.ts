import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { missingForBuild, type Surroundings } from './buildEngine.ts';

const all: Surroundings = { platform: 'linux', arch: 'x64', starts: () => true, free: () => 1e10 };

const without = (...gone: readonly string[]): Surroundings => ({
  ...all,
  starts: (program) => !gone.includes(program),
});

describe('missingForBuild', () => {
  it('names what is missing, and how to get it', () => {
    expect(missingForBuild('here', all)).toBeNull();
    expect(missingForBuild('here', without('g++'))).toMatch(/no compiler g\+\+ .*apt-get install g\+\+/);
    expect(missingForBuild('here', without('python3'))).toMatch(/no python3 with pip.*python3-pip/);
    expect(missingForBuild('here', without('npm'))).toContain('no npm');
    // The first alone: one sentence.
    expect(missingForBuild('here', without('g++', 'npm'))).not.toContain('npm,');
  });

  it('refuses another kind of machine, and a disk that is too full', () => {
    expect(missingForBuild('here', { ...all, platform: 'darwin', arch: 'arm64' })).toContain(
      'this is darwin on arm64',
    );
    expect(missingForBuild('here', { ...all, free: () => 2e9 })).toContain('2.0 GB are free in here');
  });
});

describe('lakatos engine build', () => {
  it('ends with a sentence and leaves nothing where it cannot build', () => {
    const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
    const folder = mkdtempSync(join(tmpdir(), 'lakatos-engine-'));
    try {
      // A path on which Node alone is found.
      symlinkSync(process.execPath, join(folder, 'node'));
      const engines = join(folder, 'engines');
      const { status, stderr, stdout } = spawnSync(process.execPath, [main, 'engine', 'build'], {
        env: { PATH: folder, LAKATOS_ENGINES: engines },
        encoding: 'utf8',
      });
      expect(stderr).toMatch(/^lakatos: the engine tfjs-node was not built: .*\n$/);
      expect(stdout).toBe('');
      expect(status).toBe(3);
      expect(readdirSync(engines)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
