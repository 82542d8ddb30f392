import { cpus } from 'node:os';
import type { Reading } from '../claims/claim.ts';
import type { Mode } from '../evidence/outcomes/cell.ts';
import type { Explanation } from '../evidence/outcomes/explanation.ts';
import {
  type Alpha,
  type CellReport,
  isUnexpected,
  type Report,
  type RunRecord,
} from '../evidence/outcomes/report.ts';
import { assembleReport, type CellRecord, type SearchRecord } from '../evidence/runner/assembleReport.ts';
import { type Baseline, baselineKey, readBaseline, writeBaseline } from '../evidence/runner/baseline.ts';
import { explainRun } from '../evidence/runner/explain.ts';
import type { PlannedCell } from '../evidence/runner/plan.ts';
import { planEverything } from '../evidence/runner/planEverything.ts';
import { estimatedSeconds, isExamination, nameOfPlanned, type Planned } from '../evidence/runner/planned.ts';
import { provenanceOf } from '../evidence/runner/provenance.ts';
import { reportPlanned } from '../evidence/runner/reportPlanned.ts';
import { type RunWatcher, runPlan } from '../evidence/runner/runPlan.ts';
import { missingSearch, type PlannedSearch, planSearches } from '../evidence/runner/searches.ts';
import { resolveSettings, type Settings } from '../evidence/runner/settings.ts';
import { onThreads, type ThreadedJudge } from '../evidence/runner/threads.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import { explanationsToTerminal } from '../reporters/explanation.ts';
import { reportToJson } from '../reporters/json.ts';
import { liveProgress } from '../reporters/live.ts';
import { duration } from '../reporters/numbers.ts';
import { reportToTerminal } from '../reporters/terminal.ts';
import { writeReports } from '../reporters/writeReports.ts';
import { claimsNamed } from './context.ts';
import { examinations, examinationsModule } from './examinations.ts';
import { EXIT } from './exitCodes.ts';
import { interruptible } from './interruptible.ts';
import { topLevelList } from './lists.ts';
import { requireWritable } from './requireWritable.ts';
import type { Terminal } from './terminal.ts';
import { replayCorpus } from './witnesses.ts';

/** The flags of `check`, as commander hands them over. */
export interface CheckFlags {
  readonly d?: readonly number[];
  readonly m?: readonly string[];
  readonly C0?: readonly number[];
  readonly gamma?: readonly number[];
  readonly let?: Readonly<Record<string, readonly number[]>>;
  readonly trials?: number;
  readonly seed?: string;
  readonly reading?: Reading;
  readonly mode?: Mode;
  readonly threads?: number;
  readonly profile?: string;
  readonly alpha?: Partial<Alpha>;
  readonly out?: string;
  readonly json?: boolean;
  readonly config?: string;
  readonly strict?: boolean;
  readonly quiet?: boolean;
  readonly accept?: boolean;
  readonly search?: boolean;
  readonly explain?: boolean;
}

/** The cells of a `check`, before any work. */
const planOf = (ids: string | undefined, flags: CheckFlags, settings: Settings): readonly Planned[] => {
  const gamma = flags.gamma ?? settings.gamma ?? undefined;
  const { claims } = settings;
  return planEverything({
    ...(ids === undefined
      ? { claims, examinations }
      : claimsNamed(topLevelList(ids), { claims, examinations })),
    options: {},
    profile: settings.profile,
    axes: {
      ...(flags.d && { d: flags.d }),
      ...(flags.m && { m: flags.m }),
      ...(flags.C0 && { C0: flags.C0 }),
      ...(gamma && { gamma }),
    },
    lets: flags.let ?? {},
    readings: flags.reading === undefined ? null : [flags.reading],
    mode: flags.mode ?? 'reduced',
    trials: flags.trials ?? null,
    threads: settings.threads,
    catalogue: settings.catalogue,
  });
};

/** Certificates that may each be wrong with some chance share α_A: a cap so long that it uses all of it can support nothing. */
const requireShare = (planned: readonly PlannedCell[], { alpha }: Settings): void => {
  for (const { at, cap } of planned) {
    const used = cap * (at.family.certificateError?.(at.cell.mode) ?? 0);
    if (used >= alpha.support)
      throw new UsageError(
        `${at.bound.claim.id}: over ${cap} trials its certificates may be wrong with chance ${used}, and α to support is ${alpha.support}; take fewer --trials or a larger --alpha support`,
      );
  }
};

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
  examined: (cell, trials) => live.on({ kind: 'trialsDone', ...nameOfPlanned(cell), trials }),
  finished: (cell, report) => live.on({ kind: 'cellFinished', ...nameOfPlanned(cell), report }),
});

const silent: RunWatcher<Planned> = { started: () => {}, examined: () => {}, finished: () => {} };

