import { describe, expect, test } from 'vitest';
import { planSuite } from '../src/cli/suite.ts';
import { replayCorpus } from '../src/cli/witnesses.ts';
import type { CellReport } from '../src/evidence/outcomes/report.ts';
import { readBaseline } from '../src/evidence/runner/baseline.ts';
import { everythingInProcess, memoised } from '../src/evidence/runner/inProcess.ts';
import { axesOfPlanned, isExamination, nameOfPlanned, type Planned } from '../src/evidence/runner/planned.ts';
import { provenanceOf } from '../src/evidence/runner/provenance.ts';
import { reportPlanned } from '../src/evidence/runner/reportPlanned.ts';
import { runSearch } from '../src/evidence/runner/runSearch.ts';
import { searchInWords } from '../src/evidence/runner/searches.ts';
import { placeKey } from '../src/evidence/trials/examination.ts';
import { writeMeta, writeSearchMeta } from '../src/reporters/vitest/suiteMeta.ts';

const { settings, planned, searches } = await planSuite();
const baseline = readBaseline(settings.profile, settings.baselines);
const judge = memoised(everythingInProcess(settings.seed, settings.alpha));

const nameOf = (planned: Planned): string => {
  if (isExamination(planned)) return `${planned.examination.statement.reading} at ${placeKey(planned.place)}`;
  const { d, m, C0, gamma } = axesOfPlanned(planned);
  const lets = Object.entries(planned.overrides).map(([name, value]) => `, ${name} = ${value}`);
  return `${nameOfPlanned(planned).reading} at d = ${d}, m = ${m}, C0 = ${C0}, gamma = ${gamma}${lets.join('')}`;
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
  const onOtherImages =
    settings.data !== null && isExamination(cell) && cell.examination.statement.manner === 'experiment';
  if (onOtherImages) return report.verdict;
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
    const drawn = settings.claims.filter(({ id }) => id === claimId);
    // A statement that is examined as a whole has its counterexample in the report, and no address of a draw.
    if (drawn.length > 0)
      test('kept witnesses reproduce', () => {
        expect(replayCorpus(drawn, settings)).toEqual([]);
      });
    planned.forEach((cell, place) => {
      const { claim, reading } = nameOfPlanned(cell);
      if (claim !== claimId) return;
      test(nameOf(cell), { meta: { lakatosPlace: place } }, async ({ task, signal }) => {
        const begin = performance.now();
        const result = await judge(cell, () => {}, signal);
        const report = reportPlanned(cell, result, provenanceOf(settings), baseline);
        const seconds = (performance.now() - begin) / 1000;
        task.meta.lakatos = writeMeta({ claim, reading, place, seconds, report });
        const { trials, violated, certified, unresolved } = report;
        const counts =
          report.because ??
          `${trials} trials: ${violated} violated, ${certified} certified, ${unresolved} unresolved`;
        expect(
          report.verdict,
          `${claimId}, ${nameOf(cell)}: expected ${report.expect}, obtained ${report.verdict} (${counts}); try it with \`${report.replay}\``,
        ).toBe(asked(report, cell));
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
