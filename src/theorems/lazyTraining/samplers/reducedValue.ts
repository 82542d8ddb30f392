import { gaussian } from '../../../numerics/random/gaussian.ts';
import { gaussianReader } from '../../../numerics/random/gaussianReader.ts';
import { signs } from '../../../numerics/random/signs.ts';
import type { Stream } from '../../../numerics/random/stream.ts';
import type { ExplicitNetwork } from '../network/explicitNetwork.ts';
import type { ValueInstance } from '../network/instance.ts';

/** a: m independent fair signs, at the address `a` below the trial's stream. */
export const drawSigns = (stream: Stream, m: number): Int8Array => signs(stream.child('a'), m);

/**
 * The first unit vector of R^d: the x of every reduced draw, since no law depends on which unit vector x is.
 */
export const firstAxis = (d: number): Float64Array => {
  const x = new Float64Array(d);
  x[0] = 1;
  return x;
};

/** A vector of at most d coordinates as a vector of R^d, zeros behind. */
export const padded = (vector: Float64Array, d: number): Float64Array => {
  const whole = new Float64Array(d);
  whole.set(vector);
  return whole;
};

/**
 * A draw for claims that see W0 through u = W0 x only: u_s are independent N(0, 1).
 *
 * Cost: O(m) numbers, whatever d is. The other coordinates of `explicit()` are independent Gaussians, as in
 * the law of W0.
 */
export const reducedValue = (stream: Stream, d: number, m: number): ValueInstance => {
  const u = gaussian(stream.child('u'), m);
  const signs = drawSigns(stream, m);
  const explicit = (): ExplicitNetwork => ({
    d,
    m,
    x: firstAxis(d),
    signs,
    embed: (vector) => padded(vector, d),
    visitRows: (visit) => {
      const read = gaussianReader(stream.child('rest'));
      const drawn = new Float32Array(d - 1);
      const row = new Float64Array(d);
      for (let s = 0; s < m; s++) {
        read(drawn);
        row[0] = u[s]!;
        row.set(drawn, 1);
        visit(s, row);
      }
    },
  });
  return { d, m, u, signs, explicit };
};
