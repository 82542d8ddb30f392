import fc from 'fast-check';
import { scaledNorm } from '../../../../numerics/linalg/scaledNorm.ts';
import { dot } from '../../../../numerics/linalg/vectors.ts';
import { type Example, intoBall, radiusOf } from './example.ts';

/** The largest sizes that are drawn. */
export interface Limits {
  readonly d: number;
  readonly m: number;
  readonly C0: number;
}

/** What the statement adds to a network, from a positive number of any size: η, r. Null drops the example. */
export type Completion = (example: Example, drawn: number) => Example;

type Site = 'free' | 'at the kink' | 'at V' | 'at −V' | 'zero' | 'as the one before';
type Move = 'none' | 'a_s x' | 'x' | '−x' | 'a_s r' | 'own' | 'inside' | 'to the kink';

interface Neuron {
  readonly positive: boolean;
  readonly entries: readonly number[];
  readonly turn: readonly number[];
  readonly site: Site;
  readonly move: Move;
  readonly scale: number;
}

interface Recipe {
  readonly d: number;
  readonly point: 'axis' | 'plane' | 'any';
  readonly entries: readonly number[];
  readonly neurons: readonly Neuron[];
  readonly signs: 'drawn' | 'all +1' | 'all −1';
  readonly moves: 'drawn' | Move;
  readonly active: boolean;
  readonly scale: number;
  readonly C0: number;
  readonly drawn: number;
}

/** Quarters, at which sums are exact and ties are many, and numbers with all of their bits. */
const entry: fc.Arbitrary<number> = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -8, max: 8 }).map((quarters) => quarters / 4) },
  { weight: 2, arbitrary: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((n) => n / 2 ** 30) },
);

/** 1 as a rule; else sizes from the least at which a square is still a normal number to the largest. */
const scale: fc.Arbitrary<number> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(1) },
  { weight: 2, arbitrary: fc.constantFrom(0.1, 10, 1e-3, 1e3, 1e-8, 1e8) },
  { weight: 1, arbitrary: fc.constantFrom(1e-150, 1e150) },
);

const entriesOf = (d: number): fc.Arbitrary<number[]> => fc.array(entry, { minLength: d, maxLength: d });

const moves: readonly Move[] = ['none', 'a_s x', 'x', '−x', 'a_s r', 'own', 'inside', 'to the kink'];

const neuronOf = (d: number): fc.Arbitrary<Neuron> =>
  fc.record({
    positive: fc.boolean().map((negative) => !negative),
    entries: entriesOf(d),
    turn: entriesOf(d),
    site: fc.oneof(
      { weight: 4, arbitrary: fc.constant<Site>('free') },
      {
        weight: 3,
        arbitrary: fc.constantFrom<Site>('at the kink', 'at V', 'at −V', 'zero', 'as the one before'),
      },
    ),
    move: fc.constantFrom(...moves),
    scale: fc.oneof({ weight: 8, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: scale }),
  });

const unit = (v: Float64Array): Float64Array => {
  const length = scaledNorm(v);
  if (length === 0) return v.map((_, i) => Number(i === 0));
  return v.map((component) => component / length);
};

const pointOf = ({ point, entries, d }: Recipe): Float64Array => {
  const x = new Float64Array(d);
  const side = entries[0]! < 0 ? -1 : 1;
  if (point === 'axis' || d === 1) x[d === 1 ? 0 : (Math.abs(entries[0]! * 4) % d) | 0] = side;
  else if (point === 'plane') {
    x[0] = 0.6 * side;
    x[d - 1] = 0.8;
  } else return unit(Float64Array.from(entries.slice(0, d)));
  return x;
};

/** Gives ⟨row, x⟩ this value: exactly where x is an axis, else up to rounding. */
const placeAt = (row: Float64Array, x: Float64Array, target: number): void => {
  const axis = x.findIndex((component) => Math.abs(component) === 1);
  if (axis >= 0) {
    row[axis] = target * x[axis]!;
    return;
  }
  const missing = target - dot(row, x);
  for (let i = 0; i < row.length; i++) row[i]! += missing * x[i]!;
};

