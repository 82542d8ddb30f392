import { performance } from 'node:perf_hooks';

/** Wall and CPU time of one call, in milliseconds. CPU time counts every thread of the process, garbage collection too. */
export const timed = (work) => {
  const cpu = process.cpuUsage();
  const start = performance.now();
  work();
  return ended(start, cpu);
};

/** `timed` for work that is waited for. */
export const timedLater = async (work) => {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  return ended(start, cpu);
};

const ended = (start, before) => {
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1e3 };
};

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

export const summary = (times) => ({
  runs: times.length,
  wall: { median: median(times.map((t) => t.wall)), min: Math.min(...times.map((t) => t.wall)) },
  cpu: { median: median(times.map((t) => t.cpu)), min: Math.min(...times.map((t) => t.cpu)) },
});

/** Calls `work(0)`, `work(1)`, … : some to warm up, then those that count, until both the runs and the time are spent. */
export const repeated = (work, { warmUp = 8, runs = 15, milliseconds = 3000 } = {}) => {
  const deadline = performance.now() + milliseconds;
  let index = 0;
  while (index < warmUp && (index < 2 || performance.now() < deadline)) work(index++);
  const times = [];
  while (times.length < 3 || (times.length < runs && performance.now() < deadline)) {
    const i = index++;
    times.push(timed(() => work(i)));
  }
  return summary(times);
};

/** The slope of log y against log x, by least squares. */
export const logLogSlope = (points) => {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (i) => logs.reduce((sum, pair) => sum + pair[i], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const over = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return over / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
};
