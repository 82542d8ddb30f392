import type { Point, Written } from '../../../core/theorem.ts';
import type { NetworkNumbers } from '../network/printedNetwork.ts';

type Shrink = Written<NetworkNumbers>['shrink'];

/** Rounds of dropping neurons and coordinates. */
const ROUNDS = 5;

const without = <T>(list: readonly T[], from: number, count: number): T[] => [
  ...list.slice(0, from),
  ...list.slice(from + count),
];

const withoutNeurons = (
  { signs, W0, along, across }: NetworkNumbers,
  from: number,
  count: number,
): NetworkNumbers => ({
  signs: without(signs, from, count),
  W0: without(W0, from, count),
  along: without(along, from, count),
  across: without(across, from, count),
});

const withoutCoordinate = (numbers: NetworkNumbers, i: number): NetworkNumbers => ({
  ...numbers,
  W0: numbers.W0.map((row) => without(row, i, 1)),
  // Without a second axis there is nothing to move along.
  ...(numbers.W0[0]!.length === 2 ? { across: numbers.across.map(() => 0) } : {}),
});

const toDecimals = (value: number, decimals: number): number => Number(value.toFixed(decimals)) + 0;

/** Rounds every number; a shift is rounded towards zero, so that it does not leave the ball. */
const rounded = ({ signs, W0, along, across }: NetworkNumbers, decimals: number): NetworkNumbers => {
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
 * Makes a network smaller as long as it remains a witness: fewer neurons, then fewer dimensions, then shorter decimals.
 *
 * Neurons go in halves, quarters, … and one by one; coordinates from the last one on. Fewer neurons make the ball wider and change
 * both sides of a conclusion, so that each candidate is looked at anew. Deterministic, and at most some hundred looks.
 *
 * Shapes: the result is no larger in m, d or decimals than `start`.
 */
export const shrinkNetwork: Shrink = (at, start, stillViolates) => {
  let best: { readonly at: Point; readonly numbers: NetworkNumbers } = { at, numbers: start };
  const weights = (): number => best.at.d! * best.at.m!;
  const take = (numbers: NetworkNumbers): boolean => {
    const smaller = { ...at, d: numbers.W0[0]!.length, m: numbers.W0.length };
    if (!stillViolates(smaller, numbers)) return false;
    best = { at: smaller, numbers };
    return true;
  };
  // A width that d asks for can shrink once d has: both again, until neither does.
  for (let round = 0, before = Number.POSITIVE_INFINITY; round < ROUNDS && weights() < before; round++) {
    before = weights();
    for (let chunk = best.numbers.W0.length >> 1; chunk >= 1; chunk >>= 1)
      for (let from = best.numbers.W0.length - chunk; from >= 0; from -= chunk)
        if (best.numbers.W0.length > chunk) take(withoutNeurons(best.numbers, from, chunk));
    for (let i = best.numbers.W0[0]!.length - 1; i >= 1; i--) take(withoutCoordinate(best.numbers, i));
  }
  for (let decimals = 1; decimals <= 12; decimals++) if (take(rounded(best.numbers, decimals))) break;
  return best;
};
