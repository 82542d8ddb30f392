import type { Basis } from '../core/judge/basis.ts';
import { type ClaimVerdict, claimVerdicts } from '../core/judge/verdict.ts';
import type { Alpha, CellReport, ClaimReport, Report } from '../core/report/report.ts';
import { isUnexpected } from '../core/report/report.ts';
import { count, lowerBound, significant, upperBound } from './numbers.ts';

/** One sign for each verdict; it always stands with its word, or with a legend. */
export const glyph: Readonly<Record<ClaimVerdict, string>> = {
  refuted: '✗',
  narrowed: '◐',
  supported: '✓',
  consistent: '~',
  undecided: '?',
  vacuous: '∅',
};

/** The color that goes with a verdict: it speaks against the claim, for it, or neither. */
export const tone: Readonly<Record<ClaimVerdict, 'against' | 'for' | 'neither'>> = {
  refuted: 'against',
  narrowed: 'against',
  supported: 'for',
  consistent: 'neither',
  undecided: 'neither',
  vacuous: 'neither',
};

/** Glyph and word: `✗ refuted`. */
export const verdictWord = (verdict: ClaimVerdict): string => `${glyph[verdict]} ${verdict}`;

/** What a verdict rests on, as it stands beside it. */
export const basisWord: Readonly<Record<Basis, string>> = {
  proof: 'by proof',
  exact: 'by exact computation',
  draws: 'on draws',
  test: 'by one test',
  experiment: 'by an experiment',
  consequence: 'as a consequence',
};

/** What a verdict means at these error rates, and what it does not. */
export const meaning = (verdict: ClaimVerdict, alpha: Alpha): string => {
  const refute = upperBound(alpha.refute);
  const support = upperBound(alpha.support);
  switch (verdict) {
    case 'refuted':
      return (
        `On draws: confirmed violations are more frequent than the claim allows (one is enough where it allows none); were ` +
        `the failure rate no more than that, a cell would be called so with chance at most ${refute}. A claim is called so ` +
        `where no choice of its constants is left: it has none to choose, or a proof excludes them all.`
      );
    case 'narrowed':
      return (
        `Of a claim alone: it is refuted at some values of the constants that it leaves open, each time with chance of ` +
        `error at most ${refute}, and others are left; the sentence beside it says which, and what the cells say there.`
      );
    case 'supported':
      return (
        `On draws: certificates exclude every violation on so many draws that, were the failure rate as high as the claim ` +
        `allows, a cell would be called so with chance at most ${support}; that is not a proof, and holds for the cells tried ` +
        `alone. On another basis it holds as far as the sentence beside it says.`
      );
    case 'consistent':
      return (
        `Our attacks succeed on fewer draws than the claim allows (at α = ${support}; on none where it allows none), and ` +
        `no certificate excludes the rest. This is not a pass: a stronger attack may still refute.`
      );
    case 'undecided':
      return (
        `The trials ran out before the evidence reached 1/α on either side (α = ${refute} to refute, ${support} to ` +
        `support). It is evidence neither for nor against the claim.`
      );
    case 'vacuous':
      return (
        `Nothing met the premise: every draw was skipped, or no cell lies inside. At any α this says nothing ` +
        `about the claim, and it is not a pass.`
      );
    default:
      return verdict satisfies never;
  }
};

/** `1 cell`, `2 cells`. */
export const plural = (n: number, noun: string, nouns = `${noun}s`): string =>
  `${count(n)} ${n === 1 ? noun : nouns}`;

/** Every cell of the report with its claim, in the report's order. */
export const cellsOf = (report: Report): readonly { claim: ClaimReport; cell: CellReport }[] =>
  report.claims.flatMap((claim) => claim.cells.map((cell) => ({ claim, cell })));

/** The cells of a claim that count. */
export const insideOf = ({ cells }: ClaimReport): readonly CellReport[] =>
  cells.filter(({ regime }) => regime === 'inside');

export const unexpectedCells = (report: Report): readonly { claim: ClaimReport; cell: CellReport }[] =>
  cellsOf(report).filter(({ cell }) => isUnexpected(cell));

/** How many of these have each verdict, in words: `1 refuted, 2 supported`. */
export const verdictCounts = (of: readonly { readonly verdict: ClaimVerdict }[]): string =>
  claimVerdicts
    .map((verdict) => ({ verdict, n: of.filter((one) => one.verdict === verdict).length }))
    .filter(({ n }) => n > 0)
    .map(({ verdict, n }) => `${count(n)} ${verdict}`)
    .join(', ') || 'none';

/** The report in one sentence. */
export const headline = (report: Report): string => {
  const readings = report.claims.filter((claim) => !claim.control);
  const claims = new Set(readings.map((claim) => claim.id)).size;
  const controls = report.claims.filter((claim) => claim.control);
  const caught = controls.filter((claim) => claim.verdict === 'refuted').length;
  const trial =
    claims === readings.length
      ? `${plural(claims, 'claim')} in ${plural(cellsOf(report).length, 'cell')}`
      : `${plural(claims, 'claim')} in ${plural(readings.length, 'reading')} and ${plural(cellsOf(report).length, 'cell')}`;
  const judged = controls.length === 0 ? '' : `; ${controlsPhrase(caught, controls.length)}`;
  return `${report.complete ? '' : 'Incomplete run. '}${trial}: ${verdictCounts(readings)}${judged}.`;
};

