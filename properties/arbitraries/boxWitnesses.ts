import type { Engine } from '../../src/numerics/engine/engine.ts';
import { dot, norm } from '../../src/numerics/linalg/vectors.ts';
import { gaussian } from '../../src/numerics/random/gaussian.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import { uniform } from '../../src/numerics/random/uniform.ts';
import { criticalStep } from '../../src/theorems/lazyTraining/adversaries/criticalStep.ts';
import { searchAllWeights } from '../../src/theorems/lazyTraining/adversaries/searchAllWeights.ts';
import { shiftedNetwork } from '../../src/theorems/lazyTraining/adversaries/shiftedNetwork.ts';
import { stepSearch } from '../../src/theorems/lazyTraining/adversaries/stepSearch.ts';
import { boxCertifier } from '../../src/theorems/lazyTraining/certificates/boxes/boxCertificate.ts';
import { explicitWeights } from '../../src/theorems/lazyTraining/certificates/explicitWeights.ts';
import { visitMovedRows } from '../../src/theorems/lazyTraining/network/explicitNetwork.ts';
import { moved } from '../../src/theorems/lazyTraining/network/gradientStep.ts';
import { contains } from '../../src/theorems/lazyTraining/network/lazyBall.ts';
import { noMovement } from '../../src/theorems/lazyTraining/network/movement.ts';
import { ambientStep } from '../../src/theorems/lazyTraining/samplers/ambient.ts';
import { usualC2 } from './boxLaws.ts';
import { adversarialRows, ROW_KINDS, steppedAt, type Written, written } from './movedRows.ts';
import { multiplierRows } from './multiplierRows.ts';
import { stepRoom } from './rounding.ts';

/** One draw of all the weights at which the certificate by boxes is issued at the theorem's C2, most times. */
export interface WitnessCell {
  readonly d: number;
  readonly m: number;
  readonly C0: number;
}

export interface Met {
  /** Draws with a certificate. */
  certified: number;
  /** Draws at which none was issued at any of the C2. */
  refused: number;
  /** W on the side of their certificate, by kind of adversary. */
  readonly tried: Map<string, number>;
  /** The largest sign(f) f(x + δ) + room that any of them left, in units of C2; below 0. */
  nearest: number;
  /** C2 just below what an explicit W keeps its sign at, where the certificate was asked. */
  belowCritical: number;
}

/** C2 at which a certificate is looked for, as shares of the theorem's: the least one issued is the hardest to stand beside. */
const SHARES = [1, 0.8, 0.65, 0.55, 0.47, 0.4, 0.34] as const;

/** Just below the critical C2 of a W that was found. */
const BELOW = [0.999, 0.99] as const;

const directionOf = ({ x, signs, rows }: Written, radius: number): Float64Array => {
  const e1 = new Float64Array(x.length);
  rows.forEach((row, s) => {
    const u = dot(row, x);
    const share = u > radius ? 1 : u < -radius ? 0 : 0.5;
    for (let i = 0; i < e1.length; i++) e1[i]! += share * signs[s]! * (row[i]! - u * x[i]!);
  });
  const length = norm(e1);
  return e1.map((entry) => entry / length);
};

/**
 * Looks, on draws of all the weights, for a W of the ball beside a certificate by boxes that keeps its sign: rows of nine kinds, fixed
 * points of random multipliers, every step of the structured searches, and projected gradient over all d·m weights.
 *
 * Every W is judged by the definition, d·m numbers in f64, rounding allowed for. `rounds` is how many W of each kind a certificate
 * meets. Throws: `Error` for a W that keeps its sign beside a certificate, or a certificate below the critical C2 of an explicit W.
 */
