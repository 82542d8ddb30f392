import { requireTrials, trialsFor } from '../../../core/calibrate/sample.ts';
import type { Claim } from '../../../core/claim.ts';
import { didYouMean } from '../../../core/formula/nearest.ts';
import { bindClaim } from '../../../core/judge/boundClaim.ts';
import { settingFor } from '../../../core/judge/settingFor.ts';
import { planCells } from '../../../core/run/plan.ts';
import { UsageError } from '../../../core/run/usageError.ts';
import { CERTIFICATE_ERROR } from '../certificates/revealedWeights.ts';
import { oneStepFlips } from '../claims/oneStepFlips.ts';
import { lazySpace } from '../space.ts';
import { lazyTraining } from '../theorem.ts';
import { namedFactors } from './namedConstants.ts';
import { predictionOf, predictions } from './predictions.ts';
import { radiusFactor } from './solvedConstant.ts';

/** What is to be calibrated, on which grid. */
export interface Calibration {
  readonly symbol: string;
  readonly claim: Claim;
  readonly d: readonly number[];
  /** Widths, or formulas in d. */
  readonly m: readonly string[];
  readonly C0: readonly number[];
  readonly gamma: readonly number[];
  /** Draws at each size; null takes what γ and α ask for. */
  readonly trials: number | null;
  readonly alpha: number;
  /** Values of free constants other than the one that is looked for; those of the claim unless said otherwise. */
  readonly constantValues?: Readonly<Record<string, number>>;
}

/** Whether a claim says that the theorem's step flips the sign everywhere in a ball: what `calibrate` brackets of that family. */
export const isStep = (claim: Claim): boolean =>
  claim.conclusion.lhs.trim() === 'signKeptSup' &&
  claim.conclusion.rhs.trim() === '0' &&
  [1, 4].every((m) => radiusFactor(bindClaim(claim, lazySpace.axes), 1, m, 1) === 1);

/** The symbols that a claim can be solved for. */
export const symbolsOf = (claim: Claim): readonly string[] => {
  const predicted = predictions.filter((one) => one.claim.id === claim.id);
  if (predicted.length > 0) return predicted.map(({ symbol }) => symbol);
  const bound = bindClaim(claim, lazySpace.axes);
  const family = settingFor(bound, lazySpace.settings).name;
  const drawn = family === 'value' || family === 'gradient' || isStep(claim);
  const ofBall = radiusFactor(bound, 1, 1, 1) > 0;
  return [
    ...(claim.critical === undefined || (family === 'step' && !isStep(claim)) ? [] : [claim.critical]),
    ...namedFactors.flatMap((one) => (one.claim.id === claim.id ? [one.claim.critical!] : [])),
    ...(drawn && ofBall ? ['C0'] : []),
    ...(claim.id === 'gradient-is-large' ? ['K0'] : []),
    ...(drawn ? ['C3', 'C4'] : []),
  ];
};

/** Throws: `UsageError` unless the claim can be solved for the symbol. */
export const requireSolvable = (symbol: string, claim: Claim): void => {
  const symbols = symbolsOf(claim);
  if (symbols.includes(symbol)) return;
  const near = didYouMean(symbol, symbols);
  const cure =
    symbols.length === 0 ? '' : near === '' ? `; it can be solved for ${symbols.join(', ')}` : near;
  throw new UsageError(`${claim.id} cannot be solved for ${symbol}${cure}`);
};

/** Throws: `UsageError` unless every constant that is set is one of the claim's, and not the one that is looked for. */
const requireConstantValues = ({ symbol, claim, constantValues = {} }: Calibration): void => {
  const names = Object.keys(claim.constants);
  for (const name of Object.keys(constantValues)) {
    if (name === symbol)
      throw new UsageError(`--let ${name} sets the very constant that is looked for; leave it out`);
    if (!names.includes(name))
      throw new UsageError(
        `claim "${claim.id}" has no free constant "${name}"${didYouMean(name, names) || `; it has ${names.join(', ') || 'none'}`}`,
      );
  }
};

/** A claim with some of its free constants set. */
export const withConstantValues = (
  claim: Claim,
  constantValues: Readonly<Record<string, number>> = {},
): Claim => ({
  ...claim,
  constants: Object.fromEntries(
    Object.entries(claim.constants).map(([name, constant]) => [
      name,
      Object.hasOwn(constantValues, name) ? { ...constant, first: String(constantValues[name]) } : constant,
    ]),
  ),
});

/**
 * Whether a calibration can be carried out. Throws: `UsageError`, one sentence, before the first draw: a symbol the claim cannot be
 * solved for, a cell that is none or fits no machine, or too few trials for the asked γ and α, with the number that it takes.
 */
export const requireCalibration = (asked: Calibration): void => {
  const { symbol, claim, d, m, C0, gamma, trials, alpha } = asked;
  requireSolvable(symbol, claim);
  const prediction = predictionOf(symbol, claim.id);
  requireConstantValues(asked);
  // Of a prediction only the sizes are to be looked at: it has no trials of its own.
  planCells({
    claims: [prediction === undefined ? claim : oneStepFlips],
    theorem: lazyTraining,
    profile: 'quick',
    axes: { d, m, C0, gamma },
    constantValues: {},
    readings: null,
    mode: 'reduced',
    trials: 1,
    threads: 1,
  });
  const full = trials ?? trialsFor(gamma, alpha);
  const certificateError = isStep(claim) ? CERTIFICATE_ERROR : 0;
  for (const rate of gamma) {
    if (symbol === 'C3' || symbol === 'C4')
      requireTrials(trials ?? Math.ceil(20 / rate), rate, alpha, certificateError);
    else if (symbol === 'C2' && isStep(claim)) {
      const fewest = trials !== null || C0.length === 1 ? full : Math.ceil(full / 2);
      for (const n of [fewest, full]) requireTrials(n, rate, alpha, CERTIFICATE_ERROR);
    } else requireTrials(full, rate, alpha, certificateError);
  }
};
