import type { Engine, Matrix } from '../../../numerics/engine/engine.ts';
import { dot } from '../../../numerics/linalg/vectors.ts';
import type { ExplicitNetwork } from '../network/explicitNetwork.ts';
import { noMovement } from '../network/movement.ts';
import { stepAt } from '../network/reference.ts';
import type { WeightObjective } from './projectedGradient.ts';

/** A row of an engine as f64 numbers. */
const readRow = (engine: Engine, row: Matrix): Float64Array => Float64Array.from(engine.read(row));

/**
 * What the theorem's step leaves of the sign, to be made large over all of W: side · f(x + δ(W); W) where
 * side · f(x; W) > 0.
 *
 * With g = ∇f(x), δ = −side · C2 g/‖g‖², z = x + δ and y = ∇f(z),
 *
 *     d(side · f(z))/dw_s = side · a_s/√m · (1[⟨w_s, z⟩ > 0] z + 1[⟨w_s, x⟩ > 0] k),    k = −side · C2 (y/‖g‖² − 2 g⟨g, y⟩/‖g‖⁴):
 *
 * the second part is what a weight does by turning the step. Where f has the other sign there is nothing to
 * keep, and the way back to this one is up f itself.
 *
 * Source: Theorem 3.1.
 */
export const signedMarginObjective = (
  network: ExplicitNetwork,
  C2: number,
  side: 1 | -1,
): WeightObjective => {
  const { d, m, x, signs } = network;
  const scale = Math.sqrt(m);
  const column = (engine: Engine, vector: Float64Array): Matrix =>
    engine.matrix(d, 1, Float32Array.from(vector));
  const topRow = (engine: Engine): Matrix =>
    engine.matrix(
      1,
      m,
      Float32Array.from(signs, (sign) => sign / scale),
    );
  /** Every neuron moved along x, on or off, to raise side · f: one that is off has no slope to follow. */
  const alongX = (engine: Engine): Matrix =>
    engine.scope(() => {
      const all = engine.product(column(engine, x), topRow(engine));
      return side === 1 ? all : negative(engine, all);
    });
  return {
    name: `the sign kept at C2 = ${C2} where f ${side === 1 ? '>' : '<'} 0`,
    upwards: (engine, weights) =>
      engine.scope(() => {
        const top = engine.matrix(
          1,
          m,
          Float32Array.from(signs, (sign) => sign / scale),
        );
        /** Which neurons are on at a point, with their a_s/√m, and ∇f there. */
        const at = (point: Float64Array): { readonly on: Matrix; readonly gradient: Float64Array } => {
          const sums = engine.product(engine.transposed(column(engine, point)), weights);
          const on = engine.times(engine.active(sums), top);
          return { on, gradient: readRow(engine, engine.product(weights, engine.transposed(on))) };
        };
        const before = at(x);
        const g = before.gradient;
        const square = dot(g, g);
        const value = dot(g, x);
        if (!(side * value > 0) || square === 0)
          return { value: Number.NEGATIVE_INFINITY, ascent: alongX(engine) };
        const z = x.map((entry, k) => entry - (side * C2 * g[k]!) / square);
        const after = at(z);
        const y = after.gradient;
        const product = dot(g, y);
        const turn = g.map(
          (entry, k) => -side * C2 * (y[k]! / square - (2 * entry * product) / (square * square)),
        );
        const ascent = engine.sum(
          engine.product(column(engine, z), after.on),
          engine.product(column(engine, turn), before.on),
        );
        return { value: side * dot(y, z), ascent: side === 1 ? ascent : negative(engine, ascent) };
      }),
    beginning: alongX,
    plainly: (moved) => {
      const { value, valueAfterStep } = stepAt(moved, noMovement(m), C2);
      return side * value > 0 ? side * valueAfterStep : Number.NEGATIVE_INFINITY;
    },
  };
};

const negative = (engine: Engine, matrix: Matrix): Matrix =>
  engine.times(matrix, engine.matrix(1, 1, Float32Array.of(-1)));
