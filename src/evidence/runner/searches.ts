import type { Claim } from '../../claims/claim.ts';
import type { ProfileName } from './profiles.ts';

/** Whole numbers from `from` to `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * A search for cells at which a claim is refuted, beyond the grid of its profile.
 *
 * `smallest` shrinks to few dimensions, then few neurons, then a small radius; `largest d` fixes everything but d and shrinks
 * towards large d, so that it ends at the frontier: where the claim fails for the last time on its way to the theorem's regime.
 */
export type Search =
  | {
      readonly goal: 'smallest';
      readonly d: Span;
      readonly m: Span;
      /** In tenths, so that what is found is a short decimal. */
      readonly C0Tenths: Span;
      readonly gamma: number;
      /** Cells that fast-check draws before it shrinks. */
      readonly draws: number;
    }
  | {
      readonly goal: 'largest d';
      readonly d: Span;
      /** A width, or a formula in d. */
      readonly m: string;
      readonly C0: number;
      readonly gamma: number;
      readonly draws: number;
    };

const smallest: Search = {
  goal: 'smallest',
  d: { from: 1, to: 64 },
  m: { from: 1, to: 1000 },
  C0Tenths: { from: 1, to: 100 },
  gamma: 0.05,
  draws: 30,
};

const frontier = (C0: number, m: string, to: number, draws = 10): Search => ({
  goal: 'largest d',
  d: { from: 1, to },
  m,
  C0,
  gamma: 0.05,
  draws,
});

/** Of a claim that the cells of its grid decide: what a search would find of it, another claim's search finds. */
const none: Readonly<Record<ProfileName, readonly Search[]>> = { quick: [], standard: [], full: [] };

const byClaim: Readonly<Record<string, Readonly<Record<ProfileName, readonly Search[]>>>> = {
  'initial-value-is-bounded': none,
  'initial-gradient-is-large': none,
  'step-is-short': none,
  'step-size-is-small': none,
  'cone-extends': none,
  'gradient-is-large': {
    quick: [smallest, frontier(3, '1000', 400), frontier(10, '1000', 400)],
    standard: [
      { ...smallest, draws: 100 },
      ...[1, 3, 10].flatMap((C0) => [frontier(C0, '1000', 784), frontier(C0, '10000', 784)]),
    ],
    full: [
      { ...smallest, draws: 300 },
      ...[1, 3, 10, 20].flatMap((C0) => [frontier(C0, '10000', 1600), frontier(C0, '100000', 1600)]),
    ],
  },
  'one-step-flips': {
    quick: [smallest, frontier(3, 'd^2.4', 49, 12)],
    standard: [{ ...smallest, draws: 100 }, frontier(1, 'd^2.4', 100), frontier(3, 'd^2.4', 100)],
    full: [{ ...smallest, draws: 300 }, ...[1, 3, 10].map((C0) => frontier(C0, 'd^2.4', 196))],
  },
};

const byDefault: Readonly<Record<ProfileName, readonly Search[]>> = {
  quick: [smallest],
  standard: [{ ...smallest, draws: 100 }],
  full: [{ ...smallest, draws: 300 }],
};

/**
 * The searches of a profile for a claim.
 *
 * A control is known to be false: nothing is searched for it. The frontiers are those of the printed text, without the premise
 * that another reading adds.
 */
export const searchesOf = (profile: ProfileName, claim: Claim): readonly Search[] => {
  if (claim.control === true) return [];
  const all = (byClaim[claim.id] ?? byDefault)[profile];
  return claim.reading === 'printed' ? all : all.filter(({ goal }) => goal === 'smallest');
};

/** What a search looks for, in words. */
export const searchInWords = (search: Search): string =>
  search.goal === 'smallest'
    ? `the smallest refuted cell with d ≤ ${search.d.to}, m ≤ ${search.m.to}, C0 ≤ ${search.C0Tenths.to / 10}`
    : `the largest refuted d ≤ ${search.d.to} at C0 = ${search.C0}, m = ${search.m}`;

/** One search of one claim, in the order of the report. */
export interface PlannedSearch {
  readonly claim: Claim;
  readonly search: Search;
}

/** All searches of a profile for these claims. */
export const planSearches = (profile: ProfileName, claims: readonly Claim[]): readonly PlannedSearch[] =>
  claims.flatMap((claim) => searchesOf(profile, claim).map((search) => ({ claim, search })));

/** A search by its claim and goal, where there is no record of it. */
export const missingSearch = ({ claim, search }: PlannedSearch, why: string): string =>
  `${claim.id} (${claim.reading}), search for ${searchInWords(search)}: ${why}`;
