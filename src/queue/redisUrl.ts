import { UsageError } from '../core/run/usageError.ts';

/** The address without its password and user, for messages, reports and logs. */
export const withoutPassword = (url: string): string => url.replace(/^([a-z]+:\/*)?.*@/is, '$1***@');

const example = 'give one such as redis://localhost:6379';

/** How a queue is reached, and how to give it up: nothing tries again after `end`, or the process would never end. */
export interface Connection {
  readonly options: object;
  end(): void;
}

/**
 * How to reach the Redis of `url`. Throws: `UsageError` where it is no Redis URL.
 *
 * Commands wait for a Redis that was restarted, however long that takes: what decides that it is gone is the caller.
 */
export const connectionTo = (url: string): Connection => {
  const shown = withoutPassword(url);
  let parsed: URL;
  let account: { readonly username?: string; readonly password?: string };
  try {
    parsed = new URL(url);
    const { username, password } = parsed;
    account = {
      ...(username && { username: decodeURIComponent(username) }),
      ...(password && { password: decodeURIComponent(password) }),
    };
  } catch {
    throw new UsageError(`--redis ${shown} is not an address; ${example}`);
  }
  if (parsed.protocol !== 'redis:' && parsed.protocol !== 'rediss:')
    throw new UsageError(`--redis ${shown} is no Redis address; ${example}`);
  const database = parsed.pathname.replace(/^\//, '');
  if (!/^\d*$/.test(database))
    throw new UsageError(
      `--redis ${shown} names no database; after the port comes nothing, or a number such as /1`,
    );
  let ended = false;
  const options = {
    // An IPv6 address has its brackets in a URL alone.
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1') || 'localhost',
    port: Number(parsed.port || 6379),
    ...account,
    ...(database && { db: Number(database) }),
    ...(parsed.protocol === 'rediss:' && { tls: {} }),
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => (ended ? null : Math.min(2000, 50 * times)),
  };
  return {
    options,
    end: () => {
      ended = true;
    },
  };
};

/** Seconds that a first connection may take. */
const CONNECT_SECONDS = 5;

interface Reachable {
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): void;
}

/** What went wrong with a connection, where Node leaves the message of an attempt at two addresses empty. */
export const reasonOf = (error: Error): string =>
  error.message || (error as NodeJS.ErrnoException).code || 'no answer';

/** Waits for first connections. Throws: `UsageError` when one is not there within 5 seconds, and says why. */
export const reached = async (url: string, parts: readonly Reachable[]): Promise<void> => {
  let why: string | null = null;
  for (const part of parts)
    part.on('error', (error) => {
      why ??= reasonOf(error);
    });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new UsageError(
            `--redis ${withoutPassword(url)} cannot be reached within ${CONNECT_SECONDS} seconds (${why ?? 'no answer'}); start Redis there, or give another address`,
          ),
        ),
      CONNECT_SECONDS * 1000,
    );
  });
  const ready = Promise.all(parts.map((part) => part.waitUntilReady()));
  ready.catch(() => {});
  try {
    // A first attempt may fail and a later one succeed: only time tells that there is no Redis.
    await Promise.race([ready.catch(() => late), late]);
  } finally {
    clearTimeout(timer);
  }
};
