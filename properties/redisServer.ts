import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './runs.ts';

// A Redis of its own, for the tests that need one.

/** Why no Redis can be started here, for the name of what is skipped; empty where one can. */
export const withoutRedis =
  spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0
    ? ''
    : ' (skipped: there is no redis-server; apt-get install redis-server)';

/** A port that nothing listens on. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });

/** What the server says to a command; nothing where there is none. */
export const answer = (port: number, command: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.on('data', (text) => {
      socket.destroy();
      resolve(String(text));
    });
    socket.on('error', () => resolve(''));
  });

// One with a password answers too, and refuses.
const answers = async (port: number): Promise<boolean> =>
  /^(\+PONG|-NOAUTH)/.test(await answer(port, 'PING'));

export interface RedisServer {
  readonly url: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Empties it. */
  forget(): Promise<void>;
  /** Starts it again, on what it had written. */
  start(): Promise<void>;
  /** Ends it and forgets what it had written. */
  close(): Promise<void>;
}

/** Starts a Redis on a free port, with its data in a temporary folder. `settings` are words of its command line. */
export const redisServer = async (...settings: readonly string[]): Promise<RedisServer> => {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'lakatos-redis-'));
  const words = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...settings];
  let child: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    const ending = child;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGKILL');
    await ended;
  };
  const start = async (): Promise<void> => {
    child = spawn('redis-server', words, { stdio: 'ignore' });
    await until('Redis answers', () => answers(port));
  };
  // A test that ran out of time closes nothing.
  process.once('exit', () => child?.kill('SIGKILL'));
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    start,
    forget: async () => void (await answer(port, 'FLUSHALL')),
    close: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
