import fc from 'fast-check';
import { rootOf } from '../../numerics/random/root.ts';
import type { Claim } from '../claim.ts';
import { bindClaim, constantsAt, regimeAt, scopeOf } from '../judge/boundClaim.ts';
import { judgeCell } from '../judge/judgeCell.ts';
import { counted } from '../judge/tally.ts';
import { sideWithoutValue } from '../judge/withoutValue.ts';
import { shownRanges, testedRate } from '../report/cellNumbers.ts';
import { twelveDigits } from '../report/decimals.ts';
import type { Alpha, SearchReport } from '../report/report.ts';
import { constantsShown, reportWitness } from '../report/reportCell.ts';
import type { Evidence } from '../study.ts';
import type { Search, Theorem } from '../theorem.ts';
import { evenOctaves } from './evenOctaves.ts';
import { type PlannedCell, planCells } from './plan.ts';
import { pointsOf, type TriedPoint } from './points.ts';
import { searchedSymbols, searchInWords, searchKey } from './searches.ts';

/** The most trials of a cell that a search looks at; a refutation needs 16 where every draw violates. */
const SEARCH_CAP = 256;

/** The most cells that a search judges, shrinking included: a budget in cells, never in seconds. */
const MOST_CELLS = 400;

/** The values of all axes, as entries of a block, and of the constants that do not have their defaults. */
type Point = Readonly<Record<string, number | string>>;

/** Points as fast-check draws them; what it shrinks to first is what the search is after. */
const pointsIn = (search: Search, theorem: Theorem): fc.Arbitrary<Point> => {
  const symbols = searchedSymbols(search, theorem);
  const drawn = symbols.map((symbol) => {
    const { from, to, per = 1 } = search.over[symbol]!;
    const whole =
      search.goal === `largest ${symbol}` ? evenOctaves({ from, to }) : fc.integer({ min: from, max: to });
    return whole.map((value) => value / per);
  });
  return fc.tuple(...drawn).map((values) => ({
    ...search.at,
    ...Object.fromEntries(symbols.map((symbol, i) => [symbol, values[i]!])),
  }));
};

/** What every search of a run shares. */
export interface Searching {
  readonly seed: string;
  readonly alpha: Alpha;
  readonly theorem: Theorem;
  /** The most cells that a search judges; another number serves tests alone. */
  readonly mostCells?: number;
}

/**
 * Lets fast-check draw cells beyond the grid, shrink to the frontier, and confirms what it found.
 *
 * A cell's verdict is a deterministic function of the seed and the cell, and is remembered, so shrinking walks over fixed ground
 * and a replay with the same seed and path arrives where it did. The cell that comes out was selected by its verdict: it is judged
 * again on fresh trials, at α_R divided by the number of cells the search judged. If those do not refute, the frontier is undecided.
 *
 * Cells outside the premise are passed over, unseen. Throws: the signal's reason, when aborted between two batches.
 */
