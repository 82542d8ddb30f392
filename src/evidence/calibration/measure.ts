import { type BoundClaim, bindClaim, constantsAt } from '../../claims/boundClaim.ts';
import type { Claim } from '../../claims/claim.ts';
import { didYouMean } from '../../claims/nearest.ts';
import { CERTIFICATE_ERROR } from '../../network/certificates/revealedWeights.ts';
import { widthAt } from '../runner/axes.ts';
import { planCells } from '../runner/plan.ts';
import { UsageError } from '../runner/usageError.ts';
import { familyOf } from '../trials/quantities/catalogue.ts';
import type { Measured } from './chapter.ts';
import { namedFactors, termsOf } from './namedConstants.ts';
import { sampleRadius } from './radiusConstant.ts';
import { requireTrials, type Sample } from './sample.ts';
import { radiusFactor, sampleSolvedConstant } from './solvedConstant.ts';
import { sampleStepConstant } from './stepConstant.ts';
import type { Surveyor } from './surveyor.ts';
import { sampleLimit, sampleWidth } from './widthConstant.ts';
import { windowTable } from './windowTable.ts';

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
}

/** The symbols that a claim can be solved for. */
export const symbolsOf = (claim: Claim): readonly string[] => {
  const bound = bindClaim(claim);
  const family = familyOf(bound).name;
  const drawn = family === 'value' || family === 'gradient';
  const ofBall = radiusFactor(bound, 1, 1, 1) > 0;
  return [
    ...(claim.critical === undefined ? [] : [claim.critical]),
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

/** As many draws as make the bounds at the least γ useful: six times what a first bound takes, 820 at γ = 0.05 and α = 1e-3. */
export const trialsFor = (gamma: readonly number[], alpha: number): number => {
  const least = Math.min(...gamma);
  return Math.max(20, Math.ceil((6 * Math.log(alpha)) / Math.log1p(-Math.min(least, 0.5)) / 20) * 20);
};

const isStep = (claim: Claim): boolean => familyOf(bindClaim(claim)).name === 'step';

/**
 * Whether a calibration can be carried out. Throws: `UsageError`, one sentence, before the first draw: a symbol the claim cannot be
 * solved for, a cell that is none or fits no machine, or too few trials for the asked γ and α, with the number that it takes.
 */
export const requireCalibration = ({ symbol, claim, d, m, C0, gamma, trials, alpha }: Calibration): void => {
  requireSolvable(symbol, claim);
  planCells({
    claims: [claim],
    profile: 'quick',
    axes: { d, m, C0, gamma },
    lets: {},
    readings: null,
    mode: 'reduced',
    trials: 1,
    threads: 1,
  });
  const full = trials ?? trialsFor(gamma, alpha);
  for (const rate of gamma) {
    if (symbol === 'C3' || symbol === 'C4') requireTrials(trials ?? Math.ceil(20 / rate), rate, alpha, 0);
    else if (isStep(claim)) {
      const fewest = trials !== null || C0.length === 1 ? full : Math.ceil(full / 2);
      for (const n of [fewest, full]) requireTrials(n, rate, alpha, CERTIFICATE_ERROR);
    } else requireTrials(full, rate, alpha, 0);
  }
};

/** Sizes one after the other: the threads are kept busy by the draws of one. */
const eachSize = async <T>(
  { d, m }: Pick<Calibration, 'd' | 'm'>,
  measureAt: (d: number, m: number, first: boolean) => Promise<readonly T[]>,
): Promise<readonly T[]> => {
  const all: T[] = [];
  for (const one of d) {
    const widths = [...new Set(m.map((width) => widthAt(width, one)))];
    for (const width of widths) all.push(...(await measureAt(one, width, all.length === 0)));
  }
  return all;
};

type Common = Pick<Measured, 'name' | 'claim' | 'reading' | 'gamma' | 'alpha' | 'seed' | 'replay' | 'terms'>;

const stepsOf = async (surveyor: Surveyor, asked: Calibration, common: Common): Promise<Measured> => {
  const { claim, C0, gamma, alpha } = asked;
  const full = asked.trials ?? trialsFor(gamma, alpha);
  const trialsAt = (first: boolean): number => (asked.trials !== null || first ? full : Math.ceil(full / 2));
  const samples = await eachSize<Sample>(asked, async (d, m) => {
    const found: Sample[] = [];
    for (const [i, factor] of C0.entries())
      found.push(
        await sampleStepConstant(surveyor, {
          claim: claim.id,
          d,
          m,
          C0: factor,
          gamma,
          trials: trialsAt(i === 0),
        }),
      );
    return found;
  });
  return { ...common, says: claim.constants.C2!.says, safe: 'large', printed: null, samples };
};

/** A default that is a number whatever the cell: what the source prints. */
const printedValue = (bound: BoundClaim, name: string): number | null =>
  bound.constants[name]!.symbols.size === 0
    ? constantsAt(bound, { d: 1, m: 1, C0: 1, gamma: 0.5 })[name]!
    : null;

const solvedOf = async (surveyor: Surveyor, asked: Calibration, common: Common): Promise<Measured> => {
  const { symbol, gamma, alpha } = asked;
  const factor = namedFactors.find((one) => one.claim.id === asked.claim.id && one.claim.critical === symbol);
  const claim = factor?.claim ?? asked.claim;
  const bound = bindClaim(claim);
  const trials = asked.trials ?? trialsFor(gamma, alpha);
  // Where the ball is W0 alone, one radius stands for all.
  const atStart = asked.C0.every((one) => radiusFactor(bound, 1, 1, one) === 0);
  const C0 = atStart ? [0] : asked.C0;
  let safe: Measured['safe'] = 'large';
  const samples = await eachSize<Sample>(asked, async (d, m) => {
    const found = await sampleSolvedConstant(surveyor, { bound, d, m, C0, trials });
    safe = found.safe;
    const exact = factor?.exact;
    if (exact === undefined) return found.samples;
    return found.samples.map((sample) => ({
      ...sample,
      exact: (rate: number) => exact({ d, m, C0: sample.C0, gamma: rate }),
    }));
  });
  const printed = factor?.printed ?? printedValue(bound, symbol);
  return {
    ...common,
    says: claim.constants[symbol]!.says,
    safe,
    printed,
    samples,
    ...(atStart ? { without: ['C0' as const] } : {}),
  };
};

/** Radius factors at which the balls are looked at, where none are asked for: 12 % apart, from a quarter of √d to beyond √d. */
const radiiAt = (d: number, asked: readonly number[]): readonly number[] =>
  asked.length > 1
    ? [...asked].sort((a, b) => a - b)
    : Array.from({ length: 14 }, (_, i) => Number((0.25 * Math.sqrt(d) * 1.12 ** i).toPrecision(4)));

const radiusOf = async (surveyor: Surveyor, asked: Calibration, common: Common): Promise<Measured> => {
  const { symbol, gamma, alpha, claim } = asked;
  const bound = bindClaim(claim);
  const trials = asked.trials ?? trialsFor(gamma, alpha);
  const samples = await eachSize<Sample>(asked, async (d, m) => [
    await sampleRadius(surveyor, { bound, d, m, C0: radiiAt(d, asked.C0), trials }),
  ]);
  if (symbol === 'C0')
    return {
      ...common,
      says: `the largest radius factor up to which ${claim.says}`,
      safe: 'small',
      printed: null,
      samples,
      without: ['C0'],
    };
  return {
    ...common,
    says: 'the constant hidden in d ≥ K0 C0², 16 by the proof',
    safe: 'large',
    printed: 16,
    without: ['C0'],
    samples: samples.map((sample) => ({
      ...sample,
      whyMissing: (side) => sample.whyMissing(side === 'lower' ? 'upper' : 'lower'),
      ends: (rate) => {
        const { lower, upper } = sample.ends(rate);
        const ratio = (C0: number): number => sample.d / (C0 * C0);
        return { lower: Array.from(upper, ratio), upper: Array.from(lower, ratio) };
      },
    })),
  };
};

const widthsOf = async (surveyor: Surveyor, asked: Calibration, common: Common): Promise<Measured> => {
  const { symbol, gamma, alpha, claim, C0, d, trials } = asked;
  const bound = bindClaim(claim);
  const samples: Sample[] = [];
  for (const one of d)
    for (const factor of C0)
      samples.push(
        symbol === 'C3'
          ? await sampleWidth(surveyor, { bound, d: one, C0: factor, gamma, alpha, trials })
          : await sampleLimit(surveyor, {
              bound,
              d: one,
              C0: factor,
              gamma,
              alpha,
              trials,
              m: asked.m.map((width) => widthAt(width, one)),
            }),
      );
  return {
    ...common,
    says:
      symbol === 'C3'
        ? `the least C3 with which C3 ln(1/γ) ≤ m is enough width: ${claim.says}`
        : `the largest C4 tried with which m ≤ C4 exp(d^0.24) still lets the claim hold: ${claim.says}`,
    safe: symbol === 'C3' ? 'large' : 'small',
    printed: null,
    samples,
    without: ['m'],
    ...(symbol === 'C4' ? { exhibits: [windowTable()] } : {}),
  };
};

/** Measures one constant on its grid. Throws: `UsageError`, one sentence, before the first draw. */
export const measure = async (surveyor: Surveyor, asked: Calibration, replay: string): Promise<Measured> => {
  const { symbol, claim, gamma, alpha } = asked;
  requireCalibration(asked);
  const common: Common = {
    name: symbol,
    claim: claim.id,
    reading: claim.reading,
    gamma,
    alpha,
    seed: surveyor.seed,
    replay,
    terms: termsOf(symbol, claim.id),
  };
  if (isStep(claim)) return stepsOf(surveyor, asked, common);
  if (symbol === 'C0' || symbol === 'K0') return radiusOf(surveyor, asked, common);
  if (symbol === 'C3' || symbol === 'C4') return widthsOf(surveyor, asked, common);
  return solvedOf(surveyor, asked, common);
};