export const meetCertificates = (
  engine: Engine,
  cells: readonly WitnessCell[],
  { draws, rounds, seed }: { readonly draws: number; readonly rounds: number; readonly seed: string },
): Met => {
  const met: Met = {
    certified: 0,
    refused: 0,
    tried: new Map(),
    nearest: Number.NEGATIVE_INFINITY,
    belowCritical: 0,
  };
  for (const { d, m, C0 } of cells)
    for (let trial = 0; trial < draws; trial++) {
      const stream = rootOf(seed).child(d).child(m).child(C0).child(trial);
      const radius = C0 / Math.sqrt(m);
      const instance = ambientStep(stream, d, m);
      const network = instance.explicit();
      const all = written(network);
      const certify = boxCertifier(explicitWeights(network, radius));
      const initial = moved(instance, noMovement(m));
      // A W that keeps its sign at this C2 was found, so no certificate may exclude one below it.
      const critical = criticalStep(instance, { radius }, initial);
      for (const share of BELOW) {
        met.belowCritical++;
        if (certify(share * critical) !== null)
          throw new Error(
            `d = ${d}, m = ${m}, draw ${trial}: certified at ${share} of the critical C2 of a W`,
          );
      }
      const issued = SHARES.map((share) => share * usualC2(C0)).filter((C2) => certify(C2) !== null);
      if (issued.length === 0) {
        met.refused++;
        continue;
      }
      met.certified++;
      const size = all.rows.reduce((sum, row) => sum + norm(row), 0);
      const lipschitz = size / Math.sqrt(m) + C0;
      const value = 8 * (m + d + 64) * 2 ** -53 * lipschitz;
      const room = { value, gradient: value * Math.sqrt(d), lipschitz };
      const e1 = directionOf(all, radius);
      for (const C2 of new Set([issued[0]!, issued.at(-1)!])) {
        const judge = (kind: string, W: readonly Float64Array[], side: 1 | -1): void => {
          const step = steppedAt(all, W, C2, side);
          if (!(side * step.value > value)) return;
          met.tried.set(kind, (met.tried.get(kind) ?? 0) + 1);
          const kept = side * step.after - stepRoom(room, norm(step.g), C2);
          met.nearest = Math.max(met.nearest, kept / C2);
          if (kept > 0)
            throw new Error(
              `d = ${d}, m = ${m}, draw ${trial}, C2 = ${C2}: ${kind} keeps its sign beside a certificate`,
            );
        };
        for (const side of [1, -1] as const) {
          const own = stream.child(side).child(C2);
          for (let round = 0; round < rounds; round++) {
            for (let kind = 0; kind < ROW_KINDS; kind++) {
              // The kinds without chance are the same in every round.
              if (round > 0 && (kind === 2 || kind === 3 || kind === 4 || kind === 8)) continue;
              judge('rows', adversarialRows(all, radius, C2, side, kind, own.child(round).child(kind)), side);
            }
            const [a, b, c] = [...gaussian(own.child('multipliers').child(round), 3)];
            const scale = 2 * uniform(own.child('scale').child(round), 1)[0]!;
            const multipliers = { rest: -scale * Math.abs(a!), across: scale * b!, along: 0.5 * scale * c! };
            const seenE1 = side === 1 ? e1 : e1.map((entry) => -entry);
            judge('multipliers', multiplierRows(all, seenE1, radius, C2, side, multipliers), side);
          }
        }
        const found = new Set(
          [...stepSearch(instance, { radius }, initial, C2, true)].map(({ step }) => step),
        );
        for (const { movement } of found) {
          const rows: Float64Array[] = [];
          visitMovedRows(network, movement, (_, __, row) => rows.push(Float64Array.from(row)));
          for (const side of [1, -1] as const) judge('structured', rows, side);
        }
        const budget = { steps: 8, restarts: 1 };
        const { shift } = searchAllWeights(engine, network, { radius }, C2, budget, stream.child('all'));
        const { rows } = written(shiftedNetwork(network, shift));
        const farthest = Math.max(...rows.map((row, s) => norm(row.map((w, i) => w - all.rows[s]![i]!))));
        if (!contains({ radius }, farthest)) throw new Error('projected gradient left the ball');
        for (const side of [1, -1] as const) judge('projected gradient', rows, side);
      }
    }
  return met;
};
