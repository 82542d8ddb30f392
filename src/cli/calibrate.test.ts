import { describe, expect, it } from 'vitest';
import { inProcess } from '../../properties/inProcess.ts';

/** What is refused is refused before any thread is started. */
const refused = async (...args: readonly string[]): Promise<string> => {
  const { code, stderr } = await inProcess(['calibrate', ...args]);
  expect(code).toBe(2);
  // One sentence, on one line.
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  return stderr;
};

describe('calibrate refuses, in one sentence, what cannot be done', () => {
  it.each([
    [['C9'], 'there is no constant "C9"'],
    [['C2', '--claim', 'gradient-is-large'], 'cannot be solved for C2'],
    [['C2', '--claim', 'one-step-flop'], 'there is no claim "one-step-flop"; did you mean "one-step-flips"?'],
    [['C1', '--trials', '100', '--gamma', '0.05'], 'it takes at least 135'],
    [['C1', '--trials', '0.5'], '--trials 0.5 is not a number of trials'],
    [['C1', '--alpha', '2'], '--alpha 2 is not an error probability'],
    [['C1', '--d', '0'], '--d 0 is not a dimension'],
    [['d'], 'give a single value for --C0'],
    [['d', '--C0', '1', '--d', '100'], 'is not a range to search; give its two ends, such as --d 1,2048'],
    [['C0', '--claim', 'one-step-flips', '--let', 'C2=2,3'], 'gives 2 values; calibrate with one at a time'],
    [['C0', '--claim', 'one-step-flips', '--let', 'C9=2'], 'has no free constant "C9"'],
    [['C2', '--let', 'C2=3'], 'sets the very constant that is looked for'],
    [['C3', '--claim', 'one-step-flips', '--trials', '100', '--gamma', '0.05'], 'it takes at least 135'],
    [['K', '--claim', 'figure-4-left', '--trials', '10'], 'it takes at least 135'],
    [['C1', '--t', '3'], '--t: lazy-training has no such axis; its axes are d, m, C0, gamma'],
    [['d', '--C0', '1', '--t', '3'], '--t: lazy-training has no such axis'],
    [['C1', '--claim', 'figure-4-left'], 'is decided by a study'],
    [['C1', '--claim', 'width-window'], 'is decided by a study'],
    [['least'], 'whose least constants? Name a claim with --claim'],
    [['least', '--claim', 'few-neurons-flip', '--C0', '1'], 'leaves no constant open that has a direction'],
    [['least', '--claim', 'one-step-flips', '--C0', '1,2'], 'only a count is searched over a range'],
  ])('%j', async (args, sentence) => {
    expect(await refused(...args)).toContain(sentence);
  });
});

describe('calibrate least', () => {
  it('says what is left of the constants, at what error, and what was confirmed on the way', async () => {
    const asked = ['calibrate', 'least', '--claim', 'initial-gradient-is-large', '--C0', '0', '--m', '1,64'];
    const { code, stdout } = await inProcess([...asked, '--d', '1,8']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^initial-gradient-is-large \(printed\) at C0 = 0, γ = 0\.05: it needs /);
    // The cells of the claim that the quick profile tries are paid for too.
    expect(stdout).toMatch(/The \d cells of `check --profile quick` leave .*, as the claim's verdict says/);
    expect(stdout).toMatch(/Wrong with chance at most \de-6; \d+ cells? judged, \d confirmations?:/);
    expect(stdout).toMatch(/ {2}1\. d = \d, m = \d+, C0 = 0, γ = 0\.05: \d+ of \d+ violated\n/);
    const again = await inProcess([...asked, '--d', '1,8', '--json']);
    const { schema, rounds, exclusions, checked, error } = JSON.parse(again.stdout);
    expect(schema).toBe('lakatos/least@1');
    // Those of the cells of `check` come first, then one for each confirmation at most.
    const own = exclusions.filter(({ by }: { readonly by: string }) => by === 'search');
    expect(rounds.length).toBeGreaterThanOrEqual(own.length);
    expect(error).toBeCloseTo(1e-6 * (1 + checked.cells), 12);
  });
});
