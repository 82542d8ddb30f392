import type { Reading } from '../../../core/claim.ts';
import type { Profile } from '../../../core/theorem.ts';

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
  /** Values of free constants. */
  readonly constantValues?: Readonly<Record<string, number>>;
  /** Left out of the quick profile: minutes, where a quick run has seconds. */
  readonly long?: true;
}

/**
 * All constants of the paper, on grids small enough for a minute and wide enough to show a drift.
 *
 * They follow the proof: the value, the gradient, the sign changes, the step, the widths; then what Section 5 reads off its figures.
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
    symbol: 'C0',
    claim: 'one-step-flips',
    d: [196, 784],
    m: ['4000'],
    C0: [1],
    gamma: [0.2],
    trials: 60,
    constantValues: { C2: 3 },
  },
  {
    symbol: 'C0',
    claim: 'one-step-flips',
    d: [196, 784],
    m: ['1e4', '1e5'],
    C0: [1],
    gamma: [0.2, 0.05],
    trials: 160,
    constantValues: { C2: 3 },
    long: true,
  },
  {
    symbol: 'C3',
    claim: 'initial-gradient-is-large',
    d: [100],
    m: ['1'],
    C0: [0],
    gamma: [0.2, 0.05, 0.01],
  },
  {
    symbol: 'C3',
    claim: 'initial-gradient-is-large',
    d: [100],
    m: ['1'],
    C0: [0],
    gamma: [0.2, 0.05, 0.01, 1e-3],
    long: true,
  },
  {
    symbol: 'C3',
    claim: 'initial-value-is-bounded',
    d: [100],
    m: ['1'],
    C0: [0],
    gamma: [0.2, 0.05, 0.01, 1e-3],
    long: true,
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
  {
    symbol: 'C3',
    claim: 'one-step-flips',
    d: [100],
    m: ['1'],
    C0: [0.1],
    gamma: [0.2, 0.05],
    constantValues: { C2: 3 },
  },
  {
    symbol: 'C4',
    claim: 'one-step-flips',
    d: [49, 100],
    m: ['4000', '4e4'],
    C0: [0.1],
    gamma: [0.2],
    trials: 60,
    constantValues: { C2: 3 },
  },
  {
    symbol: 'C4',
    claim: 'one-step-flips',
    d: [49, 100],
    m: ['1e4', '1e5', '1e6'],
    C0: [0.1],
    gamma: [0.2],
    trials: 60,
    constantValues: { C2: 3 },
    long: true,
  },
  {
    symbol: 'K',
    claim: 'figure-4-left',
    d: [25, 100, 196, 400, 784],
    m: ['1000'],
    C0: [10],
    gamma: [0.5, 0.05],
    trials: 200,
  },
  {
    symbol: 'C0',
    claim: 'figure-4-right',
    d: [784],
    m: ['1000', '4000'],
    C0: [1],
    gamma: [0.5, 0.05],
    trials: 140,
    constantValues: { delta: 0.2 },
  },
  {
    symbol: 'C0',
    claim: 'figure-4-right',
    d: [784],
    m: ['1000', '1e4', '1e5'],
    C0: [1],
    gamma: [0.5, 0.05],
    trials: 140,
    constantValues: { delta: 0.2 },
    long: true,
  },
];

/** The calibrations of a profile's chapter: a long one stands in for the short one of its symbol and claim. */
export const standardListOf = (profile: Profile): readonly StandardCalibration[] => {
  if (profile === 'quick') return standardList.filter(({ long }) => long !== true);
  const long = standardList.filter((one) => one.long === true);
  return standardList.filter(
    (one) =>
      one.long === true || !long.some(({ symbol, claim }) => symbol === one.symbol && claim === one.claim),
  );
};
