import { dot, norm } from '../../src/numerics/linalg/vectors.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import { uniform } from '../../src/numerics/random/uniform.ts';
import { loneNeuron } from '../../src/theorems/lazyTraining/certificates/internal/loneNeuron.ts';
import { workspaceFor } from '../../src/theorems/lazyTraining/certificates/neuronBounds.ts';
import type { Certificate } from './mutatedCertificate.ts';

// Sums over neurons hide what a single one gets wrong, and draws what happens to be small on them. Here a
// part of the certificate is asked alone, at numbers chosen so that it is met.

/** Neurons looked at in a round. */
const NEURONS = 300;

/** The bound of one neuron at shifts along x, z, δ and at random, each to the edge of the ball. */
export const wrongNeuron = ({ neuronBounds }: Certificate, round: number): string | null => {
  const random = uniform(rootOf('mutants').child('neuron').child(round), 12 * NEURONS);
  const workspace = workspaceFor(1);
  for (let i = 0; i < NEURONS; i++) {
    const at = (k: number): number => random[12 * i + k]!;
    const V = 1;
    const w0 = Float64Array.of(8 * at(0) - 4, 8 * at(1) - 4);
    const z0 = Float64Array.of(2.7 * at(2) - 1.5, 1.6 * at(3) - 0.8);
    const eps = 1.5 * at(4);
    const turn = 2 * Math.PI * at(5);
    const reach = eps * (at(6) < 0.5 ? 1 : at(7));
    const zeta = Float64Array.of(reach * Math.cos(turn), reach * Math.sin(turn));
    const z = z0.map((entry, k) => entry + zeta[k]!);
    const delta = Float64Array.of(z[0]! - 1, z[1]!);
    const angle = 2 * Math.PI * at(9);
    const kind = Math.floor(8 * at(8));
    const along = [Float64Array.of(1, 0), z, delta, Float64Array.of(Math.cos(angle), Math.sin(angle))][
      kind >> 1
    ]!;
    const shift = along.map((entry) => ((kind % 2 === 0 ? 1 : -1) * V * entry) / (norm(along) || 1));
    const sign = at(10) < 0.5 ? 1 : -1;
    const u = w0[0]!;
    const [p, q] = [u + shift[0]!, dot(w0, z) + dot(shift, z)];
    const tracked = u > V && at(11) < 0.5;
    // The least D and N that this z allows make the bound as sharp as it can be.
    const ball = {
      kappa: 1,
      radius: eps,
      longestStep: norm(delta),
      longestPoint: norm(z),
      leastRate: 0,
      largestRate: 0,
    };
    const known = loneNeuron(u, dot(w0, z0), sign, V, norm(w0));
    const bounds = neuronBounds(known, 1, Uint8Array.of(tracked ? 1 : 0), 0, ball, workspace);
    const t = dot(w0, zeta);
    const beyond = bounds.kinks.length === 0 ? 0 : Math.max(0, Math.abs(t) - bounds.margins[0]!);
    const bound = bounds.value + bounds.slopes[0]! * t + (beyond > 0 ? bounds.jumps[0]! * beyond : 0);
    const loss = tracked ? V - sign * shift[0]! : 0;
    const h = Math.max(0, q) - (p > 0 ? q - p : 0);
    // A dozen operations on numbers below 32.
    if (!(sign * h + loss <= bound + 1e-13)) return 'one neuron alone';
  }
  return null;
};

/** Gradients looked at in a round of the linear term. */
const GRADIENTS = 60;

/**
 * ⟨ℓ, z − z₀⟩ for gradients g = c + e in three dimensions, where the always-active part of e or the may-flip
 * set's is all there is of it.
 *
 * e is tried at the ends of what ‖e‖ ≤ ρ and |⟨e, c⟩| ≤ h‖c‖ leave, and what ⟨ℓ, e⟩ may be at most is read
 * off the e that are tried.
 */
export const wrongLinear = ({ linearBound, steppedBall }: Certificate, round: number): string | null => {
  const random = uniform(rootOf('mutants').child('linear').child(round), 8 + 2 * GRADIENTS);
  const [G, m, C2] = [1 + random[0]!, 4, 0.2 + random[1]!];
  const rho = G * (0.1 + 0.7 * random[2]!);
  const byFlips = round % 2 === 0;
  const radial = byFlips ? rho * (0.02 + 0.98 * random[3]!) : rho;
  const center = Float64Array.of(G, 0, 0);
  const ell = [
    Float64Array.of(1, 0, 0),
    Float64Array.of(0, 1, 0),
    Float64Array.of(random[4]! - 0.5, random[5]! - 0.5, 0.1),
  ][round % 3]!;
  const errors = Array.from({ length: GRADIENTS }, (_, i) => {
    const along = radial * (i < 6 ? (i % 2) * 2 - 1 : 2 * random[8 + i]! - 1) * (i >= 4 && i < 6 ? 0 : 1);
    const room = Math.sqrt(Math.max(0, rho * rho - along * along));
    const turn = i < 12 ? (Math.floor(i / 3) * Math.PI) / 2 : 2 * Math.PI * random[8 + GRADIENTS + i]!;
    const across = i < 2 ? 0 : room;
    return Float64Array.of(along, across * Math.cos(turn), across * Math.sin(turn));
  });
  const most = Math.max(...errors.map((e) => Math.abs(dot(ell, e))));
  const gradients = { shift: 0, norm: G, radius: rho, withoutFlips: byFlips ? 0 : rho, radial };
  const ball = steppedBall(gradients, 0, C2);
  if (ball === null) return null;
  const part = {
    alongX: 0,
    alongCenter: dot(ell, center),
    length: norm(ell),
    overMayFlip: byFlips ? 2 * Math.sqrt(m) * most : 0,
  };
  const bound = linearBound(part, m, 1, gradients, ball);
  for (const e of errors) {
    const g = center.map((entry, i) => entry + e[i]!);
    const rate = C2 / dot(g, g);
    const zeta = center.map((entry, i) => ball.kappa * entry - rate * g[i]!);
    // Numbers of order 1/(1 − 0.8)², a few operations each.
    if (!(Math.abs(dot(ell, zeta)) <= bound + 1e-12)) return 'the linear term alone';
  }
  return null;
};
