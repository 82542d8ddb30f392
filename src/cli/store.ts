import { pruneStore, type StoreSize, storeSize } from '../core/run/store/prune.ts';
import { UsageError } from '../core/run/usageError.ts';
import { toJson } from '../render/json.ts';
import { plural } from '../render/words.ts';
import { EXIT } from './exitCodes.ts';
import { DEFAULT_STORE } from './keep.ts';
import { resolveSettings } from './settings.ts';
import type { Terminal } from './terminal.ts';

/** The flags of `store`, as commander hands them over. */
export interface StoreFlags {
  readonly store?: string;
  readonly prune?: number;
  readonly config?: string;
  readonly json?: boolean;
}

const DAY = 86_400_000;

const inWords = ({ files, bytes }: Pick<StoreSize, 'files' | 'bytes'>): string =>
  `${plural(files, 'file')}, ${bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`}`;

/** `lakatos store`: how much the store holds, and with `--prune DAYS` less of it. */
export const storeCommand = async (flags: StoreFlags, terminal: Terminal): Promise<number> => {
  const { store } = await resolveSettings({ store: DEFAULT_STORE, ...flags }, terminal.env);
  const folder = store ?? DEFAULT_STORE;
  const { prune } = flags;
  if (prune !== undefined && !(prune >= 0))
    throw new UsageError(`--prune ${prune} is not a number of days; give one of at least 0`);
  const read = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw new UsageError(`${folder} holds no store (${(error as Error).message}); name one with --store`);
    }
  };
  const removed = prune === undefined ? null : read(() => pruneStore(folder, prune * DAY, Date.now()));
  const size = read(() => storeSize(folder));
  if (flags.json === true)
    terminal.out(toJson({ schema: 'lakatos/store@1', folder, ...size, removed }, 'store'));
  else {
    if (removed !== null) terminal.out(`removed: ${inWords(removed)}\n`);
    terminal.out(`${folder}: ${inWords(size)}\n`);
    if (size.asides.files > 0)
      terminal.out(`of these, broken, differing or unfinished: ${inWords(size.asides)}; no run reads them\n`);
  }
  return EXIT.nothingUnexpected;
};
