import { describe, expect, it } from 'vitest';
import type { CurvesFigure, Figure } from '../../../../core/report/figure.ts';
import type { Estimate } from '../fits/acrossRuns.ts';
import { curvesAgainstD } from './curveFigures.ts';
import { descentChanges } from './descentAlternatives.ts';
import { exponentPieces } from './judgeFigure2.ts';
import { growthPieces, radiusFigures, signTest } from './judgeFigure3.ts';
import type { LazyRun } from './lazyRuns.ts';
import { comparePiece, type Piece, short, together } from './pieces.ts';
import type { RobustRun } from './robustGrid.ts';
import { descentChoices } from './settings.ts';
import { runsTable, testErrorPiece } from './testError.ts';
import { type Transition, transitionPieces, transitionTable } from './transition.ts';

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
        reach: 1,
        repeated: false,
        failing: null,
        gradientNorm: wobble(run) * d ** gradient * gain ** i,
        eta: wobble(run) * d ** eta * gain ** i,
        relative: wobble(run) * d ** relative * gain ** i,
        length: wobble(run) * gain ** i,
      })),
    ),
  );

const verdicts = (pieces: readonly Piece[]): readonly string[] => pieces.map(({ verdict }) => verdict);
const at10 = (runs: readonly LazyRun[]): readonly LazyRun[] => runs.filter(({ C0 }) => C0 === 10);

/** The same runs, but that no step flips any image in those that are picked. */
const unflippedWhere = (runs: readonly LazyRun[], picked: (run: LazyRun) => boolean): LazyRun[] =>
  runs.map((run) => (picked(run) ? { ...run, eta: Number.NaN, relative: Number.NaN } : run));

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

  it('are undecided where no step flips any image in a run, but for the gradient’s', () => {
    const runs = unflippedWhere(at10(lazy({})), ({ d, run }) => d < 400 && run === 1);
    const pieces = exponentPieces(runs, dimensions, ALPHA);
    expect(verdicts(pieces)).toEqual(['consistent', 'undecided', 'undecided', 'undecided']);
    expect(pieces[1]!.because).toBe('at d = 25, 100 no step flips any image in some run');
  });

  it('are undecided where a network is off at every image', () => {
    const runs = at10(lazy({})).map((run) => (run.d === 100 ? { ...run, gradientNorm: 0 } : run));
    expect(exponentPieces(runs, dimensions, ALPHA)[0]).toMatchObject({
      verdict: 'undecided',
      because: 'at d = 100 ‖∇f‖ is 0 in some run',
    });
  });
});

describe('the growth of Figure 3', () => {
  it('is consistent where everything grows with C0, and refuted where it shrinks', () => {
    const pieces = (gain: number) => verdicts(growthPieces(lazy({ gain }), dimensions, [10, 20], ALPHA));
    expect(pieces(1.2)).toEqual(['consistent', 'consistent', 'consistent']);
    expect(pieces(0.8)).toEqual(['refuted', 'refuted', 'refuted']);
  });

  it('is refuted where it shrinks at one dimension, however much it grows at the others', () => {
    const runs = lazy({ gain: 3 }).map((run) =>
      run.d === 100 && run.C0 === 20 ? { ...run, eta: run.eta / 4 } : run,
    );
    const [gradient, eta] = growthPieces(runs, dimensions, [10, 20], ALPHA);
    expect([gradient!.verdict, eta!.verdict]).toEqual(['consistent', 'refuted']);
    expect(eta!.because).toContain('is least at d = 100 of d = 25, 100, 400: -0.288');
    expect(eta!.because).toContain('it shrinks at d = 100');
  });

  it('counts no training whose epochs ended inside one of the balls', () => {
    for (const ball of [10, 20]) {
      const inside = lazy({ gain: 0.8 }).map((run) => ({ ...run, left: run.C0 < ball }));
      const pieces = growthPieces(inside, dimensions, [10, 20], ALPHA);
      expect(verdicts(pieces)).toEqual(Array(3).fill('undecided'));
      for (const { because } of pieces)
        expect(because).toBe('no training left the ball of C0 = 20 before its epochs were over');
    }
  });

  it('decides nothing where a training never left the larger ball, and counts the others', () => {
    // Seven of nine grow; the two whose epochs ended between the balls would shrink.
    const runs = lazy({}).map((run) =>
      run.C0 === 20 && run.run === 0 && run.d < 400 ? { ...run, left: false, gradientNorm: 1e-3 } : run,
    );
    const [gradient] = growthPieces(runs, dimensions, [10, 20], ALPHA);
    expect(gradient!.verdict).toBe('undecided');
    expect(gradient!.because).toContain('over 7 trainings that left both balls, the mean of');
    expect(gradient!.because).toContain('2 trainings never left the ball of C0 = 20');
  });

  it('counts signs at the dimension of least growth, with the chance of as many from fair coins', () => {
    expect(signTest(8, 8)).toBe(2 ** -8);
    expect(signTest(0, 8)).toBe(1);
    expect(signTest(23, 24)).toBeCloseTo(25 * 2 ** -24, 18);
    const [gradient] = growthPieces(lazy({ gain: 0.8 }, 5), dimensions, [10, 20], ALPHA);
    expect(gradient!.because).toContain('it shrinks in 5 of 5 trainings (sign test at this d alone 0.0313)');
  });

  it('leaves out, and counts, trainings in which no step flips any image', () => {
    const pieces = (picked: (run: LazyRun) => boolean) =>
      growthPieces(unflippedWhere(lazy({}), picked), dimensions, [10, 20], ALPHA);
    const some = pieces(({ C0, run }) => C0 === 20 && run === 1);
    expect(verdicts(some)).toEqual(Array(3).fill('consistent'));
    expect(some[1]!.because).toContain(
      'over 6 trainings that left both balls (3 more left out, since no step flips any image)',
    );
    const all = pieces(({ C0 }) => C0 === 10);
    expect(verdicts(all)).toEqual(['consistent', 'undecided', 'undecided']);
    expect(all[1]!.because).toBe(
      'in every training that left both balls no step flips any image at one of them or both',
    );
  });
});

