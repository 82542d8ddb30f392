import { describe, expect, it } from 'vitest';
import type { Estimate } from '../fits/acrossRuns.ts';
import { exponentPieces } from './figure2.ts';
import { growthPieces } from './figure3.ts';
import type { LazyRun } from './lazyRuns.ts';
import { comparePiece, type Piece, together } from './pieces.ts';
import type { RobustRun } from './robustGrid.ts';
import { testErrorPiece } from './testError.ts';
import { type Transition, transitionPieces } from './transition.ts';

const ALPHA = 1e-6;
const dimensions = [25, 100, 400];

/** Noise without chance: runs differ by a percent, up and down. */
const wobble = (run: number): number => 1 + 0.01 * (run - 1);

interface Laws {
  readonly gradient?: number;
  readonly eta?: number;
  readonly relative?: number;
  /** What the quantities gain from one radius to the next. */
  readonly gain?: number;
}

const lazy = ({ gradient = 0.5, eta = -1, relative = -0.5, gain = 1.2 }: Laws, runs = 3): LazyRun[] =>
  dimensions.flatMap((d) =>
    Array.from({ length: runs }, (_, run) => run).flatMap((run) =>
      [10, 20].map((C0, i) => ({
        d,
        m: 1000,
        C0,
        run,
        steps: 100,
        left: true,
        testError: 0.002,
        unflipped: 0,
        failing: null,
        gradientNorm: wobble(run) * d ** gradient * gain ** i,
        eta: wobble(run) * d ** eta * gain ** i,
        relative: wobble(run) * d ** relative * gain ** i,
      })),
    ),
  );

const verdicts = (pieces: readonly Piece[]): readonly string[] => pieces.map(({ verdict }) => verdict);
const at10 = (runs: readonly LazyRun[]): readonly LazyRun[] => runs.filter(({ C0 }) => C0 === 10);

describe('the exponents of Figure 2', () => {
  it('are consistent where they are the predicted ones', () => {
    expect(verdicts(exponentPieces(at10(lazy({})), dimensions, ALPHA))).toEqual(Array(4).fill('consistent'));
  });

  it('are refuted one by one where one is planted wrong, on the side that the order speaks of', () => {
    const pieces = (laws: Laws) => verdicts(exponentPieces(at10(lazy(laws)), dimensions, ALPHA));
    expect(pieces({ gradient: 0.2 })).toEqual(['refuted', 'consistent', 'consistent', 'consistent']);
    expect(pieces({ eta: -0.5 })).toEqual(['consistent', 'refuted', 'consistent', 'consistent']);
    expect(pieces({ relative: -0.2 })).toEqual(['consistent', 'consistent', 'refuted', 'refuted']);
    // O(1/√d) allows what falls faster; "closely follows" does not.
    expect(pieces({ relative: -0.9 })).toEqual(['consistent', 'consistent', 'consistent', 'refuted']);
  });

  it('are undecided on one run, whatever its exponents', () => {
    const one = at10(lazy({ gradient: 0, eta: 1, relative: 1 }, 1));
    expect(verdicts(exponentPieces(one, dimensions, ALPHA))).toEqual(Array(4).fill('undecided'));
  });
});

describe('the growth of Figure 3', () => {
  it('is consistent where everything grows with C0, and refuted where it shrinks', () => {
    const pieces = (gain: number) => verdicts(growthPieces(lazy({ gain }), dimensions, [10, 20], ALPHA));
    expect(pieces(1.2)).toEqual(['consistent', 'consistent', 'consistent']);
    expect(pieces(0.8)).toEqual(['refuted', 'refuted', 'refuted']);
  });

  it('does not count trainings whose epochs ended inside the smaller ball', () => {
    const inside = lazy({ gain: 0.8 }).map((run) => ({ ...run, left: false }));
    expect(verdicts(growthPieces(inside, dimensions, [10, 20], ALPHA))).toEqual(Array(3).fill('undecided'));
  });
});

