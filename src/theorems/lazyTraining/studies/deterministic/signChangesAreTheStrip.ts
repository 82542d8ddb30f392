import { dot } from '../../../../numerics/linalg/vectors.ts';
import { signChangesAreTheStrip as statement } from '../../claims/signChangesAreTheStrip.ts';
import { canFlip } from '../../network/instance.ts';
import { dotRoom, UNIT } from '../../network/rounding.ts';
import { deterministicStudy, type Measure } from './deterministicStudy.ts';
import { intoBall, radiusOf, unitRoom } from './example.ts';
import { inWords } from './inWords.ts';

/** Whether the neuron w is active at x: null where rounding cannot tell. */
const isActive = (w: Float64Array, x: Float64Array): boolean | null => {
  const [product, room] = [dot(w, x), dotRoom(w, x)];
  return Math.abs(product) > room || room === 0 ? product > 0 : null;
};

/**
 * Minus the number of neurons that are wrongly in the may-flip set or wrongly out of it.
 *
 * A neuron can switch when an explicit w in the ball, tried with the plain product, has the other activation;
 * it cannot when ⟨w_{s,0}, x⟩ ± V‖x‖, beyond which no w in the ball gets, leaves it where it is. What is
 * neither, because V or the product is rounded and the neuron within that of an end, counts for nobody.
 *
 * Slack: none, since what is rounded was set aside. Where x is an axis and V a dyadic number nothing is, and
 * the ends of the may-flip set are tried exactly.
 */
export const mismatches =
  (flippable: (u: number, V: number) => boolean = canFlip): Measure =>
  (example) => {
    const { x, W0, W } = example;
    const V = radiusOf(example);
    const isAxis = x.some((entry) => Math.abs(entry) === 1) && x.filter((entry) => entry !== 0).length === 1;
    // √m = 1, 2, 4, …: then V is C0 with another exponent.
    const root = Math.sqrt(W0.length);
    const isDyadic = Number.isInteger(root) && (root & (root - 1)) === 0;
    const counts = {
      neurons: W0.length,
      'in the strip': 0,
      'seen to switch': 0,
      'cannot switch': 0,
      wrong: 0,
    };
    W0.forEach((row, s) => {
      const u = dot(row, x);
      const isExact = isAxis && isDyadic && isExactSum(u, V) && isExactSum(u, -V);
      const room = isExact ? 0 : V * (unitRoom(x) + 4 * UNIT) + dotRoom(row, x) + UNIT * (Math.abs(u) + V);
      const fromEnd = Math.abs(Math.abs(u) - V);
      const active = isActive(row, x);
      if (active === null || (!isExact && fromEnd <= room)) return;
      const shifts = [V, -V, -u].map((length) => x.map((entry) => length * entry));
      // At an end, a w that rounding took across the sphere would be no evidence; the shifts along an axis
      // are exact.
      const tried = [
        ...shifts.map((shift) => intoBall(row, shift, V)),
        ...(fromEnd <= 4 * unitRoom(x) * V ? [] : [W[s]!]),
      ];
      const switches = tried.some((w) => isActive(w, x) === !active);
      const stays = active ? u - V - room > 0 : u + V + room <= 0;
      const claimed = flippable(u, V);
      counts['in the strip'] += Number(claimed);
      counts['seen to switch'] += Number(switches);
      counts['cannot switch'] += Number(stays);
      counts.wrong += Number((switches && !claimed) || (stays && claimed));
    });
    return { margin: 0 - counts.wrong, slack: 0, size: 1, values: counts };
  };

/** Whether a + b is a number of f64, by the exact remainder of the sum. */
const isExactSum = (a: number, b: number): boolean => {
  const sum = a + b;
  const part = sum - a;
  return a - (sum - part) + (b - part) === 0;
};

export const signChangesAreTheStrip = deterministicStudy({
  statement,
  measure: mismatches(),
  because: (example, { values }) =>
    `with V = ${inWords(radiusOf(example))}, ${values['in the strip']} of ${values.neurons} neurons lie in the strip, ${values['seen to switch']} were switched by a w in the ball and ${values['cannot switch']} cannot be`,
});
