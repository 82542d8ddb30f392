import { constantRanges, drawPremise, regimeAt } from '../../claims/boundClaim.ts';
import { operatingCharacteristics } from '../../numerics/statistics/operatingCharacteristics.ts';
import {
  defaultCap,
  type SequentialPlan,
  whatCapCanDecide,
} from '../../numerics/statistics/sequentialTest.ts';
import { twelveDigits, twelveDigitsDown, twelveDigitsUp } from '../outcomes/decimals.ts';
import type { Confirmed } from '../outcomes/outcome.ts';
import type { Alpha, CellReport, Provenance, Spread, WitnessReport } from '../outcomes/report.ts';
import { counted } from '../outcomes/tally.ts';
import type { Purpose } from '../trials/address.ts';
import { type CellResult, sequentialPlan } from '../trials/judgeCell.ts';
import { type Baseline, expectationOf } from './baseline.ts';
import { type PlannedCell, sharedAlpha } from './plan.ts';
import { formatWitness } from './witnessAddress.ts';

export const DEFAULT_ALPHA: Alpha = { refute: 1e-6, support: 1e-3 };
export const DEFAULT_SEED = 'lakatos';

const quoted = (text: string): string =>
  /^[\w.@%+=:,^/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The command that tries the cell again, alone. */
export const checkCommand = (cell: PlannedCell, provenance: Pick<Provenance, 'seed' | 'alpha'>): string => {
  const { claim } = cell.at.bound;
  const { d, m, C0, gamma, mode } = cell.at.cell;
  const words = [
    `npx lakatos check ${claim.id} --reading ${claim.reading}`,
    `--d ${d} --m ${m} --C0 ${C0} --gamma ${gamma}`,
  ];
  for (const [name, value] of Object.entries(cell.overrides)) words.push(`--let ${name}=${value}`);
  if (mode !== 'reduced') words.push(`--mode ${mode}`);
  if (cell.cap !== defaultCap(cell.at.failureRate)) words.push(`--trials ${cell.cap}`);
  return [...words, ...seedAndAlphaFlags(provenance)].join(' ');
};

/** The flags that repeat a run's seed and α, where they are not the defaults. */
export const seedAndAlphaFlags = ({ seed, alpha }: Pick<Provenance, 'seed' | 'alpha'>): readonly string[] => [
  ...(seed === DEFAULT_SEED ? [] : [`--seed ${quoted(seed)}`]),
  ...(alpha.refute === DEFAULT_ALPHA.refute && alpha.support === DEFAULT_ALPHA.support
    ? []
    : [`--alpha refute=${alpha.refute},support=${alpha.support}`]),
];

/** A confirmation as a report holds it: derived decimals in twelve digits, the shift never below what it is. */
export const roundedConfirmed = (confirmed: Confirmed): Confirmed => ({
  ...confirmed,
  largestShift: twelveDigitsUp(confirmed.largestShift),
  radius: twelveDigits(confirmed.radius),
  values: Object.fromEntries(
    Object.entries(confirmed.values).map(([name, value]) => [name, twelveDigits(value)]),
  ),
  margin: twelveDigits(confirmed.margin),
});

const noteOf = (
  cell: PlannedCell,
  result: CellResult,
  can: { refute: boolean; support: boolean },
): string | null => {
  const notes: string[] = [];
  if (result.crashes.length > 0)
    notes.push(`crashed trials count as unresolved: ${result.crashes.join('; ')}`);
  if (cell.share !== undefined && cell.share !== 1)
    notes.push(`tested at ${twelveDigits(cell.share)} of α, the share of its epoch in the ledger`);
  if (!can.refute && !can.support) notes.push(`a cap of ${cell.cap} can decide nothing`);
  else if (!can.support) notes.push(`a cap of ${cell.cap} is too small to support anything`);
  else if (!can.refute) notes.push(`a cap of ${cell.cap} is too small to refute anything`);
  if (result.verdict === 'vacuous') {
    const premise = drawPremise(cell.at.bound).map(({ lhs, rhs }) => `"${lhs.text} <= ${rhs.text}"`);
    notes.push(`every draw was skipped: none satisfies the premise ${premise.join(' and ')}`);
  }
  return notes.length === 0 ? null : notes.join('; ');
};

const roundedSpread = (spread: Spread | null): Spread | null =>
  spread === null
    ? null
    : { min: twelveDigits(spread.min), median: twelveDigits(spread.median), max: twelveDigits(spread.max) };

/** The side of the conclusion that speaks of no quantity, as a number. */
const boundOf = ({ at: { bound, scope, wanted } }: PlannedCell): number | null => {
  const sides = [bound.conclusion.lhs, bound.conclusion.rhs];
  const plain = sides.filter((side) => ![...side.symbols].some((name) => wanted.has(name)));
  const value = plain.length === 1 ? plain[0]!.evaluate(scope) : Number.NaN;
  return Number.isFinite(value) ? value : null;
};

const powers = new Map<string, CellReport['power']>();

const powerOf = (plan: SequentialPlan): CellReport['power'] => {
  const key = JSON.stringify(plan);
  const known = powers.get(key);
  if (known !== undefined) return known;
  const { refuted } = operatingCharacteristics(plan, Math.min(1, 2 * plan.gamma));
  // Where no number of certified trials supports, the law need not be followed to a distant cap.
  const supported = whatCapCanDecide(plan).support
    ? operatingCharacteristics(plan, plan.gamma / 4).supported
    : 0;
  const power = { refuteTwiceGamma: twelveDigits(refuted), supportQuarterGamma: twelveDigits(supported) };
  powers.set(key, power);
  return power;
};

/** The values of the free constants, as a report shows them. */
export const constantsShown = ({ at }: PlannedCell): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(at.cell.constants).map(([name, value]) => [name, twelveDigits(value)]));

