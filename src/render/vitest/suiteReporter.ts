import { cpus } from 'node:os';
import type { Reporter, TestCase, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import type { CellReport, Report, RunRecord, SearchReport } from '../../core/report/report.ts';
import { type LiveProgress, liveProgress } from '../live.ts';
import { duration } from '../numbers.ts';
import { reportToTerminal } from '../terminal.ts';
import { writeReports } from '../writeReports.ts';
import { missingShards, type SuiteShard } from './missingShards.ts';
import { readMeta, readSearchMeta, type SearchMeta, type SuiteMeta } from './suiteMeta.ts';

/** A cell of the profile's plan, as far as the reporter cares. */
export interface PlannedPlace {
  readonly claim: string;
  readonly reading: string;
  readonly cell: string;
  readonly seconds: number;
}

/** What a test recorded, or the reason why there is nothing. */
export type Recorded<T> = { readonly report: T } | { readonly missing: string };

/** What the suite is joined with: the reporter knows neither plans nor claims. */
export interface SuiteParts {
  /** The cells of the whole profile, in the report's order. */
  readonly planned: readonly PlannedPlace[];
  /** Its searches beyond the grid, each in words, in the report's order. */
  readonly searches: readonly string[];
  readonly profile: string;
  readonly out: string;
  /** The report of these places, each with its record or the reason why it has none. */
  readonly assemble: (
    places: readonly { readonly place: number; readonly record: Recorded<CellReport> }[],
    searches: readonly Recorded<SearchReport>[],
    selection: string | null,
  ) => Report;
}

/** The exit code of a run in which a claim differs from what was accepted of it. */
const UNEXPECTED = 1;

/** The exit code of a run in which something planned has no record. */
const INCOMPLETE = 3;

const isSuite = (module: TestModule): boolean => module.project.name === 'properties';

/**
 * The suite's reporter: live progress while vitest's own reporter is silent, then the report and its files.
 *
 * It counts planned cells against reported ones: a lost worker leaves vitest's run "passed", and must not leave ours green.
 */
export class SuiteReporter implements Reporter {
  readonly #parts: SuiteParts;
  #vitest: Vitest | undefined;
  #live: LiveProgress | undefined;
  #begin = 0;
  #startedAt = new Date();
  readonly #metas = new Map<number, SuiteMeta>();

  constructor(parts: SuiteParts) {
    this.#parts = parts;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunStart(specifications: readonly { readonly project: { readonly name: string } }[]): void {
    this.#begin = performance.now();
    this.#startedAt = new Date();
    this.#metas.clear();
    if (!specifications.some(({ project }) => project.name === 'properties')) return;
    const { planned, profile } = this.#parts;
    const workers = Number(this.#vitest?.config.maxWorkers) || 1;
    const seconds = planned.reduce((sum, cell) => sum + cell.seconds, 0) / workers;
    process.stderr.write(
      `falsification suite: ${planned.length} cells in profile ${profile}, about ${duration(Math.ceil(seconds))} with ${workers} worker${workers === 1 ? '' : 's'} if most trials decide early\n`,
    );
    const groups = new Map<string, { id: string; reading: string; cells: number; cost: number }>();
    for (const { claim, reading, seconds: cost } of planned) {
      const key = `${claim}/${reading}`;
      const group = groups.get(key) ?? { id: claim, reading, cells: 0, cost: 0 };
      groups.set(key, { ...group, cells: group.cells + 1, cost: group.cost + cost });
    }
    // Only stdout is vitest's; a live table on it would be torn by vitest's own lines.
    const color = !process.env.NO_COLOR && process.stderr.isTTY === true;
    this.#live = liveProgress(process.stderr, { plan: { claims: [...groups.values()] }, color });
    process.once('exit', () => this.#live?.stop());
  }

  onTestCaseReady(test: TestCase): void {
    const place = test.meta().lakatosPlace;
    const cell = place === undefined ? undefined : this.#parts.planned[place];
    if (cell !== undefined) this.#live?.on({ kind: 'cellStarted', ...cell });
  }

  onTestCaseResult(test: TestCase): void {
    const text = test.meta().lakatos;
    if (text === undefined) return;
    const meta = readMeta(text);
    this.#metas.set(meta.place, meta);
    const cell = this.#parts.planned[meta.place];
    if (cell !== undefined) this.#live?.on({ kind: 'cellFinished', ...cell, report: meta.report });
  }

  onTestRunEnd(modules: readonly TestModule[], _errors: readonly unknown[], reason: TestRunEndReason): void {
    const suite = modules.filter(isSuite);
    this.#live?.stop();
    if (suite.length === 0) return;
    const { planned, searches, out, assemble } = this.#parts;
    // Merged blobs never pass through onTestCaseResult.
    const wanted = new Set<number>();
    const searched = new Map<number, SearchMeta | null>();
    const broken: string[] = [];
    const shards: SuiteShard[] = [];
    const present = new Set<string>();
    for (const module of suite) {
      let tests = 0;
      for (const test of module.children.allTests()) {
        const { lakatos, lakatosPlace, lakatosSearch, lakatosSearchPlace, lakatosShard } = test.meta();
        tests++;
        if (lakatosShard !== undefined) shards.push(lakatosShard);
        if (lakatosPlace !== undefined) present.add(`cell ${lakatosPlace}`);
        if (lakatosSearchPlace !== undefined) present.add(`search ${lakatosSearchPlace}`);
        if (lakatosSearchPlace !== undefined && test.result().state !== 'skipped')
          searched.set(
            lakatosSearchPlace,
            lakatosSearch === undefined ? null : readSearchMeta(lakatosSearch),
          );
        if (lakatosPlace === undefined) continue;
        if (test.result().state !== 'skipped') wanted.add(lakatosPlace);
        if (lakatos !== undefined) this.#metas.set(lakatosPlace, readMeta(lakatos));
      }
      if (tests === 0) broken.push(module.relativeModuleId);
    }
    const inOrder = [...wanted].sort((a, b) => a - b);
    const claimsSeen = new Set(inOrder.map((place) => planned[place]?.claim));
    const partial = wanted.size < planned.length;
    const { shard, mergeReports } = this.#vitest?.config ?? {};
    const part = shard === undefined ? '' : `shard ${shard.index} of ${shard.count}, `;
    const selection =
      partial && wanted.size > 0
        ? `${part}${wanted.size} of ${planned.length} cells: ${[...claimsSeen].join(', ')}`
        : null;
    const lost = `no record came back (${reason === 'interrupted' ? 'the run was interrupted' : 'its worker was lost or its test crashed'})`;
    const places = inOrder.map((place) => {
      const meta = this.#metas.get(place);
      return { place, record: meta === undefined ? { missing: lost } : { report: meta.report } };
    });
    const records = [...searched]
      .sort(([a], [b]) => a - b)
      .map(([place, meta]) =>
        meta === null ? { missing: `${searches[place]}: ${lost}` } : { report: meta.report },
      );
    const assembled = assemble(places, records, selection);
    // A shard may have none of the suite's tests: where all of them are there, none is missing.
    const isWhole = present.size === planned.length + searches.length;
    const missing = [
      ...assembled.missing,
      ...broken.map((file) => `${file}: none of its cells ran`),
      ...(typeof mergeReports === 'string' && !isWhole ? missingShards(shards, mergeReports) : []),
    ];
    const report: Report = { ...assembled, missing, complete: missing.length === 0 };
    const run = this.#runRecord(places.map(({ place }) => place));
    const files = writeReports(out, report, run, process.env);
    const width = process.stdout.isTTY ? Math.max(40, process.stdout.columns ?? 80) : 80;
    const color = !process.env.NO_COLOR && process.stdout.isTTY === true;
    process.stdout.write(`\n${reportToTerminal(report, { width, color, files })}`);
    // Cells that differ have failed their tests; what a claim says as a whole has no test of its own.
    if (report.claims.some(({ regressions = [] }) => regressions.length > 0)) process.exitCode ||= UNEXPECTED;
    if (!report.complete) process.exitCode = INCOMPLETE;
  }

  #runRecord(places: readonly number[]): RunRecord {
    return {
      schema: 'lakatos/run@1',
      startedAt: this.#startedAt.toISOString(),
      seconds: (performance.now() - this.#begin) / 1000,
      threads: Number(this.#vitest?.config.maxWorkers) || 1,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      cpu: cpus()[0]?.model ?? 'unknown',
      door: 'vitest',
      command: `vitest ${process.argv.slice(2).join(' ')}`,
      cells: places.flatMap((place) => {
        const meta = this.#metas.get(place);
        const planned = this.#parts.planned[place];
        if (meta === undefined || planned === undefined) return [];
        return [{ claim: meta.claim, reading: meta.reading, cell: planned.cell, seconds: meta.seconds }];
      }),
    };
  }
}
