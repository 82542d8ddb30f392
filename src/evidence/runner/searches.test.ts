import { describe, expect, it } from 'vitest';
import { controls } from '../../claims/controls/pack.ts';
import { coneExtends, coneExtendsIntended } from '../../claims/lazyTraining/coneExtends.ts';
import { fewNeuronsFlip } from '../../claims/lazyTraining/fewNeuronsFlip.ts';
import { gradientIsLarge, gradientIsLargeIntended } from '../../claims/lazyTraining/gradientIsLarge.ts';
import { initialValueIsBounded } from '../../claims/lazyTraining/initialValueIsBounded.ts';
import { oneStepFlips } from '../../claims/lazyTraining/oneStepFlips.ts';
import { lazyTraining } from '../../claims/lazyTraining/pack.ts';
import { stepIsShort } from '../../claims/lazyTraining/stepIsShort.ts';
import { widthAt } from './axes.ts';
import { missingSearch, planSearches, searchesOf, searchInWords } from './searches.ts';

const profiles = ['quick', 'standard', 'full'] as const;

describe('searchesOf', () => {
  it.each(profiles)('%s: one search for the smallest cell, first, unless none is needed', (profile) => {
    for (const control of controls.claims) expect(searchesOf(profile, control)).toEqual([]);
    for (const claim of lazyTraining.claims) {
      const goals = searchesOf(profile, claim).map(({ goal }) => goal);
      expect(goals.filter((goal) => goal === 'smallest')).toEqual(goals.slice(0, 1));
    }
    for (const claim of [gradientIsLarge, fewNeuronsFlip, oneStepFlips])
      expect(searchesOf(profile, claim)[0]!.goal).toBe('smallest');
    for (const claim of [coneExtends, coneExtendsIntended, stepIsShort, initialValueIsBounded])
      expect(searchesOf(profile, claim)).toEqual([]);
    expect(searchesOf(profile, { ...fewNeuronsFlip, id: 'my-claim' })).toHaveLength(1);
  });

  it.each(profiles)('%s: frontiers are those of the printed text', (profile) => {
    const frontiers = (claim: typeof gradientIsLarge) =>
      searchesOf(profile, claim).filter(({ goal }) => goal === 'largest d').length;
    expect(frontiers(gradientIsLarge)).toBeGreaterThan(0);
    expect(frontiers(oneStepFlips)).toBeGreaterThan(0);
    expect(frontiers(gradientIsLargeIntended)).toBe(0);
    expect(frontiers({ ...oneStepFlips, reading: 'intended' })).toBe(0);
    expect(frontiers(fewNeuronsFlip)).toBe(0);
  });

  it.each(profiles)('%s: says what can be drawn, each search once', (profile) => {
    for (const claim of lazyTraining.claims) {
      const searches = searchesOf(profile, claim);
      for (const search of searches) {
        expect(search.draws).toBeGreaterThan(0);
        expect(search.d.from).toBeGreaterThanOrEqual(1);
        expect(search.d.to).toBeGreaterThan(search.d.from);
        if (search.goal === 'largest d')
          for (const d of [search.d.from, search.d.to])
            expect(widthAt(search.m, d)).toBeGreaterThanOrEqual(1);
      }
      expect(new Set(searches.map(searchInWords)).size).toBe(searches.length);
    }
  });
});

describe('planSearches', () => {
  it('goes through the claims in their order, and through the searches of each in theirs', () => {
    const claims = [oneStepFlips, ...controls.claims, gradientIsLarge, gradientIsLargeIntended];
    const planned = planSearches('quick', claims);
    expect(planned.map(({ claim, search }) => `${claim.id} ${claim.reading} ${search.goal}`)).toEqual([
      'one-step-flips printed smallest',
      'one-step-flips printed largest d',
      'gradient-is-large printed smallest',
      'gradient-is-large printed largest d',
      'gradient-is-large printed largest d',
      'gradient-is-large intended smallest',
    ]);
    expect(planSearches('quick', controls.claims)).toEqual([]);
  });
});

describe('a search in words', () => {
  it('says where it looks, and what became of it', () => {
    const [smallest, frontier] = planSearches('quick', [gradientIsLarge]);
    expect(searchInWords(smallest!.search)).toBe('the smallest refuted cell with d ≤ 64, m ≤ 1000, C0 ≤ 10');
    expect(searchInWords(frontier!.search)).toBe('the largest refuted d ≤ 400 at C0 = 3, m = 1000');
    expect(missingSearch(frontier!, 'the run was interrupted')).toBe(
      'gradient-is-large (printed), search for the largest refuted d ≤ 400 at C0 = 3, m = 1000: the run was interrupted',
    );
  });
});
