import { rootOf } from '../../src/numerics/random/root.ts';
import { signs as fairSigns } from '../../src/numerics/random/signs.ts';
import { uniform } from '../../src/numerics/random/uniform.ts';
import type { KnownWeights } from '../../src/theorems/lazyTraining/certificates/knownWeights.ts';
import { reducedStep } from '../../src/theorems/lazyTraining/samplers/reducedStep.ts';
import { worstFlips } from '../worstFlips.ts';
import { type Certificate, mutatedCertificate } from './mutatedCertificate.ts';

const truth = mutatedCertificate(null);

/**
 * What all the weights of a draw say of the questions asked of it, in their order: the same for every mutant.
 */
const answers = new Map<number, readonly number[]>();

/** Where each part of a bound outgrows the room that the tails leave: d, m, C0. One draw of each. */
const telling = [
  [40, 2000, 1],
  // Nothing left unrevealed: the revealed coordinates are all there is.
  [2, 300, 1],
  // Half of all neurons in the may-flip set: what the cube adds in the mean outgrows its tail.
  [100, 8000, 54],
  // A wide may-flip set of a narrow net: sums over it outgrow their tail.
  [40, 2000, 50],
  // Many directions and one neuron in the may-flip set: its product with itself is n, that with another √n.
  [400, 300, 0.05],
  // As many neurons far out as directions: the revealed block weighs as much as the other, and the cross
  // block decides.
  [200, 4400, 0.01],
  [40, 2000, 0.3],
] as const;

/**
 * May-flip sets of about one neuron, draw after draw: the mean of a bound leaves its tail nothing to hide
 * behind.
 */
const lone = [
  [6, 300, 0.05],
  [20, 100, 0.1],
  [3, 60, 0.1],
  [10, 100, 0.15],
] as const;

/** Events whose tails a certificate rests on at most, as `revealedWeights.ts` counts them. */
const EVENTS = 114;
const ERROR = 1e-9;

/**
 * What the reduced law bounds and does not reveal, against all the weights of the same draw, and the chance
 * it allows for.
 *
 * The tails are met by no draw; how far out they are taken is read off the bounds themselves, and counted.
 */
export const wrongTail = (certificate: Certificate, index: number): string | null => {
  const [d, m, C0] = telling[index] ?? lone[index % lone.length]!;
  const stream = rootOf('mutants').child('reduced').child(index);
  const radius = C0 / Math.sqrt(m);
  const instance = reducedStep(stream, d, m);
  const known = certificate.revealedWeights(instance, radius);
  const { u, revealed } = instance;
  const mayFlip = Int32Array.from(u.keys()).filter((s) => Math.abs(u[s]!) <= radius);
  if (String(known.mayFlip) !== String(mayFlip)) return 'the may-flip set';

  const kept = answers.get(index);
  const asked: number[] = [];
  let all: KnownWeights | null = null;
  /**
   * Whether `right` bounds what all the weights say; revealed rows are kept in f32, off by 2⁻²⁴ of
   * themselves.
   */
  const above = (what: string, of: (exact: KnownWeights) => number, right: number): string | null => {
    const at = asked.length;
    if (kept === undefined) all ??= truth.explicitWeights(instance.explicit(), radius);
    const left = kept?.[at] ?? of(all!);
    asked.push(left);
    return left <= right * (1 + 1e-6) ? null : `tail "${what}"`;
  };
  const chances = uniform(stream.child('weights'), m);
  const random = fairSigns(stream.child('slopes'), m);
  const where = (keeps: (s: number) => boolean): Int8Array => random.map((sign, s) => (keeps(s) ? sign : 0));
  const mayFlipSet = new Set(mayFlip);
  const one = where((s) => s === index % m);
  const patterns = [
    one,
    where((s) => s === (mayFlip[0] ?? 0)),
    where((s) => s % 101 === 0),
    where((s) => chances[s]! < 0.3),
    where((s) => !mayFlipSet.has(s)),
  ];
  // Every question is put, whatever the answers, so that they are the same for every mutant.
  const objections: (string | null)[] = [];
  for (let s = 0; s < m; s += d * m > 1e5 ? 37 : 1)
    objections.push(above('row', (exact) => exact.rowNorms[s]!, known.rowNorms[s]!));
  for (const pattern of patterns) {
    const { length, overMayFlip } = known.linearPart(pattern);
    objections.push(above('length', (exact) => exact.linearPart(pattern).length, length));
    objections.push(above('mayFlip', (exact) => exact.linearPart(pattern).overMayFlip, overMayFlip));
  }
  // The neuron that has been revealed least: of its length, nearly all is bounded.
  const seenOf = (s: number): number => revealed.rows.reduce((sum, row) => sum + row[s]! ** 2, 0);
  let hidden = 0;
  for (let s = 1; s < m; s++) if (seenOf(s) < seenOf(hidden)) hidden = s;
  const sets = [where((s) => s === hidden), patterns[2]!, patterns[3]!, where((s) => Math.abs(u[s]!) > 2)];
  for (const set of sets) {
    const neurons = Int32Array.from(set.keys()).filter((s) => set[s] !== 0);
    const weights = new Float64Array(neurons.length).fill(0.5);
    if (neurons.length === 0 || neurons.length * d * d > 2e7) continue;
    objections.push(
      above(
        'eigenvalue',
        (exact) => exact.largestEigenvalue(neurons, weights) / (1 + 1e-8),
        known.largestEigenvalue(neurons, weights),
      ),
    );
  }
  objections.push(above('flips', () => worstFlips(instance.explicit(), mayFlip), known.flips));
  answers.set(index, asked);
  const found = objections.find((objection) => objection !== null) ?? null;
  const free = d - revealed.rows.length;
  return found ?? (free === 0 ? null : tooLittleRoom(instance, known, one, free));
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
