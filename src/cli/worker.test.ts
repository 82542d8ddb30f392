import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RedisServer, redisServer, withoutRedis } from '../../properties/redisServer.ts';
import {
  brief,
  type Ended,
  type Hold,
  holdAt,
  requireFreshBuild,
  started,
  until,
  type Ways,
} from '../../properties/runs.ts';
import type { Report } from '../core/report/report.ts';

// The built command on a queue, against the same run on threads.

const folder = mkdtempSync(join(tmpdir(), 'lakatos-queue-'));
let made = 0;
const fresh = (name: string): string => join(folder, `${name}-${++made}`);

/** A lock of a second, so that a task of a worker that was killed is taken again within seconds. */
const env = { LAKATOS_QUEUE_LOCK_MS: '1000' };

const lakatos = (args: readonly string[], ways: Pick<Ways, 'env' | 'meanwhile'> = {}): Promise<Ended> =>
  started(process.execPath, [...brief, ...args], { cwd: folder, ...ways, env: { ...env, ...ways.env } });

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly said: () => string;
}

const running: Running[] = [];

/** Starts the command and goes on. */
const start = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Running => {
  let said = '';
  let child!: ChildProcess;
  const ended = lakatos(args, {
    env: more,
    meanwhile: async (begun) => {
      child = begun;
      begun.stderr!.on('data', (text) => {
        said += text;
      });
    },
  });
  const one = { child, ended, said: () => said };
  running.push(one);
  return one;
};

const worker = (redis: string, threads = 1, more: Readonly<Record<string, string>> = {}): Running =>
  start(['worker', '--redis', redis, '--threads', `${threads}`, '--no-store'], more);

/** A worker at which one process is held in the midst of a task; it is there when this resolves. */
const heldWorker = async (
  redis: string,
  threads = 1,
  more: Readonly<Record<string, string>> = {},
): Promise<Running & Pick<Hold, 'release'>> => {
  const { env: holding, reached, release } = holdAt({ batch: 1 }, folder);
  const one = worker(redis, threads, { ...more, ...holding });
  await reached(one.child);
  return { ...one, release };
};

afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await Promise.all(running.splice(0).map(({ ended }) => ended));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Cells that are cheap, refuted and supported, two readings that share their trials, and a control. */
const cheap = [
  'check',
  'value-is-bounded,gradient-is-large,control-value-ignores-the-ball',
  ...['--d', '16', '--m', '100,1000', '--C0', '1,10', '--gamma', '0.1', '--quiet'],
];

/** Two tasks of some batches each. */
const two = [
  ...['check', 'value-is-bounded', '--d', '16', '--m', '1000', '--C0', '1,3', '--gamma', '0.05', '--quiet'],
];

const reportIn = (out: string): string => readFileSync(join(out, 'report.json'), 'utf8');

/** The processes that `parent` started; Linux alone says so. */
const childrenOf = (parent: number): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return new RegExp(`^\\d+ \\(.*\\) . ${parent} `, 's').test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      } catch {
        return false;
      }
    });

