import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/run/usageError.ts';
import { connectionTo, reached, withoutPassword } from './redisUrl.ts';

describe('connectionTo', () => {
  it('reads host, port, account and database', () => {
    expect(connectionTo('redis://ada:l%40ce@example.org:6380/2').options).toMatchObject({
      host: 'example.org',
      port: 6380,
      username: 'ada',
      password: 'l@ce',
      db: 2,
    });
    expect(connectionTo('redis://').options).toMatchObject({ host: 'localhost', port: 6379 });
    expect(connectionTo('rediss://[::1]').options).toMatchObject({ host: '::1', tls: {} });
  });

  it.each([
    'localhost:6379',
    'http://localhost:6379',
    'redis://localhost:notaport',
    'redis://localhost:6379/first',
    'redis://%E0%A4@localhost',
    '',
  ])('refuses %o in one sentence', (url) => {
    expect(() => connectionTo(url)).toThrow(UsageError);
    expect(() => connectionTo(url)).toThrow(/^--redis [^\n]*redis:\/\/|^--redis [^\n]*names no database/);
  });

  it('tries again until it is given up', () => {
    const { options, end } = connectionTo('redis://localhost');
    const { retryStrategy } = options as { retryStrategy: (times: number) => number | null };
    expect([1, 10, 1000].map(retryStrategy)).toEqual([50, 500, 2000]);
    end();
    expect(retryStrategy(1)).toBeNull();
  });
});

describe('withoutPassword', () => {
  it.each([
    ['redis://:hunter2@localhost:6379', 'redis://***@localhost:6379'],
    ['redis://ada:hunter2@localhost', 'redis://***@localhost'],
    ['redis://ada:hun@ter/2@localhost', 'redis://***@localhost'],
    ['redis:/ada:hunter2@localhost', 'redis:/***@localhost'],
    ['ada:hunter2@localhost', 'ada:***@localhost'],
    ['--redis=redis://ada:hunter2@localhost', '***@localhost'],
    ['redis://localhost:6379/1', 'redis://localhost:6379/1'],
  ])('%s', (url, shown) => {
    expect(withoutPassword(url)).toBe(shown);
    expect(withoutPassword(url)).not.toMatch(/hunter|ter\/2/);
  });

  it('is what every message says', () => {
    for (const url of ['http://a:hunter2@b', 'redis://a:hunter2@b:port', 'redis://a:hunter2@b/x'])
      expect(() => connectionTo(url)).toThrow(/^(?!.*hunter2)--redis .*\*\*\*@b/);
  });
});

describe('reached', () => {
  it('waits for a first connection, whatever failed before it', async () => {
    const listeners: ((error: Error) => void)[] = [];
    const slow = {
      waitUntilReady: () => new Promise((resolve) => setImmediate(resolve)),
      on: (_: 'error', listener: (error: Error) => void) => void listeners.push(listener),
    };
    const connecting = reached('redis://localhost', [slow]);
    for (const listener of listeners) listener(new Error('not yet'));
    await expect(connecting).resolves.toBeUndefined();
  });
});
