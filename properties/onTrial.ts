import { describe, expect, test } from 'vitest';
import { planSuite } from '../src/cli/suite.ts';
import { replayCorpus } from '../src/cli/witnesses.ts';
import type { CellReport } from '../src/evidence/outcomes/report.ts';
import { readBaseline } from '../src/evidence/runner/baseline.ts';
import { inProcess, memoised } from '../src/evidence/runner/inProcess.ts';
import type { PlannedCell } from '../src/evidence/runner/plan.ts';
import { provenanceOf } from '../src/evidence/runner/provenance.ts';
import { reportCell } from '../src/evidence/runner/reportCell.ts';
import { runSearch } from '../src/evidence/runner/runSearch.ts';
import { searchInWords } from '../src/evidence/runner/searches.ts';
import { writeMeta, writeSearchMeta } from '../src/reporters/vitest/suiteMeta.ts';

const { settings, planned, searches } = await planSuite();
const baseline = readBaseline(settings.profile, settings.baselines);
const judge = memoised(inProcess(settings.seed, settings.alpha));

const nameOf = ({ at }: PlannedCell): string => {
  const { d, m, C0, gamma } = at.cell;
  return `${at.bound.claim.reading} at d = ${d}, m = ${m}, C0 = ${C0}, gamma = ${gamma}`;
};

/** Baselines were obtained at one seed and one α; elsewhere only what is expected of a claim is asked. */
const comparable =
  baseline !== null &&
  baseline.seed === settings.seed &&
  baseline.alpha.refute === settings.alpha.refute &&
  baseline.alpha.support === settings.alpha.support;

/** What the test asks of a cell: the accepted verdict, word for word; without one, that nothing unexpected was found. */
const asked = (report: CellReport): string => {
  if (comparable && report.expect !== 'holds') return report.expect;
  if (report.regime === 'outside') return report.verdict;
  if (report.expect === 'refuted') return 'refuted';
  return report.verdict === 'refuted' ? 'not refuted' : report.verdict;
};

/**
 * Puts every cell of a claim, in all of its readings, on trial: a vitest test for each.
 *
 * A cell expected to hold fails when it is refuted inside its premise, a control when it is not; where a baseline was
 * accepted, any other verdict fails. `npm run baseline` accepts what is obtained.
 */
export const onTrial = (claimId: string): void => {
  describe(claimId, () => {
    test('kept witnesses reproduce', () => {
      expect(
        replayCorpus(
          settings.claims.filter(({ id }) => id === claimId),
          settings,
        ),
      ).toEqual([]);
    });
    planned.forEach((cell, place) => {
      const { claim } = cell.at.bound;
      if (claim.id !== claimId) return;
      test(nameOf(cell), { meta: { lakatosPlace: place } }, async ({ task, signal }) => {
        const begin = performance.now();
        const result = await judge(cell, () => {}, signal);
        const report = reportCell(cell, result, provenanceOf(settings), baseline);
        const seconds = (performance.now() - begin) / 1000;
        task.meta.lakatos = writeMeta({ claim: claim.id, reading: claim.reading, place, seconds, report });
        const { trials, violated, certified, unresolved } = report;
        const counts = `${trials} trials: ${violated} violated, ${certified} certified, ${unresolved} unresolved`;
        expect(
          report.verdict,
          `${claimId}, ${nameOf(cell)}: expected ${report.expect}, obtained ${report.verdict} (${counts}); try it with \`${report.replay}\``,
        ).toBe(asked(report));
      });
    });
    searches.forEach(({ claim, search }, place) => {
      if (claim.id !== claimId) return;
      const meta = { lakatosSearchPlace: place };
      // A frontier is a finding, not a failure: what is asked of a claim is asked of the cells of its grid.
      test(`${claim.reading}: search for ${searchInWords(search)}`, { meta }, async ({ task, signal }) => {
        const report = await runSearch(claim, search, settings, signal);
        task.meta.lakatosSearch = writeSearchMeta({ place, report });
        expect(report.verdict, `${report.says}: the fresh trials did not confirm it`).not.toBe('undecided');
      });
    });
  });
};
