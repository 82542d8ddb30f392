import type { Reading } from '../core/claim.ts';
import { didYouMean } from '../core/formula/nearest.ts';
import type { Alpha } from '../core/report/report.ts';
import type { PlannedCell } from '../core/run/plan.ts';
import { planAll } from '../core/run/planAll.ts';
import { isStudied, type Planned } from '../core/run/planned.ts';
import { type PlannedSearch, planSearches } from '../core/run/searches.ts';
import type { Settings } from '../core/run/settings.ts';
import { UsageError } from '../core/run/usageError.ts';
import { type Listed, listed, type Mode } from '../core/theorem.ts';
import type { AxisFlags } from './axisFlags.ts';
import { statementsNamed } from './context.ts';
import { imagesOf, requireChoices, withUsableImages } from './experimentOptions.ts';
import { topLevelList } from './lists.ts';

/** What a `check` tries, as commander hands it over: with the settings, it decides the plan. */
export interface RequestFlags extends AxisFlags {
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
  planned.filter((one): one is PlannedCell => !isStudied(one));

/** Certificates that may each be wrong with some chance share α_A: a cap so long that it uses all of it can support nothing. */
export const requireShare = (planned: readonly PlannedCell[], { alpha }: Settings): void => {
  for (const { at, cap, share = 1 } of planned) {
    const used = cap * (at.setting.certificateError?.(at.scope, at.cell.mode) ?? 0);
    if (used >= share * alpha.support)
      throw new UsageError(
        `${at.bound.claim.id}: over ${cap} trials its certificates may be wrong with chance ${used}, and α to support is ${share * alpha.support}; take fewer --trials or a larger --alpha support`,
      );
  }
};

/** Whether a request is a profile as it is, and not chosen claims or cells of it. */
export const isWholeProfile = (ids: string | undefined, flags: RequestFlags): boolean => {
  const { axes, reading, mode, trials } = flags;
  return [ids, axes, reading, mode, trials, flags.let].every((one) => one === undefined);
};

/** A whole profile is run with its searches, as the vitest suite runs it; chosen claims or axes only when asked. */
const wantsSearch = (ids: string | undefined, flags: RequestFlags): boolean =>
  flags.search ?? isWholeProfile(ids, flags);

/** The statements whose theorem has the axes asked for. Throws: `UsageError` where one that was named has not. */
const withTheseAxes = (
  statements: readonly Listed[],
  axes: Settings['axes'],
  named: boolean,
): readonly Listed[] => {
  const found = statements.filter(({ theorem, statement }) => {
    const symbols = theorem.axes.map(({ symbol }) => symbol);
    const odd = Object.keys(axes).find((symbol) => !symbols.includes(symbol));
    if (odd !== undefined && named)
      throw new UsageError(
        `--${odd}: ${statement.id} has no such axis${didYouMean(odd, symbols) || `; its axes are ${symbols.join(', ')}`}`,
      );
    return odd === undefined;
  });
  if (found.length > 0) return found;
  throw new UsageError(`no theorem has all of the axes ${Object.keys(axes).join(', ')}; name a claim`);
};

/** The claims of planned cells, each once, in their order. */
const claimsOf = (cells: readonly PlannedCell[]): readonly Listed[] => [
  ...new Map(
    cells.map(({ theorem, at }) => [at.bound.claim, { theorem, statement: at.bound.claim }] as const),
  ).values(),
];

/** The plan of a `check`. Throws: `UsageError`, `ClaimError` or `FormulaError`, one sentence, before any work. */
export const planCheck = (ids: string | undefined, flags: RequestFlags, settings: Settings): CheckPlan => {
  const images: Readonly<Record<string, string>> =
    flags.images !== undefined
      ? { ...(flags.images !== null && { images: flags.images }) }
      : { ...(settings.data !== null && { data: settings.data }) };
  const options = { ...images, ...flags.options };
  requireChoices(options);
  const axes = { ...settings.axes, ...flags.axes };
  const statements =
    ids === undefined ? listed(settings.theorems) : statementsNamed(topLevelList(ids), settings.theorems);
  const laidOut = planAll({
    statements: withTheseAxes(statements, flags.axes ?? {}, ids !== undefined),
    options,
    profile: settings.profile,
    axes,
    constantValues: flags.let ?? {},
    readings: flags.reading === undefined ? null : [flags.reading],
    mode: flags.mode ?? 'reduced',
    trials: flags.trials ?? null,
    threads: settings.threads,
  });
  const planned = withUsableImages(laidOut, options);
  const cells = onDraws(planned);
  requireShare(cells, settings);
  const searches = wantsSearch(ids, flags) ? planSearches(settings.profile, claimsOf(cells)) : [];
  return { planned, searches };
};

/** The request as a shard's file keeps it: what decides the plan, and nothing of this machine, such as where its images lie. */
export const resolvedRequest = (
  flags: RequestFlags,
  settings: Settings,
  { planned, searches }: CheckPlan,
): RequestFlags => {
  const { reading, mode, trials } = flags;
  const axes = { ...settings.axes, ...flags.axes };
  return {
    ...(Object.keys(axes).length > 0 && { axes }),
    ...(flags.let && { let: flags.let }),
    ...(reading && { reading }),
    ...(mode && { mode }),
    ...(trials !== undefined && { trials }),
    search: searches.length > 0,
    images: imagesOf(planned),
    ...(flags.options && { options: flags.options }),
    profile: settings.profile,
    seed: settings.seed,
    alpha: settings.alpha,
  };
};
