import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembleReport } from '../core/report/assembleReport.ts';
import type { CellReport, Report } from '../core/report/report.ts';
import { type Baseline, baselineKey, merged } from '../core/run/baseline.ts';
import { readBaseline, writeBaseline } from '../core/run/baselineFile.ts';
import { acceptedClaims, withRegressions } from '../core/run/claimBaseline.ts';
import { nameOfPlanned, type Planned } from '../core/run/planned.ts';
import { provenanceOf } from '../core/run/provenance.ts';
import type { Settings } from '../core/run/settings.ts';
import type { Shard } from '../core/run/shards.ts';
import { UsageError } from '../core/run/usageError.ts';
import { writeReports } from '../render/writeReports.ts';
import { isWholeProfile, type RequestFlags, resolvedRequest } from './checkRequest.ts';
import { EXIT } from './exitCodes.ts';
import { type JudgedCheck, judgeCheck } from './judgeCheck.ts';
import { announcement, type PreparedCheck, prepareCheck } from './prepareCheck.ts';
import { runRecord } from './runRecord.ts';
import { planHash, type Recorded, removeShard, writeShard } from './shardFile.ts';
import { exitCodeOf, showReport } from './showReport.ts';
import type { Terminal } from './terminal.ts';

/** The flags of `check`, as commander hands them over. */
export interface CheckFlags extends RequestFlags {
  readonly threads?: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly config?: string;
  readonly strict?: boolean;
  readonly quiet?: boolean;
  readonly accept?: boolean;
  readonly drop?: boolean;
  readonly explain?: boolean;
  readonly calibrate?: boolean;
  readonly store?: string | false;
  readonly resume?: boolean;
  readonly extend?: boolean;
  readonly shard?: string;
  readonly redis?: string;
}

/** What a run obtained, as a baseline. */
const obtainedBaseline = (
  settings: Settings,
  planned: readonly Planned[],
  cells: readonly CellReport[],
  report: Report,
): Baseline => ({
  schema: 'lakatos/baseline@1',
  profile: settings.profile,
  seed: settings.seed,
  alpha: settings.alpha,
  verdicts: Object.fromEntries(planned.map((cell, i) => [baselineKey(cell), cells[i]!.verdict])),
  claims: acceptedClaims(report),
});

/** How many cells the report in a folder has; 0 where there is none that can be read. */
const cellsBefore = (folder: string): number => {
  try {
    const { claims } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
    return claims.reduce((sum, { cells }) => sum + cells.length, 0);
  } catch {
    return 0;
  }
};

const reportOf = (
  { part, provenance, baseline, shard }: PreparedCheck,
  { results, broken, searched, constants, explanations }: JudgedCheck,
): Report => ({
  ...withRegressions(
    assembleReport(part.planned, results.records, provenance, [
      ...broken.map((missing) => ({ missing })),
      ...searched,
      ...(constants?.missing ?? []).map((missing) => ({ missing: `the constant ${missing}` })),
    ]),
    part.planned,
    // A shard has a part of a claim's cells.
    shard === null ? baseline : null,
  ),
  ...(constants === null ? {} : { constants }),
  ...(explanations === null ? {} : { explanations }),
});

/** Writes the file that `merge` reads. Returns its path. */
const writeShardOf = (
  { settings, whole, part, shard }: PreparedCheck & { readonly shard: Shard },
  { results, searched }: JudgedCheck,
  ids: string | undefined,
  flags: CheckFlags,
): string => {
  const placed = <T>(places: readonly number[], records: readonly Recorded<T>[]) =>
    places.map((place, i) => ({ place, record: records[i]! }));
  return writeShard(settings.out, {
    schema: 'lakatos/shard@1',
    shard,
    request: { ids: ids ?? null, flags: resolvedRequest(flags, settings, whole) },
    provenance: provenanceOf(settings),
    plan: planHash(whole),
    records: placed(part.places, results.records),
    searches: placed(part.searchPlaces, searched),
  });
};

/** Writes what was obtained into the baseline, unless something is missing from it, and says what changes. Returns the exit code. */
const accept = (
  { settings, part }: PreparedCheck,
  { results }: JudgedCheck,
  report: Report,
  drop: boolean,
  { err }: Terminal,
): number => {
  if (!report.complete) {
    err('the run is incomplete, so no baseline was accepted; see "missing" in the report\n');
    return EXIT.incomplete;
  }
  const cells = results.records.flatMap((record) => ('report' in record ? [record.report] : []));
  const obtained = obtainedBaseline(settings, part.planned, cells, report);
  const found = merged(readBaseline(settings.profile, settings.baselines), obtained, drop ? 'drop' : 'keep');
  if (found === null)
    throw new UsageError(
      `the baseline in ${settings.baselines} was obtained at another seed or α; accept at the same, or remove it first`,
    );
  const { baseline, added, changed, dropped } = found;
  const path = writeBaseline(baseline, settings.baselines);
  for (const line of changed) err(`changed: ${line}\n`);
  for (const line of dropped) err(`dropped: ${line}\n`);
  const counts = `${added.length} added, ${changed.length} changed, ${dropped.length} dropped`;
  err(`accepted: ${path} (${counts})\n`);
  return EXIT.nothingUnexpected;
};

/**
 * `lakatos check [CLAIMS]`: tries claims at cells, prints and writes the report.
 *
 * Returns the exit code. Everything that could be wrong with the request is found before the first draw.
 */
export const check = async (
  ids: string | undefined,
  flags: CheckFlags,
  terminal: Terminal,
): Promise<number> => {
  const warn = (sentence: string): void => terminal.err(`${sentence}\n`);
  const run = await prepareCheck(ids, flags, terminal, warn);
  const { settings, part, shard, keeping, threads } = run;
  if (flags.quiet !== true) terminal.err(announcement(run, flags.redis !== undefined));
  if (shard !== null) removeShard(settings.out);
  const startedAt = new Date();
  const begin = performance.now();
  const judged = await judgeCheck(run, flags, terminal, warn);
  const report = reportOf(run, judged);
  const record = runRecord({
    startedAt: startedAt.toISOString(),
    seconds: (performance.now() - begin) / 1000,
    threads,
    cells: part.planned.flatMap((cell, i) => {
      const seconds = judged.results.seconds[i] ?? null;
      return seconds === null ? [] : [{ ...nameOfPlanned(cell), seconds }];
    }),
  });
  const partial = !isWholeProfile(ids, flags);
  const before = partial ? cellsBefore(settings.out) : 0;
  const cells = report.claims.reduce((sum, claim) => sum + claim.cells.length, 0);
  if (before > cells)
    warn(
      `the report of ${before} cells in ${settings.out} is replaced by one of ${cells}; --out names another folder`,
    );
  const files = writeReports(settings.out, report, record, terminal.env, warn);
  if (shard !== null) {
    const path = writeShardOf({ ...run, shard }, judged, ids, flags);
    if (flags.quiet !== true) warn(`${path} is for \`lakatos merge\``);
  }
  showReport(report, files, flags.json === true, terminal);
  if (judged.interrupted !== null) {
    const kept = keeping === null ? '' : '; what was done is kept, and the same command goes on from there';
    warn(`interrupted: the report holds the cells that were finished and says so${kept}`);
    return judged.interrupted;
  }
  if (flags.accept === true) return accept(run, judged, report, flags.drop === true, terminal);
  return exitCodeOf(report, flags.strict === true);
};
