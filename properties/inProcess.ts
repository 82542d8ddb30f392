import { runProgram } from '../src/cli/program.ts';
import type { Ended } from './runs.ts';

/** The command in this process: for what needs neither threads nor signals, and would take longer to start than to do. */
export const inProcess = async (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> => {
  let stdout = '';
  let stderr = '';
  const code = await runProgram(args, {
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    env,
    width: 80,
    colorOut: false,
    colorErr: false,
  });
  return { code, signal: null, stdout, stderr };
};
