import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../properties/runs.ts';
import { fetchData, showData } from './data.ts';
import type { Terminal } from './terminal.ts';

const content = Buffer.alloc(30_000, 'lakatos');
const archive = {
  name: 'file.gz',
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
};

/** The file of which the server drops the connection, once the first thousand bytes are in it; null where it sends all. */
let cut: string | null = null;
const server = createServer((_, response) => {
  response.writeHead(200, { 'content-length': content.length });
  if (cut === null) response.end(content);
  else {
    const file = cut;
    response.write(content.subarray(0, 1000));
    const arrived = () => statSync(file, { throwIfNoEntry: false })?.size === 1000;
    void until('the bytes are written', arrived).then(() => response.destroy());
  }
});

let mirror: string;
let folder: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  folder = mkdtempSync(join(tmpdir(), 'lakatos-data-'));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const paper = (env: Record<string, string> = {}) => {
  const said = { out: '', err: '' };
  const terminal: Terminal = {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    env,
    width: 80,
    colorOut: false,
    colorErr: false,
  };
  return { said, terminal };
};

/** The command with one file to fetch, and what it drew on a terminal of 60 columns or on none. */
const fetches = async (to: string | null, isTTY: boolean, env: Record<string, string> = {}) => {
  const { said, terminal } = paper(env);
  let drawn = '';
  const progress = {
    isTTY,
    columns: 60,
    write: (text: string) => {
      drawn += text;
    },
  };
  const flags = { mirror, ...(to !== null && { to }) };
  const code = await fetchData(flags, terminal, { archives: [archive], progress, pauseMs: 1 });
  return { code, ...said, drawn };
};

describe('lakatos data fetch', () => {
  it('fetches, says where, and how to use it', async () => {
    const to = join(folder, 'a');
    expect(await fetches(to, false)).toEqual({
      code: 0,
      out: `fetched ${to}/file.gz\n\nAll four files are those of MNIST. To use them:\n  export LAKATOS_DATA='${to}'\n`,
      err: '',
      drawn: '',
    });
    expect(readFileSync(join(to, 'file.gz')).equals(content)).toBe(true);
    expect((await fetches(to, false)).out).toContain(`${to}/file.gz is there already\n`);
  });

  it('goes to the cache folder when no other is named', async () => {
    const { out } = await fetches(null, false, { XDG_CACHE_HOME: join(folder, 'cache') });
    expect(out).toContain(`fetched ${join(folder, 'cache/lakatos/mnist/file.gz')}\n`);
  });

  it('draws its progress on a terminal, within its width, and takes it away', async () => {
    const { drawn } = await fetches(join(folder, 'b'), true);
    const frames = drawn.split('\r\u001b[K').filter((frame) => frame !== '');
    expect(frames[0]).toMatch(/^file\.gz \[·+\] 0 %, 0\.00 of 0\.03 MB$/);
    expect(frames.at(-1)).toMatch(/^file\.gz \[█+\] 100 %, 0\.03 of 0\.03 MB$/);
    for (const frame of frames) expect(frame.length).toBeLessThan(60);
    expect(drawn.endsWith('\r\u001b[K')).toBe(true);
  });

  it('ends with 3 where a download was cut, and says what to do', async () => {
    cut = join(folder, 'c/file.gz.part');
    const { code, out, err } = await fetches(join(folder, 'c'), false);
    cut = null;
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(
      /^lakatos: file\.gz stopped at 1000 of 30000 bytes \(.+\); run the same command again, and it goes on from there\n$/,
    );
    expect((await fetches(join(folder, 'c'), false)).code).toBe(0);
  });
});

describe('lakatos data show', () => {
  it('says which images there are, and shows the first of them', () => {
    const { said, terminal } = paper();
    expect(showData({}, terminal)).toBe(0);
    const [source, ...lines] = said.out.split('\n');
    expect(source).toMatch(/^Drawn digits 0 and 1 \(generated from the seed, not handwriting\)/);
    expect(said.out).toMatch(
      /\nAddress sha256:[0-9a-f]{64}\nTraining: 2000 zeros and 2000 ones\nTest: 500 zeros and 500 ones\n/,
    );
    expect(said.out).toContain('██');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('refuses a folder without images', () => {
    const { terminal } = paper({ LAKATOS_DATA: join(folder, 'none') });
    expect(() => showData({}, terminal)).toThrow('is not a folder; give one with the files of MNIST');
  });
});
