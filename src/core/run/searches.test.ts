import { describe, expect, it } from 'vitest';
import { coneExtends, coneExtendsIntended } from '../../theorems/lazyTraining/claims/coneExtends.ts';
import { fewNeuronsFlip } from '../../theorems/lazyTraining/claims/fewNeuronsFlip.ts';
import {
  gradientIsLarge,
  gradientIsLargeIntended,
} from '../../theorems/lazyTraining/claims/gradientIsLarge.ts';
import { initialValueIsBounded } from '../../theorems/lazyTraining/claims/initialValueIsBounded.ts';
import { oneStepFlips } from '../../theorems/lazyTraining/claims/oneStepFlips.ts';
import { stepIsShort } from '../../theorems/lazyTraining/claims/stepIsShort.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import { widthAt } from '../../theorems/lazyTraining/widthAt.ts';
import type { Claim } from '../claim.ts';
import { claimsOf, type Listed, type Search } from '../theorem.ts';
import { missingSearch, planSearches, searchesOf, searchInWords, searchKey } from './searches.ts';

const inTheorem = (claims: readonly Claim[]): readonly Listed[] =>
  claims.map((statement) => ({ theorem: lazyTraining, statement }));

const controls = claimsOf(lazyTraining).filter(({ control }) => control);
const profiles = ['quick', 'standard', 'full'] as const;

describe('searchesOf', () => {
  it.each(profiles)('%s: one search for the smallest cell, first, unless none is needed', (profile) => {
    for (const control of controls) expect(searchesOf(profile, control, lazyTraining)).toEqual([]);
    for (const claim of claimsOf(lazyTraining)) {
      const goals = searchesOf(profile, claim, lazyTraining).map(({ goal }) => goal);
      expect(goals.filter((goal) => goal === 'smallest')).toEqual(goals.slice(0, 1));
    }
    for (const claim of [gradientIsLarge, fewNeuronsFlip, oneStepFlips])
      expect(searchesOf(profile, claim, lazyTraining)[0]!.goal).toBe('smallest');
    for (const claim of [coneExtends, coneExtendsIntended, stepIsShort, initialValueIsBounded])
      expect(searchesOf(profile, claim, lazyTraining)).toEqual([]);
    expect(searchesOf(profile, { ...fewNeuronsFlip, id: 'my-claim' }, lazyTraining)).toHaveLength(1);
  });

  it.each(profiles)('%s: frontiers are those of the printed text', (profile) => {
    const frontiers = (claim: typeof gradientIsLarge) =>
      searchesOf(profile, claim, lazyTraining).filter(({ goal }) => goal === 'largest d').length;
    expect(frontiers(gradientIsLarge)).toBeGreaterThan(0);
    expect(frontiers(oneStepFlips)).toBeGreaterThan(0);
    expect(frontiers(gradientIsLargeIntended)).toBe(0);
    expect(frontiers(fewNeuronsFlip)).toBe(0);
  });

  it.each(profiles)('%s: says what can be drawn, each search once', (profile) => {
    for (const claim of claimsOf(lazyTraining)) {
      const searches = searchesOf(profile, claim, lazyTraining);
      for (const search of searches) {
        expect(search.draws).toBeGreaterThan(0);
        for (const { from, to } of Object.values(search.over)) {
          expect(from).toBeGreaterThanOrEqual(1);
          expect(to).toBeGreaterThan(from);
        }
        const { d } = search.over;
        if (search.goal === 'largest d')
          for (const end of [d!.from, d!.to])
            expect(widthAt(String(search.at.m), end)).toBeGreaterThanOrEqual(1);
      }
      expect(new Set(searches.map((search) => searchInWords(search, lazyTraining))).size).toBe(
        searches.length,
      );
    }
  });
});

describe('planSearches', () => {
  it('goes through the claims in their order, and through the searches of each in theirs', () => {
    const claims = [oneStepFlips, ...controls, gradientIsLarge, gradientIsLargeIntended];
    const planned = planSearches('quick', inTheorem(claims));
    expect(planned.map(({ claim, search }) => `${claim.id} ${claim.reading} ${search.goal}`)).toEqual([
      'one-step-flips printed smallest',
      'one-step-flips printed largest d',
      'gradient-is-large printed smallest',
      'gradient-is-large printed largest d',
      'gradient-is-large printed largest d',
      'gradient-is-large intended smallest',
    ]);
    expect(planSearches('quick', inTheorem(controls))).toEqual([]);
  });
});

describe('searchKey', () => {
  it('is the text by which the draws of searches have always been addressed', () => {
    const [smallest, frontier] = searchesOf('quick', gradientIsLarge, lazyTraining);
    expect(searchKey(smallest!, lazyTraining)).toBe(
      '{"goal":"smallest","d":{"from":1,"to":64},"m":{"from":1,"to":1000},"C0Tenths":{"from":1,"to":100},"gamma":0.05,"draws":30}',
    );
    expect(searchKey(frontier!, lazyTraining)).toBe(
      '{"goal":"largest d","d":{"from":1,"to":400},"m":"1000","C0":3,"gamma":0.05,"draws":10}',
    );
  });

  it('does not depend on the order in which a record is written', () => {
    const [{ over, at, draws, goal }] = searchesOf('quick', oneStepFlips, lazyTraining) as [Search];
    const { C0, d, m } = over;
    expect(searchKey({ draws, at, over: { m: m!, C0: C0!, d: d! }, goal }, lazyTraining)).toBe(
      searchKey({ goal, over, at, draws }, lazyTraining),
    );
  });
});

describe('a search in words', () => {
  it('says where it looks, and what became of it', () => {
    const [smallest, frontier] = planSearches('quick', inTheorem([gradientIsLarge]));
    expect(searchInWords(smallest!.search, lazyTraining)).toBe(
      'the smallest refuted cell with d ≤ 64, m ≤ 1000, C0 ≤ 10',
    );
    expect(searchInWords(frontier!.search, lazyTraining)).toBe(
      'the largest refuted d ≤ 400 at C0 = 3, m = 1000',
    );
    expect(missingSearch(frontier!, 'the run was interrupted')).toBe(
      'gradient-is-large (printed), search for the largest refuted d ≤ 400 at C0 = 3, m = 1000: the run was interrupted',
    );
  });
});
