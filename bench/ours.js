import { Worker } from 'node:worker_threads';
import { timed, timedLater } from './timing.js';

const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);

const { kernels } = await built('theorems/lazyTraining/kernels/inUse.js');
const { fillGaussian, gaussian } = await built('numerics/random/gaussian.js');
const { signs } = await built('numerics/random/signs.js');
const { rootOf } = await built('numerics/random/root.js');

const ETA = 0.1;
const root = rootOf('bench');
const kept = new Map();

const keptArray = (name, length, Kind) => {
  const found = kept.get(name);
  if (found?.length === length) return found;
  const made = new Kind(length);
  kept.set(name, made);
  return made;
};

/** The streams of a, x and W0 in the i-th job of a kind. */
export const streamsOf = (job, i) => {
  const at = root.child(job === 'gaussians' ? 'gaussians' : 'ambient').child(i);
  return ['a', 'x', 'W0'].map((name) => at.child(name));
};

/** m Gaussians, d times over, into the same place: small enough for a cache, or not. Returns it. */
const fill = ({ d, m }, i) => {
  const [, , stream] = streamsOf('gaussians', i);
  const out = keptArray('gaussians', m, Float32Array);
  for (let turn = 0; turn < d; turn++) fillGaussian(stream, out, turn * m);
  return out;
};

/** The bits of all values as whole numbers, added modulo 2³². */
const bitsOf = (values) => new Uint32Array(values.buffer).reduce((sum, word) => (sum + word) >>> 0, 0);

/** One ambient trial: W0, u = W0 x, ∇f, then f at x − η∇f. W0 is stored, or made again where it does not fit `memory`. */
const ambientIn = ({ d, m }, i, memory) => {
  const [ofSigns, ofInput, ofWeights] = streamsOf('ambient', i);
  const a = signs(ofSigns, m);
  const raw = gaussian(ofInput, d);
  const length = Math.hypot(...raw);
  const x = Float64Array.from(raw, (entry) => entry / length);
  const W0 = kernels().gaussianMatrix(ofWeights, d, m, memory);
  const u = keptArray('u', m, Float64Array);
  const sum = W0.dotsAndSum(x, u, a, 0);
  const scale = 1 / Math.sqrt(m);
  const z = x.map((entry, j) => entry - ETA * scale * sum[j]);
  W0.dots([z], [u]);
  const [sums] = kernels().extremeSums(u, a, [0]);
  const value = sums.total * scale;
  if (!Number.isFinite(value)) throw new Error(`bench: an ambient trial of ours computed ${value}`);
  return value;
};

const ambient = (place, i, memory) => kernels().arena.scope(() => ambientIn(place, i, memory));

const stored = (place, i) => ambient(place, i, 2 ** 32);
const regenerated = (place, i) => ambient(place, i, 0);

export const jobs = { gaussians: fill, stored, regenerated };

/** What a job computes, as a number that can be compared. */
export const numberOf = (job, place, i) =>
  job === 'gaussians' ? bitsOf(fill(place, i)) : jobs[job](place, i);

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
