import { dot } from '../../../../numerics/linalg/vectors.ts';
import { valueMovesAtMostC0 as statement } from '../../claims/valueMovesAtMostC0.ts';
import { extremeChange } from '../../network/extremeChange.ts';
import { extremeMovement } from '../../network/extremeValue.ts';
import { noMovement } from '../../network/movement.ts';
import { valueAt } from '../../network/reference.ts';
import { dotRoom, UNIT, valueRoom } from '../../network/rounding.ts';
import { asExplicit } from '../../network/writtenNetwork.ts';
import { deterministicStudy, type Measure } from './deterministicStudy.ts';
import { atW0, intoBall, radiusOf } from './example.ts';
import { inWords } from './inWords.ts';

/**
 * share · C0 − max over the whole ball of |f(W) − f(W0)|: the extremes are exact, so no W is left out.
 *
 * A margin below zero is taken from an explicit W and the reference instead.
 *
 * Slack: `extremeChange` bounds its own error; ‖x‖ = 1 and V are off by at most (d + 12) 2⁻⁵³, relatively, and C0 with them. With an
 * explicit W, the rounding of both values as well.
 */
export const movedValue =
  (share = 1): Measure =>
  (example) => {
    const { x, signs, C0, W0 } = example;
    const radius = radiusOf(example);
    const u = Float64Array.from(W0, (row) => dot(row, x));
    const uErrors = Float64Array.from(W0, (row) => dotRoom(row, x));
    const up = extremeChange(u, uErrors, signs, radius, 1);
    const down = extremeChange(u, uErrors, signs, radius, -1);
    const [side, furthest] = up.value >= down.value ? ([1, up] as const) : ([-1, down] as const);
    const bound = share * C0;
    const slack = furthest.error + 4 * (x.length + 12) * UNIT * C0;
    const proved = {
      margin: bound - furthest.value,
      slack,
      size: C0,
      values: { 'sup |f(x; W) − f(x; W0)|': furthest.value, bound },
    };
    if (proved.margin >= -slack) return proved;

    const { along } = extremeMovement(signs, radius, side);
    const shiftOf = (s: number): Float64Array => x.map((entry) => along[s]! * entry);
    const W = W0.map((row, s) => intoBall(row, shiftOf(s), radius));
    const [start, moved] = [atW0(example), { x, signs, rows: W }];
    const still = noMovement(signs.length);
    const before = valueAt(asExplicit(start), still, x);
    const after = valueAt(asExplicit(moved), still, x);
    return {
      margin: bound - Math.abs(after - before),
      slack: slack + 2 * (valueRoom(start, x) + valueRoom(moved, x)),
      size: C0,
      values: { ...proved.values, 'f(x; W0)': before, 'f(x; W)': after },
      W,
    };
  };

export const valueMovesAtMostC0 = deterministicStudy({
  statement,
  measure: movedValue(),
  because: ({ C0 }, { values }) =>
    `f moves from ${inWords(values['f(x; W0)']!)} to ${inWords(values['f(x; W)']!)} in the ball, and C0 is ${inWords(C0)}`,
});
