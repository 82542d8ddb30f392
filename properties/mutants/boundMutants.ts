import { readFileSync } from 'node:fs';
import * as enclosure from '../../src/numerics/exact/enclosure.ts';
import * as chernoff from '../../src/numerics/statistics/chernoff.ts';
import * as normal from '../../src/numerics/statistics/normal.ts';
import type { ballBounds } from '../../src/theorems/lazyTraining/explicitBounds/ballBounds.ts';
import type { gradientGapBound } from '../../src/theorems/lazyTraining/explicitBounds/gradientGapBound.ts';
import type { theoremBounds } from '../../src/theorems/lazyTraining/explicitBounds/theoremMargin.ts';
import type { partsOf, theoremWidths } from '../../src/theorems/lazyTraining/explicitBounds/widths.ts';
import * as widthWindow from '../../src/theorems/lazyTraining/network/widthWindow.ts';
import type { Mutant } from './mutant.ts';
import { mutatedModules, type TextChange } from './mutatedModules.ts';

interface BoundCode {
  readonly ballBounds: typeof ballBounds;
  readonly gradientGapBound: typeof gradientGapBound;
  readonly theoremBounds: typeof theoremBounds;
  readonly partsOf: typeof partsOf;
  readonly theoremWidths: typeof theoremWidths;
}

/** The bounds without a draw with one change in the text of one of their modules, or as they are (null). */
export const mutatedBounds = (change: TextChange | null): BoundCode =>
  mutatedModules(
    new URL('../../src/theorems/lazyTraining/explicitBounds/', import.meta.url),
    ['gradientGapBound.ts', 'ballBounds.ts', 'coveringNumber.ts', 'theoremMargin.ts', 'widths.ts'],
    {
      '../../../numerics/statistics/chernoff.ts': chernoff,
      '../../../numerics/statistics/normal.ts': normal,
      '../../../numerics/exact/enclosure.ts': enclosure,
      '../network/widthWindow.ts': widthWindow,
    },
    change,
  ) as unknown as BoundCode;

/** The formulas of the text to 120 digits, by another hand. */
const oracle = JSON.parse(
  readFileSync(new URL('../../fixtures/oracles/gapBound.json', import.meta.url), 'utf8'),
) as {
  readonly gaps: readonly {
    readonly d: number;
    readonly m: number;
    readonly C0: number;
    readonly K: number;
    readonly logRadii: readonly number[];
    readonly M0: number;
    readonly gap: string;
    readonly gradient: string;
    readonly move: string;
  }[];
};

/** Room that a bound leaves outwards. */
const ROOM = 3e-6;

const againstDigits = ({ ballBounds, gradientGapBound }: BoundCode): string | null => {
  for (const { d, m, C0, K, logRadii, M0, gap, gradient, move } of oracle.gaps) {
    const widths = { d, least: m, most: m };
    const { total } = gradientGapBound({ ...widths, C0, K, beta: 1e-9 }, { logRadii, M0 });
    const ball = ballBounds(widths, C0, 1e-9);
    const above = (value: number, exact: string): boolean =>
      value >= Number(exact) && value <= Number(exact) * (1 + ROOM);
    const below = (value: number, exact: string): boolean =>
      value <= Number(exact) && value >= Number(exact) * (1 - ROOM);
    if (!above(total, gap)) return `the change of the gradient at d = ${d}`;
    if (!below(ball.gradient, gradient)) return `the least gradient at d = ${d}`;
    if (!above(ball.move, move)) return `how far the value moves at d = ${d}`;
  }
  return null;
};

