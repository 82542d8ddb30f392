// A Redis of one's own on a free port, and queue workers at it, for the faults of the queue.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { inRoot, pause } from './campaign.js';

export const withoutRedis = () =>
  spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0
    ? null
    : 'there is no redis-server here (apt-get install redis-server)';

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const answers = (port) =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.on('data', (text) => {
      socket.destroy();
      resolve(String(text).startsWith('+PONG'));
    });
    socket.on('error', () => resolve(false));
  });

const endedBy = (child, signal) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', resolve);
    child.kill(signal);
  });

/**
 * Lends `work` a queue: a Redis that writes every command to its log before it answers (or as `settings` say), and workers.
 *
 * `worker()` starts one with a lock of a second, and resolves once it is at the queue; `killRedis` and `startRedis` are a power cut.
 */
export const withQueue = async (
  campaign,
  work,
  settings = ['--appendonly', 'yes', '--appendfsync', 'always'],
) => {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const folder = campaign.fresh('redis');
  mkdirSync(folder);
  let redis;
  const startRedis = async () => {
    const words = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...settings];
    redis = spawn('redis-server', words, { stdio: 'ignore' });
    for (let i = 0; !(await answers(port)); i++) {
      if (i === 600) throw new Error('Redis did not start within a minute');
      await pause(100);
    }
  };
  const workers = [];
  const worker = (...more) =>
    new Promise((resolve, reject) => {
      const words = [
        inRoot('dist/cli/main.js'),
        'worker',
        '--redis',
        url,
        '--threads',
        '2',
        '--no-store',
        ...more,
      ];
      const child = spawn(process.execPath, words, {
        cwd: campaign.folder,
        env: { ...process.env, LAKATOS_QUEUE_LOCK_MS: '1000' },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text) => {
        said += text;
        if (said.includes(' at queue ')) resolve({ child, taken: () => said.split(': taken').length - 1 });
      });
      child.on('error', reject);
      child.on('exit', () => reject(new Error(`a worker ended early: ${said}`)));
      workers.push(child);
    });
  try {
    await startRedis();
    return await work({ url, worker, startRedis, killRedis: () => endedBy(redis, 'SIGKILL') });
  } finally {
    await Promise.all(workers.map((child) => endedBy(child, 'SIGKILL')));
    await endedBy(redis, 'SIGKILL');
  }
};

/** Waits until the worker has taken `tasks` more, or the run is over. */
export const takes = async ({ taken }, tasks, hasEnded) => {
  const before = taken();
  while (!hasEnded() && taken() < before + tasks) await pause(2);
};
