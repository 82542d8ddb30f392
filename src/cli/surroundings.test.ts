import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brief, type Ended, inTurn, requireFreshBuild, started } from '../../properties/runs.ts';

// What surrounds a run must neither end it unheard nor keep it: files of one's own, and the streams of the process.

const folder = mkdtempSync(join(tmpdir(), 'lakatos-surroundings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Configurations that do more than they should, each with the exit code of `lakatos claims` beside it. */
const configurations = {
  waits: 'export default await new Promise(() => {});\n',
  exits: 'const zero = 0;\nprocess.exit(zero);\nexport default {};\n',
  ticks: 'setInterval(() => {}, 1000);\nexport default {};\n',
  throws: "throw new Error('no theorem today');\n",
} as const;

const runs: Record<string, Ended> = {};

beforeAll(async () => {
  requireFreshBuild();
  const queue = inTurn();
  await Promise.all(
    Object.entries(configurations).map(async ([name, text]) => {
      const cwd = join(folder, name);
      mkdirSync(cwd);
      writeFileSync(join(cwd, 'lakatos.config.ts'), text);
      runs[name] = await queue(() => started(process.execPath, [...brief, 'claims', '--json'], { cwd }));
    }),
  );
});

describe('a configuration', () => {
  it.each<[string, RegExp]>([
    [
      'waits',
      /^lakatos: \S+waits\/lakatos\.config\.ts cannot be read \(it waits for what never comes\); let it /,
    ],
    [
      'exits',
      /^lakatos: \S+exits\/lakatos\.config\.ts cannot be read \(process\.exit at lakatos\.config\.ts:2\); let /,
    ],
    ['throws', /^lakatos: \S+throws\/lakatos\.config\.ts cannot be read: no theorem today; correct it/],
  ])('that %s is refused by name: exit 2, one sentence', (name, said) => {
    expect(runs[name]!.stderr).toMatch(said);
    expect(runs[name]!.stderr).toMatch(/^[^\n]+\n$/);
    expect([runs[name]!.code, runs[name]!.stdout]).toEqual([2, '']);
  });

  it('that leaves a timer behind does not keep the process', () => {
    expect([runs.ticks!.code, runs.ticks!.stderr]).toEqual([0, '']);
    expect(runs.ticks!.stdout).toContain('lakatos/claims@');
  });
});
