import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as tfjs from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { BuildError, buildEngine } from '../../src/cli/buildEngine.ts';
import {
  columnNorms,
  normError,
  projectColumns,
  projectRows,
  rowNorms,
  scaleColumns,
} from '../../src/numerics/engine/columns.ts';
import type { Engine, Matrix } from '../../src/numerics/engine/engine.ts';
import { builtEngine, nativeFolder } from '../../src/numerics/engine/nativeFolder.ts';
import {
  ENGINE_CHOICES,
  type EngineChoice,
  EngineError,
  hasEngine,
  openEngine,
} from '../../src/numerics/engine/openEngine.ts';
import { tensorEngine } from '../../src/numerics/engine/tensorEngine.ts';
import { gaussian } from '../../src/numerics/random/gaussian.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import { lazyAdversarialTraining } from '../../src/theorems/lazyTraining/figures/training/lazyAdversarialTraining.ts';
import { drawNetwork } from '../../src/theorems/lazyTraining/figures/training/lazyNetwork.ts';

/** Unit roundoff of f32. */
const U = 2 ** -24;

/** A matrix written out, row after row. */
interface Plain {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

const sizes = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 40 }) },
  fc.constantFrom(1, 2, 65, 130),
);

/** Where the entries come from: usual ones, tiny and huge ones, and many exact zeros. */
const makes = fc.constantFrom('usual', 'tiny', 'huge', 'sparse');

const plain = (rows: number, columns: number, make: string, name: string): Plain => {
  const values = gaussian(rootOf('engine').child(name).child(rows).child(columns), rows * columns);
  const scale = make === 'tiny' ? 2 ** -40 : make === 'huge' ? 2 ** 30 : 1;
  return {
    rows,
    columns,
    values: values.map((value) => (make === 'sparse' && Math.abs(value) < 1 ? 0 : value * scale)),
  };
};

/** Runs `work` with the matrices placed, reads what it makes, and leaves nothing behind. */
const run = (engine: Engine, given: readonly Plain[], work: (...placed: Matrix[]) => Matrix): Plain =>
  engine.scope(() => {
    const made = work(...given.map(({ rows, columns, values }) => engine.matrix(rows, columns, values)));
    return { rows: made.shape[0], columns: made.shape[1], values: engine.read(made) };
  });

/** The product in f64, and the product of the absolute values, whose share the rounding is. */
const product64 = (a: Plain, b: Plain): { readonly exact: Float64Array; readonly absolute: Float64Array } => {
  const exact = new Float64Array(a.rows * b.columns);
  const absolute = new Float64Array(a.rows * b.columns);
  for (let i = 0; i < a.rows; i++)
    for (let k = 0; k < a.columns; k++)
      for (let j = 0; j < b.columns; j++) {
        const term = a.values[i * a.columns + k]! * b.values[k * b.columns + j]!;
        exact[i * b.columns + j]! += term;
        absolute[i * b.columns + j]! += Math.abs(term);
      }
  return { exact, absolute };
};

const transposed = ({ rows, columns, values }: Plain): Plain => ({
  rows: columns,
  columns: rows,
  values: values.map((_, at) => values[(at % rows) * columns + Math.floor(at / rows)]!),
});

const sameAs = (found: Plain, expected: Plain): void => {
  expect([found.rows, found.columns]).toEqual([expected.rows, expected.columns]);
  for (let i = 0; i < expected.values.length; i++)
    if (found.values[i] !== expected.values[i]) expect(found.values[i]).toBe(expected.values[i]);
};

/** A law holds of an engine whatever the sizes and entries. */
type Law = (engine: Engine, rows: number, inner: number, columns: number, make: string) => void;

