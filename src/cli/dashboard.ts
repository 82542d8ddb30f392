import type { AddressInfo } from 'node:net';
import { codeFingerprint } from '../core/run/store/fingerprint.ts';
import { UsageError } from '../core/run/usageError.ts';
import { type BullQueue, bullmq, optionalPackage, queueName } from '../queue/bullmq.ts';
import { connectionTo, reached, withoutPassword } from '../queue/redisUrl.ts';
import { EXIT } from './exitCodes.ts';
import { interruptible } from './interruptible.ts';
import type { Terminal } from './terminal.ts';
import { redisOf } from './worker.ts';

/** The flags of `dashboard`, as commander hands them over. */
export interface DashboardFlags {
  readonly redis?: string;
  readonly port?: number;
}

interface Asked {
  readonly method: string;
}
interface Answer {
  status(code: number): Answer;
  setHeader(name: string, value: string): void;
  json(content: unknown): void;
}
type Express = () => {
  use(path: string, router: unknown): void;
  use(handler: (asked: Asked, answer: Answer, next: () => void) => void): void;
  /** Calls back with the error where the port cannot be opened. */
  listen(port: number, host: string, done: (error?: NodeJS.ErrnoException) => void): Server;
};
interface Server {
  address(): AddressInfo | string | null;
  close(): void;
  closeAllConnections(): void;
}
interface Board {
  createBullBoard(options: {
    queues: readonly unknown[];
    serverAdapter: unknown;
    options: { uiConfig: { boardTitle: string } };
  }): void;
}
interface BoardAdapter {
  readonly BullMQAdapter: new (queue: BullQueue, options: object) => unknown;
}
interface BoardExpress {
  readonly ExpressAdapter: new () => { setBasePath(path: string): void; getRouter(): unknown };
}

type Page = Board & BoardAdapter & BoardExpress & { readonly express: Express };

const WANTED = 'dashboard';

/** Shows the queue until it is told to stop. Throws: `UsageError` when the port cannot be opened. */
const serve = async (
  queue: BullQueue,
  { createBullBoard, BullMQAdapter, ExpressAdapter, express }: Page,
  port: number,
  redis: string,
  terminal: Terminal,
): Promise<void> => {
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath('/');
  createBullBoard({
    queues: [new BullMQAdapter(queue, { readOnlyMode: true, description: 'lakatos' })],
    serverAdapter,
    options: { uiConfig: { boardTitle: 'lakatos' } },
  });
  const app = express();
  // The board has buttons that speak of all queues at once, and its own read-only mode is one of a queue.
  app.use(({ method }, answer, next) => {
    // The board asks a stranger for its fonts; those of the machine will do.
    answer.setHeader('Content-Security-Policy', "default-src 'self' 'unsafe-inline' data:");
    if (method === 'GET' || method === 'HEAD') next();
    else answer.status(405).json({ error: 'this page shows the queue and changes nothing' });
  });
  app.use('/', serverAdapter.getRouter());
  const server = await new Promise<Server>((resolve, reject) => {
    const opened: Server = app.listen(port, '127.0.0.1', (error) =>
      error === undefined
        ? resolve(opened)
        : reject(new UsageError(`port ${port} cannot be opened (${error.code}); give another --port`)),
    );
  });
  const { port: at } = server.address() as AddressInfo;
  const interruption = interruptible(() => {});
  terminal.err(
    `the queue of ${withoutPassword(redis)}, to be looked at and not touched: http://127.0.0.1:${at}/ (Ctrl-C ends it)\n`,
  );
  await new Promise<void>((resolve) =>
    interruption.signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  interruption.release();
  server.close();
  server.closeAllConnections();
};

/** `lakatos dashboard --redis URL`: a page that shows the queue, on this machine alone, and changes nothing. */
export const dashboard = async (flags: DashboardFlags, terminal: Terminal): Promise<number> => {
  const redis = redisOf(flags, 'dashboard');
  const connection = connectionTo(redis);
  const port = flags.port ?? 3000;
  if (!(Number.isInteger(port) && port >= 0 && port < 65536))
    throw new UsageError(`--port ${port} is not a port; give a whole number from 0 to 65535`);
  const { Queue } = await bullmq(WANTED);
  const { createBullBoard } = await optionalPackage<Board>(
    '@bull-board/api',
    WANTED,
    ' @bull-board/express express',
  );
  const { BullMQAdapter } = await optionalPackage<BoardAdapter>('@bull-board/api/bullMQAdapter', WANTED);
  const { ExpressAdapter } = await optionalPackage<BoardExpress>('@bull-board/express', WANTED);
  const { default: express } = await optionalPackage<{ default: Express }>('express', WANTED);
  const queue = new Queue(queueName(codeFingerprint()), { connection: connection.options });
  queue.on('error', () => {});
  const close = async (): Promise<void> => {
    connection.end();
    await Promise.race([queue.close(), new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
  };
  try {
    await reached(redis, [queue]);
    await serve(queue, { createBullBoard, BullMQAdapter, ExpressAdapter, express }, port, redis, terminal);
  } finally {
    await close();
  }
  return EXIT.nothingUnexpected;
};
