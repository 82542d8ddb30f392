import { compare, minus, plus, type Rational, rational, times } from '../../src/numerics/exact/rational.ts';
import { dot, norm } from '../../src/numerics/linalg/vectors.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import { uniform } from '../../src/numerics/random/uniform.ts';
import type { Side } from '../../src/theorems/lazyTraining/certificates/lossBound.ts';
import { workspaceFor } from '../../src/theorems/lazyTraining/certificates/neuronBounds.ts';
import type { StepCertificate } from '../../src/theorems/lazyTraining/certificates/stepCertificate.ts';
import type { ExplicitNetwork } from '../../src/theorems/lazyTraining/network/explicitNetwork.ts';
import {
  adversarialRows,
  networkOf,
  ROW_KINDS,
  type Stepped,
  steppedAt,
  type Written,
} from '../arbitraries/movedRows.ts';
import {
  factors,
  lossOf,
  make,
  makes,
  roomOf,
  sizes,
  stepInequalities,
} from '../arbitraries/stepInequalities.ts';
import { wrongLinear, wrongNeuron } from './loneParts.ts';
import { type Certificate, mutatedCertificate } from './mutatedCertificate.ts';
import { wrongTail } from './reducedTails.ts';

/** One adversarial W against the step from one sign, and what the step does there. */
interface Attack {
  readonly side: 1 | -1;
  readonly C2: number;
  readonly W: readonly Float64Array[];
  readonly step: Stepped;
}

/** A draw with everything that adversaries try on it, none of which looks at a certificate. */
interface Trial {
  readonly network: Written;
  readonly explicit: ExplicitNetwork;
  readonly radius: number;
  readonly room: number;
  readonly attacks: readonly Attack[];
  /** A C2 near which certificates of this draw end. */
  readonly near: number;
}

const truth = mutatedCertificate(null);

const trials: Trial[] = [];

const drawTrial = (index: number): Trial => {
  const stream = rootOf('mutants').child('draw').child(index);
  const kind = makes[index % makes.length]!;
  const [chosenSize, chosenFactor, chosenC2] = uniform(stream.child('choice'), 3);
  const [d, m] = sizes[Math.floor(chosenSize! * sizes.length)]!;
  const C0 = factors[Math.floor(chosenFactor! * factors.length)]!;
  const radius = C0 / Math.sqrt(m);
  const network = make(kind, d, m, radius, stream);
  const explicit = networkOf(network);
  const value = Math.abs(steppedAt(network, network.rows, 1, 1).value);
  // Between half and nine times what f alone would ask for, where certificates are near their end; and three
  // that are not adapted.
  const near = (value + C0) * 0.5 * 18 ** chosenC2!;
  const attacks = ([1, -1] as const).flatMap((side) =>
    Array.from({ length: ROW_KINDS }, (_, rows): Attack => {
      const C2 = rows % 2 === 0 ? near : [0.3, 1, 4][rows % 3]!;
      const W = adversarialRows(network, radius, C2, side, rows, stream.child(rows));
      return { side, C2, W, step: steppedAt(network, W, C2, side) };
    }),
  );
  const room = roomOf(network, truth.explicitWeights(explicit, radius));
  return { network, explicit, radius, room, attacks, near };
};

/** The draws are the same for every mutant, and made once. */
const trialAt = (index: number): Trial => {
  while (trials.length <= index) trials.push(drawTrial(trials.length));
  return trials[index]!;
};

/** The name of the first thing a certificate says that is not so, or null. */
type Objection = string | null;

/** Every inequality on the way, at every W that was tried. */
const brokenInequality = (certificate: Certificate, trial: Trial): Objection => {
  const { network, explicit, radius, room, attacks } = trial;
  const known = certificate.explicitWeights(explicit, radius);
  const workspace = workspaceFor(network.m);
  let broken: Objection = null;
  for (const { side: sign, C2, W, step } of attacks) {
    const side = certificate.sideOf(known, sign, C2);
    const loss = lossOf(network, side, W);
    for (const L of [2, 1.3, loss, Math.max(loss, 0.5)]) {
      if (L < loss) continue;
      const bound = certificate.lossBound(side, L, workspace);
      if (bound === null) continue;
      stepInequalities(network, side, bound, W, step, loss, room, (what, left, right, allowed) => {
        if (broken === null && !(left <= right + allowed)) broken = `inequality "${what}"`;
      });
      if (broken !== null) return broken;
    }
  }
  return null;
};

