import { assembleReport } from '../evidence/runner/assembleReport.ts';
import { planEverything } from '../evidence/runner/planEverything.ts';
import { nameOfPlanned, type Planned } from '../evidence/runner/planned.ts';
import { provenanceOf } from '../evidence/runner/provenance.ts';
import { type PlannedSearch, planSearches, searchInWords } from '../evidence/runner/searches.ts';
import { resolveSettings, type Settings } from '../evidence/runner/settings.ts';
import { SuiteReporter } from '../reporters/vitest/suiteReporter.ts';
import { examinations } from './examinations.ts';

/** The settings of the vitest suite, and the plan that `lakatos check --profile …` would make of them. */
export interface Suite {
  readonly settings: Settings;
  readonly planned: readonly Planned[];
  readonly searches: readonly PlannedSearch[];
}

/** Settings from `LAKATOS_*` and `lakatos.config.ts`, and the whole profile's plan. Throws: as `check` does, before any work. */
export const planSuite = async (): Promise<Suite> => {
  const settings = await resolveSettings();
  const planned = planEverything({
    claims: settings.claims,
    examinations,
    options: settings.data === null ? {} : { data: settings.data },
    profile: settings.profile,
    axes: settings.gamma === null ? {} : { gamma: settings.gamma },
    lets: {},
    readings: null,
    mode: 'reduced',
    trials: null,
    threads: 1,
    catalogue: settings.catalogue,
  });
  return { settings, planned, searches: planSearches(settings.profile, settings.claims) };
};

/** The suite's reporter, joined with the plan. */
export const suiteReporter = ({ settings, planned, searches }: Suite): SuiteReporter =>
  new SuiteReporter({
    planned: planned.map((one) => ({ ...nameOfPlanned(one), seconds: one.seconds })),
    searches: searches.map(({ claim, search }) => `${claim.id} (${claim.reading}), ${searchInWords(search)}`),
    profile: settings.profile,
    out: settings.out,
    assemble: (places, searched, selection) =>
      assembleReport(
        places.map(({ place }) => planned[place]!),
        places.map(({ record }) => record),
        provenanceOf(settings, selection),
        searched,
      ),
  });
