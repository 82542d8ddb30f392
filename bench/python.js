import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./peers/work.py', import.meta.url));

/** Pythons looked at: the one that is named, the one in the path, and the system's own, which often has what the other lacks. */
const pythons = [process.env.BENCH_PYTHON, 'python3', '/usr/bin/python3'].filter(
  (path) => path !== undefined,
);

const pythonWith = (library) =>
  pythons.find((python) => {
    try {
      execFileSync(python, ['-c', `import ${library}`], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });

/** A Python process that does the jobs of peers/work.py with one library, one at a time; null where no Python has it. */
export const openPython = async (library) => {
  const python = pythonWith(library);
  if (python === undefined) return null;
  const child = spawn(python, [script, library], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`bench: expected an answer of ${library}, its process ended`);
    return JSON.parse(value);
  };
  const { version, python: pythonVersion } = await next();
  return {
    says: `${library} ${version}, Python ${pythonVersion}`,
    /** Wall and CPU time of a job in milliseconds. */
    work: async (job, { d, m }, threads) => {
      child.stdin.write(`${JSON.stringify({ job, d, m, threads })}\n`);
      const { wall, cpu, check } = await next();
      if (!Number.isFinite(check)) throw new Error(`bench: ${library} computed ${check} for ${job}`);
      return { wall: 1e3 * wall, cpu: 1e3 * cpu };
    },
    close: () => child.stdin.end(),
  };
};