export const runSearch = async (
  claim: Claim,
  search: Search,
  { seed, alpha, theorem, mostCells = MOST_CELLS }: Searching,
  signal?: AbortSignal,
): Promise<SearchReport> => {
  const planned = new Map<string, PlannedCell>();
  const verdicts = new Map<string, Promise<Evidence>>();
  const bound = bindClaim(claim, theorem.axes);
  const triedAt = (point: Point): TriedPoint => {
    const entries = Object.entries(point).map(([symbol, entry]) => [symbol, [entry]] as const);
    const isConstant = ([symbol]: readonly [string, unknown]): boolean =>
      Object.hasOwn(claim.constants, symbol);
    const asked = {
      axes: Object.fromEntries(entries.filter((one) => !isConstant(one))),
      constants: Object.fromEntries(entries.filter(isConstant)),
    };
    return pointsOf(claim, 'quick', asked, theorem)[0]!;
  };
  const alone = (values: Readonly<Record<string, number>>): Record<string, readonly number[]> =>
    Object.fromEntries(Object.entries(values).map(([symbol, value]) => [symbol, [value]]));
  const cellAt = (point: Point): PlannedCell => {
    const key = JSON.stringify(point);
    const known = planned.get(key);
    if (known !== undefined) return known;
    const { at, overrides } = triedAt(point);
    const [cell] = planCells({
      claims: [claim],
      profile: 'quick',
      axes: alone(at),
      constantValues: alone(overrides),
      readings: null,
      mode: 'reduced',
      trials: null,
      threads: 1,
      theorem,
    });
    planned.set(key, cell!);
    return cell!;
  };
  let spent = false;
  // Decided before the cell is planned: outside the premise a constant or a radius need not have a value.
  const isInside = (point: Point): boolean => {
    const { at, overrides } = triedAt(point);
    return regimeAt(bound, scopeOf(bound, at, constantsAt(bound, at, overrides))) === 'inside';
  };
  const hasSides = (point: Point): boolean => {
    const { at, overrides } = triedAt(point);
    return sideWithoutValue(bound, scopeOf(bound, at, constantsAt(bound, at, overrides))) === null;
  };
  const isRefuted = async (point: Point): Promise<boolean> => {
    // After an abort nothing more is tried; fast-check need not be told why.
    if (signal?.aborted) return false;
    fc.pre(isInside(point));
    // Nothing is compared there, and nothing refuted.
    if (!hasSides(point)) return false;
    const cell = cellAt(point);
    const key = cell.trialsKey;
    let result = verdicts.get(key);
    if (result === undefined) {
      spent ||= verdicts.size >= mostCells;
      if (spent) return false;
      const cap = Math.min(SEARCH_CAP, cell.cap);
      result = judgeCell(cell.at, { seed, purpose: 'search', alpha, cap }, () => {}, signal);
      verdicts.set(key, result);
    }
    return (await result).verdict === 'refuted';
  };

  const drawn = rootOf(seed)
    .child('search')
    .child(claim.id)
    .child(claim.reading)
    .child(searchKey(search, theorem));
  const checkSeed = drawn.words[0] | 0;
  const property = fc.asyncProperty(pointsIn(search, theorem), async (point) => !(await isRefuted(point)));
  const details = await fc.check(property, { seed: checkSeed, numRuns: search.draws, verbose: 0 });
  signal?.throwIfAborted();
  const found = details.counterexample?.[0] ?? null;
  const record = {
    claim: claim.id,
    reading: claim.reading,
    along: search.goal === 'smallest' ? null : search.goal.slice('largest '.length),
    says: spent
      ? `${searchInWords(search, theorem)}, ended by its budget of ${mostCells} cells`
      : searchInWords(search, theorem),
    judged: verdicts.size,
    seed: checkSeed,
    path: details.counterexamplePath,
  };
  if (found === null)
    return { ...record, verdict: 'nothing refuted', cell: null, failureRate: null, confirmation: null };

  const cell = cellAt(found);
  const corrected = alpha.refute / verdicts.size;
  const judging = {
    seed,
    purpose: 'confirm',
    alpha: { ...alpha, refute: corrected },
    cap: cell.cap,
  } as const;
  const result = await judgeCell(cell.at, judging, () => {}, signal);
  return {
    ...record,
    verdict: result.verdict === 'refuted' ? 'refuted' : 'undecided',
    cell: {
      at: cell.at.cell.at,
      constants: constantsShown(cell),
      constantRanges: shownRanges(cell.at),
    },
    failureRate: testedRate(cell.at),
    confirmation: {
      alpha: twelveDigits(corrected),
      trials: counted(result.tally),
      violated: result.tally.violated,
      log10ER: result.log10ER === null ? null : twelveDigits(result.log10ER),
      witness: reportWitness(cell, result, seed, 'confirm'),
    },
  };
};
