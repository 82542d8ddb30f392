import type { Sample } from '../../../core/calibrate/sample.ts';
import type { Ends } from '../../../numerics/statistics/wilks.ts';
import { CERTIFICATE_ERROR } from '../certificates/revealedWeights.ts';
import { type Surveyor, sampleSteps } from '../survey/samples.ts';
import { MOST_CANDIDATES } from '../survey/surveyStep.ts';

/** Neighbouring candidates for C2 lie 1.25 % apart. */
const RATIO = 1.0125;

/** The pilot looks at every eighth candidate. */
const COARSE = 8;

/** Candidates of one sequence, at most: from the safe end down they reach over a third. */
const LONGEST = 26;

/** Draws of the pilot: with none of 60 failing, the rate is most likely below 1/20. */
const PILOT = 60;

/** The k-th candidate, six digits of it: powers may differ in the last bit from engine to engine. */
const candidate = (k: number): number => Number((RATIO ** k).toPrecision(6));

const indexAbove = (C2: number): number => Math.ceil(Math.log(C2) / Math.log(RATIO));

/**
 * Roughly the least C2 that is worth a look: |f(x; W0)| is about N(0, 1/2), whose tail beyond t is about exp(−t²), and the ball adds
 * C0/2 to it. It only says where the pilot begins.
 */
const leastPlausible = (C0: number, gamma: number): number =>
  Math.sqrt(Math.log(1 / gamma)) * 0.7 + C0 / 2 + 0.1;

/** What the pilot decides, on draws of its own: the sequences that the calibration then walks along. */
interface Plan {
  /** From the safe end, descending; empty where the pilot saw nothing that could be certified. */
  readonly certify: readonly number[];
  /** From the unsafe end, ascending. */
  readonly attack: readonly number[];
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

const failingAt = (rows: readonly { readonly certified: readonly boolean[] }[], i: number): number =>
  rows.reduce((sum, { certified }) => sum + (certified[i] ? 0 : 1), 0);

const planSteps = async (
  surveyor: Surveyor,
  { claim, d, m, C0, gamma }: StepRequest,
): Promise<readonly Plan[]> => {
  const least = Math.max(...gamma);
  const lowest = indexAbove(0.6 * leastPlausible(C0, least));
  const highest = indexAbove(3 * leastPlausible(C0, Math.min(...gamma)) + 1);
  const places = range(0, Math.min(MOST_CANDIDATES - 1, Math.floor((highest - lowest) / COARSE))).map(
    (i) => lowest + COARSE * i,
  );
  // All sequences together may ask a draw for no more certificates than are paid for.
  const longest = Math.min(LONGEST, Math.floor(MOST_CANDIDATES / gamma.length));
  const looked = places.map(candidate);
  const trials = Math.max(PILOT, Math.min(400, Math.ceil(3 / Math.min(...gamma))));
  const rows = await sampleSteps(
    surveyor,
    { claim, d, m, trials, purpose: 'search' },
    { C0, certify: looked, attack: looked },
  );
  return gamma.map((rate) => {
    // The least C2 at which hardly any draw was left uncertified, and from one coarse step above it where that is no worse.
    const few = Math.floor(0.25 * rate * trials);
    const first = places.findIndex((_, i) => failingAt(rows, i) <= few);
    const next = first + 1;
    const start = first >= 0 && next < places.length && failingAt(rows, next) <= few ? next : first;
    // Attacks: from where four times as many draws are violated as are allowed, up to where none would be.
    const violatedAt = (i: number): number =>
      rows.reduce((sum, { violated }) => sum + (violated[i] ? 1 : 0), 0);
    const many = Math.min(0.9, 4 * rate) * trials;
    const unsafe = Math.max(0, places.findIndex((_, i) => violatedAt(i) < many) - 1);
    const from = places[unsafe]!;
    return {
      certify: start < 0 ? [] : range(0, longest - 1).map((i) => candidate(places[start]! - i)),
      attack: range(from, from + LONGEST - 1).map(candidate),
    };
  });
};

/** C2 of a claim about the theorem's step, at one size and radius, for several failure rates at once. */
export interface StepRequest {
  readonly claim: string;
  readonly d: number;
  readonly m: number;
  readonly C0: number;
  readonly gamma: readonly number[];
  readonly trials: number;
}

/** The last candidate up to which all are `true`; `none` where the first is not. */
const reached = (candidates: readonly number[], holds: (C2: number) => boolean, none: number): number => {
  const stop = candidates.findIndex((C2) => !holds(C2));
  if (stop === 0 || candidates.length === 0) return none;
  return candidates[(stop < 0 ? candidates.length : stop) - 1]!;
};

/**
 * The least C2 that suffices, bracketed on every draw of a sample.
 *
 * Nothing says that a larger C2 serves where a smaller one does, nor that certificates are monotone. So candidates are fixed by a pilot on
 * independent draws, and a draw counts as certified at one of them only if it is at all that come before it, from the safe end;
 * as violated only if it is at all before it, from the unsafe end. Bounds taken from these ends are those of fixed sequences,
 * each candidate tested at full α up to the first that fails: sound without a correction.
 */
export const sampleStepConstant = async (surveyor: Surveyor, request: StepRequest): Promise<Sample> => {
  const { claim, d, m, C0, gamma, trials } = request;
  const plans = await planSteps(surveyor, request);
  const all = (which: keyof Plan): readonly number[] =>
    [...new Set(plans.flatMap((plan) => plan[which]))].sort((a, b) => a - b);
  const [certify, attack] = [all('certify'), all('attack')];
  const rows = await sampleSteps(surveyor, { claim, d, m, trials }, { C0, certify, attack });
  const ends = (rate: number): Ends => {
    const plan = plans[gamma.indexOf(rate)]!;
    return {
      lower: rows.map(({ violated }) =>
        reached(plan.attack, (C2) => violated[attack.indexOf(C2)]!, Number.NEGATIVE_INFINITY),
      ),
      upper: rows.map(({ certified }) =>
        reached(plan.certify, (C2) => certified[certify.indexOf(C2)]!, Number.POSITIVE_INFINITY),
      ),
    };
  };
  return {
    at: { d, m, C0 },
    trials,
    ends,
    certificateError: CERTIFICATE_ERROR,
    whyMissing: (side) =>
      side === 'upper'
        ? 'no C2 is certified on enough draws, so none is known to suffice'
        : 'no attack succeeds on enough draws',
  };
};
