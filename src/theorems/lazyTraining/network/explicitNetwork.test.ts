import { expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { reducedValue } from '../samplers/reducedValue.ts';
import { visitMovedRows } from './explicitNetwork.ts';

it('hands out the rows of W0 and of W, the same at every visit', () => {
  const network = reducedValue(rootOf('rows'), 3, 5).explicit();
  const movement = { along: new Float64Array(5).fill(0.25), across: null, normal: null };
  const visits = [0, 1].map(() => {
    const seen: number[][] = [];
    visitMovedRows(network, movement, (s, initial, moved) => {
      seen.push([s, ...initial]);
      // x is the first axis; the sum of two f64 is rounded once.
      expect([...moved]).toEqual([initial[0]! + 0.25, initial[1], initial[2]]);
    });
    return seen;
  });
  expect(visits[0]).toHaveLength(5);
  expect(visits[1]).toEqual(visits[0]);
});
