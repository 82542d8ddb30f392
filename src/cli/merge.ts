import { assembleReport } from '../core/report/assembleReport.ts';
import { readBaseline } from '../core/run/baselineFile.ts';
import { withRegressions } from '../core/run/claimBaseline.ts';
import { UsageError } from '../core/run/usageError.ts';
import { verifiables } from '../core/verify/verifiable.ts';
import { writeReports } from '../render/writeReports.ts';
import { onDraws, planCheck } from './checkRequest.ts';
import { requireWritable } from './requireWritable.ts';
import { runRecord } from './runRecord.ts';
import { resolveSettings } from './settings.ts';
import { planHash, type Recorded, readShard, type ShardFile } from './shardFile.ts';
import { exitCodeOf, showReport } from './showReport.ts';
import type { Terminal } from './terminal.ts';
import { replayCorpus } from './witnesses.ts';

/** The flags of `merge`, as commander hands them over. */
export interface MergeFlags {
  readonly out?: string;
  readonly json?: boolean;
  readonly config?: string;
}

const list = (numbers: readonly number[]): string => numbers.join(', ');

/** Throws: `UsageError` when the shards are not those of one run, or one came twice with different records. */
const requireOneRun = (shards: readonly { readonly folder: string; readonly file: ShardFile }[]): void => {
  const [first] = shards;
  for (const { folder, file } of shards) {
    const same = (['request', 'provenance', 'plan'] as const).find(
      (field) => JSON.stringify(file[field]) !== JSON.stringify(first!.file[field]),
    );
    if (same !== undefined || file.shard.count !== first!.file.shard.count)
      throw new UsageError(
        `${folder} and ${first!.folder} are shards of different runs (${same ?? 'number of shards'}); merge the shards of one run`,
      );
  }
  const seen = new Map<number, string>();
  for (const { folder, file } of shards) {
    const before = seen.get(file.shard.index);
    if (before !== undefined)
      throw new UsageError(
        `${before} and ${folder} overlap: both are shard ${file.shard.index} of ${file.shard.count}; give each shard once`,
      );
    seen.set(file.shard.index, folder);
  }
};

/**
 * `lakatos merge FOLDER…`: the report of the whole run from the folders of its shards, byte for byte the one of a run without shards.
 *
 * A shard that is missing, that was killed before it wrote its file, or that was interrupted leaves the run incomplete,
 * and is named.
 */
export const merge = async (
  folders: readonly string[],
  flags: MergeFlags,
  terminal: Terminal,
): Promise<number> => {
  const read = folders.map((folder) => ({ folder, file: readShard(folder) }));
  const unread = read.flatMap(({ file }) => ('lost' in file ? [file.lost] : []));
  const shards = read.flatMap(({ folder, file }) => ('lost' in file ? [] : [{ folder, file }]));
  if (shards.length === 0) throw new UsageError(`there is nothing to merge: ${unread[0]}`);
  requireOneRun(shards);
  const { request, provenance, plan, shard } = shards[0]!.file;
  const settings = await resolveSettings(
    {
      ...(request.flags as object),
      ...(flags.out !== undefined && { out: flags.out }),
      ...(flags.config !== undefined && { config: flags.config }),
    },
    // Nothing is drawn here, so no draw must fit this machine's memory many times over.
    { ...terminal.env, LAKATOS_THREADS: '1' },
  );
  requireWritable(settings.out);
  const whole = planCheck(request.ids ?? undefined, request.flags, settings);
  if (planHash(whole) !== plan)
    throw new UsageError(
      'the shards were made from another plan than this version of lakatos lays out; merge them with the version that ran them',
    );
  const present = new Set(shards.map(({ file }) => file.shard.index));
  const absent = Array.from({ length: shard.count }, (_, i) => i + 1).filter((i) => !present.has(i));
  const lost = { missing: `its shard is missing (${list(absent)} of ${shard.count})` };
  const gathered = <T>(
    n: number,
    of: (file: ShardFile) => readonly { readonly place: number; readonly record: Recorded<T> }[],
  ): Recorded<T>[] => {
    const records = new Array<Recorded<T> | undefined>(n).fill(undefined);
    for (const { file } of shards) for (const { place, record } of of(file)) records[place] = record;
    return records.map((record) => record ?? lost);
  };
  const assembled = assembleReport(
    whole.planned,
    gathered(whole.planned.length, ({ records }) => records),
    provenance,
    [
      ...replayCorpus(
        new Set(onDraws(whole.planned).map(({ at }) => at.bound.claim)),
        await verifiables(settings.theorems),
      ).map((missing) => ({ missing })),
      ...unread.map((missing) => ({ missing })),
      ...gathered(whole.searches.length, ({ searches }) => searches),
    ],
  );
  const report = withRegressions(
    assembled,
    whole.planned,
    readBaseline(settings.profile, settings.baselines),
  );
  const run = runRecord({ startedAt: new Date().toISOString(), seconds: 0, threads: 0, cells: [] });
  const files = writeReports(settings.out, report, run, terminal.env);
  showReport(report, files, flags.json === true, terminal);
  return exitCodeOf(report, false);
};
