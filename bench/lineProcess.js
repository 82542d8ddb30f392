import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process that answers every line with a line of JSON, one at a time. */
export const lineProcess = (name, command, words, env = {}) => {
  const child = spawn(command, words, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`bench: expected an answer of ${name}, its process ended`);
    return JSON.parse(value);
  };
  return {
    next,
    ask: (line) => {
      child.stdin.write(`${line}\n`);
      return next();
    },
    close: () => child.stdin.end(),
  };
};
