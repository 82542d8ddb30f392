import { NEAR } from './allowance.ts';
import type { Multipliers, Reaches, Tuning } from './boxBound.ts';
import type { BoxSide } from './boxSide.ts';
import type { BoxTables } from './boxTables.ts';
import { type Line, linesLogMoment } from './linesLogMoment.ts';

/** The lines of the three kinds of neurons in the may-flip set, in the order of `BoxTables.flipping`. */
export type FlippingLines = readonly [readonly Line[], readonly Line[], readonly Line[]];

/**
 * Whichever activation a neuron of the may-flip set has, its term a [σ(q) − σ q + σ ⟨w, ξ⟩ − ½⟨w⁰, ξ⟩] is at most the
 * largest of these lines in ⟨N_s, ẑ⟩, at the step X, Y, r. `omega` adds what ‖Pl‖ costs: ω (slope² + 2 cc b_s slope).
 */
export const flippingLines = (
  { V, sign, patternScale }: Pick<BoxSide, 'V' | 'sign' | 'patternScale'>,
  [X, Y, r]: readonly [number, number, number],
  { rest: k, across: nu, along: mu }: Multipliers,
  { xi, apart, longest }: Pick<Reaches, 'xi' | 'apart' | 'longest'>,
  cc: number,
  omega: number,
): FlippingLines => {
  // ⟨w⁰, z⟩ and ½⟨w⁰, ξ⟩ without their parts along ẑ.
  const q = { along: 1 - X, across: -sign * Y };
  const half = { along: 0.5 * (1 + mu), across: 0.5 * sign * nu };
  const line = (a: 1 | -1, ofQ: number, ofHalf: number, room: number, slope: number): Line => ({
    along: ofQ * q.along + ofHalf * half.along,
    across: ofQ * q.across + ofHalf * half.across,
    level:
      room +
      omega * (slope * slope + a * cc * patternScale * slope) +
      0.5 * NEAR * patternScale * Math.abs(slope),
    slope,
  });
  return [
    [
      line(1, -1, 1, V * apart, 0.5 * k - r),
      line(1, 0, 1, V * xi, 0.5 * k),
      line(1, 0, -1, 0, -0.5 * k),
      line(1, 1, -1, V * longest, r - 0.5 * k),
    ],
    [line(-1, -1, 1, V * longest, 0.5 * k - r), line(-1, 0, -1, V * xi, -0.5 * k)],
    [line(-1, 0, 1, 0, 0.5 * k), line(-1, 1, -1, V * apart, r - 0.5 * k)],
  ];
};

/** The may-flip set's part of the log-moments of a bound, at one corner of a box. */
export const flippingMoment = (
  side: BoxSide,
  { box, flipping }: BoxTables,
  multipliers: Multipliers,
  { theta, cc }: Tuning,
  reaches: Reaches,
  omega: number,
  corner: number,
): number => {
  const at = [box.X[corner >> 2]!, box.Y[(corner >> 1) & 1]!, box.r[corner & 1]!] as const;
  const lines = flippingLines(side, at, multipliers, reaches, cc, omega);
  let sum = 0;
  for (let kind = 0; kind < 3; kind++) sum += linesLogMoment(theta, lines[kind]!, flipping[kind]!);
  return sum;
};
