import type { StepInstance } from '../network/instance.ts';
import type { Movement } from '../network/movement.ts';

/**
 * How far beyond a kink a switched neuron is put: more than the rounding of ⟨w_s, x⟩, and nothing against the
 * radius.
 */
const OVERSHOOT = 2 ** -20;

/** A shift in the plane of x and `normal`. */
interface Shift {
  readonly along: number;
  readonly across: number;
}

/**
 * W in the ball that widens the gap between ∇f(x) and ∇f(z) along a direction r, by switching neurons of both
 * may-flip sets.
 *
 * A neuron adds t_s = a_s⟨w_s, r⟩ to √m⟨r, gap⟩ where it is active at x alone, −t_s where it is at z alone.
 * Shifts in the plane of x and z reach what they can of the activation that is wished for at each end: both
 * ends, x alone, or z alone, in that order of gain.
 *
 * Shapes: `q` is ⟨w⁰_s, z⟩, `towards` is ⟨w⁰_s, r⟩; z = zAlong · x + zAcross · normal with zAcross > 0.
 */
export const switchedGap = (
  { m, u, signs }: Pick<StepInstance, 'm' | 'u' | 'signs'>,
  radius: number,
  z: { readonly along: number; readonly across: number; readonly normal: Float64Array },
  q: Float64Array,
  towards: Float64Array,
): Movement => {
  const along = new Float64Array(m);
  const across = new Float64Array(m);
  const beyond = OVERSHOOT * radius;
  const reach = radius * Math.sqrt(z.along * z.along + z.across * z.across);
  for (let s = 0; s < m; s++) {
    const [us, qs] = [u[s]!, q[s]!];
    if (Math.abs(us) > radius && Math.abs(qs) > reach) continue;
    const t = signs[s]! * towards[s]!;
    const wishedAtX = t > 0;
    const shiftX = us > 0 === wishedAtX ? 0 : (wishedAtX ? beyond : -beyond) - us;
    const targetZ = wishedAtX ? -beyond : beyond;
    // The sideways part that brings ⟨w_s, z⟩ to where it is wished, once the part along x is spent.
    const sideways = (along: number): number => {
      const moved = qs + along * z.along;
      return moved > 0 === !wishedAtX && moved !== 0 ? 0 : (targetZ - moved) / z.across;
    };
    const choices: readonly Shift[] = [
      { along: shiftX, across: sideways(shiftX) },
      { along: shiftX, across: 0 },
      { along: 0, across: sideways(0) },
    ];
    let best = (Number(us > 0) - Number(qs > 0)) * t;
    for (const shift of choices) {
      if (shift.along * shift.along + shift.across * shift.across > radius * radius) continue;
      const before = Number(us + shift.along > 0);
      const after = Number(qs + shift.along * z.along + shift.across * z.across > 0);
      if ((before - after) * t <= best) continue;
      best = (before - after) * t;
      along[s] = shift.along;
      across[s] = shift.across;
    }
  }
  return { along, across, normal: z.normal };
};
