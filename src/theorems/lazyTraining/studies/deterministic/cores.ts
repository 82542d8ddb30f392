import type { Form, MaxInequality } from '../../../../numerics/exact/maxInequality.ts';

/** left = right wherever the conditions hold: an inequality each way. */
const equal = (
  says: string,
  left: readonly Form[],
  right: readonly Form[],
  where: readonly Form[] = [],
): readonly MaxInequality[] => [
  { says: `${says}, from above`, left, right, where },
  { says: `${says}, from below`, left: right, right: left, where },
];

const p: Form = { p: 1 };
const minusP: Form = { p: -1 };

/** 1[p > 0] p = σ(p). */
export const eulerCores: readonly MaxInequality[] = [
  ...equal('an active neuron', [p], [{}, p], [minusP]),
  ...equal('an inactive neuron', [{}], [{}, p], [p]),
];

/** α = ⟨v, x⟩ for a shift v of length at most V. */
const shift: readonly Form[] = [
  { alpha: 1, V: -1 },
  { alpha: -1, V: -1 },
];

/** |σ(u + α) − σ(u)| ≤ V for |α| ≤ V. */
export const valueMovesCores: readonly MaxInequality[] = [
  {
    says: 'σ(u + α) ≤ σ(u) + V',
    left: [{}, { u: 1, alpha: 1 }],
    right: [{ V: 1 }, { u: 1, V: 1 }],
    where: shift,
  },
  {
    says: 'σ(u) ≤ σ(u + α) + V',
    left: [{}, { u: 1 }],
    right: [{ V: 1 }, { u: 1, alpha: 1, V: 1 }],
    where: shift,
  },
];

/** σ w − σ⁰ w⁰ = σ (w − w⁰) + (σ − σ⁰) w⁰ in every coordinate, for all four pairs of activations. */
export const splitCores: readonly MaxInequality[] = [0, 1].flatMap((now) =>
  [0, 1].flatMap((before) =>
    equal(
      `activation ${before} before and ${now} now`,
      [{ w: now, w0: -before }],
      [{ w: now, w0: -now + (now - before) }],
    ),
  ),
);

/** σ ‖Pv‖ ≤ V, since ‖Pv‖ ≤ ‖v‖ ≤ V. */
export const firstTermCores: readonly MaxInequality[] = [0, 1].map((activation) => ({
  says: `activation ${activation}`,
  left: [{ Pv: activation }],
  right: [{ V: 1 }],
  where: [{ Pv: 1, v: -1 }, { v: 1, V: -1 }, { Pv: -1 }],
}));

/** Beyond the strip no shift changes an activation; within it the shift −u along x reaches the kink. */
export const stripCores: readonly MaxInequality[] = [
  {
    says: 'an active neuron that can be inactive has u ≤ V',
    left: [{ u: 1 }],
    right: [{ V: 1 }],
    where: [...shift, { u: 1, alpha: 1 }],
  },
  {
    says: 'u ≤ −V leaves the neuron inactive',
    left: [{ u: 1, alpha: 1 }],
    right: [{}],
    where: [...shift, { u: 1, V: 1 }],
  },
  {
    says: 'in the strip the shift to the kink is inside the ball',
    left: [{ u: 1 }, { u: -1 }],
    right: [{ V: 1 }],
    where: [
      { u: 1, V: -1 },
      { u: -1, V: -1 },
    ],
  },
];

/** Between two kinks σ is linear with the slope 1[p > 0]. */
export const descentCores: readonly MaxInequality[] = [
  ...equal('active at both ends', [{}, { q: 1 }], [{ q: 1, p: -1 }, { q: 1 }], [minusP, { q: -1 }]),
  ...equal('inactive at both ends', [{}, { q: 1 }], [{}, p], [p, { q: 1 }]),
];