/** What the theorem's two sides are made of, computed once more from the parts. */
const againstParts = ({ ballBounds, gradientGapBound, theoremBounds }: BoundCode): string | null => {
  const [gamma, C0, C2] = [0.05, 1, 8.4];
  const nets = { logRadii: [-3, -12], M0: 8 };
  for (const d of [250_000, 1e6]) {
    const widths = { d, least: d ** 2.4, most: d ** 2.4 * 1.1 };
    const found = theoremBounds(widths, { C0, gamma, C2 }, () => nets);
    if (found === null) return 'no bound where there is one';
    const { gradient, move } = ballBounds(widths, C0, 1e-9);
    const gap = gradientGapBound({ ...widths, C0, K: C2 / gradient, beta: 1e-9 }, nets).total;
    if (found.gap < gap * (1 - 1e-12) || found.K < C2 / gradient)
      return 'a step longer than the one that is bounded';
    if (found.left > C2 * (1 - gap / gradient) * (1 + 1e-12))
      return 'more taken off the value than the step takes';
    // Of a mean square of at most 0.505, and of γ what the other events leave.
    if (found.value < Math.sqrt(1.01 * Math.log(2 / (gamma * (1 - 1e-4)))) + move) return 'the value at W0';
  }
  // By Chernoff's bound at λ = 0.004 the mean square takes more than its share of γ at this width.
  const rate = 0.505 * 0.004 - Math.log(0.5 + 0.5 / Math.sqrt(1 - 0.008));
  const narrow = 0.99 * (Math.log(1 / (1e-4 * gamma)) / rate);
  const wide = { d: 400, least: narrow, most: narrow };
  if (theoremBounds(wide, { C0: 0.1, gamma, C2 }, () => nets) !== null)
    return 'events that do not fit into γ';
  // β is taken twice.
  const short = { d: 250_000, least: 250_000 ** 2.4, most: 250_000 ** 2.4 };
  if (theoremBounds(short, { C0, gamma: 1.5e-5, C2 }, () => nets) !== null)
    return 'events that do not fit into a small γ';
  return null;
};

const againstWidths = ({ partsOf, theoremWidths }: BoundCode): string | null => {
  for (const d of [1e6, 1e7]) {
    const widths = theoremWidths(d);
    if (widths.least ** 5n < BigInt(d) ** 12n || (widths.least - 1n) ** 5n >= BigInt(d) ** 12n)
      return 'the least width';
    const parts = partsOf(widths, 0.1);
    if (parts[0]!.least > Number(widths.least) || parts.at(-1)!.most < Number(widths.most))
      return 'the ends of the widths';
    for (const [i, part] of parts.entries())
      if (i > 0 && !(part.least < parts[i - 1]!.most)) return 'widths between two parts';
  }
  return null;
};

/** The first thing said against the bounds, or null. */
export const objectionToBounds = (code: BoundCode): string | null =>
  againstDigits(code) ?? againstParts(code) ?? againstWidths(code);

const mutated = (name: string, file: string, text: string, by: string): BoundMutant => ({
  name: `bounds: ${name}`,
  kind: 'certificate',
  change: `${text} → ${by === '' ? 'nothing' : by}`,
  where: `explicitBounds/${file}`,
  replacement: { file, text, by },
  kill: async () => ({
    killedBy: objectionToBounds(mutatedBounds({ file, text, by })),
    trials: 1,
    unmutated: 'stands',
  }),
});

interface BoundMutant extends Mutant {
  readonly replacement: TextChange;
}

