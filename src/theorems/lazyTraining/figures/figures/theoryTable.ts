import { bindClaim, regimeAt, scopeOf } from '../../../../core/judge/boundClaim.ts';
import type { TableFigure } from '../../../../core/report/figure.ts';
import { axes as symbols } from '../../axes.ts';
import { oneStepFlips } from '../../claims/oneStepFlips.ts';
import type { LazyRun } from './lazyRuns.ts';
import { short } from './pieces.ts';
import { knownMean } from './testError.ts';
import { type FailingShares, GAMMA } from './theoryOnTrained.ts';

/** Every (C0, d) with networks that were asked, and how often the claims failed on them. */
export const theoryTable = (runs: readonly LazyRun[], what: string): TableFigure => {
  const theorem = bindClaim(oneStepFlips, symbols);
  const groups = new Map<string, { readonly at: LazyRun; readonly shares: FailingShares[] }>();
  for (const run of runs) {
    if (run.failing === null) continue;
    const key = `${run.C0} ${run.d}`;
    const group = groups.get(key) ?? { at: run, shares: [] };
    group.shares.push(run.failing);
    groups.set(key, group);
  }
  return {
    kind: 'table',
    title: `the theory asked of the trained networks at each test image, scaled to length 1: share of the images at which a claim fails, mean over runs; over W0 each allows ${GAMMA} on average; ${what}`,
    columns: [
      'C0',
      'd',
      'networks',
      'd^2.4 ≤ m',
      'Lemma 4.1 fails',
      'Lemma 4.2 fails',
      'Lemma 4.3 fails',
      'Theorem 3.1 fails',
      'from run to run',
      'least η that flips / η of the theorem',
    ],
    rows: [...groups.values()].map(({ at: { C0, d, m }, shares }) => {
      const of = (name: keyof FailingShares): readonly number[] => shares.map((one) => one[name]);
      const axes = { d, m, C0, gamma: GAMMA };
      const scope = scopeOf(theorem, axes);
      return [
        C0,
        d,
        shares.length,
        regimeAt(theorem, scope) === 'inside' ? 'yes' : 'no',
        knownMean(of('value')),
        knownMean(of('gradient')),
        knownMean(of('neurons')),
        knownMean(of('step')),
        `${short(Math.min(...of('step')))} to ${short(Math.max(...of('step')))}`,
        knownMean(of('needed')),
      ];
    }),
  };
};