const built = (recipe: Recipe): Example => {
  const { d, neurons, C0 } = recipe;
  const x = pointOf(recipe);
  const signs = Int8Array.from(neurons, ({ positive }) =>
    recipe.signs === 'drawn' ? (positive ? 1 : -1) : recipe.signs === 'all +1' ? 1 : -1,
  );
  const V = radiusOf({ C0, signs });
  const common = unit(Float64Array.from(neurons[0]!.turn.slice(0, d)));
  const across = (v: Float64Array): Float64Array => {
    const rest = Float64Array.from(v);
    placeAt(rest, x, 0);
    return scaledNorm(rest) > 0 ? unit(rest) : unit(v);
  };
  const r = across(common);
  const W0: Float64Array[] = [];
  const W: Float64Array[] = [];
  neurons.forEach((neuron, s) => {
    const size = Math.max(1e-150, Math.min(1e150, recipe.scale * neuron.scale));
    const row = Float64Array.from(neuron.entries.slice(0, d), (component) => component * size);
    if (neuron.site === 'at the kink') placeAt(row, x, 0);
    if (neuron.site === 'at V') placeAt(row, x, V);
    if (neuron.site === 'at −V') placeAt(row, x, -V);
    if (neuron.site === 'zero') row.fill(0);
    if (neuron.site === 'as the one before' && s > 0) row.set(W0[s - 1]!);
    if (recipe.active && dot(row, x) < 0) for (let i = 0; i < d; i++) row[i] = 0 - row[i]!;
    const along = (direction: Float64Array, length: number): Float64Array =>
      direction.map((component) => component * length);
    const own = (): Float64Array => unit(Float64Array.from(neuron.turn.slice(0, d)));
    const shift = (): Float64Array => {
      switch (recipe.moves === 'drawn' ? neuron.move : recipe.moves) {
        case 'none':
          return new Float64Array(d);
        case 'a_s x':
          return along(x, signs[s]! * V);
        case 'x':
          return along(x, V);
        case '−x':
          return along(x, -V);
        case 'a_s r':
          return along(r, signs[s]! * V);
        case 'own':
          return along(own(), V);
        case 'inside':
          return along(own(), V / 2);
        case 'to the kink': {
          const u = dot(row, x);
          return along(x, Math.abs(u) <= V ? -u : 0);
        }
      }
    };
    W0.push(row);
    W.push(intoBall(row, shift(), V));
  });
  return { x, signs, W0, W, C0, given: {} };
};

/**
 * Networks that reach the edges: d = 1 and m = 1, neurons exactly at their kink, at ±V and at zero, repeated neurons, all signs
 * equal, every neuron active, W = W0 and W on the sphere of the ball, C0 = 0, sizes from 1e-150 to 1e150.
 *
 * Shrinks towards few dimensions and neurons, C0 = 0, quarters, an axis for x and W = W0.
 */
export const examples = ({ d, m, C0 }: Limits, complete: Completion): fc.Arbitrary<Example> =>
  fc
    .record({
      d: fc.integer({ min: 1, max: d }),
      point: fc.constantFrom<Recipe['point']>('axis', 'axis', 'plane', 'any'),
      entries: entriesOf(d),
      neurons: fc.array(neuronOf(d), { minLength: 1, maxLength: m, size: 'max' }),
      signs: fc.constantFrom<Recipe['signs']>('drawn', 'drawn', 'all +1', 'all −1'),
      moves: fc.oneof(
        { weight: 3, arbitrary: fc.constant<Recipe['moves']>('drawn') },
        { weight: 2, arbitrary: fc.constantFrom<Recipe['moves']>('none', 'a_s x', 'a_s r') },
      ),
      active: fc.boolean(),
      scale,
      C0: fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 0, max: 16 }).map((k) => (k * C0) / 16) },
        { weight: 1, arbitrary: fc.constantFrom(1e-3, 1e-8, 1e-150).map((part) => part * C0) },
      ),
      drawn: fc.tuple(fc.integer({ min: 1, max: 64 }), scale).map(([n, size]) => (n / 16) * size),
    })
    .map((recipe) => complete(built(recipe), recipe.drawn));