const exitCodeOf = (report: Report, cells: readonly CellReport[], strict: boolean): number => {
  if (!report.complete) return EXIT.incomplete;
  if (cells.some(isUnexpected)) return EXIT.unexpected;
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

/** A whole profile is run with its searches, as the vitest suite runs it; chosen claims or axes only when asked. */
const wantsSearch = (ids: string | undefined, flags: CheckFlags): boolean => {
  const { d, m, C0, gamma, reading, mode, trials } = flags;
  const whole = [ids, d, m, C0, gamma, reading, mode, trials, flags.let].every((one) => one === undefined);
  return flags.search ?? whole;
};

const countOf = (n: number, noun: string, plural: string): string => `${n} ${noun}${n === 1 ? '' : plural}`;

/** Runs the searches side by side; the pool takes as many at once as it has threads. */
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
  const settings = await resolveSettings(flags, terminal.env);
  const planned = planOf(ids, flags, settings);
  const onDraws = planned.filter((one): one is PlannedCell => !isExamination(one));
  requireShare(onDraws, settings);
  const provenance = provenanceOf(settings);
  const baseline = readBaseline(settings.profile, settings.baselines);
  requireWritable(settings.out);
  const searches = wantsSearch(ids, flags)
    ? planSearches(settings.profile, [...new Set(onDraws.map(({ at }) => at.bound.claim))])
    : [];
  const tasks = new Set(planned.map(({ trialsKey }) => trialsKey)).size + searches.length;
  const threads = Math.min(settings.threads, tasks);
  const quiet = flags.quiet === true;
  if (!quiet) {
    const estimate = duration(Math.ceil(estimatedSeconds(planned) / threads));
    terminal.err(
      `${planned.length} cell${planned.length === 1 ? '' : 's'}, profile ${settings.profile}, ${threads} thread${threads === 1 ? '' : 's'}: about ${estimate} if most trials decide early\n`,
    );
  }
  const startedAt = new Date();
  const begin = performance.now();
  const live = quiet
    ? null
    : liveProgress(process.stderr, { plan: livePlan(planned), color: terminal.colorErr });
  const interruption = interruptible(() => live?.stop());
  // What was once confirmed comes first: a kept witness that no longer reproduces is a fault of ours.
  const broken = replayCorpus([...new Set(onDraws.map(({ at }) => at.bound.claim))], settings);
  const { judge, search, close } = onThreads(
    threads,
    settings.seed,
    settings.alpha,
    settings.ownQuantities,
    examinationsModule,
  );
  // The searches first: each is one long task, and a cell is a short one.
  const searching = runSearches(searches, search, interruption.signal);
  const results = await runPlan(
    planned,
    judge,
    (cell, result) => reportPlanned(cell, result, provenance, baseline),
    threads,
    live === null ? silent : watcherOf(live),
    interruption.signal,
  );
  live?.stop();
  if (searches.length > 0 && !quiet)
    terminal.err(`finishing ${countOf(searches.length, 'search', 'es')} beyond the grid\n`);
  const searched = await searching;
  await close();
  const explanations =
    flags.explain === true
      ? await explainDrawn(planned, results.records, settings, interruption.signal)
      : null;
  interruption.release();

  const assembled = assembleReport(planned, results.records, provenance, [
    ...broken.map((missing) => ({ missing })),
    ...searched,
  ]);
  const report: Report = explanations === null ? assembled : { ...assembled, explanations };
  const run: RunRecord = {
    schema: 'lakatos/run@1',
    startedAt: startedAt.toISOString(),
    seconds: (performance.now() - begin) / 1000,
    threads,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    door: 'command line',
    command: `lakatos ${process.argv.slice(2).join(' ')}`,
    cells: planned.flatMap((cell, i) => {
      const seconds = results.seconds[i];
      if (seconds === null || seconds === undefined) return [];
      return [{ ...nameOfPlanned(cell), seconds }];
    }),
  };
  const files = writeReports(settings.out, report, run, terminal.env);
  if (flags.json === true) terminal.out(reportToJson(report));
  else {
    const { width, colorOut: color } = terminal;
    terminal.out(reportToTerminal(report, { width, color, files }));
    terminal.out(explanationsToTerminal(report.explanations ?? [], { width, color }));
  }
  if (interruption.code() !== null) {
    terminal.err('interrupted: the report holds the cells that were finished and says so\n');
    return interruption.code()!;
  }
  const cells = results.records.flatMap((record) => ('report' in record ? [record.report] : []));
  if (flags.accept === true) {
    if (!report.complete) {
      terminal.err('the run is incomplete, so no baseline was accepted; see "missing" in the report\n');
      return EXIT.incomplete;
    }
    terminal.err(
      `accepted: ${writeBaseline(acceptedBaseline(settings, planned, cells), settings.baselines)}\n`,
    );
    return EXIT.nothingUnexpected;
  }
  return exitCodeOf(report, cells, flags.strict === true);
};
