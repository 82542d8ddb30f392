import type { Reading } from '../../claims/claim.ts';

/** A constant with the grid on which it is calibrated where nobody asks for another. */
export interface StandardCalibration {
  readonly symbol: string;
  readonly claim: string;
  readonly reading?: Reading;
  readonly d: readonly number[];
  readonly m: readonly string[];
  readonly C0: readonly number[];
  readonly gamma: readonly number[];
  /** Draws at each size, where what γ and α ask for would take too long. */
  readonly trials?: number;
}

/**
 * All constants of the paper, on grids small enough for a minute and wide enough to show a drift.
 *
 * They follow the proof: the value, the gradient, the sign changes, the step, then the widths.
 */
export const standardList: readonly StandardCalibration[] = [
  {
    symbol: 'F',
    claim: 'initial-value-is-bounded',
    d: [100],
    m: ['100', '1000', '1e4'],
    C0: [0],
    gamma: [0.2, 0.05],
  },
  { symbol: 'F', claim: 'value-is-bounded', d: [100], m: ['1e4'], C0: [0.25, 0.5, 1], gamma: [0.05] },
  { symbol: 'c', claim: 'initial-gradient-is-large', d: [25, 100, 400], m: ['1e4'], C0: [0], gamma: [0.05] },
  {
    symbol: 'C1',
    claim: 'gradient-is-large',
    d: [25, 100, 400],
    m: ['4000'],
    C0: [0.5, 1, 2],
    gamma: [0.05],
    trials: 200,
  },
  {
    symbol: 'C0',
    claim: 'gradient-is-large',
    d: [25, 49, 100],
    m: ['2000'],
    C0: [1],
    gamma: [0.05],
    trials: 160,
  },
  {
    symbol: 'K0',
    claim: 'gradient-is-large',
    d: [25, 49, 100],
    m: ['2000'],
    C0: [1],
    gamma: [0.05],
    trials: 160,
  },
  {
    symbol: 'S',
    claim: 'few-neurons-flip',
    d: [100],
    m: ['1000', '1e4', '1e5'],
    C0: [1, 4],
    gamma: [0.05],
    trials: 300,
  },
  {
    symbol: 'K',
    claim: 'step-is-short',
    d: [25, 100, 400],
    m: ['4000'],
    C0: [0.5, 1],
    gamma: [0.2, 0.05],
    trials: 200,
  },
  {
    symbol: 'C2',
    claim: 'one-step-flips',
    d: [100, 400],
    m: ['1e4'],
    C0: [0.1, 0.2, 0.4],
    gamma: [0.2],
    trials: 100,
  },
  {
    symbol: 'C3',
    claim: 'initial-gradient-is-large',
    d: [100],
    m: ['1'],
    C0: [0],
    gamma: [0.2, 0.05, 0.01],
  },
  { symbol: 'C3', claim: 'gradient-is-large', d: [400], m: ['1'], C0: [1], gamma: [0.2, 0.05] },
  {
    symbol: 'C4',
    claim: 'gradient-is-large',
    d: [25, 36],
    m: ['6000', '1e4', '1e5'],
    C0: [1],
    gamma: [0.05],
    trials: 200,
  },
];
