// What the queue costs: cells that take next to no time, on a queue with one worker of one process, against the same cells in this
// process. Needs dist/ and redis-server.
//
//   node scripts/queueOverhead.js                      400 cells, 7 pairs of runs
//   node scripts/queueOverhead.js --pairs 3 --json
//
// Each pair has seeds of its own, so that nothing is found on the queue. Prints milliseconds per cell: the median over the pairs of
// the difference, with the smallest and the largest; and exits with 1 where the median is 5 ms or more.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { planCheck } from '../dist/cli/checkRequest.js';
import { examinationsModule } from '../dist/cli/examinations.js';
import { originOf } from '../dist/cli/keep.js';
import { perform } from '../dist/evidence/runner/perform.js';
import { onQueue } from '../dist/evidence/runner/queue/onQueue.js';
import { resolveSettings } from '../dist/evidence/runner/settings.js';
import { taskOf } from '../dist/evidence/runner/task.js';
import { withoutRedis, withQueue } from './faults/redis.js';

const { values } = parseArgs({
  options: { pairs: { type: 'string', default: '7' }, json: { type: 'boolean', default: false } },
});
const pairs = Number(values.pairs);
const reason = withoutRedis();
if (reason !== null) throw new Error(reason);

/** The most that the queue may cost a cell, in milliseconds. */
const TARGET = 5;

const settings = await resolveSettings({ threads: 1 }, {});
const to20 = Array.from({ length: 20 }, (_, i) => i + 1);
const axes = { d: to20, m: to20.map(String), C0: [1], gamma: [0.1] };
const { planned } = planCheck('value-is-bounded', { ...axes, reading: 'printed', trials: 1 }, settings);

const timed = async (work) => {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / planned.length;
};

const here = (seed) =>
  timed(async () => {
    const around = {
      ownQuantities: [],
      examinations: examinationsModule,
      kept: null,
      whenExamined: () => {},
    };
    for (const one of planned) await perform(taskOf(one, seed, settings.alpha), around);
  });

const onQueueAt = (redis, seed) => {
  const origin = originOf({ ...settings, seed });
  return onQueue({ redis, seed, alpha: settings.alpha, origin, warn: () => {} }).then(
    async ({ judge, close }) => {
      const took = await timed(() => Promise.all(planned.map((one) => judge(one, () => {}))));
      await close();
      return took;
    },
  );
};

const folder = mkdtempSync(join(tmpdir(), 'lakatos-overhead-'));
const measured = [];
try {
  await withQueue(
    { folder, fresh: (name) => join(folder, name) },
    async ({ url, worker }) => {
      await worker('--threads', '1');
      // Once without looking at the clock: the worker starts its process, and both sides are compiled.
      for (const warm of ['warm 1', 'warm 2']) {
        await here(warm);
        await onQueueAt(url, warm);
      }
      for (let i = 0; i < pairs; i++) {
        const inProcess = await here(`pair ${i}`);
        measured.push({ inProcess, onQueue: await onQueueAt(url, `pair ${i}`) });
      }
    },
    ['--appendonly', 'yes', '--appendfsync', 'everysec'],
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const differences = measured.map(({ inProcess, onQueue }) => onQueue - inProcess).sort((a, b) => a - b);
const median = differences[differences.length >> 1];
const found = {
  schema: 'lakatos/queue-overhead@1',
  cells: planned.length,
  pairs,
  milliseconds: { median, min: differences[0], max: differences.at(-1) },
  measured,
  machine: {
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    load: loadavg()[0],
    redis: spawnSync('redis-server', ['--version'], { encoding: 'utf8' }).stdout.trim().split(' ')[2],
  },
};
const ms = (value) => `${value.toFixed(2)} ms`;
if (values.json) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
else
  process.stdout.write(
    `${ms(median)} a cell on the queue beyond its own work (${ms(differences[0])} to ${ms(differences.at(-1))} in ${pairs} pairs of ${planned.length} cells; target: below ${TARGET} ms)\n`,
  );
process.exitCode = median < TARGET ? 0 : 1;
