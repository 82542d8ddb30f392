import type { Reading } from '../claims/claim.ts';
import type { Mode } from '../evidence/outcomes/cell.ts';
import type { Alpha } from '../evidence/outcomes/report.ts';
import type { PlannedCell } from '../evidence/runner/plan.ts';
import { planEverything } from '../evidence/runner/planEverything.ts';
import { isExamination, type Planned } from '../evidence/runner/planned.ts';
import { type PlannedSearch, planSearches } from '../evidence/runner/searches.ts';
import type { Settings } from '../evidence/runner/settings.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import { claimsNamed } from './context.ts';
import { examinations } from './examinations.ts';
import { imagesOf, requireChoices, withUsableImages } from './experimentOptions.ts';
import { topLevelList } from './lists.ts';

/** What a `check` tries, as commander hands it over: with the settings, it decides the plan. */
export interface RequestFlags {
  readonly d?: readonly number[];
  readonly m?: readonly string[];
  readonly C0?: readonly number[];
  readonly gamma?: readonly number[];
  readonly let?: Readonly<Record<string, readonly number[]>>;
  readonly trials?: number;
  readonly seed?: string;
  readonly reading?: Reading;
  readonly mode?: Mode;
  readonly profile?: string;
  readonly alpha?: Partial<Alpha>;
  readonly search?: boolean;
  readonly data?: string;
  /** In the file of a shard, instead of the folder: which images they were; null where there were none. */
  readonly images?: string | null;
  /** Choices of the experiments, by the names of their flags. */
  readonly options?: Readonly<Record<string, string>>;
}

/** All that a run will do, in the order of its report. */
export interface CheckPlan {
  readonly planned: readonly Planned[];
  readonly searches: readonly PlannedSearch[];
}

export const onDraws = (planned: readonly Planned[]): readonly PlannedCell[] =>
  planned.filter((one): one is PlannedCell => !isExamination(one));

/** Certificates that may each be wrong with some chance share α_A: a cap so long that it uses all of it can support nothing. */
export const requireShare = (planned: readonly PlannedCell[], { alpha }: Settings): void => {
  for (const { at, cap, share = 1 } of planned) {
    const used = cap * (at.family.certificateError?.(at.cell.mode) ?? 0);
    if (used >= share * alpha.support)
      throw new UsageError(
        `${at.bound.claim.id}: over ${cap} trials its certificates may be wrong with chance ${used}, and α to support is ${share * alpha.support}; take fewer --trials or a larger --alpha support`,
      );
  }
};

/** A whole profile is run with its searches, as the vitest suite runs it; chosen claims or axes only when asked. */
const wantsSearch = (ids: string | undefined, flags: RequestFlags): boolean => {
  const { d, m, C0, gamma, reading, mode, trials } = flags;
  const whole = [ids, d, m, C0, gamma, reading, mode, trials, flags.let].every((one) => one === undefined);
  return flags.search ?? whole;
};

/** The plan of a `check`. Throws: `UsageError`, `ClaimError` or `FormulaError`, one sentence, before any work. */
export const planCheck = (ids: string | undefined, flags: RequestFlags, settings: Settings): CheckPlan => {
  const gamma = flags.gamma ?? settings.gamma ?? undefined;
  const { claims } = settings;
  const images: Readonly<Record<string, string>> =
    flags.images !== undefined
      ? { ...(flags.images !== null && { images: flags.images }) }
      : { ...(settings.data !== null && { data: settings.data }) };
  const options = { ...images, ...flags.options };
  requireChoices(options);
  const laidOut = planEverything({
    ...(ids === undefined
      ? { claims, examinations }
      : claimsNamed(topLevelList(ids), { claims, examinations })),
    options,
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
  const planned = withUsableImages(laidOut, options);
  const cells = onDraws(planned);
  requireShare(cells, settings);
  const searches = wantsSearch(ids, flags)
    ? planSearches(settings.profile, [...new Set(cells.map(({ at }) => at.bound.claim))])
    : [];
  return { planned, searches };
};

/** The request as a shard's file keeps it: what decides the plan, and nothing of this machine, such as where its images lie. */
export const resolvedRequest = (
  flags: RequestFlags,
  settings: Settings,
  { planned }: CheckPlan,
): RequestFlags => {
  const { d, m, C0, reading, mode, trials, search } = flags;
  return {
    ...(d && { d }),
    ...(m && { m }),
    ...(C0 && { C0 }),
    ...(settings.gamma && { gamma: settings.gamma }),
    ...(flags.let && { let: flags.let }),
    ...(reading && { reading }),
    ...(mode && { mode }),
    ...(trials !== undefined && { trials }),
    ...(search !== undefined && { search }),
    images: imagesOf(planned),
    ...(flags.options && { options: flags.options }),
    profile: settings.profile,
    seed: settings.seed,
    alpha: settings.alpha,
  };
};
