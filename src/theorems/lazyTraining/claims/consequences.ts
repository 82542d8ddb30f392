import type { Reading } from '../../../core/claim.ts';
import type { Consequence, ConsequencePoint } from '../../../core/consequence.ts';
import { coneExtendsIntended } from './coneExtends.ts';
import { gradientIsLarge } from './gradientIsLarge.ts';
import { oneStepFlips } from './oneStepFlips.ts';
import { oneStepFlipsAllWeights } from './oneStepFlipsAllWeights.ts';
import { singleStepFlipsMost } from './robustErrorIsLarge.ts';
import { stepIsShort, stepSizeIsSmall } from './stepIsShort.ts';

const ANCHOR = 'consequences-between-rows';

const named = ({ id, reading }: { readonly id: string; readonly reading: Reading }) => ({
  statement: id,
  reading,
});

/** The theorem's cell with the same step: by its own C2, or by the one that is taken where nothing is said. */
const theoremAt = ({ at, constants }: ConsequencePoint): ConsequencePoint => ({
  at,
  constants: { C2: constants.C2 ?? 2 * Math.sqrt(Math.log(2 / at.gamma!)) + at.C0! },
});

/** From one point to 0.9 of the mass; from γ = 0.1 on the statement allows every draw to fail, and nothing need imply it. */
export const mostFollows = (cell: ConsequencePoint): ConsequencePoint | null =>
  cell.at.gamma! >= 0.1 ? null : theoremAt(cell);

/** C2/‖∇f‖ ≤ K/√d is ‖∇f‖ ≥ (C2/K)√d, and C2/‖∇f‖² ≤ K/d is ‖∇f‖ ≥ √(C2/K) √d: one event of the least gradient. */
export const gradientFor =
  (power: 1 | 2) =>
  ({ at, constants }: ConsequencePoint): ConsequencePoint => ({
    at,
    constants: { C1: (constants.C2! / constants.K!) ** (1 / power) },
  });

const ofTheStep = (['printed', 'intended'] as const).flatMap((reading): readonly Consequence[] => {
  const from = { statement: gradientIsLarge.id, reading };
  const same = { from, equivalent: true, anchor: ANCHOR } as const;
  return [
    {
      ...same,
      to: { statement: stepIsShort.id, reading },
      map: gradientFor(1),
      why: 'a step of C2/‖∇f‖ is as short as the gradient is long',
    },
    {
      ...same,
      to: { statement: stepSizeIsSmall.id, reading },
      map: gradientFor(2),
      why: 'a step size of C2/‖∇f‖² is as small as the gradient is long',
    },
  ];
});

/** Cells of the paper's statements whose truth is that of another's cell, or follows from it. */
export const consequences: readonly Consequence[] = [
  {
    from: named(oneStepFlips),
    to: named(oneStepFlipsAllWeights),
    map: theoremAt,
    equivalent: true,
    why: 'it is the same statement, with another search for W',
    anchor: ANCHOR,
  },
  {
    from: named(oneStepFlips),
    to: named(coneExtendsIntended),
    map: theoremAt,
    equivalent: true,
    why: 'f is positively homogeneous in its weights, so that rW takes the same step and has the same sign',
    anchor: ANCHOR,
  },
  {
    from: named(oneStepFlips),
    to: named(singleStepFlipsMost),
    map: mostFollows,
    why: 'by Markov’s inequality, whatever the law of the data',
    anchor: ANCHOR,
  },
  ...ofTheStep,
];
