import type { TableFigure } from '../../../../core/report/figure.ts';
import { dot } from '../../../../numerics/linalg/vectors.ts';
import { isTooCloseToCall } from '../../network/rounding.ts';
import { distance, type Example, radiusOf } from './example.ts';

const sizeOf = ({ W0 }: Example): number =>
  W0.reduce((largest, row) => row.reduce((so, entry) => Math.max(so, Math.abs(entry)), largest), 0);

const isSame = (one: Float64Array, other: Float64Array): boolean =>
  one.every((entry, i) => entry === other[i]);

/** Where false statements like to hide, each with the question whether an example lies there. */
const edges: readonly (readonly [name: string, isAt: (example: Example) => boolean])[] = [
  ['d = 1', ({ x }) => x.length === 1],
  ['m = 1', ({ signs }) => signs.length === 1],
  ['C0 = 0', ({ C0 }) => C0 === 0],
  ['all signs equal', ({ signs }) => signs.length > 1 && signs.every((sign) => sign === signs[0])],
  ['a neuron exactly at its kink, at W0', ({ x, W0 }) => W0.some((row) => dot(row, x) === 0)],
  [
    'a neuron too close to its kink to call, at W0',
    ({ x, W0 }) => W0.some((row) => isTooCloseToCall(row, x)),
  ],
  [
    'a neuron exactly V from its kink, at W0',
    (example) => {
      const V = radiusOf(example);
      return V > 0 && example.W0.some((row) => Math.abs(dot(row, example.x)) === V);
    },
  ],
  ['two neurons alike', ({ W0 }) => W0.some((row, s) => s > 0 && isSame(row, W0[s - 1]!))],
  [
    'a row of W on the sphere of its ball',
    (example) => {
      const V = radiusOf(example);
      return V > 0 && example.W.some((row, s) => distance(row, example.W0[s]!) >= V * (1 - 2 ** -45));
    },
  ],
  ['entries above 1e100', (example) => sizeOf(example) > 1e100],
  [
    'entries below 1e-100, and not all 0',
    (example) => {
      const size = sizeOf(example);
      return size > 0 && size < 1e-100;
    },
  ],
];

/** How many examples lay at each edge. */
export type EdgeCounts = readonly number[];

export const noEdges: EdgeCounts = edges.map(() => 0);

export const withEdges = (counts: EdgeCounts, example: Example): EdgeCounts =>
  edges.map(([, isAt], k) => counts[k]! + Number(isAt(example)));

export const edgesTable = (counts: EdgeCounts): TableFigure => ({
  kind: 'table',
  title: 'networks that passed at the edges',
  columns: ['edge', 'networks'],
  rows: edges.map(([name], k) => [name, counts[k]!]),
});
