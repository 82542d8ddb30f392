import type { Axis } from '../../core/theorem.ts';
import { dataSets } from './inputs.ts';

/** n inputs of length 1 in R^d, a network of m ReLU units, and a failure rate. */
export const axes: readonly Axis[] = [
  { symbol: 'd', says: 'dimension', kind: 'count', addressed: true, most: 1e5, usual: 10 },
  { symbol: 'n', says: 'number of inputs', kind: 'count', addressed: true, most: 200, usual: 5 },
  { symbol: 'data', says: 'data set', kind: 'count', addressed: true, values: dataSets, usual: 1 },
  {
    symbol: 'm',
    says: 'width',
    kind: 'count',
    addressed: true,
    most: 1e7,
    usual: 1000,
    frontier: { from: 10, to: 1e5, scale: 'log' },
  },
  { symbol: 'gamma', says: 'failure rate', kind: 'rate', tex: '\\gamma', label: 'γ', usual: 0.05 },
];
