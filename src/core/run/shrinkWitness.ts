import { type BoundClaim, constantsAt } from '../judge/boundClaim.ts';
import type { WitnessFile } from '../report/witnessFile.ts';
import type { Point, Written } from '../theorem.ts';

type Numbers = NonNullable<WitnessFile['network']>;

type Cell = WitnessFile['cell'];

/** Whether a candidate is still a witness, by the plain reference. */
export type StillViolates = (cell: Cell, numbers: Numbers) => boolean;

/** Draws of at most this many numbers are shrunk: beyond, the address alone tells more than the numbers. */
export const LARGEST_SHRUNK = 4096;

/**
 * Makes a witness smaller as long as it remains one, as its theorem knows how; constants without an override follow the axes.
 *
 * Where nothing smaller is a witness, the cell and the numbers are those of `start`.
 */
export const shrinkWitness = (
  { shrink }: Written,
  bound: BoundClaim,
  start: { readonly cell: Cell; readonly numbers: Numbers; readonly overrides: Cell['constants'] },
  stillViolates: StillViolates,
): { readonly cell: Cell; readonly numbers: Numbers } => {
  const { constants: _, ...axes } = start.cell;
  const cellFor = (at: Point): Cell =>
    ({ ...at, constants: constantsAt(bound, at, start.overrides) }) as Cell;
  const { at, numbers } = shrink(axes, start.numbers, (point, one) => stillViolates(cellFor(point), one));
  return { cell: numbers === start.numbers ? start.cell : cellFor(at), numbers };
};
