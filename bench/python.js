import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { lineProcess } from './lineProcess.js';

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

/** What holds every library that numpy and torch compute with to one thread for each thread of Python. */
const HELD = Object.fromEntries(
  ['OMP', 'OPENBLAS', 'MKL', 'BLIS', 'NUMEXPR'].map((name) => [`${name}_NUM_THREADS`, '1']),
);

/**
 * A Python process that does the jobs of peers/work.py with one library, one at a time; null where no Python has it.
 *
 * `held`: its threads are those that a job starts itself, one or two; otherwise the library takes what cores it likes.
 */
export const openPython = async (library, held) => {
  const python = pythonWith(library);
  if (python === undefined) return null;
  const lines = lineProcess(library, python, [script, library], held ? HELD : {});
  const { version, python: pythonVersion } = await lines.next();
  return {
    name: library,
    says: `${library} ${version}, Python ${pythonVersion}`,
    /** Wall and CPU time of a job in milliseconds. */
    work: async (job, { d, m }, threads) => {
      const { wall, cpu, check } = await lines.ask(JSON.stringify({ job, d, m, threads }));
      if (!Number.isFinite(check)) throw new Error(`bench: ${library} computed ${check} for ${job}`);
      return { wall: 1e3 * wall, cpu: 1e3 * cpu };
    },
    close: lines.close,
  };
};
