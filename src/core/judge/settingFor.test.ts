import { describe, expect, it } from 'vitest';
import { gradientIsLarge } from '../../theorems/lazyTraining/claims/gradientIsLarge.ts';
import { oneStepFlips } from '../../theorems/lazyTraining/claims/oneStepFlips.ts';
import { valueIsBounded } from '../../theorems/lazyTraining/claims/valueIsBounded.ts';
import { lazySpace } from '../../theorems/lazyTraining/space.ts';
import { atMost, type Claim } from '../claim.ts';
import { ClaimError } from '../claimError.ts';
import type { Setting } from '../theorem.ts';
import { bindCell } from './bindCell.ts';
import { bindClaim, constantsAt } from './boundClaim.ts';
import { settingFor, texOf } from './settingFor.ts';

const chosen = (change: Partial<Claim>, settings: readonly Setting[] = lazySpace.settings): Setting =>
  settingFor(bindClaim({ ...valueIsBounded, ...change }, lazySpace.axes), settings);

const messageFor = (change: Partial<Claim>, settings?: readonly Setting[]): string => {
  try {
    chosen(change, settings);
  } catch (error) {
    expect(error).toBeInstanceOf(ClaimError);
    return (error as Error).message;
  }
  return 'accepted';
};

describe('settingFor', () => {
  it('is the first that has all quantities of the conclusion and the premise', () => {
    expect(chosen({}).name).toBe('value');
    expect(chosen({ premise: [atMost('1', 'gradientNorm0')] }).name).toBe('gradient');
    expect(chosen(gradientIsLarge).name).toBe('gradient');
    expect(chosen(oneStepFlips).name).toBe('step');
    expect(chosen({}, lazySpace.settings.slice(1)).name).toBe('gradient');
    // A claim of axes alone takes the first, whatever it has.
    expect(chosen({ conclusion: atMost('C0', 'm') }).name).toBe('value');
  });

  it('refuses a name that is not a quantity', () => {
    expect(messageFor({ conclusion: atMost('valueSop', 'C0') })).toBe(
      'claim "value-is-bounded" refers to "valueSop", which is not a quantity; did you mean "valueSup"?',
    );
    expect(messageFor({ conclusion: atMost('halfLife', 'C0') })).toMatch(
      /refers to "halfLife", which is not a quantity; there are f0, valueSup, signChanges, gradientNorm0, /,
    );
  });

  it('refuses a quantity whose constant the claim does not declare', () => {
    expect(messageFor({ conclusion: atMost('fAfterStep', '0') })).toBe(
      'claim "value-is-bounded" refers to "fAfterStep", which depends on C2; declare C2 under its constants',
    );
  });

  it('does not let one draw show quantities of two settings', () => {
    const constants = { C2: { first: '1', says: 'the step' } };
    expect(messageFor({ premise: [], constants, conclusion: atMost('gradientInf', 'signKeptSup') })).toBe(
      'claim "value-is-bounded" compares gradientInf, signKeptSup, which no single draw shows together; state it as two claims',
    );
  });

  it('refuses a setting that reads a symbol which the claim does not derive', () => {
    const { where, ...rest } = valueIsBounded;
    const bound = bindClaim(rest, lazySpace.axes);
    expect(where).toHaveProperty('radius');
    const refusal =
      'claim "value-is-bounded" gives no radius, which the setting "value" reads; derive it under where';
    expect(() => settingFor(bound, lazySpace.settings)).toThrow(refusal);
    expect(() => settingFor(bound, lazySpace.settings)).toThrow(ClaimError);
    expect(messageFor({ where: { reach: 'C0' } })).toBe(refusal);
    const at = { d: 10, m: 50, C0: 1, gamma: 0.05 };
    const cell = { at, constants: constantsAt(bound, at), mode: 'reduced' } as const;
    expect(() => bindCell(bound, cell, lazySpace.settings)).toThrow(refusal);
    // A constant serves as well as what is derived, and an axis needs neither.
    const constants = { radius: { first: 'C0', says: 'the radius' } };
    expect(
      settingFor(bindClaim({ ...rest, premise: [], constants }, lazySpace.axes), lazySpace.settings).name,
    ).toBe('value');
  });
});

describe('bindCell', () => {
  it('allows no failure where the claim names no rate', () => {
    const { failureRate, ...never } = valueIsBounded;
    const at = { d: 10, m: 50, C0: 1, gamma: 0.05 };
    const bind = (claim: Claim) => {
      const bound = bindClaim(claim, lazySpace.axes);
      return bindCell(bound, { at, constants: constantsAt(bound, at), mode: 'reduced' }, lazySpace.settings);
    };
    expect(failureRate).toBe('gamma');
    expect(bind(valueIsBounded).failureRate).toBe(0.05);
    expect(bind(never).failureRate).toBe(0);
    expect(bind(never).scope).toEqual({ ...at, K: 1, radius: 1 / Math.sqrt(50) });
  });
});

describe('texOf', () => {
  it('has the TeX of every quantity of a setting', () => {
    for (const setting of lazySpace.settings)
      expect(Object.keys(texOf(setting))).toEqual(setting.quantities.map(({ symbol }) => symbol));
    expect(texOf(lazySpace.settings[0]!).f0).toBe('f(x; a, W_0)');
  });
});