const lives = (pid: number): boolean => {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

describe.skipIf(withoutRedis !== '')(`check --redis and worker${withoutRedis}`, () => {
  let redis: RedisServer;
  let whole: string;
  let wholeTwo: string;

  beforeAll(async () => {
    requireFreshBuild();
    redis = await redisServer('--appendonly', 'yes', '--appendfsync', 'always');
    const outs = [fresh('out'), fresh('out')] as const;
    await lakatos([...cheap, '--no-store', '--threads', '1', '--out', outs[0]]);
    await lakatos([...two, '--no-store', '--threads', '1', '--out', outs[1]]);
    whole = reportIn(outs[0]);
    wholeTwo = reportIn(outs[1]);
  });
  afterAll(() => redis?.close());

  /** What the queue knows of one test is no help to another. */
  beforeEach(() => redis.forget());

  it('give the bytes of a run on threads, and a second run finds what was done', async () => {
    const workers = [worker(redis.url), worker(redis.url)];
    const out = fresh('out');
    const first = await lakatos([...cheap, '--redis', redis.url, '--out', out]);
    expect(first).toMatchObject({ code: 1 });
    expect(reportIn(out)).toBe(whole);
    const taken = (): number =>
      workers
        .map(({ said }) => said())
        .join('')
        .split(': taken').length;
    const before = taken();
    for (const { child } of workers) child.kill('SIGTERM');
    expect((await Promise.all(workers.map(({ ended }) => ended))).map(({ code }) => code)).toEqual([
      143, 143,
    ]);
    // Nobody is there to work, so all of it was found.
    const again = fresh('out');
    expect(await lakatos([...cheap, '--redis', redis.url, '--out', again])).toMatchObject({ code: 1 });
    expect(reportIn(again)).toBe(whole);
    expect(taken()).toBe(before);
  });

  it('worker --once does what lies there and ends; check says when nobody works', async () => {
    const out = fresh('out');
    const run = start([...two, '--redis', redis.url, '--out', out]);
    await until('check says that nobody works', () => run.said().includes('no worker is at the queue'));
    expect(run.said()).toContain(`npx lakatos worker --redis ${redis.url}`);
    expect(
      await lakatos(['worker', '--redis', redis.url, '--once', '--threads', '2', '--no-store']),
    ).toMatchObject({
      code: 0,
    });
    expect(await run.ended).toMatchObject({ code: 0 });
    expect(reportIn(out)).toBe(wholeTwo);
  });

  it('another worker takes the task of one that was killed, whose processes are gone', async () => {
    const out = fresh('out');
    const run = start([...two, '--redis', redis.url, '--out', out]);
    const first = await heldWorker(redis.url);
    const processes = childrenOf(first.child.pid!);
    expect(processes).toHaveLength(1);
    first.child.kill('SIGKILL');
    const second = worker(redis.url);
    expect(await run.ended).toMatchObject({ code: 0 });
    expect(reportIn(out)).toBe(wholeTwo);
    expect(second.said()).toContain('its worker was lost, it goes back to the queue');
    await until('its processes are gone', () => !processes.some(lives));
  });

  it('a process of a worker that was killed costs one try', async () => {
    const out = fresh('out');
    const run = start([...two, '--redis', redis.url, '--out', out]);
    const only = await heldWorker(redis.url);
    for (const pid of childrenOf(only.child.pid!)) process.kill(pid, 'SIGKILL');
    only.release();
    expect(await run.ended).toMatchObject({ code: 0 });
    expect(reportIn(out)).toBe(wholeTwo);
    expect(only.said()).toMatch(/: Unexpected exit code: null signal: SIGKILL/);
  });

  it('a process that is killed before it is ready leaves its task to another', async () => {
    const out = fresh('out');
    const run = start([...two, '--redis', redis.url, '--out', out]);
    const only = worker(redis.url);
    let born: readonly number[] = [];
    await until('a process begins', () => {
      born = childrenOf(only.child.pid!);
      return born.length > 0;
    });
    for (const pid of born) process.kill(pid, 'SIGKILL');
    expect(await run.ended).toMatchObject({ code: 0 });
    expect(reportIn(out)).toBe(wholeTwo);
    expect(only.said()).toMatch(/a process did not start|Error initializing child|Unexpected exit code/);
  });

  it('Ctrl-C of a worker gives its tasks back at once', async () => {
    // A Redis of its own: it remembers for a third of the lock that stalled tasks were looked for.
    const patient = await redisServer();
    const out = fresh('out');
    // An hour's lock: were the task not given back, nobody would have it.
    const hour = { LAKATOS_QUEUE_LOCK_MS: '3600000' };
    const run = start([...two, '--redis', patient.url, '--out', out]);
    const first = await heldWorker(patient.url, 2, hour);
    await until('two tasks are taken', () => first.said().split(': taken').length === 3);
    const processes = childrenOf(first.child.pid!);
    first.child.kill('SIGINT');
    expect((await first.ended).code).toBe(130);
    expect(processes).toHaveLength(2);
    await until('its processes are gone', () => !processes.some(lives));
    await lakatos(['worker', '--redis', patient.url, '--once', '--no-store'], { env: hour });
    expect(await run.ended).toMatchObject({ code: 0 });
    expect(reportIn(out)).toBe(wholeTwo);
    await patient.close();
  });

  it('Ctrl-C of check leaves its tasks there, and the same command collects them', async () => {
    const words = [...two, '--redis', redis.url];
    const out = fresh('out');
    const run = start([...words, '--out', out]);
    const only = await heldWorker(redis.url);
    run.child.kill('SIGINT');
    expect(await run.ended).toMatchObject({ code: 130 });
    const cut = JSON.parse(reportIn(out)) as Report;
    expect([cut.complete, cut.missing.length > 0]).toEqual([false, true]);
    only.release();
    await until('the worker goes on', () => only.said().split(': done').length === 3);
    only.child.kill('SIGINT');
    await only.ended;
    expect(await lakatos([...words, '--out', out])).toMatchObject({ code: 0 });
    expect(reportIn(out)).toBe(wholeTwo);
  });

  it('a Redis that is killed and comes back costs nothing', async () => {
    const out = fresh('out');
    const run = start([...two, '--redis', redis.url, '--out', out]);
    const only = await heldWorker(redis.url);
    await redis.kill();
    await until('the worker misses it', () => only.said().includes('the queue cannot be reached'));
    await redis.start();
    only.release();
    expect(await run.ended).toMatchObject({ code: 0 });
    expect(reportIn(out)).toBe(wholeTwo);
  });

  it('a Redis that comes back empty is given the tasks again', async () => {
    const forgetful = await redisServer('--appendonly', 'no');
    try {
      const out = fresh('out');
      const run = start([...two, '--redis', forgetful.url, '--out', out]);
      const only = await heldWorker(forgetful.url);
      await forgetful.kill();
      await forgetful.start();
      only.release();
      expect(await run.ended).toMatchObject({ code: 0 });
      expect(run.said()).toContain('the queue lost tasks, and they are enqueued again');
      expect(reportIn(out)).toBe(wholeTwo);
    } finally {
      await forgetful.close();
    }
  });

  it('a password is never printed, nor written', async () => {
    const guarded = await redisServer('--requirepass', 'hunter2');
    try {
      const url = guarded.url.replace('//', '//:hunter2@');
      const out = fresh('out');
      const wrongUrl = guarded.url.replace('//', '//:wrong2@');
      const refused = lakatos([...cheap, '--redis', wrongUrl, '--out', fresh('out')]);
      const run = start([...cheap, '--redis', url, '--out', out]);
      await until('check says that nobody works', () => run.said().includes('no worker is at the queue'));
      const once = await lakatos(['worker', '--redis', url, '--once', '--no-store']);
      const ended = await run.ended;
      expect(once.code).toBe(0);
      expect(reportIn(out)).toBe(whole);
      const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.includes('.'),
      );
      expect(files).toContain('run.json');
      const texts = [once.stderr, once.stdout, ended.stderr, ended.stdout];
      texts.push(...files.map((name) => readFileSync(join(out, name), 'utf8')));
      expect(texts.filter((text) => text.includes('hunter2'))).toEqual([]);
      const wrong = await refused;
      expect(wrong.code).toBe(2);
      expect(wrong.stderr).toMatch(
        /^lakatos: --redis redis:\/\/\*\*\*@[\d.:]+ cannot be reached within 5 seconds \(.*(NOAUTH|WRONGPASS).*\n$/,
      );
      expect(wrong.stderr).not.toContain('wrong2');
    } finally {
      await guarded.close();
    }
  });
});

describe('without a Redis', () => {
  // Nothing listens on port 1 of a machine that is not a museum.
  const nowhere = 'redis://:hunter2@127.0.0.1:1';

  it.concurrent.each([['check', ...cheap.slice(1)], ['worker'], ['dashboard']])(
    '%s ends after five seconds, with a sentence and exit 2',
    async (...args) => {
      requireFreshBuild();
      const { code, stderr } = await lakatos([...args, '--redis', nowhere]);
      expect(code).toBe(2);
      expect(stderr).toBe(
        'lakatos: --redis redis://***@127.0.0.1:1 cannot be reached within 5 seconds (connect ECONNREFUSED 127.0.0.1:1); start Redis there, or give another address\n',
      );
    },
  );

  it.each([['worker'], ['dashboard']])('%s wants to be told where the queue is', async (...args) => {
    expect(await lakatos(args)).toMatchObject({
      code: 2,
      stderr: `lakatos: ${args[0]} needs the address of the queue; give --redis redis://localhost:6379\n`,
    });
  });
});
