import { normError, projectRows, rowNorms } from '../../../../numerics/engine/columns.ts';
import type { Engine, Matrix } from '../../../../numerics/engine/engine.ts';
import type { LazyNetwork } from './lazyNetwork.ts';

/** Numbers in one block: what a step makes of it is still in the processor's cache when the next operation asks for it. */
const BLOCK = 2 ** 18;

/**
 * Neurons from, …, from + count − 1, one per row.
 *
 * A product prepares its right operand at a cost of several passes over it, so the weights, which every step changes, stand on the left:
 * W·Xᵀ for the sums, on·X for the step. A gradient alone has them on the right, and they stay prepared as long as they stay.
 */
interface Block {
  readonly from: number;
  readonly count: number;
  /** a_s/√m, as one column. */
  readonly top: Matrix;
  readonly initial: Matrix;
  readonly shift: Matrix;
  readonly weights: Matrix;
}

/** Points, row after row: n × d. */
export type Points = Float32Array;

/** f and ∇ₓf at each of n points. Shapes: n; n × d. */
export interface ValuesAndGradients {
  readonly values: Float64Array;
  readonly gradients: Float32Array;
}

/**
 * A network on an engine: what training and attacks ask of it, and the step that moves it.
 *
 * It holds 3·d·m numbers on the engine until `release`; `snapshot` copies the network back.
 */
export interface LiveNetwork {
  readonly d: number;
  readonly m: number;
  readonly inputs: number;
  readonly offset: number;
  readonly signs: Int8Array;
  readonly engine: Engine;
  /** f at each point. Precision: f32 products. */
  values(points: Points): Float64Array;
  /** ⟨w_s, z⟩ for each point or direction z. Shapes: n × m, row after row. */
  preactivations(points: Points): Float32Array;
  /** The same at W0: ⟨w_{s,0}, z⟩. */
  initialPreactivations(points: Points): Float32Array;
  /** As many points as one likes at fixed W: the engine prepares W once for all of them, and once more after it has moved. */
  valuesAndGradients(points: Points): ValuesAndGradients;
  /**
   * w_s ← w_s − Σ_i factors_i ∂f(x_i)/∂w_s, the factors computed from the values f(x_i); then each w_s onto its ball where a radius is
   * given.
   *
   * With a `stay` the move is taken back when some w_s may have ended farther than that from w_{s,0}; whether it was made is the
   * answer. "May" leaves room for the f32 rounding of a norm: a relative (d + 4)·2⁻²³.
   */
  descend(
    points: Points,
    factorsAt: (values: Float64Array) => Float64Array,
    keep: { readonly project?: number; readonly stay?: number },
  ): boolean;
  /** Each w_s onto its ball of this radius around w_{s,0}. */
  project(radius: number): void;
  /** max over s of ‖w_s − w_{s,0}‖₂. Precision: f32. */
  largestShift(): number;
  snapshot(): LazyNetwork;
  release(): void;
}

/** The points, each multiplied by its factor. */
const scaled = (engine: Engine, points: Points, factors: Float64Array, d: number): Matrix => {
  const rows = new Float32Array(points.length);
  factors.forEach((factor, i) => {
    for (let k = i * d; k < (i + 1) * d; k++) rows[k] = factor * points[k]!;
  });
  return engine.matrix(factors.length, d, rows);
};

/** The points, one per column. */
const asColumns = (engine: Engine, points: Points, d: number): Matrix =>
  engine.scope(() => engine.transposed(engine.matrix(points.length / d, d, points)));

/** √m times a bound on how far one step moves any w_s, since ∂f/∂w_s = a_s/√m 1[⟨w_s, x⟩ > 0] x; the rounding of n products included. */
const farthest = (points: Points, factors: Float64Array, d: number): number => {
  let reach = 0;
  factors.forEach((factor, i) => {
    let square = 0;
    for (let k = i * d; k < (i + 1) * d; k++) square += points[k]! * points[k]!;
    reach += Math.abs(factor) * Math.sqrt(square);
  });
  return reach * (1 + (factors.length + 8) * 2 ** -22);
};

const place = (engine: Engine, network: LazyNetwork): Block[] => {
  const { d, m, signs } = network;
  const size = Math.max(1, Math.floor(BLOCK / d));
  const blocks: Block[] = [];
  for (let from = 0; from < m; from += size) {
    const count = Math.min(size, m - from);
    const rows = (all: Float32Array): Matrix =>
      engine.matrix(count, d, all.subarray(from * d, (from + count) * d));
    const top = Float32Array.from({ length: count }, (_, s) => signs[from + s]! / Math.sqrt(m));
    const [initial, shift] = [rows(network.initial), rows(network.shift)];
    const weights = engine.sum(initial, shift);
    blocks.push({ from, count, top: engine.matrix(count, 1, top), initial, shift, weights });
  }
  return blocks;
};

