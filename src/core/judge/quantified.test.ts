import { describe, expect, it } from 'vitest';
import { gradientIsLarge } from '../../theorems/lazyTraining/claims/gradientIsLarge.ts';
import { initialGradientIsLarge } from '../../theorems/lazyTraining/claims/initialGradientIsLarge.ts';
import { oneStepFlips } from '../../theorems/lazyTraining/claims/oneStepFlips.ts';
import { stepIsShort, stepSizeIsSmall } from '../../theorems/lazyTraining/claims/stepIsShort.ts';
import { lazySpace } from '../../theorems/lazyTraining/space.ts';
import { atMost, type Claim } from '../claim.ts';
import { bindClaim } from './boundClaim.ts';
import { quantified } from './quantified.ts';

const kinds = (claim: Claim, reads: readonly string[] = []) =>
  quantified(bindClaim(claim, lazySpace.axes), new Set(reads));

describe('quantified', () => {
  it('reads from the formulas in which direction a claim says less', () => {
    expect(kinds(oneStepFlips, ['C2'])).toEqual({
      C2: { stands: 'elsewhere', weaker: 'none' },
      C3: { stands: 'premise', weaker: 'larger' },
      C4: { stands: 'premise', weaker: 'smaller' },
    });
    expect(kinds(gradientIsLarge)).toEqual({
      C1: { stands: 'conclusion', weaker: 'smaller' },
      K: { stands: 'premise', weaker: 'larger' },
    });
    expect(kinds(initialGradientIsLarge).d0).toEqual({ stands: 'premise', weaker: 'larger' });
    for (const claim of [stepIsShort, stepSizeIsSmall])
      expect(kinds(claim).K).toEqual({ stands: 'conclusion', weaker: 'larger' });
  });

  it('gives no direction to what decides draws in another way, or in two places at once', () => {
    const inRadius: Claim = { ...gradientIsLarge, where: { radius: 'K / sqrt(m)' } };
    expect(kinds(inRadius).K).toEqual({ stands: 'elsewhere', weaker: 'none' });
    const twice: Claim = { ...gradientIsLarge, conclusion: atMost('K * C1 * sqrt(d)', 'gradientInf') };
    expect(kinds(twice).K).toEqual({ stands: 'elsewhere', weaker: 'none' });
    // Larger excludes more cells by the first comparison, fewer by the second.
    const torn: Claim = { ...gradientIsLarge, premise: [atMost('K', 'm'), atMost('d', 'K * m')] };
    expect(kinds(torn).K).toEqual({ stands: 'premise', weaker: 'none' });
  });

  it('takes the direction that a claim writes', () => {
    const K = { ...gradientIsLarge.constants.K!, weaker: 'none' as const };
    expect(kinds({ ...gradientIsLarge, constants: { ...gradientIsLarge.constants, K } }).K!.weaker).toBe(
      'none',
    );
  });
});
