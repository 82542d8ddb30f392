import type { Term } from '../../../core/calibrate/laws.ts';
import { atMost, type Claim } from '../../../core/claim.ts';
import type { Point } from '../../../core/theorem.ts';
import { fewNeuronsFlip } from '../claims/fewNeuronsFlip.ts';
import { initialValueIsBounded } from '../claims/initialValueIsBounded.ts';
import { valueIsBounded } from '../claims/valueIsBounded.ts';
import { initialValueQuantile, signChangesQuantile } from './exactLaws.ts';

/** A factor that a claim prints as a number: the claim with a name for it, so that it can be solved for. */
export interface NamedFactor {
  readonly claim: Claim;
  readonly printed: number;
  readonly exact?: (point: Point) => number;
}

const named = (claim: Claim, name: string, says: string, lhs: string, rhs: string): Claim => ({
  ...claim,
  conclusion: atMost(lhs, rhs),
  constants: { ...claim.constants, [name]: { first: '1', says } },
  critical: name,
});

/** Constants that stand in the claims as plain numbers. */
export const namedFactors: readonly NamedFactor[] = [
  {
    claim: named(
      initialValueIsBounded,
      'F',
      'the factor in |f(x; a, W0)| ≤ F √ln(2/γ), printed as 2',
      'abs(f0)',
      'F * sqrt(log(2 / gamma))',
    ),
    printed: 2,
    exact: ({ m, gamma }) => initialValueQuantile(m!, gamma!) / Math.sqrt(Math.log(2 / gamma!)),
  },
  {
    claim: named(
      valueIsBounded,
      'F',
      'the factor in sup |f(x; a, W)| ≤ F √ln(2/γ) + C0, printed as 2',
      'valueSup',
      'F * sqrt(log(2 / gamma)) + C0',
    ),
    printed: 2,
  },
  {
    claim: named(
      fewNeuronsFlip,
      'S',
      'the factor in |S_v| ≤ S (C0√m + √(m ln(1/γ)/2)), printed as 1',
      'signChanges',
      'S * (C0 * sqrt(m) + sqrt(m * log(1 / gamma) / 2))',
    ),
    printed: 1,
    exact: ({ m, C0, gamma }) =>
      signChangesQuantile(m!, C0! / Math.sqrt(m!), gamma!) /
      (C0! * Math.sqrt(m!) + Math.sqrt((m! * Math.log(1 / gamma!)) / 2)),
  },
];

const one: Term = { says: '1', at: () => 1 };
const root: Term = { says: '√d', at: ({ d }) => Math.sqrt(d!) };
const spread: Term = { says: '√ln(2/γ)', at: ({ gamma }) => Math.sqrt(Math.log(2 / gamma!)) };
const factor: Term = { says: 'C0', at: ({ C0 }) => C0! };
const share: Term = { says: 'C0/√d', at: ({ C0, d }) => C0! / Math.sqrt(d!) };

const lone: Term = { says: '1/√d', at: ({ d }) => 1 / Math.sqrt(d!) };

/** The simple laws that are tried: what the leading terms of the quantities suggest. */
export const termsOf = (name: string, claim: string): readonly Term[] => {
  if (name === 'C2') return [spread, factor];
  if (name === 'c') return [one, lone];
  if (name === 'C1') return [one, share, lone];
  if (name === 'C0' && claim === 'gradient-is-large') return [root];
  if (name === 'K' && claim === 'step-is-short')
    return [
      spread,
      factor,
      { ...share, says: 'C0 √ln(2/γ)/√d', at: (point) => share.at(point) * spread.at(point) },
    ];
  return [];
};
