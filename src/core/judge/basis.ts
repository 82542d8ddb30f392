import type { StudyKind } from '../study.ts';
import type { ClaimVerdict, Verdict } from './verdict.ts';

/**
 * What a verdict rests on: a proof in the mathematics, an exact computation, a sequential test on draws, one test of fixed size, an
 * experiment, or another row from which it follows.
 */
export type Basis = 'proof' | 'exact' | 'draws' | 'test' | 'experiment' | 'consequence';

/** The strongest first. What follows from another row is as good as that row, and is told apart from what was decided by itself. */
export const bases: readonly Basis[] = ['proof', 'exact', 'draws', 'consequence', 'test', 'experiment'];

/** What a cell rests on whose study says nothing of it: a counterexample is a computation, examples that pass are draws. */
export const usualBasis = (kind: StudyKind | 'draws', verdict: ClaimVerdict): Basis => {
  switch (kind) {
    case 'draws':
      return 'draws';
    case 'deterministic':
      return verdict === 'refuted' ? 'exact' : 'draws';
    case 'exact':
      return 'exact';
    case 'law':
    case 'order':
      return 'test';
    case 'experiment':
      return 'experiment';
    default:
      return kind satisfies never;
  }
};

/** A cell, as far as the basis of its claim depends on it. */
interface Standing {
  readonly regime: 'inside' | 'outside';
  readonly verdict: Verdict;
  readonly basis: Basis;
}

/**
 * What the verdict of a claim rests on: one refuted cell is enough, so that the strongest counts; everything else needs all cells of
 * that verdict, so that the weakest does. `usual` is said where no cell has the claim's verdict.
 */
export const basisOver = (cells: readonly Standing[], verdict: ClaimVerdict, usual: Basis): Basis => {
  const sought = verdict === 'narrowed' ? 'refuted' : verdict;
  const found = cells
    .filter((cell) => cell.regime === 'inside' && cell.verdict === sought)
    .map(({ basis }) => bases.indexOf(basis));
  if (found.length === 0) return usual;
  return bases[sought === 'refuted' ? Math.min(...found) : Math.max(...found)]!;
};