/** What a side's bound says of W that keep its sign: the bound itself, and that of both sides. */
const beaten = (certificate: Certificate, trial: Trial, index: number): Objection => {
  const { network, explicit, radius, room, attacks } = trial;
  const known = certificate.explicitWeights(explicit, radius);
  const bounds = new Map<number, StepCertificate>();
  const look = ({ side, C2, step }: Attack): Objection => {
    const square = dot(step.g, step.g);
    if (side * step.value < room || !(square > 0)) return null;
    const found = bounds.get(C2) ?? certificate.stepCertificate(known, C2);
    bounds.set(C2, found);
    const ofSide = (side === 1 ? found.sides.positive : found.sides.negative).upper;
    const allowed =
      room * (1 + norm(step.z)) + (Math.sqrt(network.m) * known.longestRow * 3 * C2 * room) / square;
    for (const upper of [ofSide, found.upper])
      if (!(side * step.after <= upper + allowed))
        return upper <= 0 ? 'a certificate beside a witness' : 'a bound beside a larger value';
    return null;
  };
  for (const attack of attacks) {
    const objection = look(attack);
    if (objection !== null) return objection;
  }
  if (index % 4 !== 0) return null;
  // Where a certificate ends is where it has least room: the adversaries come to the C2 that it calls the
  // least.
  const least = certificate.leastCertified(known, 0.25 * trial.near);
  if (least === null) return null;
  if (certificate.stepCertificate(known, least).upper > 0) return 'a least C2 that is not certified';
  for (const side of [1, -1] as const)
    for (const kind of [2, 3, 4, 8]) {
      const W = adversarialRows(network, radius, least, side, kind, rootOf('mutants').child(index));
      const objection = look({ side, C2: least, W, step: steppedAt(network, W, least, side) });
      if (objection !== null) return objection;
    }
  return null;
};

/**
 * The W of largest loss that keep f at 0 or above: each tracked neuron gives up the same share of its radius.
 */
const barelyKept = (network: Written, side: Side, radius: number): number => {
  const { x, signs, rows, m } = network;
  const { sign, tracked } = side;
  const value = (share: number): number =>
    rows.reduce((sum, row, s) => {
      const spent = tracked.flags[s] === 1 ? share : 1;
      return sum + sign * signs[s]! * Math.max(0, dot(row, x) + sign * signs[s]! * spent * radius);
    }, 0) / Math.sqrt(m);
  if (value(1) < 0) return 0;
  if (value(-1) >= 0) return 2;
  let [below, above] = [-1, 1];
  for (let halving = 0; halving < 50; halving++) {
    const middle = (below + above) / 2;
    if (value(middle) >= 0) above = middle;
    else below = middle;
  }
  return 1 - above;
};

/**
 * Whether the rounds of a certificate follow from each other: what each leaves over is what the next looks
 * at.
 */