/** The network, placed on an engine. */
export const liveNetwork = (engine: Engine, network: LazyNetwork): LiveNetwork => {
  const { d, m, inputs, offset } = network;
  let blocks = place(engine, network);
  /** No w_s has moved farther than this since the shift was last measured; with it stays unmeasured what cannot have got outside. */
  let bound = 0;

  const addValues = ({ top }: Block, sums: Matrix, values: Float64Array): void => {
    const parts = engine.read(engine.product(engine.transposed(top), engine.relu(sums)));
    for (let i = 0; i < values.length; i++) values[i]! += parts[i]!;
  };
  const sumsAt = (points: Points, rowsOf: (block: Block) => Matrix): Float32Array => {
    const n = points.length / d;
    return engine.scope(() => {
      const all = new Float32Array(n * m);
      const columns = asColumns(engine, points, d);
      for (const block of blocks) {
        const { from, count } = block;
        const part = engine.scope(() =>
          engine.read(engine.transposed(engine.product(rowsOf(block), columns))),
        );
        for (let i = 0; i < n; i++) all.set(part.subarray(i * count, (i + 1) * count), i * m + from);
      }
      return all;
    });
  };
  const moved = (next: readonly { readonly shift: Matrix; readonly weights: Matrix }[]): void => {
    for (const { shift, weights } of blocks) engine.release(shift, weights);
    blocks = blocks.map((block, at) => ({ ...block, ...next[at]! }));
  };
  const largest = (shifts: readonly Matrix[]): number =>
    shifts.reduce((sofar, shift) => rowNorms(engine, shift).reduce((a, b) => Math.max(a, b), sofar), 0);
  const slack = normError(d);

  bound = largest(blocks.map(({ shift }) => shift)) * (1 + 2 * slack);

  return {
    d,
    m,
    inputs,
    offset,
    signs: network.signs,
    engine,
    preactivations: (points) => sumsAt(points, ({ weights }) => weights),
    initialPreactivations: (points) => sumsAt(points, ({ initial }) => initial),
    values: (points) =>
      engine.scope(() => {
        const values = new Float64Array(points.length / d).fill(offset);
        const columns = asColumns(engine, points, d);
        for (const block of blocks)
          engine.scope(() => {
            addValues(block, engine.product(block.weights, columns), values);
            return null;
          });
        return values;
      }),
    valuesAndGradients: (points) => {
      const n = points.length / d;
      const gradients = engine.scope(() => {
        const columns = asColumns(engine, points, d);
        return engine.read(
          blocks
            .map(({ weights, top }) =>
              engine.scope(() => {
                const on = engine.times(engine.active(engine.product(weights, columns)), top);
                return engine.product(engine.transposed(on), weights);
              }),
            )
            .reduce((sum, part) => engine.sum(sum, part)),
        );
      });
      const values = new Float64Array(n);
      for (let i = 0; i < n; i++) {
        // Homogeneity: ⟨∇f(x), x⟩ = f(x), but for what is added to it.
        let value = offset;
        for (let k = i * d; k < (i + 1) * d; k++) value += gradients[k]! * points[k]!;
        values[i] = value;
      }
      return { values, gradients };
    },
    descend: (points, factorsAt, { project, stay }) => {
      const values = new Float64Array(points.length / d).fill(offset);
      let reach = 0;
      const next = engine.scope(() => {
        const columns = asColumns(engine, points, d);
        const before = blocks.map((block) => {
          const sums = engine.product(block.weights, columns);
          addValues(block, sums, values);
          return sums;
        });
        const factors = factorsAt(values);
        reach = farthest(points, factors, d) / Math.sqrt(m);
        const back = scaled(engine, points, factors, d);
        return blocks.map(({ initial, shift, top }, at) =>
          engine.scope(() => {
            const on = engine.times(engine.active(before[at]!), top);
            const free = engine.difference(shift, engine.product(on, back));
            const held = project === undefined ? free : projectRows(engine, free, project);
            return { shift: held, weights: engine.sum(initial, held) };
          }),
        );
      });
      // Adding a shift and a step rounds once more.
      const mayReach = (bound + reach) * (1 + 2 ** -23);
      bound = project === undefined ? mayReach : Math.min(mayReach, project);
      // Where the bound leaves no doubt what the measurement would say, it is not made.
      if (stay !== undefined && !(bound * (1 + 4 * slack) <= stay)) {
        bound = largest(next.map(({ shift }) => shift)) * (1 + 2 * slack);
        if (!(bound <= stay)) {
          for (const { shift, weights } of next) engine.release(shift, weights);
          bound = stay;
          return false;
        }
      }
      moved(next);
      return true;
    },
    project: (radius) => {
      moved(
        blocks.map(({ initial, shift }) =>
          engine.scope(() => {
            // A new matrix even where nothing is outside, since the old one is released.
            const free = engine.sum(shift, engine.matrix(1, d, new Float32Array(d)));
            const held = projectRows(engine, free, radius);
            return { shift: held, weights: engine.sum(initial, held) };
          }),
        ),
      );
      bound = Math.min(bound, radius);
    },
    largestShift: () => largest(blocks.map(({ shift }) => shift)),
    snapshot: () => {
      const shift = new Float32Array(d * m);
      for (const block of blocks) shift.set(engine.read(block.shift), block.from * d);
      return { ...network, shift };
    },
    release: () => {
      for (const { top, initial, shift, weights } of blocks) engine.release(top, initial, shift, weights);
      blocks = [];
    },
  };
};