/** The witness of a cell by its address, or null where no trial was violated. */
export const reportWitness = (
  cell: PlannedCell,
  { witness }: CellResult,
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
  result: CellResult,
  provenance: Provenance,
  baseline: Baseline | null,
): CellReport => {
  const { bound, scope } = cell.at;
  const { d, m, C0, gamma, mode } = cell.at.cell;
  const { tally, rate } = result;
  const plan = sequentialPlan(cell.at, { alpha: sharedAlpha(cell, provenance.alpha), cap: cell.cap });
  const capCanDecide = whatCapCanDecide(plan);
  const witnessReport = reportWitness(cell, result, provenance.seed, 'verdict');
  const rounded = (value: number | null): number | null => (value === null ? null : twelveDigits(value));
  return {
    d,
    m,
    C0,
    gamma,
    constants: constantsShown(cell),
    constantRanges: Object.fromEntries(
      Object.entries(constantRanges(bound, scope)).map(([name, { atLeast, atMost }]) => [
        name,
        { atLeast: rounded(atLeast ?? null), atMost: rounded(atMost ?? null) },
      ]),
    ),
    regime: regimeAt(bound, scope),
    mode,
    expect: expectationOf(cell, baseline),
    trials: counted(tally),
    violated: tally.violated,
    certified: tally.certified,
    unresolved: tally.unresolved,
    skipped: tally.skipped,
    cap: cell.cap,
    capCanDecide,
    power: powerOf(plan),
    verdict: result.verdict,
    log10ER: rounded(result.log10ER),
    log10EA: rounded(result.log10EA),
    rate:
      rate === null
        ? null
        : {
            lower: twelveDigitsDown(rate.lower),
            upper: twelveDigitsUp(rate.upper),
            confidence: twelveDigits(rate.confidence),
          },
    exactRate: rounded(result.exactRate),
    margin: roundedSpread(result.margin),
    observed: Object.fromEntries(
      Object.entries(result.observed).map(([name, { lower, upper }]) => [
        name,
        { lower: roundedSpread(lower), upper: roundedSpread(upper) },
      ]),
    ),
    bound: rounded(boundOf(cell)),
    witness: witnessReport,
    replay:
      witnessReport === null ? checkCommand(cell, provenance) : `npx lakatos replay ${witnessReport.address}`,
    note: noteOf(cell, result, capCanDecide),
  };
};
