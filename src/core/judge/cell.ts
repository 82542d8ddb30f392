import type { Mode, Point } from '../theorem.ts';

/** One cell in which a claim is tried: a point, the values of the claim's free constants, and how draws are made. */
export interface Cell {
  /** The value of every axis, in the theorem's order. */
  readonly at: Point;
  readonly constants: Readonly<Record<string, number>>;
  readonly mode: Mode;
}

/** Axes in their order, as text: `d=100,m=63096,C0=1,gamma=0.05`. */
export const pointKey = (at: Point): string =>
  Object.entries(at)
    .map(([symbol, value]) => `${symbol}=${value}`)
    .join(',');

/** The cell in one line of text, the same for equal cells: `d=100,m=63096,C0=1,gamma=0.05,C2=4.84,mode=reduced`. */
export const cellKey = ({ at, constants, mode }: Cell): string =>
  [
    pointKey(at),
    ...Object.keys(constants)
      .sort()
      .map((name) => `${name}=${constants[name]}`),
    `mode=${mode}`,
  ].join(',');
