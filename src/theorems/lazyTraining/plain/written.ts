import type { Point, Reread, Written } from '../../../core/theorem.ts';
import { contains } from '../network/lazyBall.ts';
import { fromNumbers, type NetworkNumbers } from '../network/printedNetwork.ts';
import { largestShift } from '../network/reference.ts';
import { plainQuantities } from './plainQuantities.ts';
import { shrinkNetwork } from './shrinkNetwork.ts';

const reread = (numbers: NetworkNumbers, symbols: readonly string[], at: Point): Reread => {
  const { network, movement } = fromNumbers(numbers);
  const radius = at.radius!;
  const shift = largestShift(network, movement);
  if (!contains({ radius }, shift)) return { fails: `a row moves by ${shift}, beyond the radius ${radius}` };
  const values: Record<string, number> = {};
  for (const name of symbols) {
    const quantity = Object.hasOwn(plainQuantities, name) ? plainQuantities[name] : undefined;
    if (quantity === undefined) return { fails: `the plain reference knows no quantity "${name}"` };
    values[name] = quantity(network, movement, at);
  }
  return { values, shown: { largestShift: shift, radius } };
};

/** Networks that are printed number by number. */
export const written: Written<NetworkNumbers> = { reread, shrink: shrinkNetwork };
