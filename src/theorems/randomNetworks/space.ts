import type { Axis, Cost, Mode, Point } from '../../core/theorem.ts';
import { activations } from './activation.ts';
import { widthsAt } from './widths.ts';

/** x has d entries and length √d; then come `depth` layers of m units, of which a claim may set some apart. */
export const axes: readonly Axis[] = [
  {
    symbol: 'd',
    says: 'number of inputs',
    kind: 'count',
    addressed: true,
    most: 1e8,
    usual: 1000,
    frontier: { from: 1, to: 4096, scale: 'log' },
  },
  {
    symbol: 'm',
    says: 'width',
    kind: 'count',
    addressed: true,
    most: 1e8,
    usual: 'd',
    frontier: { from: 1, to: 30_000, scale: 'log' },
  },
  {
    symbol: 'depth',
    says: 'number of hidden layers',
    kind: 'count',
    addressed: true,
    most: 1000,
    usual: 1,
    frontier: { from: 1, to: 40, scale: 'linear' },
  },
  {
    symbol: 'activation',
    says: 'activation',
    kind: 'count',
    addressed: true,
    values: activations.map(({ name }) => name),
    tex: '\\psi',
    usual: 1,
  },
  {
    symbol: 'last',
    says: 'last layer',
    kind: 'count',
    addressed: true,
    values: ['signs', 'Gaussian'],
    tex: 'a',
    usual: 1,
  },
  { symbol: 'gamma', says: 'failure rate', kind: 'rate', tex: '\\gamma', label: 'γ', usual: 0.05 },
];

/** What every setting of these networks reads. */
export const reads: readonly string[] = ['d', 'm', 'depth', 'activation', 'last'];

export const modes: readonly Mode[] = ['reduced', 'ambient'];

/** Weights of a whole network. */
export const sizeOf = (at: Point): number => {
  const widths = widthsAt(at);
  return widths.slice(1).reduce((sum, rows, i) => sum + rows * widths[i]!, 0);
};

/** Up to this many weights the definition writes all of them out; beyond, it takes the answers that were drawn. */
export const MOST_WRITTEN = 2 ** 20;

/** What a draw costs that asks each matrix `questions` questions, and applies the activation `passes` times. */
export const costOf =
  (questions: (at: Point) => number) =>
  (at: Point, mode: Mode): Cost => {
    const units = widthsAt(at).reduce((sum, width) => sum + width, 0);
    const asked = questions(at);
    const slow = at.activation === 1 ? 1 : 4;
    if (mode === 'ambient')
      return { seconds: 1e-4 + sizeOf(at) * (8e-9 + 2e-9 * asked), bytes: 2 ** 20 + 24 * sizeOf(at) };
    return {
      seconds: 1e-4 + units * (1.5e-8 * asked * slow + 2e-9 * asked * asked),
      bytes: 2 ** 20 + 8 * units * (4 * asked + 4),
    };
  };
