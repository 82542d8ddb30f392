import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisServer, redisServer, withoutRedis } from '../../properties/redisServer.ts';
import { type Ended, main, requireFreshBuild, started, until } from '../../properties/runs.ts';
import { bullmq, queueName } from '../queue/bullmq.ts';
import { connectionTo } from '../queue/redisUrl.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakatos-dashboard-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(withoutRedis !== '')(`dashboard${withoutRedis}`, () => {
  let redis: RedisServer;
  beforeAll(async () => {
    requireFreshBuild();
    redis = await redisServer();
  });
  afterAll(() => redis?.close());

  /** Runs it and gives `look` the address of its page; Ctrl-C afterwards. */
  const shown = (look: (page: string) => Promise<void>): Promise<Ended> =>
    started(process.execPath, [main, 'dashboard', '--redis', redis.url, '--port', '0'], {
      cwd: folder,
      meanwhile: async (child) => {
        let said = '';
        child.stderr!.on('data', (text) => {
          said += text;
        });
        try {
          await until('the page is there', () => said.includes('(Ctrl-C ends it)'));
          await look(/http:\/\/127\.0\.0\.1:\d+\//.exec(said)![0]);
        } finally {
          child.kill('SIGINT');
        }
      },
    });

  it('shows the queue, changes nothing, and ends on Ctrl-C', async () => {
    const ended = await shown(async (page) => {
      const front = await fetch(page);
      expect(front.status).toBe(200);
      expect(await front.text()).toMatch(/<title>[^<]*lakatos[^<]*<\/title>/);
      expect(front.headers.get('content-security-policy')).toMatch(/^default-src 'self'/);
      const { queues } = (await (await fetch(`${page}api/queues`)).json()) as {
        queues: readonly { name: string; readOnlyMode: boolean; description: string }[];
      };
      expect(queues).toMatchObject([{ readOnlyMode: true, description: 'lakatos' }]);
      const { name } = queues[0]!;
      expect(name).toMatch(/^lakatos-[0-9a-f]{16}$/);

      const { Queue } = await bullmq('dashboard');
      const connection = connectionTo(redis.url);
      const queue = new Queue(name, { connection: connection.options });
      const job = await queue.add('cell', { task: { kind: 'cell' } }, { jobId: 'one' });
      const base = `${page}api/queues/${name}`;
      const refused = [
        ['PUT', `${page}api/queues/pause`],
        ['PUT', `${base}/pause`],
        ['PUT', `${base}/empty`],
        ['PUT', `${base}/obliterate`],
        ['PUT', `${base}/clean/completed`],
        ['PUT', `${base}/retry/failed`],
        ['PUT', `${base}/one/clean`],
        ['PUT', `${base}/one/promote`],
        ['PATCH', `${base}/one/update-data`],
        ['POST', `${base}/add`],
      ] as const;
      for (const [method, address] of refused) {
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(address, { method, headers, body: '{"name":"x","data":{},"options":{}}' });
        expect([method, address, answer.status]).toEqual([method, address, 405]);
      }
      expect(await job.getState()).toBe('waiting');
      expect(await queue.getJobCounts()).toMatchObject({ waiting: 1 });
      connection.end();
      await queue.close();
    });
    expect(ended.code).toBe(0);
    expect(ended.stderr).toMatch(/^the queue of redis:\/\/127\.0\.0\.1:\d+, to be looked at and not touched/);
  });

  it('says when its port is taken, or is none', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.address() as { readonly port: number };
    const command = [main, 'dashboard', '--redis', redis.url, '--port'];
    try {
      expect(await started(process.execPath, [...command, `${port}`], { cwd: folder })).toMatchObject({
        code: 2,
        stderr: `lakatos: port ${port} cannot be opened (EADDRINUSE); give another --port\n`,
      });
    } finally {
      server.close();
    }
    expect(await started(process.execPath, [...command, '70000'], { cwd: folder })).toMatchObject({
      code: 2,
      stderr: 'lakatos: --port 70000 is not a port; give a whole number from 0 to 65535\n',
    });
  });

  it('has the queue of this code for its own', () => {
    expect(queueName('0123456789abcdef0123')).toBe('lakatos-0123456789abcdef');
  });
});
