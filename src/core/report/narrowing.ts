import {
  type Corner,
  commonExclusion,
  type Exclusion,
  exclusionOf,
  existing,
  groupedExclusions,
  isInsideAt,
  isOfGroup,
  leastConstants,
  type Refuted,
  type Rest,
} from '../judge/exclusions.ts';
import type { Verdict } from '../judge/verdict.ts';
import { twelveDigits } from './decimals.ts';
import type {
  Alpha,
  AxisReport,
  CellReport,
  ConstantReport,
  ExclusionReport,
  LeastReport,
  SearchReport,
} from './report.ts';

/** A cell, as far as the constants that it excludes depend on it. */
export type ExcludingCell = Pick<
  CellReport,
  'at' | 'constants' | 'constantRanges' | 'regime' | 'verdict' | 'basis' | 'reaches' | 'excludes'
>;

/** What refuted cells leave of the constants of a claim. */
export interface Narrowing {
  readonly exclusions: readonly ExclusionReport[];
  readonly least: readonly LeastReport[];
  /** True where no constants are left, so that the claim is refuted and not narrowed. */
  readonly nothingLeft: boolean;
  /** What is excluded, what is left, and what the cells say there; null where nothing is excluded. */
  readonly sentence: string | null;
}

const grouped = (text: string): string => {
  const [whole = '', ...rest] = text.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.');
};

/** Six digits, never beyond the value in the direction of `side`: a bound must not be rounded into a claim. */
const digits = (value: number, side: 1 | -1): string => {
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return grouped(String(value));
  const near = Number(value.toPrecision(6));
  const unit = Number(`1e${Number(value.toExponential().split('e')[1]) - 5}`);
  const outward = side * near >= side * value ? near : Number((near + side * unit).toPrecision(6));
  return Math.abs(outward) >= 1e9 ? outward.toExponential() : grouped(String(outward));
};

/** `C3 > 2,478.5`, rounded so that it stays true. */
export const restInWords = ([name, rest]: readonly [string, Rest]): string => {
  if ('moreThan' in rest) return `${name} > ${digits(rest.moreThan, -1)}`;
  if ('atLeast' in rest) return `${name} ≥ ${digits(rest.atLeast, -1)}`;
  if ('lessThan' in rest) return `${name} < ${digits(rest.lessThan, 1)}`;
  return `${name} ≤ ${digits(rest.atMost, 1)}`;
};

const cornerInWords = (corner: Corner): string => Object.entries(corner).map(restInWords).join(' with ');

/** Corners that a sentence names; the others stand in the record. */
const MOST_NAMED = 3;

const placeInWords = (
  { group, slice }: Pick<Exclusion, 'group' | 'slice'>,
  axes: readonly AxisReport[],
): string =>
  Object.entries({ ...group, ...slice })
    .map(([name, value]) => {
      const label = axes.find(({ symbol }) => symbol === name)?.label ?? name;
      return `${label} = ${Number(value.toPrecision(4))}`;
    })
    .join(', ');

const countsInWords = (least: LeastReport): string => {
  const said = (['supported', 'consistent', 'undecided'] as const)
    .filter((verdict) => least[verdict] > 0)
    .map((verdict) => `${least[verdict]} ${verdict}`)
    .join(', ');
  const paid = least.error === null ? '' : ` (wrong with chance ≤ ${least.error}: ${least.tried} tried)`;
  if (least.inside === 0) return 'no cell tried is left inside the premise';
  return `nothing tried is refuted: of ${least.inside} ${least.inside === 1 ? 'cell' : 'cells'} ${said}${paid}`;
};

const groupInWords = (
  exclusions: readonly Exclusion[],
  corners: readonly Corner[],
  least: readonly LeastReport[],
  axes: readonly AxisReport[],
): string => {
  const place = placeInWords(exclusions[0]!, axes);
  const at = place === '' ? '' : `at ${place} `;
  if (corners.length === 0) return `${at}it is refuted`;
  const more = corners.length - MOST_NAMED;
  const named = corners.slice(0, MOST_NAMED).map(cornerInWords).join(', or ');
  const rest = more > 0 ? `, or one of ${more} more in the record` : '';
  const under = `under ${corners.length === 1 ? 'this' : 'the first of these'} ${countsInWords(least[0]!)}`;
  return `${at}it needs ${named}${rest}; ${under}`;
};

