import type { Measured } from '../../../core/calibrate/chapter.ts';
import { type Sample, trialsFor } from '../../../core/calibrate/sample.ts';
import type { Sampling } from '../../../core/calibrate/sampling.ts';
import { type BoundClaim, bindClaim, constantsAt } from '../../../core/judge/boundClaim.ts';
import { axes } from '../axes.ts';
import { widthAt } from '../widthAt.ts';
import { type Calibration, isStep, requireCalibration, withConstantValues } from './calibrationRequest.ts';
import { namedFactors, termsOf } from './namedConstants.ts';
import { samplePerturbationSize, samplePerturbedRadius } from './perturbationConstant.ts';
import { PRINTED_SIZE, type Prediction, predictionOf } from './predictions.ts';
import { sampleRadius } from './radiusConstant.ts';
import { reachesAt, sampleReachOf } from './reachConstant.ts';
import { radiusFactor, sampleSolvedConstant } from './solvedConstant.ts';
import { sampleStepConstant } from './stepConstant.ts';
import { sampleLimit, sampleWidth } from './widthConstant.ts';
import { narrowRemark, windowRemark, windowTable } from './windowTable.ts';

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

type Common = Pick<
  Measured,
  'name' | 'claim' | 'reading' | 'axes' | 'rates' | 'alpha' | 'seed' | 'replay' | 'terms'
>;