const brokenPeeling = (
  certificate: Certificate,
  { network, explicit, radius, attacks, near }: Trial,
): Objection => {
  const known = certificate.explicitWeights(explicit, radius);
  const workspace = workspaceFor(network.m);
  // Near its end a certificate takes several rounds.
  const least = certificate.leastCertified(known, 0.25 * near);
  const looked = new Set(attacks.map((attack) => attack.C2));
  if (least !== null) looked.add(least);
  for (const C2 of looked) {
    const { sides } = certificate.stepCertificate(known, C2);
    for (const sign of [1, -1] as const) {
      const { upper, losses } = sign === 1 ? sides.positive : sides.negative;
      if (losses.length === 0) continue;
      const side = certificate.sideOf(known, sign, C2);
      // The loss is a quotient by the radius of sums that are rounded.
      const rounding = 1e-9 + (1e-13 * known.longestRow) / (side.tracked.reach + 1e-300);
      if (side.tracked.count > 0 && barelyKept(network, side, radius) > losses[0]! * (1 + 1e-9) + rounding)
        return 'a sign kept at a loss that was not looked at';
      for (let round = 0; round + 1 < losses.length; round++) {
        const U = certificate.lossBound(side, losses[round]!, workspace)!.upper;
        // f(z; W) ≤ U − ρ₀ · loss: W of more loss than the next round looks at must be flipped, and the bound
        // hold for them too.
        const left = U - side.tracked.reach * losses[round + 1]!;
        if (left >= 0) return 'a round that leaves out unflipped W';
        if (upper < left - 1e-12 * Math.abs(U)) return 'a bound below what was peeled off';
      }
    }
  }
  return null;
};

/** A double as the fraction that it is. */
const exactly = (x: number): Rational => {
  let [whole, power] = [x, 0];
  for (; !Number.isInteger(whole); power++) whole *= 2;
  return rational(BigInt(whole), 1n << BigInt(power));
};

/** At V = 0 with no neuron crossing its kink, f(z) = f(x) − C2 · sign in exact arithmetic. */
const wrongRounding = (certificate: Certificate, index: number): Objection => {
  const [d, m, C2] = [1 + (index % 6), 4, 2 ** -10];
  const network = make('gaussian', d, m, 0, rootOf('mutants').child('exact').child(index));
  const { x, signs, rows } = network;
  // √4 is exact, and f a sum of products of dyadic numbers.
  let exact = exactly(0);
  rows.forEach((row, s) => {
    let p = exactly(0);
    row.forEach((entry, i) => {
      p = plus(p, times(exactly(entry), exactly(x[i]!)));
    });
    if (compare(p, exactly(0)) > 0) exact = plus(exact, times(p, exactly(signs[s]! / 2)));
  });
  const known = certificate.explicitWeights(networkOf(network), 0);
  const workspace = workspaceFor(m);
  for (const sign of [1, -1] as const) {
    const { z } = steppedAt(network, rows, C2, sign);
    if (rows.some((row) => dot(row, x) > 0 !== dot(row, z) > 0)) continue;
    const bound = certificate.lossBound(certificate.sideOf(known, sign, C2), 0, workspace);
    if (bound === null || !Number.isFinite(bound.upper) || !Number.isFinite(bound.gradients.radius)) continue;
    const after = minus(times(exact, exactly(sign)), exactly(C2));
    if (compare(after, exactly(bound.upper)) > 0) return 'rounding: the bound below an exact value';
    const off = minus(exact, exactly(known.centerAlong));
    // ‖x‖ is within 2⁻⁵⁰ of 1.
    const reach = exactly(bound.gradients.radius * (1 + 2 ** -40));
    if (compare(off, reach) > 0 || compare(minus(exactly(0), off), reach) > 0)
      return 'rounding: the gradient outside its ball';
  }
  return null;
};

/** What the draws say against a certificate. */
export interface Tried {
  readonly objection: Objection;
  readonly draws: number;
}

/**
 * Holds a certificate against draw after draw until one of them contradicts it.
 *
 * `whole` looks at the certificate's last word alone, otherwise every inequality and tail on the way is
 * looked at too.
 */
export const tryCertificate = (certificate: Certificate, draws: number, whole: boolean): Tried => {
  for (let index = 0; index < draws; index++) {
    const trial = trialAt(index);
    const objection =
      beaten(certificate, trial, index) ??
      (whole
        ? null
        : (brokenInequality(certificate, trial) ??
          brokenPeeling(certificate, trial) ??
          wrongNeuron(certificate, index) ??
          wrongLinear(certificate, index) ??
          wrongTail(certificate, index) ??
          wrongRounding(certificate, index)));
    if (objection !== null) return { objection, draws: index + 1 };
  }
  return { objection: null, draws };
};
