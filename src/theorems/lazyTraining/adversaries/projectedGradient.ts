import { columnNorms, projectColumns, scaleColumns } from '../../../numerics/engine/columns.ts';
import type { Engine, Matrix } from '../../../numerics/engine/engine.ts';
import { gaussian } from '../../../numerics/random/gaussian.ts';
import type { Stream } from '../../../numerics/random/stream.ts';
import type { ExplicitNetwork } from '../network/explicitNetwork.ts';
import { contains, insideRadius, type LazyBall } from '../network/lazyBall.ts';
import { largestShiftOf, shiftedNetwork } from './shiftedNetwork.ts';

/** Something to be made large over all weights in the ball. */
export interface WeightObjective {
  readonly name: string;
  /**
   * The value at some weights, and a direction in which each neuron's weights are moved to raise it.
   *
   * Shapes: `weights` and `ascent` are d × m, one neuron per column. The length of a column of `ascent` does
   * not count; a column of zeros stays.
   */
  upwards(engine: Engine, weights: Matrix): { readonly value: number; readonly ascent: Matrix };
  /** Where the first run begins: each neuron moved as far as it may along its column, d × m. */
  beginning(engine: Engine): Matrix;
  /** The value by the plain f64 reference, of a network whose W0 is the weights in question. */
  plainly(moved: ExplicitNetwork): number;
}

/** How long and how often projected gradient searches. */
export interface ProjectedGradientOptions {
  /** Steps of each run. */
  readonly steps: number;
  /**
   * Runs: the first from where the objective begins, the second from W0, the others from random places on the
   * sphere of the ball.
   */
  readonly restarts: number;
  /** Shifts W − W0 that runs begin from before all others, m × d; what another search has found, say. */
  readonly from?: readonly Float32Array[];
}

/**
 * The best weights found, their value by the plain f64 reference, and how far the farthest neuron lies from
 * W0.
 */
export interface FoundWeights {
  readonly value: number;
  /** W − W0, m × d, one neuron per row; the W is W0 + shift in f64. */
  readonly shift: Float32Array;
  readonly largestShift: number;
}

/** W0 on the engine, one neuron per column. */
const place = (engine: Engine, network: ExplicitNetwork): Matrix => {
  const { d, m } = network;
  const rows = new Float32Array(d * m);
  network.visitRows((s, row) => rows.set(row, s * d));
  return engine.scope(() => engine.transposed(engine.matrix(m, d, rows)));
};

/** The shifts that the runs begin with, d × m, one after the other; each belongs to its caller. */
function* beginnings(
  engine: Engine,
  { d, m }: ExplicitNetwork,
  objective: WeightObjective,
  radius: number,
  { restarts, from = [] }: ProjectedGradientOptions,
  stream: Stream,
): Generator<Matrix> {
  const onSphere = (directions: () => Matrix): Matrix =>
    engine.scope(() => projectColumns(engine, unitColumns(engine, directions(), radius), radius));
  for (const shift of from)
    yield engine.scope(() => projectColumns(engine, engine.transposed(engine.matrix(m, d, shift)), radius));
  for (let run = 0; run < restarts; run++) {
    if (run === 0) yield onSphere(() => objective.beginning(engine));
    else if (run === 1) yield engine.matrix(d, m, new Float32Array(d * m));
    else yield onSphere(() => engine.matrix(d, m, gaussian(stream.child('start').child(run), d * m)));
  }
}

/** Each column stretched or shortened to the given length; a column of zeros stays. */
const unitColumns = (engine: Engine, matrix: Matrix, length: number): Matrix =>
  scaleColumns(
    engine,
    matrix,
    columnNorms(engine, matrix).map((norm) => (norm > 0 ? length / norm : 0)),
  );

/**
 * Projected gradient over all d·m weights: every neuron takes steps of V/2, V/3, V/4, … along its own ascent,
 * and is put back onto its ball.
 *
 * The steps have the length of the ball and not of the gradient, whose size says nothing of how far to go
 * where the objective is piecewise smooth. The engine proposes, in f32; what beats the best so far is
 * evaluated by the plain f64 reference on the W written out, and kept when that agrees and finds W in the
 * ball. A run of more steps begins with the steps of a shorter one, and further runs are further streams, so
 * a larger budget never finds less.
 *
 * Shapes: the shift is m × d. Cost: O(d·m) a step; memory some 30·d·m bytes on the engine. Precision: the
 * value is that of f64.
 * Source: attack (ii) on Theorem 3.1.
 */
export const projectedGradient = (
  engine: Engine,
  network: ExplicitNetwork,
  ball: LazyBall,
  objective: WeightObjective,
  options: ProjectedGradientOptions,
  stream: Stream,
): FoundWeights => {
  const { d, m } = network;
  const still = new Float32Array(d * m);
  let best: FoundWeights = { value: objective.plainly(network), shift: still, largestShift: 0 };
  const radius = insideRadius(ball);
  if (radius === 0) return best;

  const tell = (value: number, shift: Matrix): void => {
    if (!(value > best.value)) return;
    const rows = engine.scope(() => engine.read(engine.transposed(shift)));
    const plain = objective.plainly(shiftedNetwork(network, rows));
    if (!(plain > best.value)) return;
    const largestShift = largestShiftOf(network, rows);
    if (contains(ball, largestShift)) best = { value: plain, shift: rows, largestShift };
  };

  const initial = place(engine, network);
  for (const begin of beginnings(engine, network, objective, radius, options, stream)) {
    let shift = begin;
    for (let step = 0; ; step++) {
      const next = engine.scope(() => {
        const { value, ascent } = objective.upwards(engine, engine.sum(initial, shift));
        tell(value, shift);
        if (step === options.steps) return null;
        const along = unitColumns(engine, ascent, radius / (step + 2));
        return projectColumns(engine, engine.sum(shift, along), radius);
      });
      if (next === null) break;
      engine.release(shift);
      shift = next;
    }
    engine.release(shift);
  }
  engine.release(initial);
  return best;
};
