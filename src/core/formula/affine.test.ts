import { describe, expect, it } from 'vitest';
import { affineIn } from './affine.ts';
import { parseFormula } from './formula.ts';

const read = (text: string) => affineIn('K', parseFormula(text).expression, { C0: 3, d: 16 });

describe('affineIn', () => {
  it('runs the example of its docstring', () => {
    expect(read('K * C0^2 + 1')).toEqual({ offset: 1, slope: 9 });
  });

  it.each([
    ['K', 0, 1],
    ['d', 16, 0],
    ['-K', -0, -1],
    ['2 * (1 - K) / C0 * 6', 4, -4],
    ['sqrt(d) * K + max(1, C0)', 3, 4],
    ['K * C0 - C0 * K', 0, 0],
    ['0 * K', 0, 0],
  ])('reads %s as %d + %d K', (text, offset, slope) => {
    expect(read(text)).toEqual({ offset, slope });
  });

  it.each(['K^2', 'd / K', 'sqrt(K)', 'max(K, 5)', 'abs(K)', 'K * K', 'exp(K)', 'K + unknown'])(
    'refuses %s',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );
});
