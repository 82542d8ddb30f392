import { type BoundClaim, drawPremise, margin, regimeAt, scopeOf } from '../judge/boundClaim.ts';
import type { Confirmed } from '../judge/outcome.ts';
import type { WitnessFile } from '../report/witnessFile.ts';
import type { Written } from '../theorem.ts';

/** Why a written draw is not a witness, in one sentence; or what the reference finds at it. */
export type Recheck = { readonly confirmed: Confirmed } | { readonly fails: string };

/** How far below zero a margin must be, as a share of 1 and of its two sides: small draws round to far less. */
const SLACK = 1e-9;

type Numbers = NonNullable<WitnessFile['network']>;

/** Looks at the numbers of a draw with the plain reference: inside the premise, the choice admitted, the conclusion false. */
export const recheckNumbers = (
  written: Written | undefined,
  bound: BoundClaim,
  cell: WitnessFile['cell'],
  numbers: Numbers,
): Recheck => {
  if (written === undefined) return { fails: 'its theorem reads no draws that are written out' };
  const [has, wants] = [cell.constants, bound.constants].map((of) => Object.keys(of).sort().join(', '));
  if (has !== wants)
    return { fails: `its cell has the constants ${has || 'none'}, and the claim ${wants || 'none'}` };
  const { constants, ...at } = cell;
  const scope = scopeOf(bound, at, constants);
  if (regimeAt(bound, scope) === 'outside') return { fails: 'its cell lies outside the premise' };
  // Its own draw would have to be looked at as well, which numbers alone cannot stand for.
  if (drawPremise(bound).length > 0) return { fails: 'its claim has a premise on the draw' };
  const { lhs, rhs } = bound.conclusion;
  const spoken = [...lhs.symbols, ...rhs.symbols].filter((name) => !bound.ofCell.has(name));
  const read = written.reread(numbers, spoken, scope);
  if ('fails' in read) return read;
  const { values, shown } = read;
  const all = { ...values, ...scope };
  const size = 1 + Math.abs(lhs.evaluate(all)) + Math.abs(rhs.evaluate(all));
  const found = margin(bound, scope, values);
  if (!(found < -SLACK * size)) return { fails: `its margin is ${found}, not below zero` };
  return { confirmed: { by: 'explicit', shown, values, margin: found } };
};

/** Looks at a witness file that prints its draw; the file's own margin must be what the reference finds. */
export const recheckWitness = (
  written: Written | undefined,
  bound: BoundClaim,
  file: WitnessFile & { network: Numbers },
): Recheck => {
  const found = recheckNumbers(written, bound, file.cell, file.network);
  if ('fails' in found) return found;
  const off = Math.abs(found.confirmed.margin - file.margin);
  return off <= 1e-9 * (1 + Math.abs(file.margin))
    ? found
    : { fails: `its margin is ${found.confirmed.margin}, and the file says ${file.margin}` };
};
