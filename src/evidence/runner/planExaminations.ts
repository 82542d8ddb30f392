import type { Reading } from '../../claims/claim.ts';
import { type Examination, type Place, type Profile, placeKey } from '../trials/examination.ts';
import { type Axes, requireAxes, widthAt } from './axes.ts';
import type { PlannedExamination } from './planned.ts';
import { UsageError } from './usageError.ts';

/** What is to be examined, before it is laid out in places. */
export interface ExaminationRequest {
  readonly examinations: readonly Examination[];
  readonly profile: Profile;
  /** Axes that replace those of the profile, where the statement speaks of them. */
  readonly axes: Partial<Axes>;
  readonly lets: Readonly<Record<string, readonly number[]>>;
  readonly readings: readonly Reading[] | null;
  readonly options: Readonly<Record<string, string>>;
}

/**
 * The same for equal work: the statement, the place, the profile and the options.
 *
 * Where the images lie is no part of it. Which they are is, where it is known: `images` says so.
 */
export const examinationKey = ({
  examination: { statement },
  place,
  profile,
  options,
}: Pick<PlannedExamination, 'examination' | 'place' | 'profile' | 'options'>): string => {
  const chosen = Object.entries(options)
    .filter(([name]) => name !== 'data' || options.images === undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([statement.id, statement.reading, placeKey(place), profile, chosen]);
};

/** The values of one axis: those asked for where the statement speaks of it, else the one of the profile's place. */
const valuesOf = <T>(asked: readonly T[] | undefined, speaks: boolean, own: T): readonly T[] =>
  asked !== undefined && speaks ? asked : [own];

/** A place with the axes asked for in the place of its own, crossed. */
const placesFrom = (place: Place, examination: Examination, axes: Partial<Axes>): readonly Place[] => {
  const speaks = (axis: 'd' | 'm' | 'C0' | 'gamma'): boolean => examination.axes.includes(axis);
  const found: Place[] = [];
  for (const gamma of valuesOf<number | null>(axes.gamma, speaks('gamma'), place.gamma))
    for (const C0 of valuesOf(axes.C0, speaks('C0'), place.C0))
      for (const d of valuesOf(axes.d, speaks('d'), place.d))
        for (const width of valuesOf(axes.m, speaks('m'), String(place.m)))
          found.push({ ...place, d, m: widthAt(width, d), C0, gamma });
  return found;
};

/** The values that were asked of this statement's constants, crossed. */
const settingsOf = (
  { statement }: Examination,
  lets: ExaminationRequest['lets'],
): readonly Readonly<Record<string, number>>[] =>
  Object.keys(lets)
    .filter((name) => Object.hasOwn(statement.constants, name))
    .reduce<readonly Readonly<Record<string, number>>[]>(
      (rows, name) => rows.flatMap((row) => lets[name]!.map((value) => ({ ...row, [name]: value }))),
      [{}],
    );

/** Which images an experiment looks at, and the choices that it makes use of: nothing else is a part of what its result depends on. */
const optionsOf = (
  { statement, uses = [] }: Examination,
  options: ExaminationRequest['options'],
): ExaminationRequest['options'] =>
  statement.manner === 'experiment'
    ? Object.fromEntries(
        Object.entries(options).filter(
          ([name]) => name === 'data' || name === 'images' || uses.includes(name),
        ),
      )
    : {};

/**
 * Lays out the places of statements that are examined as a whole: statements in their order, each place once.
 *
 * Throws: `UsageError`, one sentence, before any work, when an axis has an impossible value, or one at which an examination cannot be made.
 */
export const planExaminations = (request: ExaminationRequest): readonly PlannedExamination[] => {
  requireAxes(request.axes);
  const { profile, readings, axes, lets } = request;
  const planned: PlannedExamination[] = [];
  for (const examination of request.examinations) {
    const { reading } = examination.statement;
    const options = optionsOf(examination, request.options);
    if (readings !== null && !readings.includes(reading)) continue;
    const seen = new Set<string>();
    for (const own of examination.places[profile])
      for (const overrides of settingsOf(examination, lets))
        for (const at of placesFrom(own, examination, axes)) {
          const place = { ...at, constants: { ...at.constants, ...overrides } };
          const key = placeKey(place);
          if (seen.has(key)) continue;
          seen.add(key);
          const refused = examination.refuses?.(place) ?? null;
          if (refused !== null)
            throw new UsageError(
              `${examination.statement.id} cannot be examined at ${placeKey(place)}: ${refused}`,
            );
          planned.push({
            examination,
            place,
            regime: examination.regime(place),
            profile,
            options,
            trialsKey: examinationKey({ examination, place, profile, options }),
            seconds: examination.seconds(place, profile, options),
          });
        }
  }
  return planned;
};
