import type { Sample } from '../../../core/calibrate/sample.ts';
import { logUpperTail } from '../../../numerics/statistics/binomial.ts';
import type { Ends } from '../../../numerics/statistics/wilks.ts';
import { CERTIFICATE_ERROR } from '../certificates/revealedWeights.ts';
import { MOST_CANDIDATES } from '../measure/measureStep.ts';
import { type Sampling, sampleSteps } from '../measure/samples.ts';

/** Neighbouring candidates for C2 lie 1.25 % apart. */
const RATIO = 1.0125;

/** The pilot looks at every eighth candidate. */
const COARSE = 8;

/** Candidates of one sequence from the safe end down, at most: they reach over a third. */
const LONGEST = 26;

/** Candidates from the unsafe end up: an attack tries them all at next to no cost. */
const LONGEST_ATTACK = 44;

/** Where the certificate by boxes alone decides, every fourth candidate is asked, two of them at a time: it costs many times the first one. */
const BOX_STRIDE = 4;
const BOX_ROUND = 2;

/** A sequence of attacks starts where so rarely fewer than this many times the allowed rate would be violated. */
const CLEARLY = 1.8;
const RARELY = 1e-3;

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

interface Plans {
  readonly plans: readonly Plan[];
  /** Whether the certificate by boxes is what decides at the safe ends. */
  readonly byBoxes: boolean;
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

const failingAt = (rows: readonly { readonly certified: readonly boolean[] }[], i: number): number =>
  rows.reduce((sum, { certified }) => sum + (certified[i] ? 0 : 1), 0);

/** The least count that hardly ever comes about where the rate is `CLEARLY` times the allowed one. */
const manyOf = (trials: number, rate: number): number => {
  const clearly = Math.min(0.9, CLEARLY * rate);
  let count = Math.ceil(clearly * trials);
  while (count < trials && logUpperTail(trials, count, clearly) > Math.log(RARELY)) count++;
  return count;
};

const planSteps = async (sampling: Sampling, { claim, d, m, C0, gamma }: StepRequest): Promise<Plans> => {
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
  const pilot = { claim, d, m, trials, purpose: 'search' } as const;
  const rows = await sampleSteps(sampling, pilot, { C0, certify: looked, attack: looked });
  /** The least C2 at which hardly any draw was left uncertified, and from one coarse step above it where that is no worse. */
  const startOf = (of: typeof rows, rate: number): number => {
    const few = Math.floor(0.25 * rate * trials);
    const first = places.findIndex((_, i) => failingAt(of, i) <= few);
    const next = first + 1;
    return first >= 0 && next < places.length && failingAt(of, next) <= few ? next : first;
  };
  const byBoxes = gamma.some((rate) => startOf(rows, rate) < 0);
  const certified = byBoxes
    ? await sampleSteps(sampling, pilot, { C0, certify: looked, attack: [], boxes: 'halving' })
    : rows;
  const stride = byBoxes ? BOX_STRIDE : 1;
  const plans = gamma.map((rate) => {
    const start = startOf(certified, rate);
    // Attacks: from the last place where clearly more draws are violated than are allowed.
    const violatedAt = (i: number): number =>
      rows.reduce((sum, { violated }) => sum + (violated[i] ? 1 : 0), 0);
    const many = manyOf(trials, rate);
    const fewer = places.findIndex((_, i) => violatedAt(i) < many);
    const from = places[Math.max(0, (fewer < 0 ? places.length : fewer) - 1)]!;
    return {
      certify:
        start < 0
          ? []
          : range(0, Math.ceil(longest / stride) - 1).map((i) => candidate(places[start]! - stride * i)),
      attack: range(from, from + LONGEST_ATTACK - 1).map(candidate),
    };
  });
  return { plans, byBoxes };
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

/** Draws with what was found on them at some of the C2. */
type Found = readonly ReadonlyMap<number, boolean>[];

/**
 * Which candidates each draw is certified at. The first certificate is asked at all of them at once; boxes a few candidates at a time,
 * from the safe end, until so many draws have been refused that no lower candidate could be a bound at any of the rates.
 */
const certify = async (
  sampling: Sampling,
  { claim, d, m, C0, gamma, trials }: StepRequest,
  { plans, byBoxes }: Plans,
): Promise<Found> => {
  const found = Array.from({ length: trials }, () => new Map<number, boolean>());
  const descending = [...new Set(plans.flatMap((plan) => plan.certify))].sort((a, b) => b - a);
  const round = byBoxes ? BOX_ROUND : descending.length;
  const standing = new Set(range(0, trials - 1));
  for (let from = 0; from < descending.length; from += round) {
    if (standing.size < (1 - Math.max(...gamma)) * trials) break;
    const asked = descending.slice(from, from + round).reverse();
    const rows = await sampleSteps(
      sampling,
      { claim, d, m, trials },
      { C0, certify: asked, attack: [], boxes: 'down' },
    );
    rows.forEach(({ certified }, draw) => {
      asked.forEach((C2, i) => void found[draw]!.set(C2, certified[i]!));
      if (!certified.every(Boolean)) standing.delete(draw);
    });
  }
  return found;
};

const attack = async (
  sampling: Sampling,
  { claim, d, m, C0, trials }: StepRequest,
  { plans }: Plans,
): Promise<Found> => {
  const ascending = [...new Set(plans.flatMap((plan) => plan.attack))].sort((a, b) => a - b);
  const rows = await sampleSteps(sampling, { claim, d, m, trials }, { C0, certify: [], attack: ascending });
  return rows.map(({ violated }) => new Map(ascending.map((C2, i) => [C2, violated[i]!])));
};

/**
 * The least C2 that suffices, bracketed on every draw of a sample.
 *
 * Nothing says that a larger C2 serves where a smaller one does, nor that certificates are monotone. So candidates are fixed by a pilot on
 * independent draws, and a draw counts as certified at one of them only if it is at all that come before it, from the safe end;
 * as violated only if it is at all before it, from the unsafe end. Bounds taken from these ends are those of fixed sequences,
 * each candidate tested at full α up to the first that fails: sound without a correction. A bound is wrong only if the first
 * candidate that does not suffice is taken for one that does, so that the certificates' error counts at that candidate alone.
 *
 * Throws: `Error` where a certificate and an attack contradict each other on a draw.
 */
export const sampleStepConstant = async (sampling: Sampling, request: StepRequest): Promise<Sample> => {
  const { d, m, C0, gamma, trials } = request;
  const planned = await planSteps(sampling, request);
  const certified = await certify(sampling, request, planned);
  const violated = await attack(sampling, request, planned);
  violated.forEach((at, draw) => {
    for (const [C2, keeps] of at)
      if (keeps && certified[draw]!.get(C2))
        throw new Error(
          `draw ${draw}: a certificate at C2 = ${C2} stands beside an attack there: one of them is wrong`,
        );
  });
  const ends = (rate: number): Ends => {
    const plan = planned.plans[gamma.indexOf(rate)]!;
    return {
      lower: violated.map((at) =>
        reached(plan.attack, (C2) => at.get(C2) === true, Number.NEGATIVE_INFINITY),
      ),
      upper: certified.map((at) =>
        reached(plan.certify, (C2) => at.get(C2) === true, Number.POSITIVE_INFINITY),
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
