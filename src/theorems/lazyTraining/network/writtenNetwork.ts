import type { ExplicitNetwork } from './explicitNetwork.ts';

/**
 * A network with every number written out: a point x, the signs a_s = ±1 and the weights, one neuron per row.
 */
export interface WrittenNetwork {
  readonly x: Float64Array;
  readonly signs: Int8Array;
  readonly rows: readonly Float64Array[];
}

/** The same network for the reference; its weights stand where a draw has W0. */
export const asExplicit = ({ x, signs, rows }: WrittenNetwork): ExplicitNetwork => ({
  d: x.length,
  m: rows.length,
  x,
  signs,
  embed: (vector) => vector,
  visitRows: (visit) => {
    rows.forEach((row, s) => {
      visit(s, row);
    });
  },
});
