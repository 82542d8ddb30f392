import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Archive, fetchMnist } from '../theorems/lazyTraining/figures/data/fetchMnist.ts';
import { digitCounts, firstOf, type ImageSet } from '../theorems/lazyTraining/figures/data/imageSet.ts';
import { imageFolder, loadImages } from '../theorems/lazyTraining/figures/data/loadImages.ts';
import { DEFAULT_MIRROR } from '../theorems/lazyTraining/figures/data/mnistFiles.ts';
import { resize } from '../theorems/lazyTraining/figures/data/resize.ts';
import { EXIT } from './exitCodes.ts';
import { interruptible } from './interruptible.ts';
import type { Terminal } from './terminal.ts';
import { wrapped } from './wrapped.ts';

export interface FetchFlags {
  readonly mirror?: string;
  readonly to?: string;
  readonly quiet?: boolean;
}

export interface ShowFlags {
  readonly data?: string;
  readonly seed?: string;
}

/** Where a line can be drawn again and again; stderr, unless a test listens. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What a test replaces: the files of a mirror, and where progress is drawn. */
export interface FetchInsides {
  readonly archives?: readonly Archive[];
  readonly progress?: ProgressStream;
  readonly pauseMs?: number;
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 1);

/** `train-images-idx3-ubyte.gz  [█████·····]  52 %, 5.1 of 9.9 MB, 3 s left`, no wider than `width`. */
const bar = ({ name, bytes: all }: Archive, bytes: number, seconds: number | null, width: number): string => {
  const share = Math.min(1, bytes / all);
  const says = ` ${Math.floor(100 * share)} %, ${megabytes(bytes)} of ${megabytes(all)} MB${
    seconds === null ? '' : `, ${Math.ceil(seconds)} s left`
  }`;
  const room = Math.min(30, width - name.length - says.length - 4);
  const filled = Math.round(share * room);
  return (
    room < 5 ? `${name}${says}` : `${name} [${'█'.repeat(filled)}${'·'.repeat(room - filled)}]${says}`
  ).slice(0, width);
};

/** Draws one line over and over, at most ten times a second; on anything but a terminal, nothing. */
const progressOn = (stream: ProgressStream) => {
  const live = stream.isTTY === true;
  let archive: Archive | null = null;
  let began = { at: 0, bytes: 0 };
  let drawn = 0;
  return {
    onBytes: (next: Archive, bytes: number): void => {
      if (!live) return;
      const now = performance.now();
      if (next !== archive) {
        archive = next;
        began = { at: now, bytes };
        drawn = 0;
      }
      if (now - drawn < 100 && bytes < next.bytes) return;
      drawn = now;
      const speed = (bytes - began.bytes) / (now - began.at);
      const seconds = speed > 0 && now - began.at > 500 ? (next.bytes - bytes) / speed / 1000 : null;
      stream.write(`\r\u001b[K${bar(next, bytes, seconds, Math.max(20, (stream.columns ?? 80) - 1))}`);
    },
    clear: (): void => {
      if (live) stream.write('\r\u001b[K');
    },
  };
};

/** Outside any repository, so that the images cannot be committed by accident. */
const cacheFolder = (env: Terminal['env']): string =>
  join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'lakatos', 'mnist');

/**
 * `lakatos data fetch`: downloads the four files of MNIST and checks each against its known SHA-256.
 *
 * A download that was cut, or ended by Ctrl-C, leaves its beginning, and the next one goes on from there.
 *
 * Throws: `DataError` when the mirror is none, or has other files.
 */
export const fetchData = async (
  { mirror = DEFAULT_MIRROR, to, quiet = false }: FetchFlags,
  terminal: Terminal,
  { archives, progress = process.stderr, pauseMs }: FetchInsides = {},
): Promise<number> => {
  const folder = to ?? cacheFolder(terminal.env);
  const line = progressOn(quiet ? { write: () => {} } : progress);
  const interruption = interruptible(() => {});
  let cut: string | null = null;
  try {
    await fetchMnist(
      { mirror, folder, ...(archives !== undefined && { archives }) },
      {
        signal: interruption.signal,
        ...(pauseMs !== undefined && { pauseMs }),
        onBytes: line.onBytes,
        onEnd: ({ name, bytes }, ended) => {
          line.clear();
          switch (ended.kind) {
            case 'fetched':
              terminal.out(`fetched ${join(folder, name)}${ended.resumed ? ' (resumed)' : ''}\n`);
              return;
            case 'already there':
              terminal.out(`${join(folder, name)} is there already\n`);
              return;
            case 'cut':
              cut = `${name} stopped at ${ended.bytes} of ${bytes} bytes (${ended.why})`;
              return;
            default:
              ended satisfies never;
          }
        },
      },
    );
  } finally {
    line.clear();
    interruption.release();
  }
  if (cut !== null) {
    terminal.err(`lakatos: ${cut}; run the same command again, and it goes on from there\n`);
    return interruption.code() ?? EXIT.incomplete;
  }
  terminal.out(`\nAll four files are those of MNIST. To use them:\n  export LAKATOS_DATA='${folder}'\n`);
  return EXIT.nothingUnexpected;
};

const SHADES = ' ░▒▓█';

/** Images side by side, two columns of text for each pixel. */
const sheet = (set: ImageSet): string => {
  const side = Math.sqrt(set.d);
  const lines = Array.from({ length: side }, (_, row) =>
    Array.from({ length: set.n }, (_, n) =>
      Array.from(set.images.subarray(n * set.d + row * side, n * set.d + (row + 1) * side), (ink) =>
        SHADES[Math.min(SHADES.length - 1, Math.floor(ink * SHADES.length))]!.repeat(2),
      ).join(''),
    ).join(' '),
  );
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
};

const PREVIEW_SIDE = 14;

/**
 * `lakatos data show`: which images the experiments would use, how many there are of each digit, and the first of them.
 *
 * Throws: `DataError` when the folder does not hold what it should.
 */
export const showData = ({ data, seed = 'lakatos' }: ShowFlags, terminal: Terminal): number => {
  const images = loadImages({ data: imageFolder(data, terminal.env), seed });
  const lines = [wrapped(images.source, terminal.width, ''), `Address ${images.address}`];
  for (const [name, set] of [
    ['Training', images.train],
    ['Test', images.test],
  ] as const) {
    const [zeros, ones] = digitCounts(set);
    lines.push(`${name}: ${zeros} zeros and ${ones} ones`);
  }
  const across = Math.max(1, Math.floor((terminal.width + 1) / (2 * PREVIEW_SIDE + 1)));
  terminal.out(`${lines.join('\n')}\n\n${sheet(resize(firstOf(images.train, across), PREVIEW_SIDE))}`);
  return EXIT.nothingUnexpected;
};
