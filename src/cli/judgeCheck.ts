import type { CellRecord, SearchRecord } from '../core/report/assembleReport.ts';
import type { ConstantsReport } from '../core/report/constants.ts';
import { explainRun } from '../core/report/explain.ts';
import type { Explanation } from '../core/report/explanation.ts';
import { reportPlanned } from '../core/report/reportPlanned.ts';
import { isStudied, nameOfPlanned, type Planned } from '../core/run/planned.ts';
import { type PlanResults, type RunWatcher, runPlan } from '../core/run/runPlan.ts';
import { missingSearch, type PlannedSearch } from '../core/run/searches.ts';
import type { Settings } from '../core/run/settings.ts';
import { onThreads, type ThreadedJudge } from '../core/run/threads.ts';
import { verifiables } from '../core/verify/verifiable.ts';
import { onQueue } from '../queue/onQueue.ts';
import { liveProgress } from '../render/live.ts';
import { plural } from '../render/words.ts';
import { calibrateStandardList } from './calibrateStandardList.ts';
import type { CheckFlags } from './check.ts';
import { onDraws } from './checkRequest.ts';
import { interruptible } from './interruptible.ts';
import { originOf } from './keep.ts';
import { threadsAreStuck } from './leave.ts';
import type { PreparedCheck } from './prepareCheck.ts';
import type { Terminal } from './terminal.ts';
import { replayCorpus } from './witnesses.ts';

/** All that came of a run, before it is made into a report. */
export interface JudgedCheck {
  readonly results: PlanResults;
  readonly searched: readonly SearchRecord[];
  /** Witnesses of the corpus that no longer show what they showed, one sentence each. */
  readonly broken: readonly string[];
  /** Null where they were not asked for. */
  readonly explanations: readonly Explanation[] | null;
  readonly constants: ConstantsReport | null;
  /** The exit code that a signal asked for; null where none came. */
  readonly interrupted: number | null;
}

/** The planned cells of each claim and reading, as the live table lists them. */
const livePlan = (planned: readonly Planned[]) => {
  const groups = new Map<string, { id: string; reading: string; cells: number; cost: number }>();
  for (const one of planned) {
    const { claim: id, reading } = nameOfPlanned(one);
    const { cells, cost } = groups.get(`${id}/${reading}`) ?? { cells: 0, cost: 0 };
    groups.set(`${id}/${reading}`, { id, reading, cells: cells + 1, cost: cost + one.seconds });
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

/** Who judges: threads of this process, or the workers of a queue. */
const judgeOf = async (
  { settings, keeping, threads }: PreparedCheck,
  redis: string | undefined,
  warn: (sentence: string) => void,
  patience: number,
): Promise<ThreadedJudge> => {
  const { seed, alpha, source, memory } = settings;
  if (redis !== undefined) return onQueue({ redis, seed, alpha, origin: originOf(settings), warn });
  return onThreads({ threads, seed, alpha, source, memory, keeping, warn, patience });
};

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

/** Walks through a trial of each claim that has trials. */
const explainDrawn = (
  planned: readonly Planned[],
  records: readonly CellRecord[],
  settings: Settings,
  signal: AbortSignal,
): Promise<readonly Explanation[]> => {
  const drawn = planned.flatMap((one, i) => (isStudied(one) ? [] : [{ one, record: records[i]! }]));
  return explainRun(
    drawn.map(({ one }) => one),
    drawn.map(({ record }) => record),
    settings,
    signal,
  );
};

/** Does the work of a run: its searches and cells, then what was asked for beside them. Ctrl-C ends it in order. */
export const judgeCheck = async (
  check: PreparedCheck,
  flags: CheckFlags,
  terminal: Terminal,
  warn: (sentence: string) => void,
): Promise<JudgedCheck> => {
  const { settings, baseline, part, provenance, keeping, threads } = check;
  const { planned, searches } = part;
  const quiet = flags.quiet === true;
  const { judge, search, close } = await judgeOf(check, flags.redis, warn, check.patience);
  const live = quiet
    ? null
    : liveProgress(process.stderr, { plan: livePlan(planned), color: terminal.colorErr });
  const interruption = interruptible(() => live?.stop());
  const { signal } = interruption;
  // What was once confirmed comes first: a kept witness that no longer reproduces is a fault of ours.
  const broken = replayCorpus(
    new Set(onDraws(planned).map(({ at }) => at.bound.claim)),
    await verifiables(settings.theorems),
  );
  // The searches first: each is one long task, and a cell is a short one.
  const searching = runSearches(searches, search, signal);
  const results = await runPlan(
    planned,
    judge,
    (cell, result) => reportPlanned(cell, result, provenance, baseline),
    // A queue takes everything at once: how many work at it is not known here.
    flags.redis === undefined ? threads : planned.length,
    live === null ? silent : watcherOf(live),
    signal,
  );
  live?.stop();
  if (searches.length > 0 && !quiet)
    terminal.err(`finishing ${plural(searches.length, 'search', 'searches')} beyond the grid\n`);
  const searched = await searching;
  if (!(await close())) threadsAreStuck();
  const explanations =
    flags.explain === true ? await explainDrawn(planned, results.records, settings, signal) : null;
  const say = quiet ? () => {} : terminal.err;
  const constants =
    flags.calibrate === true
      ? await calibrateStandardList(settings, keeping, signal, say, check.patience)
      : null;
  interruption.release();
  return { results, searched, broken, explanations, constants, interrupted: interruption.code() };
};
