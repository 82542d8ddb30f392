import { workspaceFor } from '../../src/network/certificates/neuronBounds.ts';
import type { ExplicitNetwork } from '../../src/network/explicitNetwork.ts';
import { reducedStep } from '../../src/network/samplers/reducedStep.ts';
import { dot, norm } from '../../src/numerics/linalg/vectors.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import { signs as fairSigns } from '../../src/numerics/random/signs.ts';
import { uniform } from '../../src/numerics/random/uniform.ts';
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
import { type Certificate, mutatedCertificate } from './mutatedCertificate.ts';

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
  // Between half and nine times what f alone would ask for, where certificates are near their end; and three that are not adapted.
  const near = (value + C0) * 0.5 * 18 ** chosenC2!;
  const attacks = ([1, -1] as const).flatMap((side) =>
    Array.from({ length: ROW_KINDS }, (_, rows): Attack => {
      const C2 = rows % 2 === 0 ? near : [0.3, 1, 4][rows % 3]!;
      const W = adversarialRows(network, radius, C2, side, rows, stream.child(rows));
      return { side, C2, W, step: steppedAt(network, W, C2, side) };
    }),
  );
  const room = roomOf(network, truth.explicitWeights(explicit, radius));
  return { network, explicit, radius, room, attacks };
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

/** The certificate as a whole: no W keeps more of its sign than it says. */
const beaten = (certificate: Certificate, trial: Trial): Objection => {
  const { network, explicit, radius, room, attacks } = trial;
  const known = certificate.explicitWeights(explicit, radius);
  const bounds = new Map<number, ReturnType<Certificate['stepCertificate']>>();
  for (const { side, C2, step } of attacks) {
    if (side * step.value < room) continue;
    const found = bounds.get(C2) ?? certificate.stepCertificate(known, C2);
    bounds.set(C2, found);
    const { upper } = side === 1 ? found.sides.positive : found.sides.negative;
    const square = dot(step.g, step.g);
    const allowed =
      room * (1 + norm(step.z)) + (Math.sqrt(network.m) * known.longestRow * 3 * C2 * room) / square;
    if (!(side * step.after <= upper + allowed) && square > 0)
      return upper <= 0 ? 'a certificate beside a witness' : 'a bound beside a larger value';
  }
  return null;
};

/** What the reduced law bounds and does not reveal, against all the weights of the same draw. */
const wrongTail = (certificate: Certificate, index: number): Objection => {
  const [d, m] = [[40, 2000], [6, 300], [20, 600]][index % 3] as [number, number];
  const stream = rootOf('mutants').child('reduced').child(index);
  // Strips of some neurons down to a single one, where the mean of a bound leaves its tail no room to hide in.
  const C0 = [1, 0.3, 0.1, 0.05][Math.floor(index / 3) % 4]!;
  const radius = C0 / Math.sqrt(m);
  const instance = reducedStep(stream, d, m);
  const known = certificate.revealedWeights(instance, radius);
  const exact = truth.explicitWeights(instance.explicit(), radius);
  // Revealed rows are kept in f32, off by 2⁻²⁴ of themselves.
  const above = (what: string, left: number, right: number): Objection =>
    left <= right * (1 + 1e-6) ? null : `tail "${what}"`;
  const chances = uniform(stream.child('weights'), m);
  const slopes = fairSigns(stream.child('slopes'), m).map((sign, s) => (chances[s]! < 0.3 ? sign : 0));
  const one = new Int8Array(m);
  one[index % m] = 1;
  const inStrip = new Int8Array(m);
  if (exact.strip.length > 0) inStrip[exact.strip[0]!] = 1;
  const some = [10, 3, 1].map((count) =>
    Int8Array.from({ length: m }, (_, s) => (s % Math.floor(m / count) === index % 7 ? 1 : 0)),
  );
  const patterns = [slopes, one, inStrip, ...some];
  let found: Objection = String(known.strip) === String(exact.strip) ? null : 'the strip';
  for (let s = 0; s < m; s++) found ??= above('row', exact.rowNorms[s]!, known.rowNorms[s]!);
  for (const pattern of patterns) {
    const [ours, theirs] = [known.linearPart(pattern), exact.linearPart(pattern)];
    found ??= above('length', theirs.length, ours.length);
    found ??= above('strip', theirs.overStrip, ours.overStrip);
    const neurons = Int32Array.from(pattern.keys()).filter((s) => pattern[s] !== 0);
    const weights = Float64Array.from(neurons, (s) => 0.2 + chances[s]!);
    found ??= above(
      'eigenvalue',
      exact.largestEigenvalue(neurons, weights) * (1 - 1e-8),
      known.largestEigenvalue(neurons, weights),
    );
  }
  found ??= above('flips', worstFlips(instance.explicit(), exact.strip), known.flips);
  return found;
};

/** A large ½ m^{−1/2} ‖Σ_S σ_s w⁰_s‖ over signs, by alternating between the sum and the signs it asks for. */
const worstFlips = (network: ExplicitNetwork, strip: Int32Array): number => {
  const inStrip = new Set(strip);
  const rows: Float64Array[] = [];
  network.visitRows((s, row) => {
    if (inStrip.has(s)) rows.push(Float64Array.from(row));
  });
  let worst = 0;
  for (let start = 0; start < Math.min(5, rows.length); start++) {
    let direction = rows[start]!;
    for (let round = 0; round < 20; round++) {
      const sum = new Float64Array(network.d);
      for (const row of rows) {
        const sign = dot(row, direction) < 0 ? -1 : 1;
        for (let i = 0; i < network.d; i++) sum[i]! += sign * row[i]!;
      }
      direction = sum;
    }
    worst = Math.max(worst, norm(direction));
  }
  return worst / (2 * Math.sqrt(network.m));
};

/** What the draws say against a certificate. */
export interface Tried {
  readonly objection: Objection;
  readonly draws: number;
}

/**
 * Holds a certificate against draw after draw until one of them contradicts it.
 *
 * `whole` looks at the certificate's last word alone, otherwise every inequality and tail on the way is looked at too.
 */
export const tryCertificate = (certificate: Certificate, draws: number, whole: boolean): Tried => {
  for (let index = 0; index < draws; index++) {
    const trial = trialAt(index);
    const objection =
      beaten(certificate, trial) ??
      (whole ? null : (brokenInequality(certificate, trial) ?? wrongTail(certificate, index)));
    if (objection !== null) return { objection, draws: index + 1 };
  }
  return { objection: null, draws };
};
