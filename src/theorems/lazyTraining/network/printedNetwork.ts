import type { ExplicitNetwork } from './explicitNetwork.ts';
import type { Movement } from './movement.ts';

/** The numbers of a small network and of a movement in the plane of e_1 and e_2, with x = e_1. */
export interface NetworkNumbers {
  readonly signs: readonly number[];
  readonly W0: readonly (readonly number[])[];
  readonly along: readonly number[];
  readonly across: readonly number[];
}

/**
 * The network and the movement that these numbers describe. Shapes: m signs, W0 m × d, m shifts along and
 * across.
 */
export const fromNumbers = (
  numbers: NetworkNumbers,
): { readonly network: ExplicitNetwork; readonly movement: Movement } => {
  const m = numbers.W0.length;
  const d = numbers.W0[0]?.length ?? 0;
  const axis = (i: number): Float64Array => {
    const e = new Float64Array(d);
    if (i < d) e[i] = 1;
    return e;
  };
  const network: ExplicitNetwork = {
    d,
    m,
    x: axis(0),
    signs: Int8Array.from(numbers.signs),
    embed: (vector) => vector,
    visitRows: (visit) => {
      const row = new Float64Array(d);
      numbers.W0.forEach((entries, s) => {
        row.set(entries);
        visit(s, row);
      });
    },
  };
  // In one dimension there is nothing across x.
  const across = d === 1 ? null : Float64Array.from(numbers.across);
  const movement: Movement = {
    along: Float64Array.from(numbers.along),
    across,
    normal: across === null ? null : axis(1),
  };
  return { network, movement };
};

/**
 * The numbers of a network and a movement, rotated so that x becomes e_1 and the movement's normal e_2.
 *
 * Two reflections do it; f, ∇f and every norm in the claims are the same before and after.
 */
export const toNumbers = (network: ExplicitNetwork, movement: Movement): NetworkNumbers => {
  const { d, m, x, signs } = network;
  const normal = movement.normal === null || d === 1 ? null : network.embed(movement.normal);
  const reflect = reflections(d, x, normal);
  const W0: number[][] = [];
  network.visitRows((_, row) => {
    W0.push(reflect(row));
  });
  return {
    signs: [...signs],
    W0,
    along: [...movement.along],
    across: movement.across === null || normal === null ? new Array<number>(m).fill(0) : [...movement.across],
  };
};

/** The isometry that takes x to e_1 and the normal (if any) to e_2, as a function of rows. */
const reflections = (
  d: number,
  x: Float64Array,
  normal: Float64Array | null,
): ((row: Float64Array) => number[]) => {
  const first = householder(x, 0);
  const image = normal === null ? null : first(Float64Array.from(normal));
  // The normal is orthogonal to x, so what rounding left along e_1 is not its own.
  if (image !== null) image[0] = 0;
  const second = image === null || d < 2 ? null : householder(image, 1);
  return (row) => {
    const once = first(Float64Array.from(row));
    return [...(second === null ? once : second(once))];
  };
};

/**
 * The isometry that takes the unit vector v to e_i; the identity where they agree.
 *
 * It reflects to the far one of ±e_i, since u = v ∓ e_i would else be nothing but rounding, and then turns
 * that axis round.
 */
const householder = (v: Float64Array, i: number): ((row: Float64Array) => Float64Array) => {
  if (v.every((entry, j) => entry === Number(j === i))) return (row) => row;
  const side = v[i]! > 0 ? -1 : 1;
  const u = Float64Array.from(v);
  u[i]! -= side;
  let square = 0;
  for (const entry of u) square += entry * entry;
  return (row) => {
    let product = 0;
    for (let j = 0; j < row.length; j++) product += row[j]! * u[j]!;
    const factor = (2 * product) / square;
    return row.map((entry, j) => (j === i ? side : 1) * (entry - factor * u[j]!));
  };
};
