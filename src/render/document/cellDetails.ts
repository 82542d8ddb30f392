import type { CellReport, Spread } from '../../core/report/report.ts';
import { isUnexpected } from '../../core/report/report.ts';
import { eValue, lowerBound, probability, significant, upperBound } from '../numbers.ts';
import { constantsLine, expectation, rangesLine } from '../words.ts';

interface Ends {
  readonly lower: Spread | null;
  readonly upper: Spread | null;
}

/** What is known of a quantity over the draws of a cell: `median 1.96 to 2.04, all 0.7 to 3.2`; empty where nothing is. */
export const endsInWords = ({ lower, upper }: Ends): string => {
  if (lower === null && upper === null) return '';
  const median =
    lower === null
      ? `at most ${upperBound(upper!.median)}`
      : upper === null
        ? `at least ${lowerBound(lower.median)}`
        : `${lowerBound(lower.median)} to ${upperBound(upper.median)}`;
  return `median ${median}, all ${lowerBound((lower ?? upper)!.min)} to ${upperBound((upper ?? lower)!.max)}`;
};

/** The bounds of a cell's failure rate: `0 to 0.0667 (99.9 %)`. */
const rateInWords = ({ rate }: CellReport): string =>
  rate === null
    ? ''
    : `${lowerBound(rate.lower)} to ${upperBound(rate.upper)} (${lowerBound(rate.confidence * 100, 4)} %)`;

const regime = (cell: CellReport): string => {
  const ranges = rangesLine(cell);
  if (ranges === '') return cell.regime;
  return cell.regime === 'inside' ? `inside ${ranges}` : `outside (inside ${ranges})`;
};

/** One cell in words, for every format; an empty string where there is nothing to say. */
export const detailsOf = (cell: CellReport) => {
  const { failureRate, log10ER, log10EA, exactRate, margin, bound, power, observed } = cell;
  return {
    /** Inside or outside the premise, and for which constants it is inside. */
    regime: regime(cell),
    expected: isUnexpected(cell) ? `not as expected (${expectation(cell.expect)})` : expectation(cell.expect),
    against: log10ER === null ? '' : eValue(log10ER),
    inFavor: log10EA === null ? '' : eValue(log10EA),
    rate: rateInWords(cell),
    exactRate: exactRate === null ? '' : `exactly ${significant(exactRate)}`,
    /** The failure rate that the claim allows here. */
    allowed:
      failureRate === null
        ? ''
        : `allowed: ${failureRate.value === 0 ? 'none' : `at most ${significant(failureRate.value, 6)}`}`,
    constants: constantsLine(cell.constants),
    margin:
      margin === null
        ? ''
        : `${lowerBound(margin.min)}, ${significant(margin.median)}, ${upperBound(margin.max)}`,
    /** Each compared quantity with what is known of it. */
    observed: Object.entries(observed).flatMap(([name, ends]) => {
      const said = endsInWords(ends);
      return said === '' ? [] : [`${name}: ${said}`];
    }),
    bound: bound === null ? '' : `held against ${significant(bound, 4)}`,
    power:
      power === null
        ? []
        : [
            `refutes twice the allowed rate: ${probability(power.refuteTwiceGamma)}`,
            `supports a quarter: ${probability(power.supportQuarterGamma)}`,
          ],
    note: cell.note ?? '',
  };
};