describe('the curves', () => {
  const curvesOf = (figures: readonly Figure[]): readonly CurvesFigure[] =>
    figures.filter((one) => one.kind === 'curves');
  const exponentsOf = (figures: readonly Figure[]) => figures.filter((one) => one.kind === 'growth');
  const seen = ({ series }: CurvesFigure) =>
    series.map(({ name, points }) => [name, points.map(({ x }) => x)] as const);

  it('of Figure 3 show networks that left their ball, and leave out a radius that none left', () => {
    const runs = lazy({}).map((run) => ({ ...run, left: run.C0 === 10 || (run.d < 400 && run.run > 0) }));
    const figures = radiusFigures(runs, dimensions, [10, 20, 30], 'm = 1000');
    const [gradient] = curvesOf(figures);
    expect(seen(gradient!)).toEqual([
      ['C0 = 10', [25, 100, 400]],
      ['C0 = 20', [25, 100]],
    ]);
    // The least of the two that left is run 1, without wobble.
    expect(gradient!.series[1]!.points[0]!.lower).toBeCloseTo(5 * 1.2, 12);
    expect(gradient!.bars).toContain('networks that left their ball');
    const exponents = exponentsOf(figures);
    expect(exponents.map(({ of }) => of)).toEqual([
      ...['‖∇f‖', 'the smallest flipping η', '‖δ‖/‖x‖'].map((name) => `${name} at C0 = 10`),
      ...['‖∇f‖', 'the smallest flipping η', '‖δ‖/‖x‖'].map((name) => `${name} at C0 = 20`),
    ]);
    expect(exponents.map(({ range }) => range.to)).toEqual([400, 400, 400, 100, 100, 100]);
  });

  it('have no exponent where networks left their ball at one dimension alone', () => {
    const runs = lazy({}).map((run) => ({ ...run, left: run.d === 25 }));
    const figures = radiusFigures(runs, dimensions, [10, 20], 'm = 1000');
    expect(exponentsOf(figures)).toEqual([]);
    expect(curvesOf(figures).map(({ lines }) => lines)).toEqual([[], [], []]);
  });

  it('have the paper’s order beside the first curve of two points', () => {
    const runs = lazy({}).map((run) => ({ ...run, left: run.C0 === 20 || run.d === 25 }));
    const [gradient] = curvesOf(radiusFigures(runs, dimensions, [10, 20], 'm = 1000'));
    const [line, ...others] = gradient!.lines;
    expect(others).toEqual([]);
    expect(line!.name).toBe('√d, scaled to C0 = 20');
    // On an exact power law the line is the curve.
    gradient!.series[1]!.points.forEach(({ x, y }, i) => {
      expect(line!.points[i]!.x).toBe(x);
      expect(line!.points[i]!.y / y).toBeCloseTo(1, 12);
    });
  });

  it('leave out points of runs in which no step flips any image, and charts without points', () => {
    const chartsOf = (picked: (run: LazyRun) => boolean) =>
      curvesAgainstD(
        [{ name: 'm = 1000', runs: unflippedWhere(at10(lazy({})), picked) }],
        dimensions,
        'm = 1000',
        'all networks',
      );
    expect(chartsOf(({ d, run }) => d === 25 && run === 2).map(seen)).toEqual([
      [['m = 1000', [25, 100, 400]]],
      [['m = 1000', [100, 400]]],
      [['m = 1000', [100, 400]]],
    ]);
    expect(chartsOf(() => true)).toHaveLength(1);
  });
});

