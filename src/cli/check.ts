import type { Explanation } from '../evidence/outcomes/explanation.ts';
import { type CellReport, isUnexpected, type Report } from '../evidence/outcomes/report.ts';
import { assembleReport, type CellRecord, type SearchRecord } from '../evidence/runner/assembleReport.ts';
import { type Baseline, baselineKey, readBaseline, writeBaseline } from '../evidence/runner/baseline.ts';
import { isDealtOut } from '../evidence/runner/dealt.ts';
import { explainRun } from '../evidence/runner/explain.ts';
import {
  estimatedSeconds,
  estimatedWait,
  isExamination,
  nameOfPlanned,
  type Planned,
} from '../evidence/runner/planned.ts';
import { provenanceOf } from '../evidence/runner/provenance.ts';
import { onQueue } from '../evidence/runner/queue/onQueue.ts';
import { reportPlanned } from '../evidence/runner/reportPlanned.ts';
import { type RunWatcher, runPlan } from '../evidence/runner/runPlan.ts';
import { missingSearch, type PlannedSearch } from '../evidence/runner/searches.ts';
import { resolveSettings, type Settings } from '../evidence/runner/settings.ts';
import { parseShard } from '../evidence/runner/shards.ts';
import { onThreads, type ThreadedJudge } from '../evidence/runner/threads.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import { useMemory } from '../network/samplers/memory.ts';
import { explanationsToTerminal } from '../reporters/explanation.ts';
import { reportToJson } from '../reporters/json.ts';
import { liveProgress } from '../reporters/live.ts';
import { duration } from '../reporters/numbers.ts';
import { reportToTerminal } from '../reporters/terminal.ts';
import { writeReports } from '../reporters/writeReports.ts';
import { calibrateStandardList } from './calibrateStandardList.ts';
import { onDraws, planCheck, type RequestFlags, requireShare, resolvedRequest } from './checkRequest.ts';
import { examinationsModule } from './examinations.ts';
import { EXIT } from './exitCodes.ts';
import { interruptible } from './interruptible.ts';
import { DEFAULT_STORE, extended, keepingOf, originOf } from './keep.ts';
import { partOf } from './part.ts';
import { requireWritable } from './requireWritable.ts';
import { runRecord } from './runRecord.ts';
import { planHash, type Recorded, writeShard } from './shardFile.ts';
import type { Terminal } from './terminal.ts';
import { replayCorpus } from './witnesses.ts';

/** The flags of `check`, as commander hands them over. */
export interface CheckFlags extends RequestFlags {
  readonly threads?: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly config?: string;
  readonly strict?: boolean;
  readonly quiet?: boolean;
  readonly accept?: boolean;
  readonly explain?: boolean;
  readonly calibrate?: boolean;
  readonly store?: string | false;
  readonly resume?: boolean;
  readonly extend?: boolean;
  readonly shard?: string;
  readonly redis?: string;
}

/** Plan cells of a claim and reading, in groups, for the live table. */
const livePlan = (planned: readonly Planned[]) => {
  const groups = new Map<string, { id: string; reading: string; cells: number; cost: number }>();
  for (const one of planned) {
    const { seconds } = one;
    const { claim: id, reading } = nameOfPlanned(one);
    const group = groups.get(`${id}/${reading}`) ?? { id, reading, cells: 0, cost: 0 };
    groups.set(`${id}/${reading}`, { ...group, cells: group.cells + 1, cost: group.cost + seconds });
  }
  return { claims: [...groups.values()] };
};

const watcherOf = (live: ReturnType<typeof liveProgress>): RunWatcher<Planned> => ({
  started: (cell) => live.on({ kind: 'cellStarted', ...nameOfPlanned(cell) }),
  examined: (cell, trials, share) =>
    live.on({ kind: 'trialsDone', ...nameOfPlanned(cell), trials, ...(share !== undefined && { share }) }),
  finished: (cell, report) => live.on({ kind: 'cellFinished', ...nameOfPlanned(cell), report }),
});

const silent: RunWatcher<Planned> = { started: () => {}, examined: () => {}, finished: () => {} };

const exitCodeOf = (report: Report, strict: boolean): number => {
  if (!report.complete) return EXIT.incomplete;
  if (report.claims.some(({ cells }) => cells.some(isUnexpected))) return EXIT.unexpected;
  const undecided = report.claims.some(({ verdict }) => verdict === 'undecided');
  return strict && undecided ? EXIT.undecided : EXIT.nothingUnexpected;
};

