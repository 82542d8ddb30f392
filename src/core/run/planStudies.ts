import { valueAt } from '../axisValues.ts';
import type { Study, StudyCell } from '../study.ts';
import { atProfile, crossingOrder, type Profile, type Theorem } from '../theorem.ts';
import { type PlannedStudy, studyCellKey } from './planned.ts';
import { UsageError } from './usageError.ts';

/** What is asked of studies, before they become cells. */
export interface StudyRequest {
  readonly theorem: Theorem;
  readonly profile: Profile;
  /** Axes that replace those of the study's own cells, where the study involves them. */
  readonly axes: Readonly<Record<string, readonly (number | string)[] | undefined>>;
  readonly constantValues: Readonly<Record<string, readonly number[]>>;
  readonly options: Readonly<Record<string, string>>;
}

/**
 * The same for equal work: the statement, the cell, the profile and the options.
 *
 * Where the images lie is no part of it. Which they are is, where it is known: `images` says so.
 */
const studyKey = (
  { id, reading }: Study,
  cell: StudyCell,
  profile: Profile,
  options: StudyRequest['options'],
): string => {
  const chosen = Object.entries(options)
    .filter(([name]) => name !== 'data' || options.images === undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([id, reading, studyCellKey(cell), profile, chosen]);
};

/** The same row with other options. */
export const withOptions = (planned: PlannedStudy, options: StudyRequest['options']): PlannedStudy => ({
  ...planned,
  options,
  trialsKey: studyKey(planned.study, planned.cell, planned.profile, options),
});

/** A point with the axes asked for in the place of its own, crossed in the order in which reports lay cells out. */
const pointsFrom = (
  own: StudyCell['at'],
  study: Study,
  { theorem, axes }: StudyRequest,
): StudyCell['at'][] => {
  const order = crossingOrder(theorem);
  const entries = order.map(({ symbol }) => {
    const asked = study.axes.includes(symbol) ? axes[symbol] : undefined;
    return asked ?? (own[symbol] === undefined ? [undefined] : [own[symbol]]);
  });
  const rows = entries.reduce<(number | string | undefined)[][]>(
    (all, list) => all.flatMap((row) => list.map((entry) => [...row, entry])),
    [[]],
  );
  return rows.map((row) => {
    const at: Record<string, number> = {};
    for (const axis of theorem.axes) {
      const entry = row[order.findIndex(({ symbol }) => symbol === axis.symbol)];
      // A cell of the study's own may hold what no flag could ask for, such as a width of 1 that means nothing.
      if (entry !== undefined)
        at[axis.symbol] = entry === own[axis.symbol] ? (entry as number) : valueAt(axis, entry, at);
    }
    return at;
  });
};

/** The values that were asked of this study's constants, crossed. */
const overridesOf = (
  { constants }: Study,
  constantValues: StudyRequest['constantValues'],
): readonly Readonly<Record<string, number>>[] =>
  Object.keys(constantValues)
    .filter((name) => Object.hasOwn(constants, name))
    .reduce<readonly Readonly<Record<string, number>>[]>(
      (rows, name) =>
        rows.flatMap((row) => constantValues[name]!.map((value) => ({ ...row, [name]: value }))),
      [{}],
    );

/** Which images an experiment looks at, and the choices that it makes use of: its result depends on nothing else. */
const optionsOf = ({ kind, uses = [] }: Study, options: StudyRequest['options']): StudyRequest['options'] =>
  kind === 'experiment'
    ? Object.fromEntries(
        Object.entries(options).filter(
          ([name]) => name === 'data' || name === 'images' || uses.includes(name),
        ),
      )
    : {};

/**
 * Lays out the cells of a study, each once.
 *
 * Throws: `UsageError`, one sentence, before any work, when an axis has an impossible value, or one at which the study refuses.
 */
export const planStudy = (study: Study, request: StudyRequest): readonly PlannedStudy[] => {
  const { theorem, profile, constantValues } = request;
  const options = optionsOf(study, request.options);
  const planned = new Map<string, PlannedStudy>();
  for (const own of atProfile(study.cells, profile))
    for (const overrides of overridesOf(study, constantValues))
      for (const at of pointsFrom(own.at, study, request)) {
        const cell = { at, constants: { ...own.constants, ...overrides }, mode: 'reduced' } as const;
        const key = studyCellKey(cell);
        if (planned.has(key)) continue;
        const refused = study.refuses?.(cell) ?? null;
        if (refused !== null) throw new UsageError(`${study.id} cannot be decided at ${key}: ${refused}`);
        planned.set(key, {
          theorem,
          study,
          cell,
          regime: study.regime(cell),
          profile,
          options,
          trialsKey: studyKey(study, cell, profile, options),
          seconds: study.seconds(cell, profile, options),
        });
      }
  return [...planned.values()];
};