describe('the alternatives of Figure 2', () => {
  const ofThePrograms = [
    { biases: 'trained' },
    { shuffled: 'once' },
    { ballChecked: 'epoch' },
    { flips: 'walked' },
    { misclassified: 'zero' },
    { perturbation: 'absolute' },
  ];
  const changesIn = (profile: 'standard' | 'full') =>
    descentChanges(descentChoices(profile, { m: 1000, C0: 10 }));

  it('are those under whose names results are kept', () => {
    expect(changesIn('standard')).toEqual([
      { batchSize: 64, epochs: 16 },
      { epochs: 1 },
      { epochs: 8 },
      { filter: 'bilinear' },
      { filter: 'nearest' },
      ...ofThePrograms,
    ]);
  });

  it('follow the choices: as many steps, half and four times the epochs, other filters', () => {
    expect(changesIn('full').slice(0, 3)).toEqual([
      { batchSize: 64, epochs: 40 },
      { epochs: 2 },
      { epochs: 20 },
    ]);
    const own = {
      ...descentChoices('full', { m: 1000, C0: 10 }),
      learningRate: 0.1,
      batchSize: 64,
      epochs: 10,
    };
    expect(descentChanges({ ...own, batchSize: 48, epochs: 1, filter: 'nearest' })).toEqual([
      { batchSize: 64, epochs: 2 },
      { epochs: 1 },
      { epochs: 4 },
      { filter: 'area' },
      { filter: 'bilinear' },
      ...ofThePrograms,
    ]);
  });
});

describe('a number in a sentence', () => {
  it('is called unknown where nobody could measure it', () => {
    expect([Number.NaN, 1 / 0, -1 / 0, 0.12345].map(short)).toEqual(['unknown', '∞', '−∞', '0.123']);
  });
});

describe('the table of the trainings', () => {
  it('has nothing where no step flips any image in a run', () => {
    const runs = unflippedWhere(at10(lazy({})), ({ d, run }) => d === 25 && run === 0);
    const eta = runsTable(runs, 'trainings').rows.map((row) => row[7]);
    expect(eta[0]).toBe(null);
    expect(eta[1]).toBeCloseTo(1 / 100, 12);
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
          return {
            ...{ d, m: 1000, radius: 0.3, delta, run, clean: 1, robust, attacked: 200, worseClass: robust },
            ...{ reached: 1, epochs: 1, ended: 'epochs done' as const, trained: null },
          };
        }),
      ),
    );
  const pieces = (runs: readonly RobustRun[]) =>
    verdicts(transitionPieces(what, runs, { zero: 'zero', complete: 'complete' }, ALPHA));

  it('is shown at each size alone, against the line itself, with its sharpness and what the attack reached', () => {
    const { rows } = transitionTable(what, networks(3, -0.5));
    expect(rows.map(([d]) => d)).toEqual(dimensions);
    for (const row of rows) {
      const [, runs, middle, least, most, , line, ratio, attack] = row;
      expect([runs, line, attack]).toEqual(['3, 3', 'above it', 'reached the border']);
      expect(Number(middle)).toBeCloseTo(3, 1);
      expect(Number(least)).toBeLessThan(Number(middle));
      expect(Number(most)).toBeGreaterThan(Number(middle));
      // From 0.9 to 0.1 the accuracy falls by 0.8 = 4 ln ratio; neighbours are 4 % apart.
      expect(Math.log(Number(ratio))).toBeGreaterThan(0.2 - 0.08);
      expect(Math.log(Number(ratio))).toBeLessThan(0.2 + 0.08);
    }
    const short = networks(3, -0.5).map((run) => ({ ...run, reached: 0.5 }));
    expect(transitionTable(what, short).rows[0]!.at(-1)).toContain('too short: reached 0.5');
    const one = transitionTable(
      what,
      networks(3, -0.5).filter(({ run }) => run === 0),
    );
    expect(one.rows[0]!.slice(5, 7)).toEqual(['unknown', 'unknown']);
  });

  it('is consistent in all pieces where it lies on the line', () => {
    expect(pieces(networks(5, -0.5))).toEqual(Array(4).fill('consistent'));
  });

  it('is refuted in its constant, and undecided on one side of the line, where it lies at half of it', () => {
    expect(pieces(networks(2, -0.5))).toEqual(['refuted', 'consistent', 'consistent', 'undecided']);
  });

  it('is refuted in its exponent where it does not depend on d', () => {
    expect(pieces(networks(0.5, 0))[1]).toBe('refuted');
  });

  it('is undecided above the line where the accuracy does not drop, since a stronger attack might lower it', () => {
    expect(pieces(networks(5, -0.5, 0.3))[2]).toBe('undecided');
  });

  it('is undecided where the grid does not hold the transition', () => {
    expect(pieces(networks(100, -0.5)).slice(0, 2)).toEqual(['undecided', 'undecided']);
  });
});