/** Controls have a known truth, so what became of them tells whether the rest can be believed. */
const controlsPhrase = (caught: number, all: number): string => {
  if (caught < all)
    return `only ${count(caught)} of ${plural(all, 'control')} refuted, though each should be`;
  if (all === 1) return 'the control was refuted, as it should be';
  return `${all === 2 ? 'both' : `all ${count(all)}`} controls were refuted, as they should be`;
};

/** Cells that were not as expected are listed up to this many; the others are folded, or left to the report. */
export const MOST_LISTED = 16;

/** What was unexpected, in one sentence. */
export const unexpectedSentence = (report: Report): string => {
  const n = unexpectedCells(report).length;
  const claims = report.claims.filter(({ regressions = [] }) => regressions.length > 0).length;
  if (claims > 0) {
    const cells = n === 0 ? '' : `${plural(n, 'cell')} with a verdict that was not expected, and `;
    return `${cells}${plural(claims, 'claim')} that differ${claims === 1 ? 's' : ''} from what was accepted.`;
  }
  if (n === 0) return 'Inside the premise, exactly the cells that were expected to be refuted are.';
  return `${plural(n, 'cell')} with a verdict that was not expected.`;
};

const greek: Readonly<Record<string, string>> = {
  ...{
    alpha: 'α',
    beta: 'β',
    gamma: 'γ',
    delta: 'δ',
    eps: 'ε',
    epsilon: 'ε',
    zeta: 'ζ',
    eta: 'η',
    theta: 'θ',
  },
  ...{
    kappa: 'κ',
    lambda: 'λ',
    mu: 'μ',
    nu: 'ν',
    xi: 'ξ',
    pi: 'π',
    rho: 'ρ',
    sigma: 'σ',
    tau: 'τ',
    phi: 'φ',
  },
  ...{ chi: 'χ', psi: 'ψ', omega: 'ω' },
};

/** A symbol in plain text: `γ` for gamma. */
export const symbolWord = (symbol: string): string => greek[symbol] ?? symbol;

/** A value of an axis: a whole number with its thousands set off, another to six digits. */
export const axisValue = (value: number): string =>
  Number.isInteger(value) ? count(value) : significant(value, 6);

/** The value that a cell has on an axis, by its name where it has one. */
export const valueOn = ({ at, named }: Pick<CellReport, 'at' | 'named'>, symbol: string): string =>
  named?.[symbol] ?? axisValue(at[symbol]!);

/** `d = 25`, with no-break spaces: a line must not end between a name and its value. */
export const equation = (symbol: string, value: string): string =>
  `${symbolWord(symbol)}\u00a0=\u00a0${value}`;

/** `d = 25, m = 1,000, C0 = 10, γ = 0.05`: the axes that the statement involves, and what else is fixed there. */
export const cellPlace = (cell: Pick<CellReport, 'at' | 'named' | 'setting'>): string =>
  [
    ...Object.keys(cell.at).map((symbol) => equation(symbol, valueOn(cell, symbol))),
    ...(cell.setting === undefined ? [] : [cell.setting]),
  ].join(', ');

/** `K = 1, C2 = 4.84`, or the empty string. */
export const constantsLine = (constants: Readonly<Record<string, number>>): string =>
  Object.entries(constants)
    .map(([name, value]) => equation(name, significant(value, 4)))
    .join(', ');

/** For which values of its constants a cell is inside the premise: `up to K = 0.25`. */
export const rangesLine = (cell: Pick<CellReport, 'constants' | 'constantRanges'>): string =>
  Object.entries(cell.constantRanges)
    .map(([name, { atLeast, atMost }]) => {
      // Where a constant was tried at its limit, rounding inward would put the limit before the value.
      const tried = (limit: number): boolean =>
        Math.abs(cell.constants[name]! - limit) <= 1e-9 * Math.abs(limit);
      if (atLeast === null && atMost === null) return `for any ${name}`;
      if (atMost === null) {
        return tried(atLeast!)
          ? `from the ${name} tried on`
          : `from ${equation(name, upperBound(atLeast!, 4))} on`;
      }
      if (atLeast === null) {
        return tried(atMost) ? `up to the ${name} tried` : `up to ${equation(name, lowerBound(atMost, 4))}`;
      }
      // A range is rounded inward: every value it names is inside.
      return `for ${name} from ${upperBound(atLeast, 4)} to ${lowerBound(atMost, 4)}`;
    })
    .join(', ');

/** Where a statement is printed, without the work it is printed in: `Lemma 4.1`. */
export const placeOf = (source: string): string => source.split(' · ')[0]!;

/** The works on trial, controls aside: what follows the place in each source. */
export const worksOf = (report: Report): readonly string[] => [
  ...new Set(
    report.claims
      .filter((claim) => !claim.control)
      .map(({ source }) => source.slice(placeOf(source).length + 3))
      .filter((work) => work !== ''),
  ),
];

/** A summary as a sentence: with a capital, and a full stop. */
export const sentence = (text: string): string => {
  const first = [...text][0] ?? '';
  return `${first.toUpperCase()}${text.slice(first.length)}${/[.!?]$/.test(text) ? '' : '.'}`;
};

/** `holds` or the verdict that the baseline records, as a phrase. */
export const expectation = (expect: string): string =>
  expect === 'holds' ? 'expected to hold' : `expected ${expect}`;
