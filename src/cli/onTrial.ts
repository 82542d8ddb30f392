import { afterAll, describe, expect, inject, test } from 'vitest';
import type { CellReport } from '../core/report/report.ts';
import { reportPlanned } from '../core/report/reportPlanned.ts';
import { readBaseline } from '../core/run/baselineFile.ts';
import { inProcess, memoised } from '../core/run/inProcess.ts';
import { cellOf, isStudied, nameOfPlanned, type Planned } from '../core/run/planned.ts';
import { provenanceOf } from '../core/run/provenance.ts';
import { runSearch } from '../core/run/runSearch.ts';
import { type PlannedSearch, searchInWords } from '../core/run/searches.ts';
import { type Deal, dealOut } from '../core/run/shards.ts';
import { onThreads, type ThreadedJudge, threadsAreBuilt } from '../core/run/threads.ts';
import { verifiables } from '../core/verify/verifiable.ts';
import type { SuiteShard } from '../render/vitest/missingShards.ts';
import { writeMeta, writeSearchMeta } from '../render/vitest/suiteMeta.ts';
import { claimsIn, statementsNamed } from './context.ts';
import { patienceOf } from './patience.ts';
import { planSuite } from './suite.ts';
import { replayCorpus } from './witnesses.ts';

const { settings, planned, searches } = await planSuite();
const baseline = readBaseline(settings.profile, settings.baselines);
const { seed, alpha, source, memory } = settings;

/**
 * A theorem of one's own may never return: what is tried then is judged by a thread that can be ended, so that the tests behind it are
 * run. Without theorems of one's own this process judges.
 */
const isWatched = source.own.length > 0 && threadsAreBuilt;
let watched: ThreadedJudge | undefined;
const thread = (): ThreadedJudge => {
  watched ??= onThreads({ threads: 1, seed, alpha, source, memory, patience: patienceOf(process.env) });
  return watched;
};
const judge = memoised(
  isWatched ? (...cell) => thread().judge(...cell) : inProcess(seed, alpha, source.own.length > 0),
);
const endThread = (): void => {
  if (isWatched) afterAll(async () => void (await watched?.close()));
};

const shard = inject('lakatosShard') as SuiteShard | null | undefined;

/** What every record carries, so that `merge` knows how many there were. */
const ofShard = shard === null || shard === undefined ? {} : { lakatosShard: shard };

const nameOf = (planned: Planned): string => {
  const { reading, cell } = nameOfPlanned(planned);
  if (isStudied(planned)) return `${reading} at ${cell}`;
  const values = Object.entries({ ...cellOf(planned).at, ...planned.overrides });
  return `${reading} at ${values.map(([name, value]) => `${name} = ${value}`).join(', ')}`;
};

/** Baselines were obtained at one seed and one α; elsewhere only what is expected of a claim is asked. */
const comparable =
  baseline !== null &&
  baseline.seed === settings.seed &&
  baseline.alpha.refute === settings.alpha.refute &&
  baseline.alpha.support === settings.alpha.support;

/** What the test asks of a cell: the accepted verdict, word for word; without one, that nothing unexpected was found. */
const asked = (report: CellReport, cell: Planned): string => {
  // What was accepted of an experiment was obtained on the drawn digits, and images of one's own are another question.
  const onOtherImages = settings.data !== null && isStudied(cell) && cell.study.kind === 'experiment';
  if (onOtherImages) return report.verdict;
  if (comparable && report.expect !== 'holds') return report.expect;
  if (report.regime === 'outside') return report.verdict;
  if (report.expect === 'refuted') return 'refuted';
  return report.verdict === 'refuted' ? 'not refuted' : report.verdict;
};

/** A cell ends by itself, and other work on the same machine may slow it down by any factor. */
const timeout = 900_000;

