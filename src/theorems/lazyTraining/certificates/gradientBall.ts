import { type KnownWeights, WIDER } from './knownWeights.ts';

/**
 * The neurons whose spending is tracked: some of those that every W keeps on.
 *
 * With v_s = w_s − w⁰_s, α_s = ⟨v_s, x⟩ and n the number of them, the loss ℓ = (1/n) Σ (1 − a_s α_s/V) ∈ [0,
 * 2] says how much of the radius W has not spent on raising f(x; W). Their part of the gradient is (1/√m) Σ
 * a_s v_s = ρ₀ ω with ρ₀ = nV/√m, ‖ω‖ ≤ 1 and ⟨ω, x⟩ = 1 − ℓ.
 */
export interface Tracked {
  /** 1 for a tracked neuron. */
  readonly flags: Uint8Array;
  readonly count: number;
  /** ρ₀ = V · count/√m. */
  readonly reach: number;
}

/** A ball that holds ∇f(x; W) of every W with loss at most L: ‖∇f − (g_c + shift · x)‖ ≤ radius. */
export interface GradientBall {
  /** The centre's part beside the known one, along x. */
  readonly shift: number;
  /** ‖g_c + shift · x‖. */
  readonly norm: number;
  readonly radius: number;
  /** `radius` without the sign changes of the may-flip set. */
  readonly withoutFlips: number;
  /** ≥ how far ∇f goes from the centre along the centre's own direction. */
  readonly radial: number;
}

/**
 * The gradients of all W with loss at most L, for the sign ±1 that f is seen with.
 *
 * ω lies in the cap { ‖ω‖ ≤ 1, ⟨ω, x⟩ ≥ 1 − L }, whose smallest ball has its centre at h x and radius √(1 −
 * h²), h = max(0, 1 − L): a W that has spent little sideways has little to turn its gradient with. The other
 * shifts add V/√m each and the may-flip set's sign changes `flips`; along the centre's direction the latter
 * add no more than ½ m^{−1/2} Σ_S |⟨w⁰_s, centre⟩|/‖centre‖.
 */
export const gradientBall = (
  known: KnownWeights,
  sign: 1 | -1,
  tracked: Tracked,
  others: number,
  L: number,
): GradientBall => {
  const { m, radius: V, mayFlip, towards, u } = known;
  const scale = Math.sqrt(m);
  const h = Math.max(0, 1 - L);
  const shift = tracked.reach * h;
  const along = sign * known.centerAlong;
  const norm = Math.sqrt(
    Math.max(0, known.centerNorm * known.centerNorm + 2 * shift * along + shift * shift),
  );
  const rounding = known.rounding * scale * known.longestRow;
  const withoutFlips =
    (tracked.reach * Math.sqrt(Math.max(0, 1 - h * h)) + (V * others) / scale + rounding) * WIDER;
  const radius = withoutFlips + known.flips;
  let overMayFlip = 0;
  for (const s of mayFlip) overMayFlip += Math.abs(sign * towards[s]! + shift * u[s]!);
  const radial = Math.min(radius, withoutFlips + ((0.5 * overMayFlip) / (scale * norm)) * WIDER);
  return { shift, norm, radius, withoutFlips, radial };
};
