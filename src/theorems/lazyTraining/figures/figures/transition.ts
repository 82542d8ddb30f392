import type {
  CurvesFigure,
  GrowthFigure,
  HeatmapFigure,
  TableFigure,
} from '../../../../core/report/figure.ts';
import { clopperPearson } from '../../../../numerics/statistics/clopperPearson.ts';
import { mean } from '../../../../numerics/statistics/mean.ts';
import { exponentWeights } from '../../../../numerics/statistics/powerLaw.ts';
import { type Bracket, bracketedCombination, type Estimate, equalWeights } from '../fits/acrossRuns.ts';
import { type Threshold, thresholdOf } from '../fits/threshold.ts';
import { comparePiece, interval, type Piece, short } from './pieces.ts';
import type { RobustRun } from './robustGrid.ts';

/** A half of Figure 4: what runs along the path, what is turned up, and the line c/√size that the paper draws. */
export interface Transition {
  /** "d", "m". */
  readonly size: { readonly label: 'd' | 'm'; readonly of: (run: RobustRun) => number };
  /** "‖δ‖", "V". */
  readonly dial: { readonly label: string; readonly of: (run: RobustRun) => number };
  readonly direction: 'falls' | 'rises';
  /** 5 for 5/√d, 25 for 25/√m. */
  readonly constant: number;
}

/** The transition is where the robust accuracy passes this. */
export const LEVEL = 0.5;

/** "About" a constant: within this factor of it. */
const ABOUT = 1.5;

/** What "robust" and "0" ask for, away from the line by a factor of `ABOUT`. */
const NEARLY = 0.1;

/** By how much an exponent may miss. */
const ROUGHLY = 0.1;

const unique = (values: readonly number[]): readonly number[] => [...new Set(values)].sort((a, b) => a - b);

const sizesOf = ({ size }: Transition, runs: readonly RobustRun[]): readonly number[] =>
  unique(runs.map(size.of));

/** Where each run passes the level at one size. */
const thresholdsAt = (
  { size, dial, direction }: Transition,
  runs: readonly RobustRun[],
  at: number,
  level = LEVEL,
): readonly Threshold[] => {
  const here = runs.filter((run) => size.of(run) === at);
  return unique(here.map(({ run }) => run)).map((index) => {
    const own = here.filter(({ run }) => run === index).sort((a, b) => dial.of(a) - dial.of(b));
    return thresholdOf(
      own.map(dial.of),
      own.map(({ robust }) => robust),
      level,
      direction,
    );
  });
};

interface Located {
  readonly size: number;
  readonly brackets: readonly Bracket[];
}

/** Sizes at which every run passes the level inside the grid; at the others nothing but a side is known. */
const located = (what: Transition, runs: readonly RobustRun[]): readonly Located[] =>
  sizesOf(what, runs).flatMap((size) => {
    const found = thresholdsAt(what, runs, size);
    const brackets = found.flatMap((one) => (one.kind === 'inside' ? [one.bracket] : []));
    return brackets.length === found.length ? [{ size, brackets }] : [];
  });

const asConstant = ({ lower, estimate, upper }: Bracket, size: number): Bracket => {
  const root = Math.sqrt(size);
  return { lower: lower * root, estimate: estimate * root, upper: upper * root };
};

const exponentAt = (found: readonly Located[], alpha: number): Estimate =>
  bracketedCombination(
    exponentWeights(found.map(({ size }) => size)),
    found.map(({ brackets }) => brackets),
    alpha,
  );

const constantAt = (found: readonly Located[], alpha: number): Estimate => {
  const { estimate, lower, upper, degrees } = bracketedCombination(
    equalWeights(found.length),
    found.map(({ size, brackets }) => brackets.map((bracket) => asConstant(bracket, size))),
    alpha,
  );
  return { estimate: Math.exp(estimate), lower: Math.exp(lower), upper: Math.exp(upper), degrees };
};

