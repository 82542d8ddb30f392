import { basisOver, usualBasis } from '../judge/basis.ts';
import { type ClaimVerdict, type Verdict, verdictOver } from '../judge/verdict.ts';
import type { StudyKind } from '../study.ts';
import { twelveDigits } from './decimals.ts';
import { type ExcludingCell, isConfirmed, type Narrowing, narrowingOf } from './narrowing.ts';
import type {
  Alpha,
  At,
  AxisReport,
  ClaimReport,
  ConstantReport,
  ProofReport,
  SearchReport,
} from './report.ts';

type Factor = ExcludingCell & { readonly at: At; readonly log10ER: number | null };

type Totals = Pick<
  ClaimReport,
  'product' | 'verdict' | 'error' | 'basis' | 'exclusions' | 'excludedError' | 'least' | 'sentence'
>;

/** What a claim's totals are made of, beside its cells. */
export interface Totalling {
  readonly constants: Readonly<Record<string, ConstantReport>>;
  /** A control is a statement at its planted values: it has no constants to choose. */
  readonly control: boolean;
  readonly axes: readonly AxisReport[];
  readonly alpha: Alpha;
  /** Whether every planned cell has a record. */
  readonly whole: boolean;
}

/**
 * What a proof makes of a statement: its word stands, with no chance of error, unless a cell contradicts it. Where cells are missing the
 * search for one that does is not complete, and a proof supports nothing.
 */
export const withProof = (
  totals: Totals,
  proof: Pick<ProofReport, 'verdict'> | null,
  whole: boolean,
): Totals =>
  proof === null || (proof.verdict === 'supported' && (totals.verdict === 'refuted' || !whole))
    ? totals
    : {
        ...totals,
        // No constants are left by a proof that refutes; one that supports says that some of those left serve.
        ...(proof.verdict === 'refuted' && {
          exclusions: [],
          excludedError: null,
          least: [],
          sentence: null,
        }),
        ...{ verdict: proof.verdict, error: 0, basis: 'proof' },
      };

/**
 * The cells whose e-values are multiplied: of the cells inside the premise that share their draws, the first in the order of the plan.
 *
 * The choice looks at the plan alone, and only cells that differ in an addressed axis have independent draws, so the product is an
 * e-value for "the claim holds in all of them".
 */
const factorsOf = <T extends Factor>(cells: readonly T[], axes: readonly AxisReport[]): readonly T[] => {
  const first = new Map<string, T>();
  for (const cell of cells) {
    const key = axes.map(({ symbol, addressed }) => (addressed ? cell.at[symbol] : '')).join();
    if (cell.regime === 'inside' && !first.has(key)) first.set(key, cell);
  }
  return [...first.values()];
};

/** What the missing cells would have said is not known; only what is refuted stands without them. */
const withMissing = (found: Verdict, whole: boolean): Verdict =>
  whole || found === 'refuted' ? found : 'undecided';

/** A claim that is refuted somewhere is narrowed where some of its constants are left. */
const overConstants = (verdict: Verdict, narrowing: Narrowing): ClaimVerdict =>
  verdict === 'refuted' && !narrowing.nothingLeft ? 'narrowed' : verdict;

const fields = ({ exclusions, least, sentence }: Narrowing, verdict: ClaimVerdict, error: number | null) =>
  verdict === 'narrowed'
    ? { exclusions, excludedError: error, least, sentence }
    : { exclusions: [], excludedError: null, least: [], sentence: null };

const chosen = ({ constants, control }: Totalling): Totalling['constants'] => (control ? {} : constants);

/**
 * The product, the verdict and the error of a claim that is tried draw by draw, from its cells and its searches.
 *
 * A cell that a search confirmed is a refuted cell of the claim. The error is that of all tests that could have refuted it.
 */
export const claimTotals = (
  cells: readonly Factor[],
  searches: readonly SearchReport[],
  totalling: Totalling,
): Totals => {
  const { axes, alpha, whole } = totalling;
  // A product over the cells that happened to finish would be one chosen by the run; it needs them all.
  const factors = whole ? factorsOf(cells, axes) : [];
  const log10ER = factors.reduce((sum, factor) => sum + (factor.log10ER ?? 0), 0);
  const product = factors.length < 2 ? null : { cells: factors.length, log10ER: twelveDigits(log10ER) };
  const refutes = product !== null && log10ER >= -Math.log10(alpha.refute);
  const confirmed = searches.some(isConfirmed);
  const alone = cells.some(({ regime, verdict }) => regime === 'inside' && verdict === 'refuted');
  const narrowing = narrowingOf(
    ...([chosen(totalling), cells, searches] as const),
    refutes && !alone && !confirmed ? factors : [],
    ...([axes, alpha] as const),
  );
  // A product over cells with constants of their own refutes no choice of them that could be named.
  const counts = refutes && (narrowing.nothingLeft || narrowing.exclusions.length > 0);
  const found = confirmed ? 'refuted' : withMissing(verdictOver(cells, counts), whole);
  const verdict = overConstants(found, narrowing);
  const inside = cells.filter(({ regime }) => regime === 'inside').length;
  const tests = inside + (product === null ? 0 : 1) + searches.length;
  const refuting = twelveDigits(Math.min(1, tests * alpha.refute));
  const errors: Partial<Record<ClaimVerdict, number>> = {
    ...{ refuted: refuting, narrowed: refuting, supported: alpha.support },
  };
  return {
    ...{ product, verdict, error: errors[verdict] ?? null },
    basis: basisOver(cells, verdict, usualBasis('draws', verdict)),
    ...fields(narrowing, verdict, refuting),
  };
};

/**
 * The verdict and the error of a study over its cells: no product, since each cell has a decision of its own. Errors add up for a
 * refutation, and support needs every cell.
 */
export const studyTotals = (
  cells: readonly (ExcludingCell & { readonly error?: number | null | undefined })[],
  kind: StudyKind,
  totalling: Totalling,
): Totals => {
  const { axes, alpha, whole } = totalling;
  const found = withMissing(verdictOver(cells, false), whole);
  const narrowing = narrowingOf(chosen(totalling), cells, [], [], axes, alpha);
  const verdict = overConstants(found, narrowing);
  const errors = cells
    .filter((cell) => cell.regime === 'inside' && cell.verdict === found)
    .map(({ error }) => error ?? 0);
  const error = found === 'refuted' ? errors.reduce((sum, one) => sum + one, 0) : Math.max(0, ...errors);
  const claimsNothing = found !== 'refuted' && found !== 'supported';
  const said = claimsNothing ? null : twelveDigits(Math.min(1, error));
  return {
    ...{ product: null, verdict, error: said },
    basis: basisOver(cells, verdict, usualBasis(kind, verdict)),
    ...fields(narrowing, verdict, said),
  };
};
