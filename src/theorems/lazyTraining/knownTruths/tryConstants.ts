import { bindCell } from '../../../core/judge/bindCell.ts';
import { bindClaim, constantsAt } from '../../../core/judge/boundClaim.ts';
import { constantsOfClaim } from '../../../core/report/constantReport.ts';
import { narrowingOf } from '../../../core/report/narrowing.ts';
import type { Alpha } from '../../../core/report/report.ts';
import { type Seeking, type Sought, seekLeast } from '../../../core/run/seekLeast.ts';
import { logUpperTail } from '../../../numerics/statistics/binomial.ts';
import { type KnownConstants, knownConstants, knownTheorem } from './knownConstants.ts';

/** What came of one control, run after run. */
export interface ConstantRow {
  readonly control: string;
  readonly runs: number;
  /** Runs in which a true constant was excluded, or all were said to be; at most a share of α_R may be. */
  readonly wrong: number;
  readonly wrongAtMost: number;
  /** Runs that excluded anything, and the middle of what they then asked of the constant. */
  readonly narrowed: number;
  readonly middle: number | null;
  /** A sentence where the bound is broken. */
  readonly broken: string | null;
}

/** How a run looks for least constants; another one serves mutants. */
export type Seek = (known: KnownConstants, seeking: Omit<Seeking, 'at' | 'over'>) => Promise<Sought>;

const asIs: Seek = ({ claim, at, over }, seeking) => seekLeast(claim, { ...seeking, at, over });

const edge = ({ least }: Sought): number | null => {
  const rest = least[0]?.K;
  if (rest === undefined) return null;
  return 'moreThan' in rest ? rest.moreThan : 'atLeast' in rest ? rest.atLeast : null;
};

/** A constant without direction leaves other values, whatever is excluded at one: the report must not say that nothing is left. */
const saysNothingLeft = (
  { claim, at }: KnownConstants,
  { exclusions, least }: Sought,
  alpha: Alpha,
): boolean => {
  if (least.length > 0) return false;
  const bound = bindClaim(claim, knownTheorem.axes);
  const point = { ...at, m: 1 };
  const cell = { at: point, constants: constantsAt(bound, point), mode: 'reduced' } as const;
  const constants = constantsOfClaim(claim, bindCell(bound, cell, knownTheorem.settings));
  const cells = exclusions.map(({ at: where, slice }) => ({
    ...{ at: where, constants: { ...cell.constants, ...slice }, constantRanges: {} },
    ...{ regime: 'inside' as const, verdict: 'refuted' as const, basis: 'draws' as const },
  }));
  return narrowingOf(constants, cells, [], [], knownTheorem.axes, alpha).nothingLeft;
};

/**
 * Looks for the least constants of claims that have known ones, with many seeds, and holds the share of wrong sentences against α_R.
 *
 * A function of its argument. A harness that keeps its bounds is called broken with chance at most `falseAlarm`.
 */
export const tryConstants = async (trying: {
  readonly runs: number;
  readonly seed: string;
  readonly alpha: Alpha;
  readonly falseAlarm: number;
  readonly controls?: readonly KnownConstants[];
  readonly seek?: Seek;
}): Promise<readonly ConstantRow[]> => {
  const { runs, seed, alpha, falseAlarm, controls = knownConstants, seek = asIs } = trying;
  const rows: ConstantRow[] = [];
  for (const known of controls) {
    let wrong = 0;
    const edges: number[] = [];
    for (let i = 0; i < runs; i++) {
      const sought = await seek(known, {
        ...{ theorem: knownTheorem, seed: `${seed} ${i}`, alpha, draws: 12, rounds: 6 },
      });
      if (sought.least.some(known.isWrong) || saysNothingLeft(known, sought, alpha)) wrong++;
      const found = edge(sought);
      if (found !== null) edges.push(found);
    }
    edges.sort((a, b) => a - b);
    const epsilon = falseAlarm / controls.length;
    const tooMany = wrong > 0 && logUpperTail(runs, wrong, alpha.refute) < Math.log(epsilon);
    rows.push({
      ...{ control: known.name, runs, wrong, wrongAtMost: alpha.refute },
      ...{ narrowed: edges.length, middle: edges[Math.floor(edges.length / 2)] ?? null },
      broken: tooMany
        ? `${wrong} of ${runs} runs exclude a true constant, too many for a chance of ${alpha.refute}`
        : null,
    });
  }
  return rows;
};