/** The exponent of the transition, and its constant. */
const placePieces = (what: Transition, runs: readonly RobustRun[], alpha: number): readonly Piece[] => {
  const { size, dial, constant } = what;
  const found = located(what, runs);
  const line = `${constant}/√${size.label}`;
  const says = [
    `the transition lies about ${line}: its constant`,
    `the transition lies about ${line}: its exponent`,
  ] as const;
  if (found.length < 2) {
    const because = `only at ${found.length} of ${sizesOf(what, runs).length} values of ${size.label} do all runs pass ${LEVEL} inside the grid of ${dial.label}`;
    return says.map((one) => ({ says: one, verdict: 'undecided', because }));
  }
  const where = `${found.length} of ${sizesOf(what, runs).length} values of ${size.label}`;
  return [
    comparePiece(
      {
        says: says[0],
        of: `${dial.label}·√${size.label} at the transition, over ${where},`,
        from: constant / ABOUT,
        to: constant * ABOUT,
      },
      (level) => constantAt(found, level),
      alpha,
    ),
    comparePiece(
      { says: says[1], of: `exponent over ${where}`, from: -0.5 - ROUGHLY, to: -0.5 + ROUGHLY },
      (level) => exponentAt(found, level),
      alpha,
    ),
  ];
};

/**
 * What is said of one side of the line: every network there, a factor of `ABOUT` or more away, has nearly the accuracy.
 *
 * Consistent where every network is as said, undecided else. Nothing refutes it: a network that is less robust than said may be one of
 * another training, and one that is more robust one of a stronger attack, and the paper leaves both open. How far a point is off, even
 * beyond Clopper–Pearson's bound at α over the test images, is counted.
 */
const sidePiece = (
  what: Transition,
  runs: readonly RobustRun[],
  side: 'complete' | 'zero',
  says: string,
  alpha: number,
): Piece => {
  const { size, dial, constant, direction } = what;
  const share = (run: RobustRun): number => (dial.of(run) * Math.sqrt(size.of(run))) / constant;
  const below = (side === 'complete') === (direction === 'falls');
  const there = runs.filter((run) => (below ? share(run) <= 1 / ABOUT : share(run) >= ABOUT));
  if (there.length === 0)
    return { says, verdict: 'undecided', because: 'no point of the grid lies that far from the line' };
  const fits = ({ robust }: RobustRun): boolean =>
    side === 'complete' ? robust >= 1 - NEARLY : robust <= NEARLY;
  const points = new Map<string, RobustRun[]>();
  for (const run of there) {
    const key = `${size.of(run)} ${dial.of(run)}`;
    points.set(key, [...(points.get(key) ?? []), run]);
  }
  const wrong = ({ robust, attacked }: RobustRun): boolean => {
    const k = Math.round(robust * attacked);
    const bounds = clopperPearson({ n: attacked, kLower: k, kUpper: k, alpha: alpha / points.size });
    return side === 'complete' ? bounds.upper < 1 - NEARLY : bounds.lower > NEARLY;
  };
  const against = [...points.values()].filter((group) => group.every(wrong));
  const extreme = there.reduce((a, b) =>
    (side === 'complete' ? b.robust < a.robust : b.robust > a.robust) ? b : a,
  );
  const allFit = there.every(fits);
  return {
    says,
    verdict: allFit ? 'consistent' : 'undecided',
    because: `${there.filter(fits).length} of ${there.length} networks a factor of ${ABOUT} or more ${below ? 'below' : 'above'} the line have a robust accuracy of ${side === 'complete' ? `${1 - NEARLY} or more` : `${NEARLY} or less`}, and at ${against.length} of ${points.size} points no run has, beyond the chance of the test images; the extreme is ${short(extreme.robust)} (worse digit ${short(extreme.worseClass)}) at ${size.label} = ${size.of(extreme)}, ${dial.label} = ${short(dial.of(extreme))}`,
  };
};

