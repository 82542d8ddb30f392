import { describe, expect, it } from 'vitest';
import { thresholdOf } from './threshold.ts';

const grid = [0.1, 0.2, 0.4, 0.8];

describe('thresholdOf', () => {
  it('is exact where the curve is a line on the logarithmic grid', () => {
    // From 0.9 at 0.2 to 0.1 at 0.4 the half lies halfway: at 0.2·√2.
    const found = thresholdOf(grid, [1, 0.9, 0.1, 0], 0.5, 'falls');
    expect(found).toEqual({
      kind: 'inside',
      bracket: { lower: 0.2, estimate: 0.2 * 2 ** 0.5, upper: 0.4 },
    });
  });

  it('rises as it falls', () => {
    const found = thresholdOf(grid, [0, 0.25, 0.75, 1], 0.5, 'rises');
    expect(found.kind === 'inside' && found.bracket.estimate).toBeCloseTo(0.2 * 2 ** 0.5, 12);
  });

  it('says on which side it lies where the grid does not hold it', () => {
    expect(thresholdOf(grid, [1, 1, 1, 0.6], 0.5, 'falls').kind).toBe('above');
    expect(thresholdOf(grid, [0.4, 0.3, 0, 0], 0.5, 'falls').kind).toBe('below');
    expect(thresholdOf(grid, [0, 0, 0, 0], 0.5, 'rises').kind).toBe('above');
  });

  it('takes the last passage of a curve that wavers', () => {
    const found = thresholdOf(grid, [0.4, 1, 0, 0], 0.5, 'falls');
    expect(found.kind === 'inside' && found.bracket.lower).toBe(0.2);
  });

  it('refuses a grid that does not ascend', () => {
    expect(() => thresholdOf([0.2, 0.1], [1, 0], 0.5, 'falls')).toThrow(RangeError);
  });
});
