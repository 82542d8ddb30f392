import { assembleReport } from '../core/report/assembleReport.ts';
import { readBaseline } from '../core/run/baselineFile.ts';
import { withRegressions } from '../core/run/claimBaseline.ts';
import { planAll } from '../core/run/planAll.ts';
import { nameOfPlanned, type Planned } from '../core/run/planned.ts';
import { provenanceOf } from '../core/run/provenance.ts';
import { type PlannedSearch, planSearches, searchInWords } from '../core/run/searches.ts';
import type { Settings } from '../core/run/settings.ts';
import { listed } from '../core/theorem.ts';
import { SuiteReporter } from '../render/vitest/suiteReporter.ts';
import { resolveSettings } from './settings.ts';

/** The settings of the vitest suite, and the plan that `lakatos check --profile …` would make of them. */
export interface Suite {
  readonly settings: Settings;
  readonly planned: readonly Planned[];
  readonly searches: readonly PlannedSearch[];
}

/** Settings from `LAKATOS_*` and `lakatos.config.ts`, and the whole profile's plan. Throws: as `check` does, before any work. */
export const planSuite = async (): Promise<Suite> => {
  const settings = await resolveSettings();
  const statements = listed(settings.theorems);
  const planned = planAll({
    statements,
    options: settings.data === null ? {} : { data: settings.data },
    profile: settings.profile,
    axes: settings.axes,
    constantValues: {},
    readings: null,
    mode: 'reduced',
    trials: null,
    threads: 1,
  });
  return { settings, planned, searches: planSearches(settings.profile, statements) };
};

/** The suite's reporter, joined with the plan. */
export const suiteReporter = ({ settings, planned, searches }: Suite): SuiteReporter =>
  new SuiteReporter({
    planned: planned.map((one) => ({ ...nameOfPlanned(one), seconds: one.seconds })),
    searches: searches.map(
      ({ theorem, claim, search }) => `${claim.id} (${claim.reading}), ${searchInWords(search, theorem)}`,
    ),
    profile: settings.profile,
    out: settings.out,
    assemble: (places, searched, selection) =>
      withRegressions(
        assembleReport(
          places.map(({ place }) => planned[place]!),
          places.map(({ record }) => record),
          provenanceOf(settings, selection),
          searched,
        ),
        places.map(({ place }) => planned[place]!),
        readBaseline(settings.profile, settings.baselines),
      ),
  });