/** What the paper says of the transition; α is shared among the four pieces. */
export const transitionPieces = (
  what: Transition,
  runs: readonly RobustRun[],
  saysOf: { readonly complete: string; readonly zero: string },
  alpha: number,
): readonly Piece[] => [
  ...placePieces(what, runs, alpha / 4),
  sidePiece(what, runs, 'zero', saysOf.zero, alpha / 4),
  sidePiece(what, runs, 'complete', saysOf.complete, alpha / 4),
];

/** An attack that saw less of its ball than this is said not to have reached its border. */
const NEAR_BORDER = 0.99;

/** Robust accuracies between which a transition is measured for its sharpness. */
const [HIGH, LOW] = [0.9, 0.1];

/**
 * The constant of the transition at each size alone, beside the line's: at small d pairs of near images limit every classifier, so that a
 * mean over all d mixes two things.
 *
 * *Sharp*, of which the paper gives no measure, is the ratio of the dial at robust accuracies of 0.1 and 0.9, by the means over runs.
 */
export const transitionTable = (what: Transition, runs: readonly RobustRun[]): TableFigure => {
  const { size, dial, constant, direction } = what;
  const product = `${dial.label}·√${size.label}`;
  const insideAt = (at: number, level: number): readonly Bracket[] =>
    thresholdsAt(what, runs, at, level).flatMap((one) => (one.kind === 'inside' ? [one.bracket] : []));
  return {
    kind: 'table',
    title: `the transition at each ${size.label} alone, against ${constant} itself: ${product} where the robust accuracy passes ${LEVEL}`,
    columns: [
      size.label,
      'runs, those that pass inside the grid',
      product,
      'grid, least',
      'grid, most',
      `99 % interval over runs`,
      `where ${constant} lies`,
      `${product} at ${direction === 'falls' ? `${LOW} over that at ${HIGH}` : `${HIGH} over that at ${LOW}`}`,
      'the attack',
    ],
    rows: sizesOf(what, runs).map((at) => {
      const here = runs.filter((run) => size.of(run) === at);
      const all = unique(here.map(({ run }) => run)).length;
      const brackets = insideAt(at, LEVEL).map((one) => asConstant(one, at));
      const complete = brackets.length === all;
      const seen = bracketedCombination(
        equalWeights(1),
        [complete ? brackets : [{ lower: 1, estimate: 1, upper: 1 }]],
        0.01,
      );
      const [from, to] = [Math.exp(seen.lower), Math.exp(seen.upper)];
      // One run has no interval.
      const isKnown = complete && seen.degrees > 0;
      const [high, low] = [insideAt(at, HIGH), insideAt(at, LOW)];
      const known = high.length === all && low.length === all;
      const ratio = known
        ? middleOf(direction === 'falls' ? low : high) / middleOf(direction === 'falls' ? high : low)
        : null;
      const reached = Math.min(...here.map((run) => run.reached));
      return [
        at,
        `${all}, ${brackets.length}`,
        complete ? middleOf(brackets) : null,
        complete ? Math.min(...brackets.map(({ lower }) => lower)) : null,
        complete ? Math.max(...brackets.map(({ upper }) => upper)) : null,
        isKnown ? interval({ lower: from, upper: to }) : 'unknown',
        !isKnown ? 'unknown' : from > constant ? 'below it' : to < constant ? 'above it' : 'inside',
        ratio,
        reached < NEAR_BORDER
          ? `too short: reached ${short(reached)} of its length in some network`
          : 'reached the border',
      ];
    }),
  };
};

const middleOf = (brackets: readonly Bracket[]): number =>
  Math.exp(mean(brackets.map(({ estimate }) => Math.log(estimate))));

/** The transition as a line, where it was located at two sizes or more. */
const fitted = (what: Transition, runs: readonly RobustRun[]): HeatmapFigure['lines'] => {
  const found = located(what, runs);
  if (found.length < 2) return [];
  const points = found.map(({ size: x, brackets }) => ({ x, y: middleOf(brackets) }));
  return [{ name: `where it passes ${LEVEL}`, points }];
};

