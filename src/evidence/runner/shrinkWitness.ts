import { type BoundClaim, constantsAt } from '../../claims/boundClaim.ts';
import type { WitnessFile } from '../outcomes/witnessFile.ts';

/** The numbers of a network with a movement in the plane of e_1 = x and e_2. */
type Numbers = NonNullable<WitnessFile['network']>;

type Cell = WitnessFile['cell'];

/** A network that may still violate: its numbers, and the cell they make. */
interface Candidate {
  readonly cell: Cell;
  readonly numbers: Numbers;
}

/** Whether a candidate is still a witness, by the plain reference. */
export type StillViolates = (cell: Cell, numbers: Numbers) => boolean;

/** Largest networks that are shrunk: beyond, the address alone tells more than the numbers. */
export const LARGEST_SHRUNK = 4096;

/** Rounds of dropping neurons and coordinates. */
const ROUNDS = 5;

const weights = ({ cell: { d, m } }: Candidate): number => d * m;

const without = <T>(list: readonly T[], from: number, count: number): T[] => [
  ...list.slice(0, from),
  ...list.slice(from + count),
];

const withoutNeurons = ({ signs, W0, along, across }: Numbers, from: number, count: number): Numbers => ({
  signs: without(signs, from, count),
  W0: without(W0, from, count),
  along: without(along, from, count),
  across: without(across, from, count),
});

const withoutCoordinate = (numbers: Numbers, i: number): Numbers => ({
  ...numbers,
  W0: numbers.W0.map((row) => without(row, i, 1)),
  // Without a second axis there is nothing to move along.
  ...(numbers.W0[0]!.length === 2 ? { across: numbers.across.map(() => 0) } : {}),
});

const toDecimals = (value: number, decimals: number): number => Number(value.toFixed(decimals)) + 0;

/** Rounds every number; a shift is rounded towards zero, so that it does not leave the ball. */
const rounded = ({ signs, W0, along, across }: Numbers, decimals: number): Numbers => {
  const unit = 10 ** decimals;
  const inward = (value: number): number => toDecimals(Math.trunc(value * unit) / unit, decimals);
  return {
    signs,
    W0: W0.map((row) => row.map((entry) => toDecimals(entry, decimals))),
    along: along.map(inward),
    across: across.map(inward),
  };
};

/**
 * Makes a witness smaller as long as it remains one: fewer neurons, then fewer dimensions, then shorter decimals.
 *
 * Neurons go in halves, quarters, … and one by one; coordinates from the last one on. Fewer neurons make the ball wider and change
 * both sides of a conclusion, so that each candidate is looked at anew. Deterministic, and at most some hundred looks.
 *
 * Shapes: the result is no larger in m, d or decimals than `start`.
 */
export const shrinkWitness = (
  bound: BoundClaim,
  start: { readonly cell: Cell; readonly numbers: Numbers; readonly overrides: Cell['constants'] },
  stillViolates: StillViolates,
): Candidate => {
  const cellFor = (numbers: Numbers): Cell => {
    const axes = { ...start.cell, d: numbers.W0[0]!.length, m: numbers.W0.length };
    return { ...axes, constants: constantsAt(bound, axes, start.overrides) };
  };
  let best: Candidate = { cell: start.cell, numbers: start.numbers };
  const take = (numbers: Numbers): boolean => {
    const cell = cellFor(numbers);
    if (!stillViolates(cell, numbers)) return false;
    best = { cell, numbers };
    return true;
  };
  // A width that d asks for can shrink once d has: both again, until neither does.
  for (let round = 0, before = Number.POSITIVE_INFINITY; round < ROUNDS && weights(best) < before; round++) {
    before = weights(best);
    for (let chunk = best.numbers.W0.length >> 1; chunk >= 1; chunk >>= 1)
      for (let from = best.numbers.W0.length - chunk; from >= 0; from -= chunk)
        if (best.numbers.W0.length > chunk) take(withoutNeurons(best.numbers, from, chunk));
    for (let i = best.numbers.W0[0]!.length - 1; i >= 1; i--) take(withoutCoordinate(best.numbers, i));
  }
  for (let decimals = 1; decimals <= 12; decimals++) if (take(rounded(best.numbers, decimals))) break;
  return best;
};