/** What becomes of a cell under weaker constants of the conclusion: what was supported or consistent remains so. */
const under = (verdict: Verdict): 'supported' | 'consistent' | 'undecided' =>
  verdict === 'supported' || verdict === 'consistent' ? verdict : 'undecided';

/** α_A of a cell that draws have judged; a computation or a proof is never wrong. */
const supportError = ({ basis }: ExcludingCell, { support }: Alpha): number =>
  basis === 'exact' || basis === 'proof' ? 0 : support;

const leastAt = (
  corner: Corner,
  first: Exclusion,
  cells: readonly ExcludingCell[],
  alpha: Alpha,
): LeastReport => {
  const tried = cells.filter(
    (cell) => cell.regime === 'inside' && cell.verdict !== 'vacuous' && isOfGroup(first, cell),
  );
  const standing = tried.filter((cell) => isInsideAt(corner, cell)).map(({ verdict }) => under(verdict));
  const count = (verdict: Verdict): number => standing.filter((one) => one === verdict).length;
  const [supported, consistent, undecided] = [count('supported'), count('consistent'), count('undecided')];
  const verdict =
    standing.length === 0
      ? 'vacuous'
      : supported === standing.length
        ? 'supported'
        : undecided > 0
          ? 'undecided'
          : 'consistent';
  const spent = tried.reduce((sum, cell) => sum + supportError(cell, alpha), 0);
  return {
    ...{ at: first.group, slice: first.slice, constants: corner },
    attained: Object.values(corner).every((rest) => 'atLeast' in rest || 'atMost' in rest),
    verdict,
    tried: tried.length,
    error: verdict === 'supported' ? twelveDigits(Math.min(1, spent)) : null,
    ...{ inside: standing.length, supported, consistent, undecided },
  };
};

const refutedCell = (cell: ExcludingCell, alpha: number): Refuted => ({
  ...{ at: cell.at, constants: cell.constants, by: 'cell', alpha },
  constantRanges: cell.excludes ?? cell.constantRanges,
  ...(cell.reaches === undefined ? {} : { reaches: cell.reaches }),
});

const found = ({ cell, confirmation }: SearchReport): Refuted => ({
  ...{ at: cell!.at, constants: cell!.constants, constantRanges: cell!.constantRanges ?? {} },
  ...{ by: 'search', alpha: confirmation!.alpha },
});

/** Whether what a search found was confirmed: then it is a refuted cell of its claim, inside the premise as all that searches judge. */
export const isConfirmed = ({ verdict, cell, confirmation }: SearchReport): boolean =>
  verdict === 'refuted' && cell !== null && confirmation !== null;

/**
 * What the refuted cells of a claim, those that its searches confirmed among them, exclude of its constants, and what they leave.
 *
 * `product`: the cells of a product test that refutes although none of them does.
 */
export const narrowingOf = (
  constants: Readonly<Record<string, ConstantReport>>,
  cells: readonly ExcludingCell[],
  searches: readonly SearchReport[],
  product: readonly ExcludingCell[],
  axes: readonly AxisReport[],
  alpha: Alpha,
): Narrowing => {
  const refuted = [
    ...cells
      .filter(({ regime, verdict }) => regime === 'inside' && verdict === 'refuted')
      .map((cell) => refutedCell(cell, alpha.refute)),
    ...searches.filter(isConfirmed).map(found),
  ];
  const single = refuted.flatMap((cell) => exclusionOf(constants, cell) ?? []);
  const together = product.flatMap((cell) => exclusionOf(constants, refutedCell(cell, alpha.refute)) ?? []);
  const common = commonExclusion(together);
  const exclusions = [...single, ...(common === null ? [] : [common])];
  const groups = groupedExclusions(exclusions).map((group) => {
    const corners = leastConstants(group);
    return { group, corners, least: corners.map((corner) => leastAt(corner, group[0]!, cells, alpha)) };
  });
  // A value without direction leaves all others, whatever is excluded at it.
  const exhausted = groups.some(
    ({ group, corners }) => corners.length === 0 && Object.keys(group[0]!.slice).length === 0,
  );
  const sentences = groups.map(({ group, corners, least }) => groupInWords(group, corners, least, axes));
  return {
    exclusions: exclusions.map(({ group, where, slice, at, by, alpha: error }) => ({
      ...{ at: group, where, slice, by, cell: at, alpha: error },
    })),
    least: groups.flatMap(({ least }) => least),
    nothingLeft: exhausted || existing(constants).length === 0,
    sentence: sentences.length === 0 ? null : sentences.join('; '),
  };
};