/** Planted errors in the bounds without a draw. */
export const boundMutants: readonly BoundMutant[] = [
  mutated(
    'events that are not counted',
    'gradientGapBound.ts',
    '(3 * logRadii.length + 8) / beta',
    '1 / beta',
  ),
  mutated(
    'a number of changes at its mean',
    'gradientGapBound.ts',
    'binomialUpper((m * angle) / Math.PI, L)',
    '(m * angle) / Math.PI',
  ),
  mutated('lengths in the plane at their mean', 'gradientGapBound.ts', 'chiSquaredUpper(2 * k, L)', '2 * k'),
  mutated('half of the directions off the plane', 'gradientGapBound.ts', '((d - 2) / 2)', '((d - 2) / 4)'),
  mutated('a leap without its part in the plane', 'gradientGapBound.ts', ' - 0.5 * Math.log1p(-s)', ''),
  mutated(
    'a leap without a union over its net',
    'gradientGapBound.ts',
    'logCoveringNumber(d - 1, radius) + global',
    'global',
  ),
  mutated('signed sums of one sign', 'gradientGapBound.ts', ' + Math.sqrt((2 * count) / Math.PI)', ''),
  mutated('signed sums at their mean', 'gradientGapBound.ts', ' + Math.sqrt(2 * L));\n', ');\n'),
  mutated(
    'the may-flip set at its mean',
    'gradientGapBound.ts',
    'binomialUpper(most * centralMass(C0 / Math.sqrt(most)), global)',
    'most * centralMass(C0 / Math.sqrt(most))',
  ),
  mutated('near neurons of the ball alone', 'gradientGapBound.ts', 'reach + e * M0', 'reach'),
  mutated(
    'far neurons at their mean',
    'gradientGapBound.ts',
    ' + Math.sqrt(2 * variance * L) + L / (3 * M0)',
    '',
  ),
  mutated('no far neurons', 'gradientGapBound.ts', 'longest > M0 ? farOf() : 0', '0'),
  mutated('shifts of near neurons left out', 'gradientGapBound.ts', 'V * (S + rest)', 'V * S'),
  mutated(
    'shifts of leaping neurons left out',
    'gradientGapBound.ts',
    ' + (C0 * changed) / Math.sqrt(d)',
    '',
  ),
  mutated('rounded inward', 'gradientGapBound.ts', '1 + 1e-6', '1 - 1e-6'),
  mutated('five events as one', 'ballBounds.ts', '5 / beta', '1 / beta'),
  mutated('half of the neurons active, no fewer', 'ballBounds.ts', '0.5 - Math.sqrt(L / (2 * least))', '0.5'),
  mutated('a Gaussian vector at its mean length', 'ballBounds.ts', 'n - 2 * Math.sqrt(n * L)', 'n'),
  mutated('a gradient that does not move with its weights', 'ballBounds.ts', ' - moved - flips', ' - flips'),
  mutated('a gradient without sign changes', 'ballBounds.ts', ' - moved - flips', ' - moved'),
  mutated('a value that no sign change moves', 'ballBounds.ts', '(activeHigh + share)', 'activeHigh'),
  mutated(
    'a covering by too few balls',
    'coveringNumber.ts',
    'Math.log1p(2 / epsilon);',
    'Math.log1p(1 / epsilon);',
  ),
  mutated('random points as if the net were exact', 'coveringNumber.ts', '(1 - share) * epsilon', 'epsilon'),
  mutated(
    'random points that need not reach each other',
    'coveringNumber.ts',
    ' + Math.log(n * Math.log1p(2 / (share * epsilon)))',
    '',
  ),
  mutated(
    'a step bounded at half of its length',
    'theoremMargin.ts',
    'C2 / gradient / LESS',
    '(0.5 * C2) / gradient / LESS',
  ),
  mutated('a gradient that turns without effect', 'theoremMargin.ts', '(1 - gap / gradient)', '1'),
  mutated('a mean square at its mean', 'theoremMargin.ts', '2 * MEAN_SQUARE', '2 * 0.5'),
  mutated('a value with all of γ', 'theoremMargin.ts', 'gamma * (1 - SHARE)', 'gamma'),
  mutated('a mean square that is large too rarely', 'theoremMargin.ts', 'RATE = 9e-6', 'RATE = 1.2e-5'),
  mutated('β paid for once', 'theoremMargin.ts', '2 * BETA', 'BETA'),
  mutated(
    'a value that does not move in the ball',
    'theoremMargin.ts',
    '(initialValue(gamma) + move)',
    'initialValue(gamma)',
  ),
  mutated(
    'a least width one short',
    'widths.ts',
    'const least = leastWidth(d);',
    'const least = leastWidth(d) - 1n;',
  ),
  mutated('parts with gaps between them', 'widths.ts', '(1 + ROOM)', '(1 - 2 * ROOM)'),
];