/** What a profile's whole run obtained, as its next baseline. */
const acceptedBaseline = (
  settings: Settings,
  planned: readonly Planned[],
  cells: readonly CellReport[],
): Baseline => ({
  schema: 'lakatos/baseline@1',
  profile: settings.profile,
  seed: settings.seed,
  alpha: settings.alpha,
  verdicts: Object.fromEntries(planned.map((cell, i) => [baselineKey(cell), cells[i]!.verdict])),
});

/** Walks through a trial of each claim that has trials. */
const explainDrawn = (
  planned: readonly Planned[],
  records: readonly CellRecord[],
  settings: Settings,
  signal: AbortSignal,
): Promise<readonly Explanation[]> => {
  const drawn = planned.flatMap((one, i) => (isExamination(one) ? [] : [{ one, record: records[i]! }]));
  return explainRun(
    drawn.map(({ one }) => one),
    drawn.map(({ record }) => record),
    settings,
    signal,
  );
};

const countOf = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

const runSearches = (
  planned: readonly PlannedSearch[],
  search: ThreadedJudge['search'],
  signal: AbortSignal,
): Promise<readonly SearchRecord[]> =>
  Promise.all(
    planned.map(async (one) => {
      try {
        signal.throwIfAborted();
        return { report: await search(one, signal) };
      } catch (error) {
        return { missing: missingSearch(one, error instanceof Error ? error.message : String(error)) };
      }
    }),
  );

