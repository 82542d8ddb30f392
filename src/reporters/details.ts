import type { CellReport } from '../evidence/outcomes/report.ts';
import { isUnexpected } from '../evidence/outcomes/report.ts';
import { eValue, lowerBound, probability, significant, upperBound } from './numbers.ts';
import { constantsLine, expectation, rangesLine } from './words.ts';

/** The words for one cell that Markdown and HTML tables share; an empty string where there is nothing to say. */
export interface CellDetails {
  /** Inside or outside the premise, and for which constants it is inside. */
  readonly regime: string;
  readonly expected: string;
  readonly eValues: { readonly refute: string; readonly support: string };
  readonly rate: string;
  readonly exactRate: string;
  readonly constants: string;
  readonly margin: string;
  /** Each compared quantity with the ends of what is known of it: medians, and over all draws. */
  readonly observed: readonly string[];
  readonly bound: string;
  readonly power: string;
  readonly note: string;
}

const rate = (cell: CellReport): string =>
  cell.rate === null
    ? ''
    : `${lowerBound(cell.rate.lower)} to ${upperBound(cell.rate.upper)} (${lowerBound(cell.rate.confidence * 100, 4)} %)`;

const regime = (cell: CellReport): string => {
  const ranges = rangesLine(cell);
  if (ranges === '') return cell.regime;
  return cell.regime === 'inside' ? `inside ${ranges}` : `outside (inside ${ranges})`;
};

const seen = (name: string, { lower, upper }: CellReport['observed'][string]): string[] => {
  if (lower === null && upper === null) return [];
  const median =
    lower === null
      ? `median at most ${upperBound(upper!.median)}`
      : upper === null
        ? `median at least ${lowerBound(lower.median)}`
        : `median ${lowerBound(lower.median)} to ${upperBound(upper.median)}`;
  return [
    `${name}: ${median}, all ${lowerBound((lower ?? upper)!.min)} to ${upperBound((upper ?? lower)!.max)}`,
  ];
};

const power = ({ power: at }: CellReport): string =>
  at === null
    ? ''
    : `refutes 2γ: ${probability(at.refuteTwiceGamma)}, supports γ/4: ${probability(at.supportQuarterGamma)}`;

const capNote = ({ gamma, cap, capCanDecide, note }: CellReport): string => {
  if (note !== null || gamma === null) return note ?? '';
  const cannot = [...(capCanDecide.refute ? [] : ['refute']), ...(capCanDecide.support ? [] : ['support'])];
  return cannot.length === 0 ? '' : `${cap} trials are too few to ${cannot.join(' or ')} anything.`;
};

export const detailsOf = (cell: CellReport): CellDetails => ({
  regime: regime(cell),
  expected: isUnexpected(cell) ? `not as expected (${expectation(cell.expect)})` : expectation(cell.expect),
  eValues: {
    refute: cell.log10ER === null ? '' : eValue(cell.log10ER),
    support: cell.log10EA === null ? '' : eValue(cell.log10EA),
  },
  rate: rate(cell),
  exactRate: cell.exactRate === null ? '' : significant(cell.exactRate),
  constants: constantsLine(cell.constants),
  margin:
    cell.margin === null
      ? ''
      : `${lowerBound(cell.margin.min)}, ${significant(cell.margin.median)}, ${upperBound(cell.margin.max)}`,
  observed: Object.entries(cell.observed).flatMap(([name, ends]) => seen(name, ends)),
  bound: cell.bound === null ? '' : significant(cell.bound, 4),
  power: power(cell),
  note: capNote(cell),
});
