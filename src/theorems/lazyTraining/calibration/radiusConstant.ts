import type { Sample } from '../../../core/calibrate/sample.ts';
import { type BoundClaim, marginInterval, quantitiesOf, scopeOf } from '../../../core/judge/boundClaim.ts';
import { settingFor } from '../../../core/judge/settingFor.ts';
import { UsageError } from '../../../core/run/usageError.ts';
import type { Ends } from '../../../numerics/statistics/wilks.ts';
import { type Sampling, sampleBrackets } from '../measure/samples.ts';
import { lazySpace } from '../space.ts';
import { radiusFactor } from './solvedConstant.ts';

/** The largest radius factor at which a claim still holds, at one size. */
export interface RadiusRequest {
  readonly bound: BoundClaim;
  readonly d: number;
  readonly m: number;
  /** Radius factors looked at, ascending. */
  readonly C0: readonly number[];
  readonly trials: number;
}

/** Throws: `UsageError` unless the bound is one that a larger ball can only break: one quantity over the ball against a number. */
const requireNested = (bound: BoundClaim): void => {
  const names = quantitiesOf(bound);
  const extreme = [...names].every(
    (name) =>
      settingFor(bound, lazySpace.settings).quantities.find(({ symbol }) => symbol === name)?.over !==
      undefined,
  );
  if (!extreme)
    throw new UsageError(
      `${bound.claim.id} cannot be solved for C0: it speaks of W0 alone, which no radius changes`,
    );
};

/**
 * The C0 up to which a claim holds, bracketed on every draw: between the largest at which it is certified and the least at which it is
 * violated.
 *
 * One draw, made at the largest ball, serves all the radii inside it. Where C0 stands on the right side too (a bound that grows with the
 * ball), the claim may hold again beyond a radius at which it fails; an end is then counted only up to the first radius that breaks it.
 */
export const sampleRadius = async (
  sampling: Sampling,
  { bound, d, m, C0, trials }: RadiusRequest,
): Promise<Sample> => {
  requireNested(bound);
  const names = [...quantitiesOf(bound)];
  const family = settingFor(bound, lazySpace.settings).name;
  if (family !== 'value' && family !== 'gradient')
    throw new UsageError(
      `${bound.claim.id} cannot be solved for C0; give the radii with --C0 and calibrate C2`,
    );
  const rows = await sampleBrackets(
    sampling,
    { claim: bound.claim.id, d, m, trials },
    { family, quantities: names, C0: C0.map((factor) => radiusFactor(bound, d, m, factor)) },
  );
  const ends = (gamma: number): Ends => {
    const scopes = C0.map((factor) => {
      const axes = { d, m, C0: factor, gamma };
      return scopeOf(bound, axes);
    });
    const margins = rows.map((row) =>
      scopes.map((scope, i) =>
        marginInterval(bound, scope, Object.fromEntries(names.map((name, j) => [name, row[i]![j]!]))),
      ),
    );
    return {
      lower: margins.map((along) => {
        const broken = along.findIndex(({ lower }) => !(lower >= 0));
        return broken === 0 ? 0 : C0[(broken < 0 ? C0.length : broken) - 1]!;
      }),
      upper: margins.map((along) => {
        const violated = along.findIndex(({ upper }) => upper < 0);
        return violated < 0 ? Number.POSITIVE_INFINITY : C0[violated]!;
      }),
    };
  };
  return {
    // The radius is what is looked for: it is not an axis, and the same at every size.
    at: { d, m, C0: 0 },
    trials,
    ends,
    certificateError: 0,
    whyMissing: (side) =>
      side === 'upper'
        ? `it is not violated on enough draws up to C0 = ${C0.at(-1)}`
        : `it is not certified on enough draws even at C0 = ${C0[0]}`,
  };
};
