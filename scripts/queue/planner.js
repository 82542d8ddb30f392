// Lays many cells that take next to no time on a queue, and holds each result against the same cell judged in this process. Prints
// one JSON document. Plain JavaScript without a loader: BullMQ is loaded here.
//
//   node scripts/queue/planner.js REDIS SEED CELLS
import { createHash } from 'node:crypto';
import { planCheck } from '../../dist/cli/checkRequest.js';
import { originOf } from '../../dist/cli/keep.js';
import { resolveSettings } from '../../dist/cli/settings.js';
import { perform } from '../../dist/core/run/perform.js';
import { taskOf } from '../../dist/core/run/task.js';
import { onQueue } from '../../dist/queue/onQueue.js';

const [redis, seed, cells] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const settings = await resolveSettings({ threads: 1 }, {});
const { alpha, theorems } = settings;
const side = Math.ceil(Math.sqrt(cells));
const upTo = (n) => Array.from({ length: n }, (_, i) => i + 1);
const axes = { d: upTo(side), m: upTo(Math.ceil(cells / side)).map(String), C0: [1], gamma: [0.1] };
const all = planCheck('value-is-bounded', { axes, reading: 'printed', trials: 1 }, settings).planned;
const planned = all.slice(0, cells);

let rss = 0;
const watch = setInterval(() => {
  rss = Math.max(rss, process.memoryUsage.rss());
}, 200);

const timed = async (work) => {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
};

// Of each expected result a hash, so that the memory measured is that of a run.
const hashOf = (result) => createHash('sha256').update(JSON.stringify(result)).digest('base64');
const expected = new Map();
const inProcess = await timed(async () => {
  const theoremNamed = async (id) => theorems.find((theorem) => theorem.id === id);
  const around = { theoremNamed, kept: null, whenJudged: () => {}, signal: undefined };
  for (const one of planned) expected.set(one, hashOf(await perform(taskOf(one, seed, alpha), around)));
});

const said = new Set();
const origin = originOf({ ...settings, seed });
const { judge, close } = await onQueue({
  redis,
  seed,
  alpha,
  origin,
  warn: (sentence) => said.add(sentence),
});
const found = { lost: 0, duplicated: 0, differing: 0 };
const seen = new Set();
const one = async (cell) => {
  try {
    const result = hashOf(await judge(cell, () => {}));
    if (seen.has(cell)) found.duplicated += 1;
    seen.add(cell);
    if (seen.size % Math.ceil(cells / 100) === 0) process.stderr.write(`done ${seen.size}\n`);
    if (result !== expected.get(cell)) found.differing += 1;
  } catch (error) {
    said.add(error.message);
  }
};
process.stderr.write('laid\n');
const cpuBefore = process.cpuUsage();
// All at once, as a run does it.
const onTheQueue = await timed(() => Promise.all(planned.map(one)));
const cpu = process.cpuUsage(cpuBefore);
const cpuSeconds = (cpu.user + cpu.system) / 1e6;
found.lost = planned.length - seen.size;
await close();
clearInterval(watch);
process.stdout.write(
  `${JSON.stringify({ cells: planned.length, inProcess, onQueue: onTheQueue, cpuSeconds, ...found, rss, said: [...said].slice(0, 5) })}\n`,
);
process.exit();