const laws: readonly (readonly [string, Law])[] = [
  [
    'a product is that of f64, to the rounding of its inner length in any order of summation',
    (engine, rows, inner, columns, make) => {
      const [a, b] = [plain(rows, inner, make, 'a'), plain(inner, columns, make, 'b')];
      const found = run(engine, [a, b], (x, y) => engine.product(x, y));
      const { exact, absolute } = product64(a, b);
      // |fl(Σ) − Σ| ≤ γ_k Σ|a b|, γ_k = kU/(1 − kU), fused or not; below 2⁻¹²⁶ a product may be flushed or lose its last bits.
      const gamma = (inner * U) / (1 - inner * U);
      found.values.forEach((value, i) => {
        const room = gamma * absolute[i]! * (1 + 1e-9) + inner * 2 ** -126;
        if (!(Math.abs(value - exact[i]!) <= room))
          expect(Math.abs(value - exact[i]!)).toBeLessThanOrEqual(room);
      });
      expect([found.rows, found.columns]).toEqual([rows, columns]);
    },
  ],
  [
    'a transposed matrix has the same entries, and twice transposed is what it was',
    (engine, rows, _, columns, make) => {
      const a = plain(rows, columns, make, 'a');
      sameAs(
        run(engine, [a], (x) => engine.transposed(x)),
        transposed(a),
      );
      sameAs(
        run(engine, [a], (x) => engine.transposed(engine.transposed(x))),
        a,
      );
    },
  ],
  [
    'sum, difference and entrywise product round once, with a row or a column repeated too',
    (engine, rows, _, columns, make) => {
      const a = plain(rows, columns, make, 'a');
      const others = [
        plain(rows, columns, make, 'b'),
        plain(1, columns, make, 'row'),
        plain(rows, 1, make, 'column'),
      ];
      for (const b of others) {
        const entry = (i: number): number => {
          const [r, c] = [Math.floor(i / columns), i % columns];
          return b.values[(b.rows === 1 ? 0 : r) * b.columns + (b.columns === 1 ? 0 : c)]!;
        };
        const with64 = (combine: (x: number, y: number) => number): Plain => ({
          ...a,
          // The f64 result of two f32 numbers rounds to f32 as the exact one does: 53 ≥ 2·24 + 2.
          values: a.values.map((value, i) => Math.fround(combine(value, entry(i)))),
        });
        sameAs(
          run(engine, [a, b], (x, y) => engine.sum(x, y)),
          with64((x, y) => x + y),
        );
        sameAs(
          run(engine, [a, b], (x, y) => engine.difference(x, y)),
          with64((x, y) => x - y),
        );
        sameAs(
          run(engine, [a, b], (x, y) => engine.times(x, y)),
          with64((x, y) => x * y),
        );
      }
    },
  ],
  [
    'relu and active are exact, and 0 is not active',
    (engine, rows, _, columns, make) => {
      const a = plain(rows, columns, make, 'a');
      a.values[0] = 0;
      sameAs(
        run(engine, [a], (x) => engine.relu(x)),
        { ...a, values: a.values.map((value) => Math.max(0, value)) },
      );
      sameAs(
        run(engine, [a], (x) => engine.active(x)),
        { ...a, values: a.values.map((value) => Number(value > 0)) },
      );
    },
  ],
  [
    'lengths of columns are within their stated error',
    (engine, rows, _, columns, make) => {
      const a = plain(rows, columns, make, 'a');
      const found = engine.scope(() => columnNorms(engine, engine.matrix(rows, columns, a.values)));
      found.forEach((length, j) => {
        const exact = lengthOf(a, j);
        expect(Math.abs(length - exact)).toBeLessThanOrEqual(normError(rows) * exact);
      });
    },
  ],
  [
    'projected columns are in their ball exactly, those that were stay as they are, the others keep their direction and lose no more than they must',
    (engine, rows, _, columns, make) => {
      const a = plain(rows, columns, make, 'a');
      const lengths = Array.from({ length: columns }, (_, j) => lengthOf(a, j));
      for (const radius of [0, Math.max(...lengths) / 2, lengths[0]!, 2 * Math.max(...lengths)]) {
        const found = run(engine, [a], (x) => projectColumns(engine, x, radius));
        for (let j = 0; j < columns; j++) {
          const after = lengthOf(found, j);
          expect(after).toBeLessThanOrEqual(radius);
          const stays = lengths[j]! <= radius * (1 - 4 * normError(rows));
          // The aim lies 3 errors inside, and norm, factor and products are off by less than 2 more.
          if (!stays)
            expect(after).toBeGreaterThanOrEqual(Math.min(radius, lengths[j]!) * (1 - 5 * normError(rows)));
          const factor = stays ? 1 : after / lengths[j]!;
          let off = 0;
          for (let i = j; i < a.values.length; i += columns) {
            const expected = factor * a.values[i]!;
            if (!(Math.abs(found.values[i]! - expected) <= (stays ? 0 : 4 * U * Math.abs(expected)))) off++;
          }
          expect(off).toBe(0);
        }
      }
    },
  ],
  [
    'rows have the lengths and the projections that the columns of the transposed have, each within its error',
    (engine, rows, _, columns, make) => {
      const a = plain(rows, columns, make, 'a');
      const lengths = Array.from({ length: rows }, (_, i) => lengthOf(transposed(a), i));
      const found = engine.scope(() => rowNorms(engine, engine.matrix(rows, columns, a.values)));
      found.forEach((length, i) => {
        expect(Math.abs(length - lengths[i]!)).toBeLessThanOrEqual(normError(columns) * lengths[i]!);
      });
      const radius = Math.max(...lengths) / 2;
      const held = transposed(run(engine, [a], (x) => projectRows(engine, x, radius)));
      for (let i = 0; i < rows; i++) {
        expect(lengthOf(held, i)).toBeLessThanOrEqual(radius);
        // The aim lies 3 errors inside, and norm, factor and products are off by less than 2 more.
        const room = 1 - 5 * normError(columns);
        expect(lengthOf(held, i)).toBeGreaterThanOrEqual(Math.min(radius, lengths[i]!) * room);
      }
    },
  ],
  [
    'the same calls give the same bits',
    (engine, rows, inner, columns, make) => {
      const given = [plain(rows, inner, make, 'a'), plain(inner, columns, make, 'b')];
      const once = () => run(engine, given, (x, y) => engine.relu(engine.product(x, y)));
      sameAs(once(), once());
    },
  ],
  [
    'nothing stays behind: not in a scope, not in one that throws, not what is released',
    (engine, rows, inner, columns, make) => {
      const before = engine.held();
      const [a, b] = [plain(rows, inner, make, 'a'), plain(inner, columns, make, 'b')];
      const kept = engine.scope(() => {
        const [x, y] = [engine.matrix(rows, inner, a.values), engine.matrix(inner, columns, b.values)];
        const inside = engine.scope(() => ({ sums: [engine.product(x, y)], count: 1 }));
        projectColumns(engine, x, 1e-3);
        scaleColumns(engine, x, new Float64Array(inner).fill(2));
        return { first: x, second: inside.sums[0]! };
      });
      expect(engine.held()).toBe(before + 2);
      expect(() =>
        engine.scope(() => {
          engine.transposed(kept.first);
          throw new Error('on purpose');
        }),
      ).toThrow('on purpose');
      expect(engine.held()).toBe(before + 2);
      // What was made before a scope outlives it.
      expect(engine.read(kept.first)).toEqual(a.values);
      engine.release(kept.first, kept.second);
      expect(engine.held()).toBe(before);
    },
  ],
];