const requireTogether = (flags: CheckFlags): void => {
  if (flags.redis !== undefined && flags.extend)
    throw new UsageError(
      '--extend adds to the results kept here, and a queue keeps its own; leave --redis out',
    );
  if (flags.shard === undefined) return;
  const wrong = (['accept', 'explain', 'calibrate', 'extend'] as const).find((name) => flags[name] === true);
  if (wrong !== undefined)
    throw new UsageError(
      `--${wrong} speaks of a whole run; leave --shard out, or run \`lakatos merge\` first`,
    );
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
  requireTogether(flags);
  const shard = flags.shard === undefined ? null : parseShard(flags.shard);
  const settings = await resolveSettings({ store: DEFAULT_STORE, ...flags }, terminal.env);
  useMemory(settings.memory);
  const asked = planCheck(ids, flags, settings);
  const baseline = readBaseline(settings.profile, settings.baselines);
  requireWritable(settings.out);
  if (flags.redis !== undefined && settings.ownQuantities.length > 0)
    throw new UsageError('--redis cannot carry quantities of your own to other machines; leave --redis out');
  // What a queue does is kept by its workers.
  const keeping = flags.redis === undefined ? keepingOf(settings, flags) : null;
  const warn = (sentence: string): void => terminal.err(`${sentence}\n`);
  const whole =
    flags.extend && keeping !== null
      ? { ...asked, planned: extended(asked.planned, keeping, settings, warn) }
      : asked;
  // An extended cell takes more trials than it was planned with, at a share of α.
  if (flags.extend) requireShare(onDraws(whole.planned), settings);
  const part = partOf(whole, shard);
  const selection =
    shard === null
      ? null
      : `shard ${shard.index} of ${shard.count}, ${part.planned.length} of ${whole.planned.length} cells`;
  const provenance = provenanceOf(settings, selection);
  const { planned, searches } = part;
  const tasks = new Set(planned.map(({ trialsKey }) => trialsKey)).size + searches.length;
  const dealt = onDraws(planned).some((cell) => isDealtOut(cell, settings.threads));
  const threads = dealt ? settings.threads : Math.max(1, Math.min(settings.threads, tasks));
  const quiet = flags.quiet === true;
  if (!quiet) {
    const estimate = duration(
      Math.ceil(flags.redis === undefined ? estimatedWait(planned, threads) : estimatedSeconds(planned)),
    );
    // What is examined as a whole has nothing to decide early.
    const hope = onDraws(planned).length > 0 ? ' if most trials decide early' : '';
    terminal.err(
      `${countOf(planned.length, 'cell')}, profile ${settings.profile}, ${flags.redis === undefined ? countOf(threads, 'thread') : 'on the queue'}: about ${estimate}${flags.redis === undefined ? '' : ' of one thread'}${hope}${keeping === null ? '' : `; results are kept in ${keeping.folder}`}\n`,
    );
  }
  const { judge, search, close } =
    flags.redis === undefined
      ? onThreads({
          threads,
          seed: settings.seed,
          alpha: settings.alpha,
          ownQuantities: settings.ownQuantities,
          examinations: examinationsModule,
          memory: settings.memory,
          keeping,
          warn,
        })
      : await onQueue({
          redis: flags.redis,
          seed: settings.seed,
          alpha: settings.alpha,
          origin: originOf(settings),
          warn,
        });
  const startedAt = new Date();
  const begin = performance.now();
  const live = quiet
    ? null
    : liveProgress(process.stderr, { plan: livePlan(planned), color: terminal.colorErr });
  const interruption = interruptible(() => live?.stop());
  // What was once confirmed comes first: a kept witness that no longer reproduces is a fault of ours.
  const broken = replayCorpus([...new Set(onDraws(planned).map(({ at }) => at.bound.claim))], settings);
  // The searches first: each is one long task, and a cell is a short one.
  const searching = runSearches(searches, search, interruption.signal);
  const results = await runPlan(
    planned,
    judge,
    (cell, result) => reportPlanned(cell, result, provenance, baseline),
    // A queue takes everything at once: how many work at it is not known here.
    flags.redis === undefined ? threads : planned.length,
    live === null ? silent : watcherOf(live),
    interruption.signal,
  );
  live?.stop();
  if (searches.length > 0 && !quiet)
    terminal.err(`finishing ${countOf(searches.length, 'search', 'searches')} beyond the grid\n`);
  const searched = await searching;
  await close();
  const explanations =
    flags.explain === true
      ? await explainDrawn(planned, results.records, settings, interruption.signal)
      : null;
  const constants =
    flags.calibrate === true
      ? await calibrateStandardList(settings, keeping, interruption.signal, quiet ? () => {} : terminal.err)
      : null;
  interruption.release();

  const assembled = assembleReport(planned, results.records, provenance, [
    ...broken.map((missing) => ({ missing })),
    ...searched,
  ]);
  const report: Report = {
    ...assembled,
    ...(constants === null ? {} : { constants }),
    ...(explanations === null ? {} : { explanations }),
  };
  const took = (performance.now() - begin) / 1000;
  const files = writeReports(
    settings.out,
    report,
    runRecord({
      startedAt: startedAt.toISOString(),
      seconds: took,
      threads,
      cells: planned.flatMap((cell, i) => {
        const seconds = results.seconds[i];
        return seconds === null || seconds === undefined ? [] : [{ ...nameOfPlanned(cell), seconds }];
      }),
    }),
    terminal.env,
  );
  if (shard !== null) {
    const placed = <T>(places: readonly number[], records: readonly Recorded<T>[]) =>
      places.map((place, i) => ({ place, record: records[i]! }));
    const path = writeShard(settings.out, {
      schema: 'lakatos/shard@1',
      shard,
      request: { ids: ids ?? null, flags: resolvedRequest(flags, settings, whole) },
      provenance: provenanceOf(settings),
      plan: planHash(whole),
      records: placed(part.places, results.records),
      searches: placed(part.searchPlaces, searched),
    });
    if (!quiet) terminal.err(`${path} is for \`lakatos merge\`\n`);
  }
  if (flags.json === true) terminal.out(reportToJson(report));
  else {
    const { width, colorOut: color } = terminal;
    terminal.out(reportToTerminal(report, { width, color, files }));
    terminal.out(explanationsToTerminal(report.explanations ?? [], { width, color }));
  }
  if (interruption.code() !== null) {
    const kept = keeping === null ? '' : '; what was done is kept, and the same command goes on from there';
    terminal.err(`interrupted: the report holds the cells that were finished and says so${kept}\n`);
    return interruption.code()!;
  }
  if (flags.accept === true) {
    if (!report.complete) {
      terminal.err('the run is incomplete, so no baseline was accepted; see "missing" in the report\n');
      return EXIT.incomplete;
    }
    const cells = results.records.flatMap((record) => ('report' in record ? [record.report] : []));
    terminal.err(
      `accepted: ${writeBaseline(acceptedBaseline(settings, planned, cells), settings.baselines)}\n`,
    );
    return EXIT.nothingUnexpected;
  }
  return exitCodeOf(report, flags.strict === true);
};
