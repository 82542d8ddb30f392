import { namedValues } from '../axisFault.ts';
import { usualBasis } from '../judge/basis.ts';
import { counted } from '../judge/tally.ts';
import { type Baseline, expectationOf } from '../run/baseline.ts';
import type { PlannedStudy } from '../run/planned.ts';
import type { Evidence } from '../study.ts';
import { allTwelveDigits, twelveDigits } from './decimals.ts';
import type { Figure } from './figure.ts';
import type { At, CellReport, Provenance } from './report.ts';
import { seedAndAlphaFlags } from './reportCell.ts';

const roundedFigure = (figure: Figure): Figure =>
  figure.kind === 'instance'
    ? {
        ...figure,
        values: allTwelveDigits(figure.values),
        margin: twelveDigits(figure.margin),
        slack: twelveDigits(figure.slack),
      }
    : allTwelveDigits(figure);

/** The command that examines the place again, alone. */
const checkCommand = (
  { study, cell, profile, options }: PlannedStudy,
  provenance: Pick<Provenance, 'seed' | 'alpha'>,
): string => {
  const { axes } = study;
  const words =
    study.kind === 'experiment'
      ? [`npx lakatos reproduce ${study.id}`]
      : [`npx lakatos check ${study.id} --reading ${study.reading}`];
  for (const axis of axes) if (cell.at[axis] !== undefined) words.push(`--${axis} ${cell.at[axis]}`);
  if (study.setting !== undefined) words.push(study.setting(cell).flags);
  else for (const [name, value] of Object.entries(cell.constants)) words.push(`--let ${name}=${value}`);
  if (profile !== 'quick') words.push(`--profile ${profile}`);
  for (const [name, value] of Object.entries(options)) {
    // Where the images lie differs from machine to machine; which they are, the report says.
    if (name === 'images') continue;
    words.push(`--${name} ${name === 'data' ? 'DIR' : /\s/.test(value) ? JSON.stringify(value) : value}`);
  }
  return [...words, ...seedAndAlphaFlags(provenance)].join(' ');
};

/** The values of the axes that the statement involves. */
const atOf = ({ study: { axes }, cell: { at } }: PlannedStudy): At =>
  Object.fromEntries(Object.entries(at).filter(([symbol]) => axes.includes(symbol)));

/** The record of one place that was examined as a whole. */
export const reportStudiedCell = (
  planned: PlannedStudy,
  examined: Evidence,
  provenance: Provenance,
  baseline: Baseline | null,
): CellReport => {
  const { constants } = planned.cell;
  const { tally, verdict, margin } = examined;
  const setting = planned.study.setting?.(planned.cell);
  return {
    at: atOf(planned),
    ...namedValues(planned.theorem.axes, atOf(planned)),
    constants: setting === undefined ? allTwelveDigits(constants) : {},
    constantRanges: {},
    derived: {},
    failureRate: null,
    alphaShare: 1,
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
    basis: examined.basis ?? usualBasis(planned.study.kind, verdict),
    log10ER: null,
    log10EA: null,
    rate: null,
    exactRate: null,
    margin: margin === null ? null : allTwelveDigits(margin),
    observed: {},
    bound: null,
    witness: null,
    replay: checkCommand(planned, provenance),
    crashes: [],
    note: null,
    ...(setting !== undefined && { setting: setting.says }),
    because: examined.because ?? '',
    ...(examined.paths !== undefined && { paths: examined.paths }),
    ...(examined.excludes !== undefined && { excludes: allTwelveDigits(examined.excludes) }),
    error: examined.error === null ? null : twelveDigits(examined.error),
    figures: examined.figures.map(roundedFigure),
  };
};
