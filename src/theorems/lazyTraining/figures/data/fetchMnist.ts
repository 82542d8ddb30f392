import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from './dataError.ts';
import { type Downloaded, type DownloadWays, download } from './download.ts';
import { type MnistFile, mnistFiles } from './mnistFiles.ts';

/** A file of a mirror: the name under which it lies there and will lie here. */
export interface Archive {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The four archives of MNIST, the small ones first: a wrong mirror is found out at once. */
export const mnistArchives: readonly Archive[] = Object.values<MnistFile>(mnistFiles)
  .map(({ name, archive }) => ({ name: `${name}.gz`, ...archive }))
  .sort((a, b) => a.bytes - b.bytes);

export interface FetchRequest {
  /** An http or https address to which the name of a file is added. */
  readonly mirror: string;
  readonly folder: string;
  readonly archives?: readonly Archive[];
}

export interface FetchWays extends Omit<DownloadWays, 'onBytes'> {
  readonly onBytes?: (archive: Archive, bytes: number) => void;
  readonly onEnd?: (archive: Archive, ended: Downloaded) => void;
}

const addressUnder = (mirror: string): ((name: string) => string) => {
  if (!URL.canParse(mirror) || !['http:', 'https:'].includes(new URL(mirror).protocol))
    throw new DataError(
      `--mirror ${mirror} is not an http or https address; give one such as https://example.org/mnist/`,
    );
  const base = new URL(mirror);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return (name) => {
    const address = new URL(base);
    address.pathname += name;
    return address.href;
  };
};

/**
 * Fetches the files one after the other into `folder`, which is made where it is missing, and stops at the first that was cut.
 *
 * Throws: `DataError` when the mirror is not an address, lacks a file or has another one, or the folder cannot be written to.
 */
export const fetchMnist = async (
  { mirror, folder, archives = mnistArchives }: FetchRequest,
  ways: FetchWays = {},
): Promise<readonly Downloaded[]> => {
  const address = addressUnder(mirror);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new DataError(
      `--to ${folder} cannot be made (${(error as Error).message}); give a folder in which you may write`,
    );
  }
  const ends: Downloaded[] = [];
  for (const archive of archives) {
    const { name, bytes, sha256 } = archive;
    const ended = await download(
      { url: address(name), path: join(folder, name), bytes, sha256 },
      { ...ways, onBytes: (bytes) => ways.onBytes?.(archive, bytes) },
    );
    ways.onEnd?.(archive, ended);
    ends.push(ended);
    if (ended.kind === 'cut') break;
  }
  return ends;
};