describe('the test error', () => {
  it('is refuted by one network of 1 % or more, and never proved', () => {
    const runs = lazy({});
    expect(testErrorPiece(runs).verdict).toBe('consistent');
    const worse = [...runs, { ...runs[0]!, testError: 0.01 }];
    expect(testErrorPiece(worse).verdict).toBe('refuted');
  });
});

describe('comparePiece and together', () => {
  const around = (estimate: number, half: number) => (): Estimate => ({
    estimate,
    lower: estimate - half,
    upper: estimate + half,
    degrees: 4,
  });
  const piece = (estimate: number, half: number): Piece =>
    comparePiece({ says: 'one', of: 'it', from: 0, to: 1 }, around(estimate, half), ALPHA);

  it('takes the side of the interval', () => {
    expect(verdicts([piece(0.5, 0.4), piece(0.5, 0.6), piece(2, 0.9), piece(-1, 0.9)])).toEqual([
      'consistent',
      'undecided',
      'refuted',
      'refuted',
    ]);
  });

  it('lets the worst piece speak, with its error', () => {
    expect(together([piece(0.5, 0.1), piece(2, 0.1)], ALPHA, null)).toMatchObject({
      verdict: 'refuted',
      error: ALPHA,
      tally: { violated: 1, certified: 1 },
    });
    expect(together([piece(0.5, 0.1), piece(0.5, 0.6)], ALPHA, null).verdict).toBe('undecided');
    expect(together([piece(0.5, 0.1)], ALPHA, null)).toMatchObject({ verdict: 'consistent', error: null });
  });

  it('refutes nothing where the experiment is not the paper’s, and says why', () => {
    const softened = together([piece(2, 0.1)], ALPHA, 'the paper speaks of MNIST');
    expect(softened).toMatchObject({ verdict: 'undecided', error: null, tally: { violated: 0 } });
    expect(softened.because).toContain('; the paper speaks of MNIST');
    // Where nothing speaks against the paper, nothing needs to be excused.
    expect(together([piece(0.5, 0.1)], ALPHA, 'the paper speaks of MNIST').because).not.toContain('MNIST');
  });
});

describe('the transition of Figure 4', () => {
  const what: Transition = {
    size: { label: 'd', of: ({ d }) => d },
    dial: { label: '‖δ‖', of: ({ delta }) => delta },
    direction: 'falls',
    constant: 5,
  };
  // Neighbours 4 % apart: brackets that narrow leave the exponent to the runs.
  const deltas = Array.from({ length: 80 }, (_, i) => 0.05 * 20 ** (i / 79));
  /** Robust below constant·d^exponent and fooled above, with a short slope between. */
  const networks = (constant: number, exponent: number, floor = 0): RobustRun[] =>
    dimensions.flatMap((d) =>
      [0, 1, 2].flatMap((run) =>
        deltas.map((delta) => {
          const turn = constant * d ** exponent * wobble(run);
          const robust = Math.max(floor, Math.min(1, 0.5 - 4 * Math.log(delta / turn)));
          return { d, m: 1000, radius: 0.3, delta, run, clean: 1, robust, attacked: 200, worseClass: robust };
        }),
      ),
    );
  const pieces = (runs: readonly RobustRun[]) =>
    verdicts(transitionPieces(what, runs, { zero: 'zero', complete: 'complete' }, ALPHA));

  it('is consistent in all pieces where it lies on the line', () => {
    expect(pieces(networks(5, -0.5))).toEqual(Array(4).fill('consistent'));
  });

  it('is refuted in its constant, and on one side of the line, where it lies at half of it', () => {
    expect(pieces(networks(2, -0.5))).toEqual(['refuted', 'consistent', 'consistent', 'refuted']);
  });

  it('is refuted in its exponent where it does not depend on d', () => {
    expect(pieces(networks(0.5, 0))[1]).toBe('refuted');
  });

  it('is refuted above the line where the accuracy does not drop', () => {
    expect(pieces(networks(5, -0.5, 0.3))[2]).toBe('refuted');
  });

  it('is undecided where the grid does not hold the transition', () => {
    expect(pieces(networks(100, -0.5)).slice(0, 2)).toEqual(['undecided', 'undecided']);
  });
});
