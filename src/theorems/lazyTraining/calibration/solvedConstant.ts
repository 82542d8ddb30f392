import type { Safe, Sample } from '../../../core/calibrate/sample.ts';
import {
  type BoundClaim,
  criticalValue,
  margin,
  quantitiesOf,
  scopeOf,
} from '../../../core/judge/boundClaim.ts';
import { settingFor } from '../../../core/judge/settingFor.ts';
import { UsageError } from '../../../core/run/usageError.ts';
import type { Bracket } from '../../../core/theorem.ts';
import type { Ends } from '../../../numerics/statistics/wilks.ts';
import { type Sampling, sampleBrackets } from '../measure/samples.ts';
import { lazySpace } from '../space.ts';

/** A claim's critical constant at one size, for several radii at once. */
export interface SolvedRequest {
  readonly bound: BoundClaim;
  readonly d: number;
  readonly m: number;
  readonly C0: readonly number[];
  readonly trials: number;
}

/** The radius factor that the claim's ball has at C0: 0 where it speaks of W0 alone. */
export const radiusFactor = ({ where }: BoundClaim, d: number, m: number, C0: number): number =>
  where.radius!.evaluate({ d, m, C0 }) * Math.sqrt(m);

/** Both ends of the quantities, as the claim's conclusion meets them: the better for it and the worse. */
const corners = (brackets: readonly Bracket[], names: readonly string[]): readonly Record<string, number>[] =>
  (['lower', 'upper'] as const).map((side) =>
    Object.fromEntries(names.map((name, i) => [name, brackets[i]![side]])),
  );

/**
 * Whether the conclusion turns true as the constant grows. Both sides are affine in it, so one look beside a critical value tells.
 *
 * Throws: `UsageError` where the conclusion cannot be solved for it.
 */
const safeSide = (
  bound: BoundClaim,
  scope: Readonly<Record<string, number>>,
  values: Record<string, number>,
): Safe => {
  const name = bound.claim.critical!;
  const critical = criticalValue(bound, scope, values);
  if (critical === null)
    throw new UsageError(`the conclusion of ${bound.claim.id} cannot be solved for ${name}`);
  const beside = Math.abs(critical) * 0.5 + 1;
  return margin(bound, { ...scope, [name]: critical + beside }, values) > 0 ? 'large' : 'small';
};

/**
 * The constant that a claim's conclusion is solved for, bracketed on every draw: one sample serves every failure rate and every radius.
 *
 * The quantity is bracketed for the whole ball, so the violation is monotone in the constant: the conclusion is affine in it.
 */
export const sampleSolvedConstant = async (
  sampling: Sampling,
  { bound, d, m, C0, trials }: SolvedRequest,
): Promise<{ readonly samples: readonly Sample[]; readonly safe: Safe }> => {
  const names = [...quantitiesOf(bound)];
  const family = settingFor(bound, lazySpace.settings).name;
  if (family !== 'value' && family !== 'gradient')
    throw new UsageError(
      `${bound.claim.id} speaks of quantities of the family "${family}", which \`calibrate\` does not solve`,
    );
  const rows = await sampleBrackets(
    sampling,
    { claim: bound.claim.id, d, m, trials },
    { family, quantities: names, C0: C0.map((factor) => radiusFactor(bound, d, m, factor)) },
  );
  const scopeAt = (factor: number, gamma: number) => {
    const axes = { d, m, C0: factor, gamma };
    return scopeOf(bound, axes);
  };
  const solve = (scope: Readonly<Record<string, number>>, values: Record<string, number>): number => {
    const value = criticalValue(bound, scope, values);
    // No solution: the quantity the constant is multiplied with may be 0 on this draw, and no constant is large enough.
    return value === null || !Number.isFinite(value) ? Number.POSITIVE_INFINITY : value;
  };
  const sampleAt = (factor: number, i: number): Sample => {
    const ends = (gamma: number): Ends => {
      const scope = scopeAt(factor, gamma);
      const pairs = rows.map((row) => corners(row[i]!, names).map((values) => solve(scope, values)));
      return {
        lower: pairs.map(([a, b]) => Math.min(a!, b!)),
        upper: pairs.map(([a, b]) => Math.max(a!, b!)),
      };
    };
    return {
      at: { d, m, C0: factor },
      trials,
      ends,
      certificateError: 0,
      whyMissing: (side) =>
        `on too many draws nothing bounds it from ${side === 'lower' ? 'below' : 'above'}`,
    };
  };
  const ones = Object.fromEntries(names.map((name) => [name, 1]));
  return { samples: C0.map(sampleAt), safe: safeSide(bound, scopeAt(C0[0]!, 0.05), ones) };
};
