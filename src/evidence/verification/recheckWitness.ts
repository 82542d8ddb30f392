import {
  axisNames,
  type BoundClaim,
  drawPremise,
  margin,
  regimeAt,
  scopeOf,
} from '../../claims/boundClaim.ts';
import { contains } from '../../network/lazyBall.ts';
import { fromNumbers, type NetworkNumbers } from '../../network/printedNetwork.ts';
import { largestShift } from '../../network/reference.ts';
import type { Confirmed } from '../outcomes/outcome.ts';
import type { WitnessFile } from '../outcomes/witnessFile.ts';
import { plainQuantities } from './plainQuantities.ts';

/** Why a printed network is no witness, in one sentence; or what the reference finds at it. */
export type Recheck = { readonly confirmed: Confirmed } | { readonly fails: string };

/** How far below zero a margin must be, as a share of 1 and of its two sides: small networks round to far less. */
const SLACK = 1e-9;

/** Looks at the numbers of a network with the plain reference: inside the premise, W in the ball, the conclusion false. */
export const recheckNumbers = (
  bound: BoundClaim,
  cell: WitnessFile['cell'],
  numbers: NetworkNumbers,
): Recheck => {
  const [has, wants] = [cell.constants, bound.constants].map((of) => Object.keys(of).sort().join(', '));
  if (has !== wants)
    return { fails: `its cell has the constants ${has || 'none'}, and the claim ${wants || 'none'}` };
  const scope = scopeOf(cell, cell.constants);
  if (regimeAt(bound, scope) === 'outside') return { fails: 'its cell lies outside the premise' };
  // Its own draw would have to be looked at as well, which numbers alone cannot stand for.
  if (drawPremise(bound).length > 0) return { fails: 'its claim has a premise on the draw' };
  const radius = bound.radius.evaluate(scope);
  const { network, movement } = fromNumbers(numbers);
  const largest = largestShift(network, movement);
  if (!contains({ radius }, largest))
    return { fails: `a row moves by ${largest}, beyond the radius ${radius}` };
  const { lhs, rhs } = bound.conclusion;
  const values: Record<string, number> = {};
  for (const name of [...lhs.symbols, ...rhs.symbols]) {
    if (axisNames.includes(name) || Object.hasOwn(bound.constants, name)) continue;
    const quantity = Object.hasOwn(plainQuantities, name) ? plainQuantities[name] : undefined;
    if (quantity === undefined) return { fails: `the plain reference knows no quantity "${name}"` };
    values[name] = quantity(network, movement, cell.constants);
  }
  const all = { ...values, ...scope };
  const size = 1 + Math.abs(lhs.evaluate(all)) + Math.abs(rhs.evaluate(all));
  const found = margin(bound, scope, values);
  if (!(found < -SLACK * size)) return { fails: `its margin is ${found}, not below zero` };
  return { confirmed: { by: 'explicit', largestShift: largest, radius, values, margin: found } };
};

/** Looks at a witness file that prints its network; the file's own margin must be what the reference finds. */
export const recheckWitness = (
  bound: BoundClaim,
  file: WitnessFile & { network: NetworkNumbers },
): Recheck => {
  const found = recheckNumbers(bound, file.cell, file.network);
  if ('fails' in found) return found;
  const off = Math.abs(found.confirmed.margin - file.margin);
  return off <= 1e-9 * (1 + Math.abs(file.margin))
    ? found
    : { fails: `its margin is ${found.confirmed.margin}, and the file says ${file.margin}` };
};
