import { describe, expect, it } from 'vitest';
import { planCheck, type RequestFlags, resolvedRequest } from './checkRequest.ts';
import { runProgram } from './program.ts';
import { resolveSettings } from './settings.ts';

const here = async (...argv: readonly string[]) => {
  let stdout = '';
  let stderr = '';
  const terminal = {
    out: (text: string) => {
      stdout += text;
    },
    err: (text: string) => {
      stderr += text;
    },
    ...{ env: {}, width: 80, colorOut: false, colorErr: false },
  };
  return { code: await runProgram(argv, terminal), stdout, stderr };
};

describe('flags of axes', () => {
  it('are those of any theorem, numbers or formulas', async () => {
    const cell = ['trials', 'largest-singular-value', '--n', '3', '--N=4*n', '--t', '0.5'];
    const { code, stdout, stderr } = await here(...cell, '--to', '2', '--json');
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ cell: { at: { n: 3, N: 12, t: 0.5 } }, trials: [{}, {}] });
  });

  it('come from the environment too, n from another variable than N', async () => {
    const { axes } = await resolveSettings(
      {},
      { LAKATOS_N: '8', LAKATOS_n: '2', LAKATOS_T: '1', LAKATOS_C0: '3' },
    );
    expect(axes).toEqual({ N: [8], n: [2], t: [1], C0: [3] });
  });

  it('decide the plan, and travel with the file of a shard', async () => {
    const settings = await resolveSettings({}, {});
    const flags: RequestFlags = { axes: { n: [10, '2^5'], t: [1, 3] } };
    const plan = planCheck('chi-squared-upper-tail', flags, settings);
    expect(plan.planned).toHaveLength(4);
    const resolved = JSON.parse(JSON.stringify(resolvedRequest(flags, settings, plan))) as RequestFlags;
    expect(resolved.axes).toEqual(flags.axes);
    const again = planCheck('chi-squared-upper-tail', resolved, await resolveSettings(resolved, {}));
    expect(again.planned.map(({ trialsKey }) => trialsKey)).toEqual(
      plan.planned.map(({ trialsKey }) => trialsKey),
    );
    // Without a claim, those theorems are tried that have all of the axes.
    const all = planCheck(undefined, { axes: { N: [10], eps: [0.5] } }, settings);
    expect(new Set(all.planned.map(({ theorem }) => theorem.id))).toEqual(new Set(['johnson-lindenstrauss']));
  });

  const tails = ['check', 'laurent-massart'];

  it.each<[string, readonly string[], string]>([
    ['an unknown one', [...tails, '--tt', '1'], `unknown option '--tt'; did you mean "--t"?`],
    [
      'a misspelt option',
      [...tails, '--treads', '2'],
      `unknown option '--treads'; did you mean "--threads"?`,
    ],
    ['one without a value', [...tails, '--t', '--quiet'], '--t has no value; give a comma list such as 1,3'],
    [
      'one of another theorem',
      [...tails, '--C0', '1'],
      '--C0: chi-squared-upper-tail has no such axis; its axes are n, t',
    ],
    [
      'some that no theorem has together',
      ['check', '--C0', '1', '--t', '1'],
      'no theorem has all of the axes C0, t; name a claim',
    ],
    [
      'a count of 2.5',
      [...tails, '--n', '2.5'],
      '--n 2.5 is not a number of degrees of freedom; give whole numbers from 1 to 100000000',
    ],
    [
      'a real below 0',
      [...tails, '--t', '-3'],
      '--t -3 is not a tail exponent; give finite numbers of at least 0',
    ],
    [
      'a formula of a name that has no value yet',
      [...tails, '--n', 't+1'],
      '(the names that a number of degrees of freedom may use: none)',
    ],
  ])('%s: exit 2 and one sentence, before any work', async (_, argv, said) => {
    const { code, stdout, stderr } = await here(...argv);
    expect(stderr).toContain(said);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^lakatos: [^\n]+\n$/);
  });
});

describe('a witness of a theorem without networks', () => {
  const address = 'chi-squared-upper-tail:printed:n=10:t=0.5:mode=reduced:trial=6:seed=lakatos';

  it('is drawn again at its own axes, and shown without a word about networks', async () => {
    const { code, stdout, stderr } = await here('replay', address);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('  at       n = 10, t = 0.5\n');
    expect(stdout).toMatch(/there {4}Z = [\d.]+\n {2}so {7}[\d.]+ <= [\d.]+ is false, by [\d.]+\n$/);
    expect(stdout).not.toMatch(/\bW\b|weights|ball|undefined|NaN/);
  });

  it('is not found where the claim holds, and is in no file', async () => {
    const calm = await here('replay', address.replace('trial=6', 'trial=0'));
    expect(calm.code).toBe(1);
    expect(calm.stdout).toContain('does not reproduce: on this draw nothing was found that violates it.');
    const kept = await here('replay', address, '--keep');
    expect([kept.code, kept.stderr]).toEqual([
      2,
      'lakatos: --keep: draws of laurent-massart are not written to files; its address keeps a witness\n',
    ]);
  });
});
