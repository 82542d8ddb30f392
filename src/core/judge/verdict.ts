/** What is said of a cell, and of a claim. */
export type Verdict = 'refuted' | 'supported' | 'consistent' | 'undecided' | 'vacuous';

/**
 * What is said of a claim. *Narrowed*: at some values of the constants that it leaves open it is refuted, and others are left.
 */
export type ClaimVerdict = Verdict | 'narrowed';

export const claimVerdicts: readonly ClaimVerdict[] = [
  'refuted',
  'narrowed',
  'supported',
  'consistent',
  'undecided',
  'vacuous',
];

export const verdicts: readonly Verdict[] = ['refuted', 'supported', 'consistent', 'undecided', 'vacuous'];

/** Whether a cell satisfies the part of the premise that depends on the axes and the constants alone. */
export type Regime = 'inside' | 'outside';

/** What a claim's verdict is made of. */
export interface CellStanding {
  readonly regime: Regime;
  readonly verdict: Verdict;
}

/**
 * The verdict of a claim over its cells.
 *
 * Cells outside the premise are never counted. Refuted if a cell is, or if the product test over cells with disjoint
 * draws refutes; supported if every cell is; vacuous if no cell inside has a trial; undecided if one is; else
 * consistent. A vacuous cell says nothing for or against the others.
 */
export const verdictOver = (cells: readonly CellStanding[], productRefutes: boolean): Verdict => {
  const standing = cells.filter((cell) => cell.regime === 'inside' && cell.verdict !== 'vacuous');
  if (standing.length === 0) return 'vacuous';
  if (productRefutes || standing.some((cell) => cell.verdict === 'refuted')) return 'refuted';
  if (standing.every((cell) => cell.verdict === 'supported')) return 'supported';
  if (standing.some((cell) => cell.verdict === 'undecided')) return 'undecided';
  return 'consistent';
};
