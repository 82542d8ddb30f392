import type { BoundCell } from '../judge/bindCell.ts';
import { constantRanges, regimeAt } from '../judge/boundClaim.ts';
import { type CellTest, powerOf, reachOf } from '../judge/cellTest.ts';
import { counted } from '../judge/tally.ts';
import type { Evidence } from '../study.ts';
import { twelveDigits, twelveDigitsDown, twelveDigitsUp } from './decimals.ts';
import type { CellReport } from './report.ts';

/** What of a cell the numbers of its record depend on: everything but how it draws. */
export type NumberedCell = Omit<BoundCell, 'setting'>;

/** Twelve digits of a number that need not be there. */
export const roundedOne = (value: number | null): number | null =>
  value === null ? null : twelveDigits(value);

/** Twelve digits of each entry. */
export const rounded = (values: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, twelveDigits(value)]));

/** The side of the conclusion that speaks of no quantity, as a number. */
const boundOf = ({ bound, scope, wanted }: NumberedCell): number | null => {
  const sides = [bound.conclusion.lhs, bound.conclusion.rhs];
  const plain = sides.filter((side) => ![...side.symbols].some((name) => wanted.has(name)));
  const value = plain.length === 1 ? plain[0]!.evaluate(scope) : Number.NaN;
  return Number.isFinite(value) ? value : null;
};

/** The failure rate at which a cell is tested. */
export const testedRate = ({
  bound,
  failureRate,
}: Pick<NumberedCell, 'bound' | 'failureRate'>): NonNullable<CellReport['failureRate']> => ({
  value: twelveDigits(failureRate),
  formula: bound.claim.failureRate ?? '0',
});

/** For which values of each constant a cell is inside the premise, as a report shows them. */
export const shownRanges = ({
  bound,
  scope,
}: Pick<NumberedCell, 'bound' | 'scope'>): CellReport['constantRanges'] =>
  Object.fromEntries(
    Object.entries(constantRanges(bound, scope)).map(([name, { atLeast, atMost }]) => [
      name,
      { atLeast: roundedOne(atLeast ?? null), atMost: roundedOne(atMost ?? null) },
    ]),
  );

/** What the place of a cell and its counts decide, as a report shows it: run and `verify` both call this. */
export const cellNumbers = (
  at: NumberedCell,
  { tally, log10ER, log10EA, rate }: Pick<Evidence, 'tally' | 'log10ER' | 'log10EA' | 'rate'>,
): Pick<
  CellReport,
  | 'constantRanges'
  | 'derived'
  | 'failureRate'
  | 'regime'
  | 'trials'
  | 'log10ER'
  | 'log10EA'
  | 'rate'
  | 'bound'
> => {
  const { bound, scope } = at;
  return {
    constantRanges: shownRanges(at),
    derived: rounded(Object.fromEntries(Object.keys(bound.where).map((name) => [name, scope[name]!]))),
    failureRate: testedRate(at),
    regime: regimeAt(bound, scope),
    trials: counted(tally),
    log10ER: roundedOne(log10ER),
    log10EA: roundedOne(log10EA),
    rate: rate && {
      lower: twelveDigitsDown(rate.lower),
      upper: twelveDigitsUp(rate.upper),
      confidence: twelveDigits(rate.confidence),
    },
    bound: roundedOne(boundOf(at)),
  };
};

/** What the test of a cell can do: at best, and with which chance. */
export const testNumbers = (test: CellTest): Pick<CellReport, 'capCanDecide' | 'power'> => ({
  capCanDecide: reachOf(test),
  power: powerShown(test),
});

const powers = new Map<string, CellReport['power']>();

/** The power of a test in twelve digits; remembered, since cells of one rate, cap and α share it. */
const powerShown = (test: CellTest): CellReport['power'] => {
  const key = JSON.stringify(test);
  const known = powers.get(key);
  if (known !== undefined) return known;
  const power = powerOf(test);
  const shown = power && {
    refuteTwiceGamma: twelveDigits(power.refuteTwiceGamma),
    supportQuarterGamma: twelveDigits(power.supportQuarterGamma),
  };
  powers.set(key, shown);
  return shown;
};
