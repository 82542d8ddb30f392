// Queue workers at a Redis of one's own, for the faults of the queue.

// To a script, jiti gives the whole of a TypeScript module as its default.
import redisModule from '../../properties/redisServer.ts';
import runs from '../../properties/runs.ts';

const { redisServer, withoutRedis: reason } = redisModule;
const { brief, holdAt, main, started, until } = runs;

export const withoutRedis = () =>
  reason === '' ? null : 'there is no redis-server here (apt-get install redis-server)';

/**
 * Lends `work` a queue: a Redis that writes every command to its log before it answers (or as `settings` say), and workers.
 *
 * `worker()` starts one with a lock of a second, and resolves once it is at the queue (`long`: with V8's optimizing compiler); `heldWorker(batch)` one whose first process
 * is held after that batch, and `atWork()` waits until it is there.
 */
export const withQueue = async (
  campaign,
  work,
  settings = ['--appendonly', 'yes', '--appendfsync', 'always'],
) => {
  const redis = await redisServer(...settings);
  const workers = [];
  const worker = async ({ threads = 2, env = {}, long = false } = {}) => {
    let child;
    let said = '';
    const words = ['worker', '--redis', redis.url, '--threads', `${threads}`, '--no-store'];
    const ended = started(process.execPath, [...(long ? [main] : brief), ...words], {
      cwd: campaign.folder,
      env: { LAKATOS_QUEUE_LOCK_MS: '1000', ...env },
      meanwhile: async (begun) => {
        child = begun;
        begun.stderr.on('data', (text) => {
          said += text;
        });
      },
    });
    workers.push({ child, ended });
    await until('a worker is at the queue', () => {
      if (child.exitCode !== null) throw new Error(`a worker ended early: ${said}`);
      return said.includes(' at queue ');
    });
    return { child, said: () => said };
  };
  const heldWorker = async (batch) => {
    const { env, reached, pid, release } = holdAt({ batch }, campaign.folder);
    const one = await worker({ env });
    return { ...one, pid, release, atWork: () => reached(one.child) };
  };
  try {
    return await work({ redis, worker, heldWorker });
  } finally {
    for (const { child } of workers) child.kill('SIGKILL');
    await Promise.all(workers.map(({ ended }) => ended));
    await redis.close();
  }
};
