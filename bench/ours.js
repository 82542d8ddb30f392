import { Worker } from 'node:worker_threads';
import { timed, timedLater } from './timing.js';

const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);

const { kernels } = await built('numerics/kernels/inUse.js');
const { fillGaussian, gaussian } = await built('numerics/random/gaussian.js');
const { signs } = await built('numerics/random/signs.js');
const { rootOf } = await built('numerics/random/root.js');

const ETA = 0.1;
const stream = rootOf('bench');
const kept = new Map();

const keptArray = (name, length, Kind) => {
  const found = kept.get(name);
  if (found?.length === length) return found;
  const made = new Kind(length);
  kept.set(name, made);
  return made;
};

/** `count` Gaussians, the i-th lot of them. */
export const ourGaussians = ({ d, m }, i) => {
  fillGaussian(stream.child('gaussians').child(i), keptArray('gaussians', d * m, Float32Array));
};

/** One ambient trial: W0, u = W0 x, ∇f, then f at x − η∇f. W0 is stored, or made again where it does not fit `memory`. */
export const ourAmbient = ({ d, m }, i, memory) => {
  const at = stream.child('ambient').child(i);
  const a = signs(at.child('a'), m);
  const raw = gaussian(at.child('x'), d);
  const length = Math.hypot(...raw);
  const x = Float64Array.from(raw, (entry) => entry / length);
  const W0 = kernels().weightMatrix(at.child('W0'), d, m, memory);
  const u = keptArray('u', m, Float64Array);
  const sum = W0.dotsAndSum(x, u, a, 0);
  const scale = 1 / Math.sqrt(m);
  const z = x.map((entry, j) => entry - ETA * scale * sum[j]);
  W0.dots([z], [u]);
  const value = kernels().extremeSums(u, a, 0).total * scale;
  if (!Number.isFinite(value)) throw new Error(`bench: an ambient trial of ours computed ${value}`);
};

export const jobs = {
  gaussians: ourGaussians,
  stored: (place, i) => ourAmbient(place, i, 2 ** 32),
  regenerated: (place, i) => ourAmbient(place, i, 0),
};

/** Does one job in this thread. */
export const ourWork = (job, place, i) => timed(() => jobs[job](place, i));

/** Long-lived threads that do one job each at the same time. */
export const openThreads = (threads) => {
  const workers = Array.from({ length: threads }, () => new Worker(new URL('./worker.js', import.meta.url)));
  const done = (worker, message) =>
    new Promise((resolve, reject) => {
      worker.removeAllListeners('error').once('error', reject);
      worker.once('message', resolve);
      worker.postMessage(message);
    });
  return {
    /** What a job costs where every thread does one: the wall time of all of them by their number, and the CPU time of each. */
    work: async (job, place, i) => {
      const all = (worker, k) => done(worker, { job, place, i: threads * i + k });
      const { wall, cpu } = await timedLater(() => Promise.all(workers.map(all)));
      return { wall: wall / threads, cpu: cpu / threads };
    },
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
};
