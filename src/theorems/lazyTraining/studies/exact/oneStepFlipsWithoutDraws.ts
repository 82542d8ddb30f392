import type { TableFigure } from '../../../../core/report/figure.ts';
import { oneStepFlipsWithoutDraws } from '../../claims/oneStepFlipsWithoutDraws.ts';
import { boundsOverWidths, type TheoremBounds } from '../../explicitBounds/theoremMargin.ts';
import { theoremWidths, type WholeWidths } from '../../explicitBounds/widths.ts';
import type { LazyStudy, Place } from '../lazyStudy.ts';
import { short, shortDown, shortUp } from './parts.ts';

const stepConstant = ({ C0, gamma, constants }: Place): number =>
  constants.C2 ?? 2 * Math.sqrt(Math.log(2 / gamma!)) + C0;

/** Whole numbers of a page's width, and 2.51e21 beyond. */
const inDigits = (m: bigint): string => {
  const digits = m.toString();
  return digits.length <= 25 ? digits : `${digits[0]}.${digits.slice(1, 4)}…e${digits.length - 1}`;
};

const widthsInWords = ({ least, most }: WholeWidths): string =>
  least === most ? `m = ${inDigits(least)}` : `every m from ${inDigits(least)} to ${inDigits(most)}`;

const table = (widths: WholeWidths, parts: number, worst: TheoremBounds, C2: number): TableFigure => ({
  kind: 'table',
  title: 'Theorem 3.1 by explicit bounds, where they are weakest among these widths',
  columns: [
    ...['d', 'least m', 'largest m', 'parts', 'C2', '‖∇f‖/√d, at least', 'K: the step is at most K/√d'],
    ...['gap/√d, at most', '|f| falls by at least', '|f| is at most'],
  ],
  rows: [
    [
      ...[widths.d, inDigits(widths.least), inDigits(widths.most), parts, C2],
      ...[shortDown(worst.gradient), shortUp(worst.K), shortUp(worst.gap)],
      ...[shortDown(worst.left), shortUp(worst.value)],
    ].map((entry, i) => (i >= 5 ? Number(entry) : entry)),
  ],
});

/** The width is the window's; a cell has a number there, which means nothing. */
const place = (d: number, constants: Place['constants'] = theoremsStep): Place => ({
  d,
  m: 1,
  C0: 1,
  gamma: 0.05,
  constants,
});

/** The step constant at which the trials are made, and one with which the bounds close at d = 250 000. */
const theoremsStep = { C2: 2 * Math.sqrt(Math.log(40)) + 1 };
const longerStep = { C2: 8.4 };

export const checkOneStepFlipsWithoutDraws: LazyStudy = {
  statement: oneStepFlipsWithoutDraws,
  axes: ['d', 'C0', 'gamma'],
  places: {
    quick: [place(250_000, longerStep), place(1e6), place(1e7)],
    standard: [place(250_000, longerStep), place(1e6), place(1e7), place(1e9)],
    full: [place(250_000, longerStep), place(1e6), place(1e7), place(1e9)],
  },
  regime: () => 'inside',
  seconds: ({ d }) => (d > 3e6 ? 0.5 + (d ** 0.24 - 2.4 * Math.log(d)) / 30 : 0.3),
  judge: async (at, { yieldToLoop }) => {
    const C2 = stepConstant(at);
    const widths = theoremWidths(at.d);
    let parts = 0;
    let worst: TheoremBounds | null = null;
    let open = 0;
    for (const found of boundsOverWidths(widths, { C0: at.C0, gamma: at.gamma!, C2 })) {
      if (parts++ % 16 === 0) await yieldToLoop();
      if (found === null || !(found.left > found.value)) open++;
      if (found !== null && (worst === null || found.left - found.value < worst.left - worst.value))
        worst = found;
    }
    const proved = open === 0 && worst !== null;
    const where = `at ${widthsInWords(widths)} and C2 = ${short(C2)}`;
    const numbers =
      worst === null
        ? 'the gradient may vanish, as far as the bounds tell'
        : `with chance 1 − γ the step takes |f| down by ${shortDown(worst.left)} at least and |f| is ${shortUp(worst.value)} at most`;
    return {
      verdict: proved ? 'supported' : 'undecided',
      tally: { violated: 0, certified: parts - open, unresolved: open, skipped: 0 },
      error: proved ? 0 : null,
      because: `${where} ${numbers}${proved ? '' : ', which is too little: the bounds are too wide there'}`,
      margin: null,
      figures: worst === null ? [] : [table(widths, parts, worst, C2)],
    };
  },
};
