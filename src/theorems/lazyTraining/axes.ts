import type { Axis } from '../../core/theorem.ts';

/** The symbols of a cell: x has d entries, the network m neurons, and W moves at most C0/√m a neuron. */
export const axes: readonly Axis[] = [
  // Beyond 10⁹ inputs no bound has been thought through; memory for draws ends far earlier on most machines.
  {
    symbol: 'd',
    says: 'dimension',
    kind: 'count',
    addressed: true,
    most: 1e9,
    usual: 100,
    frontier: { from: 1, to: 2048, scale: 'linear' },
  },
  {
    symbol: 'm',
    says: 'width',
    kind: 'count',
    addressed: true,
    usual: '1e4',
    frontier: { from: 1, to: 100_000, scale: 'log' },
  },
  { symbol: 'C0', says: 'radius factor', kind: 'real', tex: 'C_0' },
  { symbol: 'gamma', says: 'failure rate', kind: 'rate', tex: '\\gamma', label: 'γ', usual: 0.05 },
];