/** A map of the mean over runs, with the paper's line and the fitted transition. */
export const robustMap = (
  what: Transition,
  runs: readonly RobustRun[],
  value: 'robust' | 'worseClass' | 'clean',
  title: string,
): HeatmapFigure => {
  const { size, dial, constant } = what;
  const sizes = sizesOf(what, runs);
  const dials = unique(runs.map(dial.of));
  return {
    kind: 'heatmap',
    title,
    x: { label: size.label, scale: 'log' },
    y: { label: dial.label, scale: 'log' },
    value: {
      robust: 'robust accuracy',
      worseClass: 'robust accuracy of the worse digit',
      clean: 'clean accuracy',
    }[value],
    cells: sizes.flatMap((x) =>
      dials.map((y) => {
        const here = runs.filter((run) => size.of(run) === x && dial.of(run) === y);
        return { x, y, value: here.length === 0 ? null : mean(here.map((run) => run[value])) };
      }),
    ),
    lines: [
      {
        name: `${constant}/√${size.label}`,
        // Only where it crosses the map.
        points: sizes
          .map((x) => ({ x, y: constant / Math.sqrt(x) }))
          .filter(({ y }) => y >= dials[0]! && y <= dials.at(-1)!),
      },
      ...(value === 'robust' ? fitted(what, runs) : []),
    ],
  };
};

/** The transition at each size with its bracket, beside the paper's line. */
export const transitionCurve = (
  what: Transition,
  runs: readonly RobustRun[],
  title: string,
): readonly CurvesFigure[] => {
  const { size, dial, constant } = what;
  const found = located(what, runs);
  if (found.length === 0) return [];
  return [
    {
      kind: 'curves',
      title,
      x: { label: size.label, scale: 'log' },
      y: { label: `${dial.label} at the transition`, scale: 'log' },
      series: [
        {
          name: `robust accuracy passes ${LEVEL}`,
          points: found.map(({ size: x, brackets }) => ({
            x,
            y: middleOf(brackets),
            lower: Math.min(...brackets.map(({ lower }) => lower)),
            upper: Math.max(...brackets.map(({ upper }) => upper)),
          })),
        },
      ],
      lines: [
        {
          name: `${constant}/√${size.label}`,
          points: found.map(({ size: x }) => ({ x, y: constant / Math.sqrt(x) })),
        },
      ],
      bars: 'the neighbours on the grid between which all runs pass',
    },
  ];
};

export const transitionGrowth = (
  what: Transition,
  runs: readonly RobustRun[],
  shown: number,
): readonly GrowthFigure[] => {
  const found = located(what, runs);
  if (found.length < 2) return [];
  const { estimate, lower, upper, degrees } = exponentAt(found, shown);
  if (degrees === 0) return [];
  return [
    {
      kind: 'growth',
      of: `${what.dial.label} at the transition`,
      against: what.size.label,
      exponent: { estimate, lower, upper },
      confidence: 1 - shown,
      predicted: -0.5,
      drift: lower > 0 ? 'grows' : upper < 0 ? 'shrinks' : 'undecided',
      range: { from: found[0]!.size, to: found.at(-1)!.size },
    },
  ];
};

/** Every network behind the map, the two digits apart. */
export const networksTable = (what: Transition, runs: readonly RobustRun[]): TableFigure => ({
  kind: 'table',
  title: 'networks',
  columns: [
    what.size.label,
    what.dial.label,
    'run',
    'radius V',
    'clean accuracy',
    'robust accuracy',
    'robust accuracy of the worse digit',
    'length that the attack reached, over ‖δ‖',
    'epochs',
    'ended since',
    'robust training accuracy at the end',
  ],
  rows: runs.map((run) => [
    what.size.of(run),
    what.dial.of(run),
    run.run,
    run.radius ?? 'not projected',
    run.clean,
    run.robust,
    run.worseClass,
    run.reached,
    run.epochs,
    run.ended,
    run.trained,
  ]),
});