const lengthOf = ({ rows, columns, values }: Plain, column: number): number => {
  let square = 0;
  for (let i = 0; i < rows; i++) square += values[i * columns + column]! * values[i * columns + column]!;
  return Math.sqrt(square);
};

/**
 * TensorFlow.js in plain JavaScript: far too slow to train on, but another backend in the same process, which is how the native one meets
 * WebAssembly where it is installed.
 */
const openPlain = async (): Promise<Engine> => {
  await openEngine('wasm');
  const requireHere = createRequire(import.meta.url);
  requireHere('@tensorflow/tfjs-backend-cpu');
  const tf = requireHere('@tensorflow/tfjs-core') as typeof tfjs;
  await tf.setBackend('cpu');
  // Under the name of the one it stands in for.
  return tensorEngine(tf, 'cpu', 'tfjs-node', 'TensorFlow.js 4, plain');
};

/** What every engine obeys, written once as a function of how it is opened. */
const obeysTheLaws = (open: () => Promise<Engine>): void => {
  it.each(laws)('%s', async (_, law) => {
    const engine = await open();
    fc.assert(
      fc.property(sizes, sizes, sizes, makes, (rows, inner, columns, make) => {
        law(engine, rows, inner, columns, make);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('keeps the values it was given when their array changes', async () => {
    const engine = await open();
    const values = Float32Array.of(1, 2);
    engine.scope(() => {
      const matrix = engine.matrix(1, 2, values);
      values[0] = 5;
      expect([...engine.read(matrix)]).toEqual([1, 2]);
      const copy = engine.read(matrix);
      copy[1] = 7;
      expect([...engine.read(matrix)]).toEqual([1, 2]);
      return null;
    });
  });

  it('refuses a matrix whose values do not fill it', async () => {
    const engine = await open();
    expect(() => engine.matrix(2, 3, new Float32Array(5))).toThrow('expected 2 × 3 = 6 values, got 5');
  });

  it('multiplies a long inner length within its bound: 5000 terms', async () => {
    const engine = await open();
    laws[0]![1](engine, 3, 5000, 4, 'usual');
  });

  it('says what it is', async () => {
    expect((await open()).says).toMatch(/^TensorFlow\.js \d/);
  });
};

describe('the engine wasm', () => {
  obeysTheLaws(() => openEngine('wasm'));

  it('runs on one thread, and leaves the handlers of the process as they were', async () => {
    const before = process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection');
    expect((await openEngine('wasm')).says).toMatch(/WebAssembly.*one thread$/);
    expect(process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection')).toBe(
      before,
    );
  });
});

/** Where the engine is built, where that is asked for. */
let built: string | null = null;

/** Builds the engine where the variable LAKATOS_TRY_ENGINE asks for it; null, or why it cannot be had here. */
const triedToBuild = async (): Promise<string | null> => {
  if (process.env.LAKATOS_TRY_ENGINE !== '1' || builtEngine() !== null) return 'it is not installed';
  built = mkdtempSync(join(tmpdir(), 'lakatos-engine-'));
  process.env.LAKATOS_ENGINES = built;
  try {
    await buildEngine(nativeFolder(), () => {}, new AbortController().signal);
    return null;
  } catch (error) {
    if (error instanceof BuildError && error.missing) return error.message;
    throw error;
  }
};

const why = await triedToBuild();
const native = await hasEngine('tfjs-node');
afterAll(() => {
  if (built !== null) rmSync(built, { recursive: true });
});

describe.skipIf(!native)(`the engine tfjs-node${native ? '' : ` (skipped: ${why})`}`, () => {
  obeysTheLaws(() => openEngine('tfjs-node'));
});

describe('a second engine in the same process', () => {
  obeysTheLaws(openPlain);

  it('and the first one compute in turn, each for itself, and agree to the rounding of both', async () => {
    const engines = [await openEngine('wasm'), await openPlain()];
    const [a, b] = [plain(30, 200, 'usual', 'a'), plain(200, 20, 'usual', 'b')];
    const placed = engines.map((engine) => [
      engine.matrix(a.rows, a.columns, a.values),
      engine.matrix(b.rows, b.columns, b.values),
    ]);
    const found = engines.map((engine, at) => {
      const [x, y] = placed[at]!;
      return engine.scope(() => engine.read(engine.product(x!, y!)));
    });
    const { absolute } = product64(a, b);
    // Each is within γ_200 of exact.
    const gamma = (200 * U) / (1 - 200 * U);
    found[0]!.forEach((value, i) => {
      expect(Math.abs(value - found[1]![i]!)).toBeLessThanOrEqual(2 * gamma * absolute[i]!);
    });
    // Sums in another order: were the bits the same throughout, one engine would have computed for both.
    expect(found[0]).not.toEqual(found[1]);
    engines.forEach((engine, at) => {
      engine.release(...placed[at]!);
    });
  });
});

describe('training on two engines', () => {
  it('ends within 1e-5 of the radius of the same weights, on a pinned draw', async () => {
    const [d, m, n] = [9, 40, 60];
    const stream = rootOf('two engines');
    const images = gaussian(stream.child('images'), n * d);
    const labels = Int8Array.from({ length: n }, (_, i) => (images[i * d]! > 0 ? 1 : -1));
    const set = { n, d, images, labels };
    const start = drawNetwork(stream, d, m);
    const budget = { learningRate: 0.1, batchSize: 10, epochs: 2 };
    const attack = { radius: 0.2, steps: 3, stepSize: 0.25, start: 'at x' } as const;
    const shifts: Float32Array[] = [];
    for (const engine of [await openEngine('wasm'), await openPlain()]) {
      const { network } = await lazyAdversarialTraining(engine, stream, start, set, 0.1, {
        ...budget,
        attack,
      });
      shifts.push(network.shift);
    }
    // Twelve steps of four products each, off by (d + m)·2⁻²⁴ = 3e-6 of what they move, which is a tenth of the radius and less, as long as
    // rounding switches no neuron; the draw is pinned, and it switches none.
    shifts[0]!.forEach((entry, i) => {
      expect(Math.abs(entry - shifts[1]![i]!)).toBeLessThan(1e-5 * 0.1);
    });
    expect(shifts[0]).not.toEqual(shifts[1]);
  });
});

describe('the choice of an engine', () => {
  it.each(ENGINE_CHOICES.filter((choice) => native || choice !== 'tfjs-node'))(
    'can be %s',
    async (choice: EngineChoice) => {
      const expected = choice === 'auto' ? (native ? 'tfjs-node' : 'wasm') : choice;
      const engine = await openEngine(choice);
      expect(engine.name).toBe(expected);
      expect(await openEngine(choice)).toBe(engine);
    },
  );

  it.skipIf(native)('says what is missing, and the way out', async () => {
    const asked = openEngine('tfjs-node');
    await expect(asked).rejects.toBeInstanceOf(EngineError);
    await expect(asked).rejects.toThrow('run lakatos engine build');
  });

  it('refuses an engine nobody has heard of', async () => {
    await expect(openEngine('cuda')).rejects.toThrow(
      'unknown engine "cuda": take one of auto, wasm, tfjs-node',
    );
  });
});
