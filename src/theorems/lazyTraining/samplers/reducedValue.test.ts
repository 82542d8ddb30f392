import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { firstAxis, padded, reducedValue } from './reducedValue.ts';

describe('reducedValue', () => {
  it('draws u and a, and can say which weights they belong to', () => {
    const instance = reducedValue(rootOf('value'), 4, 6);
    expect(instance.u).toHaveLength(6);
    expect([...instance.signs].every((sign) => Math.abs(sign) === 1)).toBe(true);
    const network = instance.explicit();
    expect([...network.x]).toEqual([1, 0, 0, 0]);
    network.visitRows((s, row) => {
      expect(row).toHaveLength(4);
      expect(row[0]).toBe(instance.u[s]);
    });
  });

  it('does not depend on d but through the other coordinates', () => {
    const [small, large] = [1, 1e6].map((d) => reducedValue(rootOf('value'), d, 100));
    expect(large!.u).toEqual(small!.u);
    expect(large!.signs).toEqual(small!.signs);
  });

  it('pads', () => {
    expect([...firstAxis(2)]).toEqual([1, 0]);
    expect([...padded(Float64Array.of(3), 3)]).toEqual([3, 0, 0]);
  });
});