const cellOnTrial = (cell: Planned, place: number): void =>
  test(nameOf(cell), { meta: { ...ofShard, lakatosPlace: place }, timeout }, async ({ task, signal }) => {
    const { claim, reading } = nameOfPlanned(cell);
    const begin = performance.now();
    const result = await judge(cell, () => {}, signal);
    const report = reportPlanned(cell, result, provenanceOf(settings), baseline);
    const seconds = (performance.now() - begin) / 1000;
    task.meta.lakatos = writeMeta({ claim, reading, place, seconds, report });
    const { trials, violated, certified, unresolved } = report;
    const { crashed, note } = report;
    expect(crashed ?? 0, `${claim}, ${nameOf(cell)}: ${crashed} of ${trials} trials crashed (${note})`).toBe(
      0,
    );
    const counts =
      report.because ??
      `${trials} trials: ${violated} violated, ${certified} certified, ${unresolved} unresolved`;
    expect(
      report.verdict,
      `${claim}, ${nameOf(cell)}: expected ${report.expect}, obtained ${report.verdict} (${counts}); try it with \`${report.replay}\``,
    ).toBe(asked(report, cell));
  });

/** A frontier is a finding, not a failure: what is asked of a claim is asked of the cells of its grid. */
const searchOnTrial = ({ theorem, claim, search }: PlannedSearch, place: number): void => {
  const meta = { ...ofShard, lakatosSearchPlace: place };
  const name = `${claim.reading}: search for ${searchInWords(search, theorem)}`;
  test(name, { meta, timeout }, async ({ task, signal }) => {
    const report = await (isWatched
      ? thread().search({ theorem, claim, search }, signal)
      : runSearch(claim, search, { ...settings, theorem }, signal));
    task.meta.lakatosSearch = writeSearchMeta({ place, report });
    expect(report.verdict, `${report.says}: the fresh trials did not confirm it`).not.toBe('undecided');
  });
};

const claimOnTrial = (claimId: string, deal: Deal, part: number): void => {
  const own = [...planned.entries()].filter(([, one]) => nameOfPlanned(one).claim === claimId);
  const cells = own.filter(([place]) => deal.planned[place] === part);
  const sought = [...searches.entries()].filter(
    ([place, { claim }]) => claim.id === claimId && deal.searches[place] === part,
  );
  if (cells.length + sought.length === 0) return;
  // The counterexample of a study is in the report, and has no address of a draw.
  const drawn = claimsIn(settings.theorems).flatMap(({ claim }) => (claim.id === claimId ? [claim] : []));
  describe(claimId, () => {
    // Once, where the claim begins.
    if (drawn.length > 0 && cells[0]?.[0] === own[0]![0])
      test('kept witnesses reproduce', async () => {
        expect(replayCorpus(drawn, await verifiables(settings.theorems))).toEqual([]);
      });
    for (const [place, cell] of cells) cellOnTrial(cell, place);
    for (const [place, search] of sought) searchOnTrial(search, place);
  });
};

/**
 * Puts every cell of a claim, in all of its readings, on trial: a vitest test for each. The id of a theorem stands for all of its claims.
 *
 * A cell expected to hold fails when it is refuted inside its premise, a control when it is not; where a baseline was
 * accepted, any other verdict fails. `npx lakatos check --accept` accepts what is obtained.
 *
 * Throws: `UsageError` when there is no such claim and no such theorem.
 */
export const onTrial = (id: string): void => {
  const named = statementsNamed([id], settings.theorems).map(({ statement }) => statement.id);
  endThread();
  const whole = dealOut(planned, searches, 1);
  for (const claimId of new Set(named)) claimOnTrial(claimId, whole, 1);
};

/** Puts one of so many parts of all that there is on trial, see `onTrial`; the parts take about equally long. */
export const everythingOnTrial = ({ part, of }: { readonly part: number; readonly of: number }): void => {
  const deal = dealOut(planned, searches, of);
  const claims = new Set(planned.map((one) => nameOfPlanned(one).claim));
  for (const claimId of claims) claimOnTrial(claimId, deal, part);
};
