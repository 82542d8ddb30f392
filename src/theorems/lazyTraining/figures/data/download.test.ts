import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../../../../properties/runs.ts';
import { DataError } from './dataError.ts';
import { type DownloadWays, download } from './download.ts';
import { fetchMnist, mnistArchives } from './fetchMnist.ts';

const content = Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * i + (i >> 5)) & 255));
const sha256 = createHash('sha256').update(content).digest('hex');

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** What the server does with the requests to come, the last one with all that follow. */
let answers: Answer[] = [];
/** What was asked: the path, and the range. */
let asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(`${request.url} ${request.headers.range ?? 'all'}`);
  (answers.length > 1 ? answers.shift()! : answers[0]!)(request, response);
});

let mirror: string;
let folder: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), 'lakatos-download-'));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const path = (): string => join(folder, 'file.gz');
const part = (): string => `${path()}.part`;
afterEach(() => {
  rmSync(path(), { force: true });
  rmSync(part(), { force: true });
  asked = [];
});

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

const startIn = (request: IncomingMessage): number =>
  Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? 'bytes=0-')![1]);

/** Sends `body` from the byte that is asked for, and drops the connection once `bytes` bytes have been written to the disk. */
const sends =
  (body: Buffer, bytes = Number.POSITIVE_INFINITY): Answer =>
  (request, response) => {
    const from = startIn(request);
    const rest = body.subarray(from);
    const range = { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` };
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length, ...(from > 0 && range) });
    if (bytes >= rest.length) response.end(rest);
    else {
      response.write(rest.subarray(0, bytes));
      void until('the bytes are written', () => sizeOf(part()) === from + bytes).then(() =>
        response.destroy(),
      );
    }
  };
const says =
  (status: number): Answer =>
  (_, response) =>
    void response.writeHead(status).end('no');
/** Knows no ranges. */
const sendsAll: Answer = (_, response) => void response.writeHead(200).end(content);

const fetched = (ways: DownloadWays = {}) =>
  download(
    { url: `${mirror}/file.gz`, path: path(), bytes: content.length, sha256 },
    { pauseMs: 1, ...ways },
  );

/** The error in its words, with the numbers of the port and the folder left out. */
const refused = async (): Promise<string> => {
  const error = await fetched().catch((error: unknown) => error);
  expect(error).toBeInstanceOf(DataError);
  return (error as Error).message.replace(mirror, 'MIRROR').replace(folder, 'FOLDER');
};

const arrived = (): void => {
  expect(readFileSync(path()).equals(content)).toBe(true);
  expect(existsSync(part())).toBe(false);
};

describe('download', () => {
  it('fetches a file whole, and not again', async () => {
    answers = [sends(content)];
    const heard: number[] = [];
    expect(await fetched({ onBytes: (bytes) => heard.push(bytes) })).toEqual({
      kind: 'fetched',
      resumed: false,
    });
    arrived();
    expect(heard[0]).toBe(0);
    expect(heard.at(-1)).toBe(content.length);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(await fetched()).toEqual({ kind: 'already there' });
    expect(asked).toEqual(['/file.gz all']);
  });

  it('goes on by itself where a connection was cut', async () => {
    answers = [sends(content, 20_000), sends(content, 10_000), sends(content)];
    expect(await fetched()).toEqual({ kind: 'fetched', resumed: true });
    arrived();
    expect(asked).toEqual(['/file.gz all', '/file.gz bytes=20000-', '/file.gz bytes=30000-']);
  });

  it('keeps what came when nothing more does, and the next one goes on from there', async () => {
    const drops: Answer = (request) => void request.socket.destroy();
    answers = [sends(content, 20_000), drops];
    const cut = await fetched();
    expect(cut).toMatchObject({ kind: 'cut', bytes: 20_000 });
    // Once, and three times in vain.
    expect(asked).toHaveLength(4);
    expect(existsSync(path())).toBe(false);
    asked = [];
    answers = [sends(content)];
    expect(await fetched()).toEqual({ kind: 'fetched', resumed: true });
    arrived();
    expect(asked).toEqual(['/file.gz bytes=20000-']);
  });

  it('starts over with a server that knows no ranges, or refuses this one', async () => {
    writeFileSync(part(), content.subarray(0, 100));
    answers = [sendsAll];
    expect((await fetched()).kind).toBe('fetched');
    arrived();
    rmSync(path());
    writeFileSync(part(), content.subarray(0, 100));
    answers = [says(416), sendsAll];
    expect((await fetched()).kind).toBe('fetched');
    arrived();
  });

  it('starts over where the beginning was of something else', async () => {
    writeFileSync(part(), Buffer.alloc(100, 1));
    answers = [sends(content)];
    expect((await fetched()).kind).toBe('fetched');
    arrived();
    expect(asked).toEqual(['/file.gz bytes=100-', '/file.gz all']);
    rmSync(path());
    writeFileSync(part(), Buffer.alloc(content.length + 1));
    expect(await fetched()).toEqual({ kind: 'fetched', resumed: false });
    arrived();
  });

  it('takes a whole part as it is', async () => {
    writeFileSync(part(), content);
    expect((await fetched()).kind).toBe('fetched');
    arrived();
    expect(asked).toEqual([]);
  });

  it('says when the mirror has no such file, and keeps an earlier part', async () => {
    answers = [says(404)];
    const sentence =
      'MIRROR/file.gz answered 404 Not Found, and the file was expected; give another mirror with --mirror';
    expect(await refused()).toBe(sentence);
    writeFileSync(part(), content.subarray(0, 100));
    expect(await refused()).toBe(sentence);
    expect(readFileSync(part())).toHaveLength(100);
  });

  it('keeps nothing with a wrong checksum, cut on its way or not', async () => {
    const other = Buffer.from(content).fill(7, 30_000, 30_001);
    const found = createHash('sha256').update(other).digest('hex');
    const sentence = `MIRROR/file.gz has the SHA-256 ${found.slice(0, 12)}…, and ${sha256.slice(0, 12)}… was expected; it was not kept, give another mirror with --mirror`;
    answers = [sends(other)];
    expect(await refused()).toBe(sentence);
    answers = [sends(other, 20_000), sends(other), sends(other, 20_000), sends(other)];
    expect(await refused()).toBe(sentence);
    expect(existsSync(path()) || existsSync(part())).toBe(false);
  });

  it('stops reading beyond the length', async () => {
    answers = [(_, response) => void response.writeHead(200).end(Buffer.concat([content, content]))];
    expect(await refused()).toBe(
      'MIRROR/file.gz is longer than the 50000 bytes expected, and was not kept; give another mirror with --mirror',
    );
    expect(existsSync(part())).toBe(false);
  });

  it('writes over nothing, and says where it cannot write', async () => {
    writeFileSync(path(), 'mine');
    expect(await refused()).toBe(
      'FOLDER/file.gz is there already, with other contents than the file to fetch; move it away, or give another folder with --to',
    );
    expect(readFileSync(path(), 'utf8')).toBe('mine');
    answers = [sends(content)];
    const nowhere = download({
      url: `${mirror}/f`,
      path: join(folder, 'none', 'f'),
      bytes: content.length,
      sha256,
    });
    await expect(nowhere).rejects.toThrow(/f\.part cannot be written \(ENOENT/);
  });

  it('gives up on a busy or silent server after three attempts, and at once when it is told to', async () => {
    answers = [says(503)];
    expect(await fetched()).toEqual({ kind: 'cut', bytes: 0, why: 'the mirror answered 503' });
    expect(asked).toHaveLength(3);
    answers = [() => {}];
    expect(await fetched({ patienceMs: 50 })).toEqual({
      kind: 'cut',
      bytes: 0,
      why: 'nothing came for 0.05 seconds',
    });
    const controller = new AbortController();
    answers = [
      (_, response) => {
        response.writeHead(200, { 'content-length': content.length });
        response.write(content.subarray(0, 1000));
      },
    ];
    const interrupted = await fetched({
      signal: controller.signal,
      onBytes: (bytes) => {
        if (bytes === 1000) controller.abort();
      },
    });
    expect(interrupted).toEqual({ kind: 'cut', bytes: 1000, why: 'it was interrupted' });
  });
});

describe('fetchMnist', () => {
  const archive = { name: 'file.gz', bytes: content.length, sha256 };

  it('asks below the mirror, with or without a slash at its end', async () => {
    answers = [sends(content)];
    for (const [at, one] of [`${mirror}/some/place`, `${mirror}/some/place/`].entries()) {
      const to = join(folder, `new${at}`);
      expect(await fetchMnist({ mirror: one, folder: to, archives: [archive] })).toEqual([
        { kind: 'fetched', resumed: false },
      ]);
      expect(readFileSync(join(to, 'file.gz')).equals(content)).toBe(true);
    }
    expect(asked).toEqual(['/some/place/file.gz all', '/some/place/file.gz all']);
  });

  it('refuses what is not an address', async () => {
    for (const wrong of ['here', 'ftp://example.org/', 'file:///etc'])
      await expect(fetchMnist({ mirror: wrong, folder })).rejects.toThrow(
        `--mirror ${wrong} is not an http or https address`,
      );
  });

  it('knows four files, the small ones first', () => {
    expect(mnistArchives.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['t10k-labels-idx1-ubyte.gz', 4542],
      ['train-labels-idx1-ubyte.gz', 28_881],
      ['t10k-images-idx3-ubyte.gz', 1_648_877],
      ['train-images-idx3-ubyte.gz', 9_912_422],
    ]);
  });
});
