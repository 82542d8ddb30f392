import { cpus } from 'node:os';
import type { Reading } from '../claims/claim.ts';
import type { Mode } from '../evidence/outcomes/cell.ts';
import { cellKey } from '../evidence/outcomes/cell.ts';
import {
  type Alpha,
  type CellReport,
  isUnexpected,
  type Report,
  type RunRecord,
} from '../evidence/outcomes/report.ts';
import { assembleReport } from '../evidence/runner/assembleReport.ts';
import { type Baseline, baselineKey, readBaseline, writeBaseline } from '../evidence/runner/baseline.ts';
import { estimatedSeconds, type PlannedCell, planCells } from '../evidence/runner/plan.ts';
import { provenanceOf } from '../evidence/runner/provenance.ts';
import { reportCell } from '../evidence/runner/reportCell.ts';
import { type RunWatcher, runPlan } from '../evidence/runner/runPlan.ts';
import { resolveSettings, type Settings } from '../evidence/runner/settings.ts';
import { onThreads } from '../evidence/runner/threads.ts';
import { reportToJson } from '../reporters/json.ts';
import { liveProgress } from '../reporters/live.ts';
import { duration } from '../reporters/numbers.ts';
import { reportToTerminal } from '../reporters/terminal.ts';
import { writeReports } from '../reporters/writeReports.ts';
import { claimsNamed } from './context.ts';
import { EXIT } from './exitCodes.ts';
import { interruptible } from './interruptible.ts';
import { topLevelList } from './lists.ts';
import type { Terminal } from './terminal.ts';

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
  readonly alpha?: Alpha;
  readonly out?: string;
  readonly json?: boolean;
  readonly config?: string;
  readonly strict?: boolean;
  readonly quiet?: boolean;
  readonly accept?: boolean;
}

/** The cells of a `check`, before any work. */
const planOf = (ids: string | undefined, flags: CheckFlags, settings: Settings): readonly PlannedCell[] => {
  const gamma = flags.gamma ?? settings.gamma ?? undefined;
  return planCells({
    claims: ids === undefined ? settings.claims : claimsNamed(topLevelList(ids), settings.claims),
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
  });
};

/** Plan cells of a claim and reading, in groups, for the live table. */
const livePlan = (planned: readonly PlannedCell[]) => {
  const groups = new Map<string, { id: string; reading: string; cells: number; cost: number }>();
  for (const { at, seconds } of planned) {
    const { id, reading } = at.bound.claim;
    const group = groups.get(`${id}/${reading}`) ?? { id, reading, cells: 0, cost: 0 };
    groups.set(`${id}/${reading}`, { ...group, cells: group.cells + 1, cost: group.cost + seconds });
  }
  return { claims: [...groups.values()] };
};

const watcherOf = (live: ReturnType<typeof liveProgress>): RunWatcher => {
  const named = ({ at }: PlannedCell) => ({
    claim: at.bound.claim.id,
    reading: at.bound.claim.reading,
    cell: cellKey(at.cell),
  });
  return {
    started: (cell) => live.on({ kind: 'cellStarted', ...named(cell) }),
    examined: (cell, trials) => live.on({ kind: 'trialsDone', ...named(cell), trials }),
    finished: (cell, report) => live.on({ kind: 'cellFinished', ...named(cell), report }),
  };
};

const silent: RunWatcher = { started: () => {}, examined: () => {}, finished: () => {} };

const exitCodeOf = (report: Report, cells: readonly CellReport[], strict: boolean): number => {
  if (!report.complete) return EXIT.incomplete;
  if (cells.some(isUnexpected)) return EXIT.unexpected;
  const undecided = report.claims.some(({ verdict }) => verdict === 'undecided');
  return strict && undecided ? EXIT.undecided : EXIT.nothingUnexpected;
};

/** What a profile's whole run obtained, as its next baseline. */
const acceptedBaseline = (
  settings: Settings,
  planned: readonly PlannedCell[],
  cells: readonly CellReport[],
): Baseline => ({
  schema: 'lakatos/baseline@1',
  profile: settings.profile,
  seed: settings.seed,
  alpha: settings.alpha,
  verdicts: Object.fromEntries(planned.map((cell, i) => [baselineKey(cell), cells[i]!.verdict])),
});

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
  const provenance = provenanceOf(settings);
  const baseline = readBaseline(settings.profile);
  const threads = Math.min(settings.threads, new Set(planned.map(({ trialsKey }) => trialsKey)).size);
  const quiet = flags.quiet === true;
  if (!quiet) {
    const estimate = duration(Math.ceil(estimatedSeconds(planned) / threads));
    terminal.err(
      `${planned.length} cells, profile ${settings.profile}, ${threads} thread${threads === 1 ? '' : 's'}: about ${estimate} if most trials decide early\n`,
    );
  }
  const startedAt = new Date();
  const begin = performance.now();
  const live = quiet
    ? null
    : liveProgress(process.stderr, { plan: livePlan(planned), color: terminal.colorErr });
  const interruption = interruptible(() => live?.stop());
  const { judge, close } = onThreads(threads, settings.seed, settings.alpha);
  const results = await runPlan(
    planned,
    judge,
    (cell, result) => reportCell(cell, result, provenance, baseline),
    threads,
    live === null ? silent : watcherOf(live),
    interruption.signal,
  );
  await close();
  live?.stop();
  interruption.release();

  const report = assembleReport(planned, results.records, provenance);
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
      const { id, reading } = cell.at.bound.claim;
      return [{ claim: id, reading, cell: cellKey(cell.at.cell), seconds }];
    }),
  };
  const files = writeReports(settings.out, report, run, terminal.env);
  if (flags.json === true) terminal.out(reportToJson(report));
  else terminal.out(reportToTerminal(report, { width: terminal.width, color: terminal.colorOut, files }));
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
    terminal.err(`accepted: ${writeBaseline(acceptedBaseline(settings, planned, cells))}\n`);
    return EXIT.nothingUnexpected;
  }
  return exitCodeOf(report, cells, flags.strict === true);
};
