import { describe, expect, it } from 'vitest';
import { gradientIsLarge } from '../../theorems/lazyTraining/claims/gradientIsLarge.ts';
import { initialGradientIsLarge } from '../../theorems/lazyTraining/claims/initialGradientIsLarge.ts';
import { oneStepFlips, stepIsTooShort } from '../../theorems/lazyTraining/claims/oneStepFlips.ts';
import { stepIsShort } from '../../theorems/lazyTraining/claims/stepIsShort.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import type { Claim } from '../claim.ts';
import { bindCell } from '../judge/bindCell.ts';
import { bindClaim, constantsAt } from '../judge/boundClaim.ts';
import { isStudy } from '../theorem.ts';
import { prefixOfClaim, prefixOfStudy } from './prefix.ts';

const prefix = (claim: Claim): string => {
  const bound = bindClaim(claim, lazyTraining.axes);
  const at = { d: 25, m: 2265, C0: 1, gamma: 0.05 };
  const cell = { at, constants: constantsAt(bound, at), mode: 'reduced' } as const;
  return prefixOfClaim(claim, bindCell(bound, cell, lazyTraining.settings)).join(', ');
};

describe('the prefix', () => {
  it('puts constants behind what they may depend on, and before the rest', () => {
    expect(prefix(oneStepFlips)).toBe(
      'for every C0 and γ, there are C2, C3 and C4, such that for every d and m with d^2.4 ≤ m, ' +
        'C3 * log(1 / gamma) ≤ m and m ≤ C4 * exp(d^0.24), for every x on the unit sphere, ' +
        'with probability at least 1 − γ over W0 and a, for all W in the ball around W0 of radius C0/√m',
    );
    expect(prefix(gradientIsLarge)).toMatch(
      /^for every C0, there is K, such that for every d, m and γ with K \* /,
    );
    expect(prefix(initialGradientIsLarge)).toMatch(
      /^there are c, K and d0, such that for every d, m and γ with /,
    );
  });

  it('says of a constant that may depend on a given one what stands before it', () => {
    expect(prefix(stepIsShort)).toMatch(
      /^for every C0 and γ, there are C3 and C4, for every C2, there is K, such that for every d and m with /,
    );
  });

  it('gives the planted values of a control no quantifier', () => {
    expect(prefix(stepIsTooShort)).toMatch(/^for every d, m, C0 and γ with /);
  });

  it('gives an O a constant and a threshold, and an o every constant', () => {
    const of = (id: string, reading = 'printed'): string => {
      const study = lazyTraining.statements
        .filter(isStudy)
        .find((one) => one.id === id && one.reading === reading)!;
      return prefixOfStudy(study, lazyTraining.axes).join(', ');
    };
    expect(of('flips-under-both')).toMatch(
      /^for every K and C0, there are c and m0, such that for every m ≥ m0 with ‖δ‖ = K, for every fixed δ, /,
    );
    expect(of('gradient-is-stable')).toMatch(
      /^for every K and C0, for every c > 0 there is d0, such that for every d ≥ d0 with d\^2\.4 ≤ m/,
    );
  });
});
