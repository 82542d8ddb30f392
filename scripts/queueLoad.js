// A queue under load: many small cells over worker processes of which one is slow and others are killed, while Redis is killed and
// restarted; then the same cells without a fault, over fewer and more workers. Needs dist/ and redis-server.
//
//   node --import jiti/register scripts/queueLoad.js --cells 100000 --workers 8
//   node --import jiti/register scripts/queueLoad.js --cells 2000 --workers 4 --restarts 2 --kill-every 6 --curve 1,2,4 --json
//
// Every result is held against the same cell judged in one process; exits with 1 where one is lost, duplicated or different.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import redisModule from '../properties/redisServer.ts';
import runs from '../properties/runs.ts';
import { costOf } from './faults/processes.js';
import { withoutRedis, withQueue } from './faults/redis.js';

const { values } = parseArgs({
  options: {
    cells: { type: 'string', default: '100000' },
    workers: { type: 'string', default: '8' },
    restarts: { type: 'string', default: '5' },
    // Seconds between two faults, and milliseconds that the slow worker waits after each batch.
    'kill-every': { type: 'string', default: '5' },
    slow: { type: 'string', default: '200' },
    // Numbers of workers of the runs without a fault; 'none' for none.
    curve: { type: 'string', default: '1,2,4,8' },
    json: { type: 'boolean', default: false },
  },
});
const reason = withoutRedis();
if (reason !== null) throw new Error(reason);
const [cells, workers, restarts] = [values.cells, values.workers, values.restarts].map(Number);
const killEvery = Number(values['kill-every']);
const curve = values.curve === 'none' ? [] : values.curve.split(',').map(Number);

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
const planner = new URL('./queue/planner.js', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'lakatos-load-'));
const slow = join(folder, 'slow.mjs');
// In the process in which a worker does its tasks, each batch is followed by a pause.
writeFileSync(
  slow,
  `const right = globalThis.setImmediate;
if (process.send) globalThis.setImmediate = (...all) => setTimeout(() => right(...all), ${Number(values.slow)});
`,
);

/** One run of the planner over so many workers; with `faulty` some are killed, one is slow, and Redis goes and comes. */
const run = async (count, faulty) => {
  const [said, killed, faults] = [[], [], { restarts: 0, kills: 0 }];
  let [redisBytes, done] = [0, 0];
  const found = await withQueue(
    { folder },
    async ({ redis, worker }) => {
      const at = [];
      for (let i = 0; i < count; i++)
        at.push(
          await worker({
            env: faulty && i === 0 ? { NODE_OPTIONS: `--import ${slow}` } : {},
            threads: 1,
            long: true,
          }),
        );
      let over = false;
      const watch = async () => {
        for (; !over; await pause(0.5)) {
          const memory = /used_memory:(\d+)/.exec(
            await redisModule.answer(Number(new URL(redis.url).port), 'INFO memory'),
          );
          redisBytes = Math.max(redisBytes, Number(memory?.[1] ?? 0));
        }
      };
      /** Kills a worker, never the slow one, and starts another in its place. */
      const replace = async () => {
        const victim = 1 + (faults.kills++ % (at.length - 1));
        at[victim].child.kill('SIGKILL');
        killed.push(at[victim]);
        // On a machine that is overloaded a worker may not reach Redis in time, and says so.
        for (let tries = 1; ; tries++)
          try {
            at[victim] = await worker({ threads: 1, long: true });
            return;
          } catch (error) {
            if (tries === 20 || !error.message.includes('cannot be reached')) throw error;
          }
      };
      const restart = async () => {
        faults.restarts += 1;
        await redis.kill();
        await pause(1);
        await redis.start();
      };
      // Redis goes when so many shares of the cells are done, from the first to the last.
      const strike = async () => {
        while (faulty) {
          for (let waited = 0; waited < killEvery && !over; waited += 0.25) await pause(0.25);
          if (over) return;
          const due = ((faults.restarts + 0.5) * cells) / restarts;
          await (faults.restarts < restarts && done >= due ? restart() : replace());
        }
      };
      const costs = () => at.reduce((sum, { child }) => sum + costOf(child.pid).cpu, 0);
      let [others, atFirst] = [];
      const ended = await runs.started(process.execPath, [planner, redis.url, 'load', `${cells}`], {
        meanwhile: async (child) => {
          await new Promise((resolve) => child.stderr.once('data', resolve));
          child.stderr.on('data', (text) => {
            done = Number(/done (\d+)\s*$/.exec(text)?.[1] ?? done);
          });
          atFirst = costs();
          others = Promise.all([watch(), strike()]);
        },
      });
      over = true;
      await others;
      const workerSeconds = faulty ? null : costs() - atFirst;
      said.push(...[...killed, ...at].map((one) => one.said()));
      if (ended.stdout === '') throw new Error(ended.stderr);
      return { workerSeconds, ...JSON.parse(ended.stdout) };
    },
    ['--appendonly', 'yes', '--appendfsync', 'everysec'],
  );
  const times = (text, pattern) => text.match(pattern)?.length ?? 0;
  const tasksDone = times(said.join(''), /: done$/gm);
  const killedAtWork = killed.filter(
    (one) => times(one.said(), /: taken$/gm) > times(one.said(), /: done$/gm),
  ).length;
  return { workers: count, faulty, ...found, ...faults, killedAtWork, tasksDone, redisBytes };
};

const all = [];
try {
  if (workers > 1) all.push(await run(workers, true));
  for (const count of curve) all.push(await run(count, false));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const cpu = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores`;
const machine = { node: process.version, cpu, load: loadavg()[0] };
const inMegabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
if (values.json)
  process.stdout.write(
    `${JSON.stringify({ schema: 'lakatos/queue-load@1', cells, runs: all, machine }, null, 2)}\n`,
  );
else {
  process.stdout.write(
    `${cells} cells; ${machine.cpu}, node ${machine.node}, load ${machine.load.toFixed(1)}\n\n`,
  );
  for (const one of all) {
    const { onQueue, inProcess, lost, duplicated, differing, tasksDone } = one;
    const kind = one.faulty
      ? `, one slow, ${one.kills} killed (${one.killedAtWork} at work), Redis killed ${one.restarts} times`
      : '';
    const each = (seconds) => `${((1000 * seconds) / cells).toFixed(2)} ms`;
    const spent = one.faulty
      ? ''
      : `, processor ${each(one.workerSeconds)} in the workers and ${each(one.cpuSeconds)} in the planner`;
    process.stdout.write(
      `${one.workers} workers${kind}: ${onQueue.toFixed(1)} s, ${(cells / onQueue).toFixed(0)} cells/s, ${each(onQueue)} a cell (${each(inProcess)} in one process${spent}); lost ${lost}, duplicated ${duplicated}, differing ${differing}; ${tasksDone} tasks done; planner ${inMegabytes(one.rss)}, Redis ${inMegabytes(one.redisBytes)} at most\n${one.said.map((text) => `    ${text}\n`).join('')}`,
    );
  }
}
process.exitCode = all.some(({ lost, duplicated, differing }) => lost + duplicated + differing > 0) ? 1 : 0;