const stepsOf = async (sampling: Sampling, asked: Calibration, common: Common): Promise<Measured> => {
  const { claim, C0, gamma, alpha } = asked;
  const full = asked.trials ?? trialsFor(gamma, alpha);
  const trialsAt = (first: boolean): number => (asked.trials !== null || first ? full : Math.ceil(full / 2));
  const samples = await eachSize<Sample>(asked, async (d, m) => {
    const found: Sample[] = [];
    for (const [i, factor] of C0.entries())
      found.push(
        await sampleStepConstant(sampling, {
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

const solvedOf = async (sampling: Sampling, asked: Calibration, common: Common): Promise<Measured> => {
  const { symbol, gamma, alpha } = asked;
  const factor = namedFactors.find((one) => one.claim.id === asked.claim.id && one.claim.critical === symbol);
  const claim = factor?.claim ?? asked.claim;
  const bound = bindClaim(claim, axes);
  const trials = asked.trials ?? trialsFor(gamma, alpha);
  // Where the ball is W0 alone, one radius stands for all.
  const atStart = asked.C0.every((one) => radiusFactor(bound, 1, 1, one) === 0);
  const C0 = atStart ? [0] : asked.C0;
  let safe: Measured['safe'] = 'large';
  const samples = await eachSize<Sample>(asked, async (d, m) => {
    const found = await sampleSolvedConstant(sampling, { bound, d, m, C0, trials });
    safe = found.safe;
    const exact = factor?.exact;
    if (exact === undefined) return found.samples;
    return found.samples.map((sample) => ({
      ...sample,
      exact: (rate: number) => exact({ d, m, C0: sample.at.C0!, gamma: rate }),
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

const radiusOf = async (sampling: Sampling, asked: Calibration, common: Common): Promise<Measured> => {
  const { symbol, gamma, alpha, claim } = asked;
  const bound = bindClaim(claim, axes);
  const trials = asked.trials ?? trialsFor(gamma, alpha);
  const samples = await eachSize<Sample>(asked, async (d, m) => [
    await sampleRadius(sampling, { bound, d, m, C0: radiiAt(d, asked.C0), trials }),
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
        const ratio = (C0: number): number => sample.at.d! / (C0 * C0);
        return { lower: Array.from(upper, ratio), upper: Array.from(lower, ratio) };
      },
    })),
  };
};

/** The C2 that every ball is tried at: what the claim takes at the least γ and at the one C0 that was named, or 1. */
const fixedC2 = ({ claim, C0, gamma, d, m }: Calibration): number => {
  const [dimension] = d;
  const at = { d: dimension!, m: widthAt(m[0]!, dimension!), gamma: Math.min(...gamma) };
  const { C2 } = constantsAt(bindClaim(claim, axes), { ...at, C0: C0.length === 1 ? C0[0]! : 1 });
  return Number(C2!.toPrecision(6));
};

const reachOf = async (sampling: Sampling, asked: Calibration, common: Common): Promise<Measured> => {
  const { claim, gamma, alpha } = asked;
  const C2 = fixedC2(asked);
  const C0 = asked.C0.length > 1 ? [...asked.C0].sort((a, b) => a - b) : reachesAt(C2);
  const trials = asked.trials ?? trialsFor(gamma, alpha);
  const samples = await eachSize<Sample>(asked, async (d, m) => [
    await sampleReachOf(sampling, { claim: claim.id, d, m, C2, C0, trials }),
  ]);
  return {
    ...common,
    says: `the largest radius factor up to which a step with C2 = ${C2} flips the sign everywhere in the ball`,
    safe: 'small',
    printed: null,
    samples,
    without: ['C0'],
    remark: `C2 is ${C2} in every ball: with it held fixed a larger ball can only break the theorem, while nothing says so where C2 grows with C0`,
  };
};

const predictedOf = async (
  sampling: Sampling,
  asked: Calibration,
  common: Common,
  { printed, claim, remark }: Prediction,
): Promise<Measured> => {
  const { symbol, gamma, alpha } = asked;
  const trials = asked.trials ?? trialsFor(gamma, alpha);
  const sampled = { claim: claim.id, trials, gamma, alpha };
  const size = asked.constantValues?.delta ?? PRINTED_SIZE;
  if (symbol === 'K') {
    const samples = await eachSize<Sample>(asked, async (d, m) => {
      const found: Sample[] = [];
      for (const C0 of asked.C0) found.push(await samplePerturbationSize(sampling, { ...sampled, d, m, C0 }));
      return found;
    });
    const says = `the constant of ‖δ‖ = K/√d: ${claim.says}`;
    return { ...common, says, safe: 'large', printed, samples, remark };
  }
  const samples = await eachSize<Sample>(asked, async (d, m) => [
    await samplePerturbedRadius(sampling, { ...sampled, d, m, size }),
  ]);
  return {
    ...common,
    says: `the radius factor of V = C0/√m up to which every W in the ball has a perturbation of at most ${size} that changes the sign of the network`,
    safe: 'small',
    printed: size === PRINTED_SIZE ? printed : null,
    samples,
    without: ['C0'],
    ...(size === PRINTED_SIZE ? { remark } : {}),
  };
};

const widthsOf = async (sampling: Sampling, asked: Calibration, common: Common): Promise<Measured> => {
  const { symbol, gamma, alpha, claim, C0, d, trials } = asked;
  const bound = bindClaim(claim, axes);
  const samples: Sample[] = [];
  for (const one of d)
    for (const factor of C0)
      samples.push(
        symbol === 'C3'
          ? await sampleWidth(sampling, { bound, d: one, C0: factor, gamma, alpha, trials })
          : await sampleLimit(sampling, {
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
    ...(symbol === 'C4'
      ? { figures: [windowTable()], remark: windowRemark(d, samples, gamma) }
      : isStep(claim)
        ? { remark: narrowRemark(d) }
        : {}),
  };
};

/** Measures one constant on its grid. Throws: `UsageError`, one sentence, before the first draw. */
export const measure = async (
  sampling: Sampling,
  request: Calibration,
  replay: string,
): Promise<Measured> => {
  requireCalibration(request);
  const asked = { ...request, claim: withConstantValues(request.claim, request.constantValues) };
  const { symbol, claim, gamma, alpha } = asked;
  const prediction = predictionOf(symbol, claim.id);
  const common: Common = {
    name: symbol,
    claim: claim.id,
    reading: claim.reading,
    axes,
    rates: { axis: 'gamma', values: gamma },
    alpha,
    seed: sampling.seed,
    replay,
    terms: termsOf(symbol, claim.id),
  };
  if (prediction !== undefined) return predictedOf(sampling, asked, common, prediction);
  if (isStep(claim) && symbol === 'C2') return stepsOf(sampling, asked, common);
  if (isStep(claim) && symbol === 'C0') return reachOf(sampling, asked, common);
  if (symbol === 'C0' || symbol === 'K0') return radiusOf(sampling, asked, common);
  if (symbol === 'C3' || symbol === 'C4') return widthsOf(sampling, asked, common);
  return solvedOf(sampling, asked, common);
};
