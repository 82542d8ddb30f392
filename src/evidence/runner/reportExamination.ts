import { twelveDigits } from '../outcomes/decimals.ts';
import type { Exhibit } from '../outcomes/exhibit.ts';
import type { CellReport, Provenance } from '../outcomes/report.ts';
import { counted } from '../outcomes/tally.ts';
import type { Examined } from '../trials/examination.ts';
import { type Baseline, expectationOf } from './baseline.ts';
import type { PlannedExamination } from './planned.ts';
import { seedAndAlphaFlags } from './reportCell.ts';

/** Derived decimals in twelve digits, however deep; the entries of a printed network are kept as they are. */
const rounded = <T>(value: T): T => {
  if (typeof value === 'number') return (Number.isInteger(value) ? value : twelveDigits(value)) as T;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(rounded) as T;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, rounded(entry)])) as T;
};

const roundedExhibit = (exhibit: Exhibit): Exhibit =>
  exhibit.kind === 'network'
    ? {
        ...exhibit,
        values: rounded(exhibit.values),
        margin: twelveDigits(exhibit.margin),
        slack: twelveDigits(exhibit.slack),
      }
    : rounded(exhibit);

/** The command that examines the place again, alone. */
const examineCommand = (
  { examination, place, profile, options }: PlannedExamination,
  provenance: Pick<Provenance, 'seed' | 'alpha'>,
): string => {
  const { statement, axes } = examination;
  const words =
    statement.manner === 'experiment'
      ? [`npx lakatos reproduce ${statement.id}`]
      : [`npx lakatos check ${statement.id} --reading ${statement.reading}`];
  for (const axis of axes) if (place[axis] !== null) words.push(`--${axis} ${place[axis]}`);
  if (examination.setting !== undefined) words.push(examination.setting(place).flags);
  else for (const [name, value] of Object.entries(place.constants)) words.push(`--let ${name}=${value}`);
  if (profile !== 'quick') words.push(`--profile ${profile}`);
  for (const [name, value] of Object.entries(options)) {
    // Where the images lie differs from machine to machine; which they are, the report says.
    if (name === 'images') continue;
    words.push(`--${name} ${name === 'data' ? 'DIR' : /\s/.test(value) ? JSON.stringify(value) : value}`);
  }
  return [...words, ...seedAndAlphaFlags(provenance)].join(' ');
};

/** The record of one place that was examined as a whole. */
export const reportExamination = (
  planned: PlannedExamination,
  examined: Examined,
  provenance: Provenance,
  baseline: Baseline | null,
): CellReport => {
  const { d, m, C0, gamma, constants } = planned.place;
  const { tally, verdict, margin } = examined;
  const setting = planned.examination.setting?.(planned.place);
  return {
    d,
    m,
    C0,
    gamma,
    constants: setting === undefined ? rounded(constants) : {},
    constantRanges: {},
    regime: planned.regime,
    mode: 'exact',
    expect: expectationOf(planned, baseline),
    trials: counted(tally),
    violated: tally.violated,
    certified: tally.certified,
    unresolved: tally.unresolved,
    skipped: tally.skipped,
    cap: counted(tally),
    capCanDecide: { refute: true, support: true },
    power: null,
    verdict,
    log10ER: null,
    log10EA: null,
    rate: null,
    exactRate: null,
    margin: margin === null ? null : rounded(margin),
    observed: {},
    bound: null,
    witness: null,
    replay: examineCommand(planned, provenance),
    note: null,
    axes: planned.examination.axes,
    ...(setting !== undefined && { setting: setting.says }),
    because: examined.because,
    error: examined.error === null ? null : twelveDigits(examined.error),
    exhibits: examined.exhibits.map(roundedExhibit),
  };
};
