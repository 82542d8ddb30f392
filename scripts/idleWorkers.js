// Queue workers that wait for a Redis that is gone: it is killed beneath them, comes back after so many minutes of a real clock, and a
// run on the queue must end with the bytes of one in a process. Prints what the waiting cost. Needs dist/, redis-server and Linux.
//
//   node --import jiti/register scripts/idleWorkers.js --minutes 61 --workers 4
//
// Exits with 1 where a worker ended, or the reports differ.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import runs from '../properties/runs.ts';
import { costOf } from './faults/processes.js';
import { withoutRedis, withQueue } from './faults/redis.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '61' },
    workers: { type: 'string', default: '4' },
    json: { type: 'boolean', default: false },
  },
});
const reason = withoutRedis();
if (reason !== null) throw new Error(reason);
const [minutes, count] = [values.minutes, values.workers].map(Number);

const words = 'check value-is-bounded --d 16,25 --m 100,1000 --C0 1,3 --gamma 0.05 --no-store --quiet'.split(
  ' ',
);
const folder = mkdtempSync(join(tmpdir(), 'lakatos-idle-'));
const reportOf = async (name, more) => {
  const out = join(folder, name);
  const ended = await runs.started(process.execPath, [...runs.brief, ...words, '--out', out, ...more], {
    cwd: folder,
  });
  if (ended.code === 0 || ended.code === 1) return readFileSync(join(out, 'report.json'), 'utf8');
  process.stderr.write(`the run ended with ${ended.code ?? ended.signal}\n${ended.stdout}${ended.stderr}`);
  return null;
};

let found;
try {
  const expected = await reportOf('process', []);
  if (expected === null) throw new Error('the run without a queue failed');
  found = await withQueue({ folder }, async ({ redis, worker }) => {
    const at = [];
    for (let i = 0; i < count; i++) at.push(await worker({ threads: 1 + (i % 2) }));
    await redis.kill();
    const begun = performance.now();
    await runs.until('every worker misses Redis', () =>
      at.every((one) => one.said().includes('the queue cannot be reached')),
    );
    const before = new Map(at.map(({ child }) => [child, costOf(child.pid)]));
    await new Promise((resolve) => setTimeout(resolve, 60_000 * minutes));
    const waited = (performance.now() - begun) / 60_000;
    const lives = at.filter(({ child }) => child.exitCode === null && child.signalCode === null);
    const after = lives.map(({ child }) => ({ ...costOf(child.pid), before: before.get(child) }));
    const lines = Math.max(...at.map((one) => one.said().trim().split('\n').length));
    await redis.start();
    const same = lives.length > 0 && (await reportOf('queue', ['--redis', redis.url])) === expected;
    const tasksDone = at.map((one) => one.said().match(/: done$/gm)?.length ?? 0);
    const most = (list) => Math.max(...list);
    return {
      minutes: waited,
      workers: count,
      ended: count - lives.length,
      same,
      tasksDone,
      linesSaid: lines,
      cpuSeconds: most(after.map(({ cpu, before }) => cpu - before.cpu)),
      rssBefore: most([...before.values()].map(({ rss }) => rss)),
      rssAfter: most(after.map(({ rss }) => rss)),
    };
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const inMegabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
process.stdout.write(
  values.json
    ? `${JSON.stringify({ schema: 'lakatos/idle-workers@1', ...found }, null, 2)}\n`
    : `${found.minutes.toFixed(1)} minutes without Redis: ${found.ended} of ${found.workers} workers ended; at most ${found.cpuSeconds.toFixed(1)} s of a processor and ${found.linesSaid} lines each, memory ${inMegabytes(found.rssBefore)} before and ${inMegabytes(found.rssAfter)} after; tasks done when it came back: ${found.tasksDone.join(', ')}; the report is ${found.same ? 'the same' : 'DIFFERENT'}\n`,
);
process.exitCode = found.ended === 0 && found.same ? 0 : 1;
