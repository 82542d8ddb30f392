import { namedValues } from '../axisFault.ts';
import type { Purpose } from '../judge/address.ts';
import { capFor, testOf } from '../judge/cellTest.ts';
import type { Confirmed } from '../judge/outcome.ts';
import { type Baseline, expectationOf } from '../run/baseline.ts';
import { type PlannedCell, sharedAlpha } from '../run/plan.ts';
import { formatWitness } from '../run/witnessAddress.ts';
import type { Evidence } from '../study.ts';
import { cellNote } from './cellNote.ts';
import { cellNumbers, rounded, roundedOne, testNumbers } from './cellNumbers.ts';
import { twelveDigits } from './decimals.ts';
import { DEFAULT_ALPHA, DEFAULT_SEED } from './defaults.ts';
import type { CellReport, Provenance, Spread, WitnessReport } from './report.ts';

const quoted = (text: string): string =>
  /^[\w.@%+=:,^/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The command that tries the cell again, alone. */
export const checkCommand = (cell: PlannedCell, provenance: Pick<Provenance, 'seed' | 'alpha'>): string => {
  const { claim } = cell.at.bound;
  const { at, mode } = cell.at.cell;
  const words = [
    `npx lakatos check ${claim.id} --reading ${claim.reading}`,
    ...Object.entries(at).map(([symbol, value]) => `--${symbol} ${value}`),
  ];
  for (const [name, value] of Object.entries(cell.overrides)) words.push(`--let ${name}=${value}`);
  if (mode !== 'reduced') words.push(`--mode ${mode}`);
  if (cell.cap !== capFor(cell.at.failureRate)) words.push(`--trials ${cell.cap}`);
  return [...words, ...seedAndAlphaFlags(provenance)].join(' ');
};

/** The flags that repeat a run's seed and α, where they are not the defaults. */
export const seedAndAlphaFlags = ({ seed, alpha }: Pick<Provenance, 'seed' | 'alpha'>): readonly string[] => [
  ...(seed === DEFAULT_SEED ? [] : [`--seed ${quoted(seed)}`]),
  ...(alpha.refute === DEFAULT_ALPHA.refute && alpha.support === DEFAULT_ALPHA.support
    ? []
    : [`--alpha refute=${alpha.refute},support=${alpha.support}`]),
];

/** A confirmation as a report holds it: derived decimals in twelve digits. */
export const roundedConfirmed = (confirmed: Confirmed): Confirmed => ({
  ...confirmed,
  shown: rounded(confirmed.shown),
  values: rounded(confirmed.values),
  margin: twelveDigits(confirmed.margin),
});

const roundedSpread = (spread: Spread | null): Spread | null =>
  spread === null
    ? null
    : { min: twelveDigits(spread.min), median: twelveDigits(spread.median), max: twelveDigits(spread.max) };

/** The values of the free constants, as a report shows them. */
export const constantsShown = ({ at }: PlannedCell): Readonly<Record<string, number>> =>
  rounded(at.cell.constants);

/** The witness of a cell by its address, or null where no trial was violated. */
export const reportWitness = (
  cell: PlannedCell,
  { witness }: Evidence,
  seed: string,
  purpose: Purpose,
): WitnessReport | null => {
  if (witness === null) return null;
  const { id, reading } = cell.at.bound.claim;
  const { trial, confirmed } = witness;
  // Constants that decide nothing in a trial stay at their defaults, so that the address is no longer than it must be.
  const place = { ...cell.at.cell, constants: cell.decisive };
  const address = formatWitness({ claim: id, reading, cell: place, purpose, trial, seed });
  return { address, trial, confirmed: roundedConfirmed(confirmed) };
};

/** The record of one judged cell: what its trials say, and where the cell stands in the premise. */
export const reportCell = (
  cell: PlannedCell,
  result: Evidence,
  provenance: Provenance,
  baseline: Baseline | null,
): CellReport => {
  const { at, mode } = cell.at.cell;
  const { tally, verdict, crashes } = result;
  const { crashed, withoutValue, cutShort } = tally;
  const uncompared = {
    ...(crashed !== undefined && { crashed }),
    ...(withoutValue !== undefined && { withoutValue }),
    ...(result.valueless !== undefined && { valueless: result.valueless }),
    ...(cutShort !== undefined && { cutShort }),
    ...(result.endings !== undefined && { endings: result.endings }),
  };
  const test = testOf(cell.at, { alpha: sharedAlpha(cell, provenance.alpha), cap: cell.cap });
  const numbers = cellNumbers(cell.at, result);
  const { capCanDecide, power } = testNumbers(test);
  const alphaShare = twelveDigits(cell.share ?? 1);
  const witness = reportWitness(cell, result, provenance.seed, 'verdict');
  const { failureRate } = numbers;
  return {
    at,
    ...namedValues(cell.theorem.axes, at),
    constants: constantsShown(cell),
    constantRanges: numbers.constantRanges,
    ...(result.reaches !== undefined && { reaches: rounded(result.reaches) }),
    derived: numbers.derived,
    failureRate,
    alphaShare,
    regime: numbers.regime,
    mode,
    expect: expectationOf(cell, baseline),
    trials: numbers.trials,
    violated: tally.violated,
    certified: tally.certified,
    unresolved: tally.unresolved,
    skipped: tally.skipped,
    cap: cell.cap,
    capCanDecide,
    power,
    verdict,
    basis: result.basis ?? 'draws',
    log10ER: numbers.log10ER,
    log10EA: numbers.log10EA,
    rate: numbers.rate,
    exactRate: roundedOne(result.exactRate),
    margin: roundedSpread(result.margin),
    observed: Object.fromEntries(
      Object.entries(result.observed).map(([name, { lower, upper }]) => [
        name,
        { lower: roundedSpread(lower), upper: roundedSpread(upper) },
      ]),
    ),
    bound: numbers.bound,
    witness,
    replay: witness === null ? checkCommand(cell, provenance) : `npx lakatos replay ${witness.address}`,
    crashes,
    ...uncompared,
    note: cellNote(cell.at.bound, {
      ...{ crashes, ...uncompared, alphaShare, failureRate, capCanDecide, cap: cell.cap, verdict },
      trials: numbers.trials,
    }),
  };
};
