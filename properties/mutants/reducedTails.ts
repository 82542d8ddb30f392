import type { KnownWeights } from '../../src/network/certificates/knownWeights.ts';
import type { ExplicitNetwork } from '../../src/network/explicitNetwork.ts';
import { reducedStep } from '../../src/network/samplers/reducedStep.ts';
import { dot, norm } from '../../src/numerics/linalg/vectors.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import { signs as fairSigns } from '../../src/numerics/random/signs.ts';
import { uniform } from '../../src/numerics/random/uniform.ts';
import { type Certificate, mutatedCertificate } from './mutatedCertificate.ts';

const truth = mutatedCertificate(null);

/** Draws of the reduced law, at most; a tail that they do not meet is counted, not drawn. */
const DRAWS = 90;

/** The bounds on all the weights of a draw, the same for every mutant. */
const exacts = new Map<number, KnownWeights>();

/** Where each part of a bound outgrows the room that the tails leave: d, m, C0. */
const scenes = [
  [40, 2000, 1],
  // Nothing, or one direction alone, left unrevealed: the cube's mean and its revealed coordinates are all there is.
  [2, 300, 1],
  [3, 2000, 10],
  // Strips down to a single neuron: the mean of a bound leaves its tail nothing to hide behind.
  [6, 300, 0.05],
  [20, 600, 0.1],
  [40, 2000, 0.3],
  // A wide strip of a narrow net: sums over it outgrow their tail.
  [40, 2000, 50],
  // Many directions and one neuron in the strip: its product with itself is n, that with another √n.
  [400, 300, 0.05],
  // As many neurons far out as directions: the revealed block weighs as much as the other, and the cross block decides.
  [200, 4400, 0.01],
] as const;

/** Events whose tails a certificate rests on at most, as `revealedWeights.ts` counts them. */
const EVENTS = 114;
const ERROR = 1e-9;

/**
 * What the reduced law bounds and does not reveal, against all the weights of the same draw, and the chance it allows for.
 *
 * The tails are met by no draw; how far out they are taken is read off the bounds themselves, and counted.
 */
export const wrongTail = (certificate: Certificate, index: number): string | null => {
  if (index >= DRAWS) return null;
  const [d, m, C0] = scenes[index % scenes.length]!;
  const stream = rootOf('mutants').child('reduced').child(index);
  const radius = C0 / Math.sqrt(m);
  const instance = reducedStep(stream, d, m);
  const known = certificate.revealedWeights(instance, radius);
  const exact = exacts.get(index) ?? truth.explicitWeights(instance.explicit(), radius);
  exacts.set(index, exact);
  // Revealed rows are kept in f32, off by 2⁻²⁴ of themselves.
  const above = (what: string, left: number, right: number): string | null =>
    left <= right * (1 + 1e-6) ? null : `tail "${what}"`;
  let found: string | null = String(known.strip) === String(exact.strip) ? null : 'the strip';
  for (let s = 0; s < m; s++) found ??= above('row', exact.rowNorms[s]!, known.rowNorms[s]!);
  const chances = uniform(stream.child('weights'), m);
  const random = fairSigns(stream.child('slopes'), m);
  const where = (keeps: (s: number) => boolean): Int8Array => random.map((sign, s) => (keeps(s) ? sign : 0));
  const inStrip = new Set(exact.strip);
  const first = exact.strip[0] ?? 0;
  const patterns = [
    where((s) => s === index % m),
    where((s) => s === first),
    where((s) => s % 101 === 0),
    where((s) => chances[s]! < 0.3),
    where((s) => !inStrip.has(s)),
  ];
  for (const pattern of patterns) {
    const [ours, theirs] = [known.linearPart(pattern), exact.linearPart(pattern)];
    found ??= above('length', theirs.length, ours.length);
    found ??= above('strip', theirs.overStrip, ours.overStrip);
  }
  const far = (s: number): boolean => Math.abs(known.u[s]!) > 2;
  const sets = [patterns[0]!, patterns[2]!, where(far)];
  for (const set of sets) {
    const neurons = Int32Array.from(set.keys()).filter((s) => set[s] !== 0);
    const weights = new Float64Array(neurons.length).fill(0.5);
    if (neurons.length === 0 || neurons.length * d * d > 2e7) continue;
    found ??= above(
      'eigenvalue',
      exact.largestEigenvalue(neurons, weights) / (1 + 1e-8),
      known.largestEigenvalue(neurons, weights),
    );
  }
  found ??= above('flips', worstFlips(instance.explicit(), exact.strip), known.flips);
  const free = d - instance.revealed.rows.length;
  return found ?? (free === 0 ? null : tooLittleRoom(instance, known, patterns[0]!, free));
};

/** Whether the tails that the bounds of this draw go out to add up to more than the stated error. */
const tooLittleRoom = (
  { m, revealed, u, signs }: ReturnType<typeof reducedStep>,
  known: ReturnType<Certificate['revealedWeights']>,
  one: Int8Array,
  free: number,
): string | null => {
  const s = one.findIndex((entry) => entry !== 0);
  const coordinates = revealed.rows.map((row) => row[s]!);
  const seen = coordinates.reduce((sum, entry) => sum + entry * entry, 0);
  // ‖ℓ‖² = (seen + ‖Pc‖² χ²)/m for c = e_s, and P takes away the centre's pattern alone.
  const pattern = (i: number): number =>
    signs[i]! * (Number(u[i]! > known.radius) + Number(u[i]! >= -known.radius));
  let square = 0;
  for (let i = 0; i < m; i++) square += pattern(i) ** 2;
  const rest = 1 - pattern(s) ** 2 / square;
  const chi = Math.sqrt((known.linearPart(one).length ** 2 * m - seen) / rest);
  const T = chi - Math.sqrt(free);
  if (EVENTS * Math.exp((-T * T) / 2) > ERROR) return 'tails: more than their error';
  // n + 2√(nΛ) + 2Λ = R, solved for Λ; m neurons at once.
  const R = known.rowNorms[s]! ** 2 - seen;
  const root = (Math.sqrt(Math.max(0, 2 * R - free)) - Math.sqrt(free)) / 2;
  // Widened by 2⁻²² as rows kept in f32 are.
  if (m * Math.exp(-root * root) > (ERROR / EVENTS) * 1.01) return 'row tails: more than their error';
  return null;
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
