// The same work in C++, compiled for this machine when the bench starts.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lineProcess } from './lineProcess.js';
import { numberOf, streamsOf } from './ours.js';

const source = fileURLToPath(new URL('./peers/gaussians.cpp', import.meta.url));
const FLAGS = ['-std=c++17', '-O3', '-march=native', '-ffp-contract=off', '-fno-math-errno', '-pthread'];
const compilers = [process.env.CXX, 'g++', 'clang++'].filter((path) => path !== undefined);

/** Our sums and theirs are the same numbers, added in double precision in another order. */
const SUMS_AGREE = 1e-9;

/** The first compiler that there is, with the program that it made; null where there is none. */
const compile = (folder) => {
  const program = join(folder, 'gaussians');
  for (const compiler of compilers) {
    try {
      execFileSync(compiler, [...FLAGS, source, '-o', program], { stdio: 'ignore' });
      const [first] = execFileSync(compiler, ['--version'], { encoding: 'utf8' }).split('\n');
      return { program, says: `C++ by ${first.replace(/ \(.*\)/, '')} ${FLAGS.slice(1, 3).join(' ')}` };
    } catch {
      // The next one, if there is a next one.
    }
  }
  return null;
};

const addressed = (job, { d, m }, threads, i) => {
  const words = [];
  for (let k = 0; k < threads; k++)
    for (const stream of streamsOf(job, threads * i + k)) words.push(...stream.words);
  return [job, d, m, threads, ...words.map((word) => word >>> 0)].join(' ');
};

/** Throws: `Error` when a program of C++ computed something else than our kernels: what they take would not compare. */
const compare = (job, place, i, theirs) => {
  const ours = numberOf(job, place, i);
  const apart = Math.abs(ours - theirs);
  if (!(apart <= (job === 'gaussians' ? 0 : SUMS_AGREE * Math.abs(ours))))
    throw new Error(`bench: expected ${ours} for ${job} from C++, as from our kernels, got ${theirs}`);
};

/** A process that does our jobs in C++, from the same streams, in one thread or a job in each of several; null without a compiler. */
export const openCompiled = () => {
  const folder = mkdtempSync(join(tmpdir(), 'lakatos-bench-'));
  const made = compile(folder);
  if (made === null) {
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
  const lines = lineProcess('C++', made.program, []);
  const seen = new Set();
  return {
    name: 'C++',
    says: made.says,
    /** Wall and CPU time of a job in milliseconds, by the number of threads; what it computed is compared with ours the first time. */
    work: async (job, place, threads, i) => {
      const { wall, cpu, check } = await lines.ask(addressed(job, place, threads, i));
      const kind = `${job} ${place.d} ${place.m} ${threads}`;
      if (!seen.has(kind))
        for (const [k, value] of check.entries()) compare(job, place, threads * i + k, value);
      seen.add(kind);
      return { wall: 1e3 * wall, cpu: 1e3 * cpu };
    },
    close: () => {
      lines.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
