import type { Regime } from '../../../core/judge/verdict.ts';
import type { Lab, Statement, Study, StudyCell, StudyResult } from '../../../core/study.ts';
import type { Profile } from '../../../core/theorem.ts';

/** A cell of this theorem as its studies see it. A study along a path names the path's end. */
export interface Place {
  readonly d: number;
  readonly m: number;
  readonly C0: number;
  /** Null where the statement allows no failure, or has no rate. */
  readonly gamma: number | null;
  readonly constants: Readonly<Record<string, number>>;
}

/** A study in the words of this theorem: see `Study`, whose cells are places here. */
export interface LazyStudy {
  readonly statement: Statement;
  readonly axes: readonly ('d' | 'm' | 'C0' | 'gamma')[];
  readonly places: Readonly<Record<Profile, readonly Place[]>>;
  readonly regime: (place: Place) => Regime;
  readonly setting?: (place: Place) => { readonly says: string; readonly flags: string };
  readonly refuses?: (place: Place) => string | null;
  readonly uses?: readonly string[];
  readonly seconds: (place: Place, profile: Profile, options: Readonly<Record<string, string>>) => number;
  readonly judge: (place: Place, lab: Lab) => Promise<StudyResult>;
}

const placeOf = ({ at: { d, m, C0, gamma }, constants }: StudyCell): Place => ({
  d: d!,
  m: m!,
  C0: C0!,
  gamma: gamma ?? null,
  constants,
});

const cellOf = ({ d, m, C0, gamma, constants }: Place): StudyCell => ({
  at: { d, m, C0, ...(gamma === null ? {} : { gamma }) },
  constants,
});

/** The study as the core knows it. */
export const studyOf = ({
  statement,
  places,
  regime,
  setting,
  refuses,
  seconds,
  judge,
  ...rest
}: LazyStudy): Study => ({
  ...statement,
  ...rest,
  cells: {
    quick: places.quick.map(cellOf),
    standard: places.standard.map(cellOf),
    full: places.full.map(cellOf),
  },
  regime: (cell) => regime(placeOf(cell)),
  ...(setting === undefined ? {} : { setting: (cell) => setting(placeOf(cell)) }),
  ...(refuses === undefined ? {} : { refuses: (cell) => refuses(placeOf(cell)) }),
  seconds: (cell, profile, options) => seconds(placeOf(cell), profile, options),
  judge: (cell, lab) => judge(placeOf(cell), lab),
});
