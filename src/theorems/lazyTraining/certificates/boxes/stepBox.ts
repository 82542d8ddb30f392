import type { BoxSide } from './boxSide.ts';

/**
 * A box of steps δ = −X x − Y e₁ + r ẑ with ẑ a unit vector off x and e₁: X, Y and r ≥ 0 between bounds.
 *
 * With g = ∇f(x; W) and s = C2/‖g‖², X = s⟨g, x⟩, Y = s⟨g, e₁⟩ and r is s times the rest of g.
 */
export interface StepBox {
  readonly X: readonly [number, number];
  readonly Y: readonly [number, number];
  readonly r: readonly [number, number];
}

/**
 * ≥ X where Y and r are at most these: s C2 = X² + Y² + r² and ⟨g, x⟩ ≤ reach make reach · X² − C2 X + reach
 * (Y² + r²) ≥ 0, and X ≤ √(Y² + r²) since ⟨g, x⟩ ≤ ⟨g, e₁⟩.
 */
export const mostAlong = ({ reach }: BoxSide, C2: number, Y: number, r: number): number => {
  if (reach <= 0) return 0;
  const square = Y * Y + r * r;
  const R = Math.sqrt(square);
  const q = C2 * C2 - 4 * reach * reach * square;
  const smaller = q < 0 ? R : (2 * reach * square) / (C2 + Math.sqrt(q));
  return Math.min(R, smaller) * (1 + 1e-12);
};

/** A box that holds the step at every W of the side; null where the gradients may be too short along e₁. */
export const allSteps = (side: BoxSide, C2: number): StepBox | null => {
  const { leastAcross, mostAcross, mostRest, reach } = side;
  if (!(leastAcross > Math.max(reach, 0))) return null;
  const others = mostRest * mostRest + reach * reach;
  const nearest = (g: number): number => (C2 * g) / (g * g + others);
  const Y = [
    Math.min(nearest(leastAcross), nearest(mostAcross)) * (1 - 1e-12),
    (C2 / leastAcross) * (1 + 1e-12),
  ] as const;
  const r =
    mostRest < leastAcross
      ? (C2 * mostRest) / (mostRest * mostRest + leastAcross * leastAcross)
      : C2 / (2 * leastAcross);
  const all = { Y, r: [0, r * (1 + 1e-12)] as const };
  return { ...all, X: [0, mostAlong(side, C2, Y[1], all.r[1])] };
};

/**
 * Whether no W of the side can have its step in the box: one of ⟨g, x⟩, ⟨g, e₁⟩ and the rest of g, which are
 * C2 X/(X² + Y² + r²), …, would be out of its range. Each of these is unimodal in its own coordinate.
 */
export const isEmpty = (side: BoxSide, C2: number, { X, Y, r }: StepBox): boolean => {
  if (X[0] > X[1]) return true;
  const around = r[0] * r[0] + X[0] * X[0];
  const best = Math.min(Math.max(Math.sqrt(around), Y[0]), Y[1]);
  if ((C2 * best) / (best * best + around) < side.leastAcross) return true;
  const least = (ends: readonly [number, number], others: number): number =>
    Math.min(...ends.map((end) => (C2 * end) / (end * end + others)));
  return (
    least(Y, r[1] * r[1] + X[1] * X[1]) > side.mostAcross ||
    least(r, Y[1] * Y[1] + X[1] * X[1]) > side.mostRest ||
    least(X, Y[1] * Y[1] + r[1] * r[1]) > Math.max(side.reach, 0)
  );
};
