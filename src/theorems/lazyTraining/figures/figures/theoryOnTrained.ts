import { type BoundClaim, bindClaim, margin, scopeOf } from '../../../../core/judge/boundClaim.ts';
import { fewNeuronsFlip } from '../../claims/fewNeuronsFlip.ts';
import { gradientIsLarge } from '../../claims/gradientIsLarge.ts';
import { oneStepFlips } from '../../claims/oneStepFlips.ts';
import { valueIsBounded } from '../../claims/valueIsBounded.ts';
import { type FlipStep, type GradientRay, valueAlong } from '../flipStep.ts';

/** The failure rate at which the claims are asked; Section 5 speaks of none. */
export const GAMMA = 0.05;

import { axes as symbols } from '../../axes.ts';

/** The claims "for all W in the ball" whose conclusion one W decides at one point. */
const claims = {
  value: valueIsBounded,
  gradient: gradientIsLarge,
  neurons: fewNeuronsFlip,
  step: oneStepFlips,
};

type Asked = keyof typeof claims;
const names = Object.keys(claims) as readonly Asked[];

/** By claim, the share of the images at which its conclusion fails at this W; and how the theorem's step compares with the smallest that flips. */
export type FailingShares = Readonly<Record<Asked, number>> & {
  /** Mean over the images that some step flips of: the smallest flipping η over the theorem's, C2/‖∇f‖². */
  readonly needed: number;
};

/**
 * Asks the theory's claims of one trained W, image by image.
 *
 * The claims speak of points of length 1, so an image x is asked about at x/‖x‖: there f is f(x)/‖x‖, ∇f and the neurons that are on are
 * the same, and the theorem's step is as long as one of C2‖x‖/‖∇f‖ from x. An image of length 0 is left out.
 *
 * A failure at this W is a failure of "for all W in the ball" at this point. The shares are of one draw of W0; over draws each claim allows
 * a mean of γ, whichever the point is. Precision: that of the rays, so that an image within 1e-4 or so of a bound may count for the other side.
 */
export const theoryOn = (
  { d, m }: { readonly d: number; readonly m: number },
  C0: number,
): {
  readonly see: (ray: GradientRay, step: FlipStep) => void;
  readonly shares: () => FailingShares;
} => {
  const axes = { d, m, C0, gamma: GAMMA };
  const asked = Object.fromEntries(names.map((name) => [name, bindClaim(claims[name], symbols)])) as Record<
    Asked,
    BoundClaim
  >;
  const scopes = Object.fromEntries(names.map((name) => [name, scopeOf(asked[name], axes)])) as Record<
    Asked,
    ReturnType<typeof scopeOf>
  >;
  const { C2 } = scopes.step as { C2: number };
  const failed = { value: 0, gradient: 0, neurons: 0, step: 0 };
  let [seen, flipped, needed] = [0, 0, 0];
  return {
    see: (ray, { eta }) => {
      const { value, gradientNorm, inputNorm, switched } = ray;
      if (inputNorm === 0) return;
      seen++;
      // Along the ray, t ∇f is the step from x.
      const theorems = (C2 * inputNorm) / gradientNorm ** 2;
      const atThisW = {
        valueSup: Math.abs(value) / inputNorm,
        gradientInf: gradientNorm,
        signChanges: switched,
        signKeptSup:
          value === 0 ? 0 : (Math.sign(value) * valueAlong(ray, theorems)) / (Math.sqrt(m) * inputNorm),
      };
      for (const name of names) if (margin(asked[name], scopes[name], atThisW) < 0) failed[name]++;
      if (eta === null) return;
      flipped++;
      needed += eta / theorems;
    },
    shares: () => ({
      value: failed.value / seen,
      gradient: failed.gradient / seen,
      neurons: failed.neurons / seen,
      step: failed.step / seen,
      needed: needed / flipped,
    }),
  };
};
