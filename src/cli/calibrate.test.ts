import { describe, expect, it } from 'vitest';
import { runProgram } from './program.ts';

/** The program in this process: what is refused is refused before any thread is started. */
const refused = async (...args: readonly string[]): Promise<string> => {
  let stderr = '';
  const code = await runProgram(['calibrate', ...args], {
    out: () => {},
    err: (text) => {
      stderr += text;
    },
    env: {},
    width: 80,
    colorOut: false,
    colorErr: false,
  });
  expect(code).toBe(2);
  // One sentence, on one line.
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  return stderr;
};

describe('calibrate refuses, in one sentence, what cannot be done', () => {
  it.each([
    [['C9'], 'there is no constant "C9"; there are'],
    [['C2', '--claim', 'gradient-is-large'], 'cannot be solved for C2'],
    [['C2', '--claim', 'one-step-flop'], 'there is no claim "one-step-flop"; did you mean "one-step-flips"?'],
    [['C1', '--trials', '100', '--gamma', '0.05'], 'it takes at least 135'],
    [['C1', '--trials', '0.5'], '--trials 0.5 is no number of trials'],
    [['C1', '--alpha', '2'], '--alpha 2 is no error probability'],
    [['C1', '--d', '0'], '--d 0 is no dimension'],
    [['d'], 'give exactly one value for --C0'],
    [['d', '--C0', '1', '--d', '100'], 'is no range to search; give its two ends, such as --d 1,2048'],
    [['C0', '--claim', 'one-step-flips', '--let', 'C2=2,3'], 'gives 2 values; calibrate with one at a time'],
    [['C0', '--claim', 'one-step-flips', '--let', 'C9=2'], 'has no free constant "C9"'],
    [['C2', '--let', 'C2=3'], 'sets the very constant that is looked for'],
    [['C3', '--claim', 'one-step-flips', '--trials', '100', '--gamma', '0.05'], 'it takes at least 135'],
    [['K', '--claim', 'figure-4-left', '--trials', '10'], 'it takes at least 135'],
    [['C1', '--claim', 'figure-4-left'], 'is examined as a whole'],
    [['C1', '--claim', 'width-window'], 'is examined as a whole'],
  ])('%j', async (args, sentence) => {
    expect(await refused(...args)).toContain(sentence);
  });
});
