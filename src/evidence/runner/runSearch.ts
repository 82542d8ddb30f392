import fc from 'fast-check';
import { bindClaim, constantsAt, regimeAt, scopeOf } from '../../claims/boundClaim.ts';
import type { Claim } from '../../claims/claim.ts';
import { rootOf } from '../../numerics/random/root.ts';
import { twelveDigits } from '../outcomes/decimals.ts';
import type { Alpha, SearchReport } from '../outcomes/report.ts';
import { counted } from '../outcomes/tally.ts';
import { type CellResult, judgeCell } from '../trials/judgeCell.ts';
import type { Catalogue } from '../trials/quantities/catalogue.ts';
import { widthAt } from './axes.ts';
import { frontierDimensions } from './frontierDimensions.ts';
import { type PlannedCell, planCells } from './plan.ts';
import { constantsShown, reportWitness } from './reportCell.ts';
import { type Search, searchInWords } from './searches.ts';

/** The most trials of a cell that a search looks at; a refutation needs 16 where every draw violates. */
const SEARCH_CAP = 256;

/** The most cells that a search judges, shrinking included: a budget in cells, never in seconds. */
const MOST_CELLS = 400;

interface Place {
  readonly d: number;
  readonly m: string;
  readonly C0: number;
}

/** Cells as fast-check draws them; what it shrinks to first is what the search is after. */
const placesOf = (search: Search): fc.Arbitrary<Place> => {
  if (search.goal === 'largest d')
    return frontierDimensions(search.d).map((d) => ({ d, m: search.m, C0: search.C0 }));
  return fc
    .tuple(
      fc.integer({ min: search.d.from, max: search.d.to }),
      fc.integer({ min: search.m.from, max: search.m.to }),
      fc.integer({ min: search.C0Tenths.from, max: search.C0Tenths.to }),
    )
    .map(([d, m, tenths]) => ({ d, m: String(m), C0: tenths / 10 }));
};

/** What every search of a run shares. */
export interface Searching {
  readonly seed: string;
  readonly alpha: Alpha;
  /** What claims may speak of; this package's quantities unless told otherwise. */
  readonly catalogue?: Catalogue;
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
  { seed, alpha, catalogue, mostCells = MOST_CELLS }: Searching,
  signal?: AbortSignal,
): Promise<SearchReport> => {
  const planned = new Map<string, PlannedCell>();
  const verdicts = new Map<string, Promise<CellResult>>();
  const cellAt = ({ d, m, C0 }: Place): PlannedCell => {
    const key = `${d},${m},${C0}`;
    const known = planned.get(key);
    if (known !== undefined) return known;
    const [cell] = planCells({
      claims: [claim],
      profile: 'quick',
      axes: { d: [d], m: [m], C0: [C0], gamma: [search.gamma] },
      lets: {},
      readings: null,
      mode: 'reduced',
      trials: null,
      threads: 1,
      ...(catalogue === undefined ? {} : { catalogue }),
    });
    planned.set(key, cell!);
    return cell!;
  };
  const bound = bindClaim(claim);
  let spent = false;
  // Decided before the cell is planned: outside the premise a constant or a radius need not have a value.
  const isInside = ({ d, m, C0 }: Place): boolean => {
    const axes = { d, m: widthAt(m, d), C0, gamma: search.gamma };
    return regimeAt(bound, scopeOf(axes, constantsAt(bound, axes))) === 'inside';
  };
  const isRefuted = async (place: Place): Promise<boolean> => {
    // After an abort nothing more is tried; fast-check need not be told why.
    if (signal?.aborted) return false;
    fc.pre(isInside(place));
    const cell = cellAt(place);
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
    .child(JSON.stringify(search));
  const checkSeed = drawn.words[0] | 0;
  const property = fc.asyncProperty(placesOf(search), async (place) => !(await isRefuted(place)));
  const details = await fc.check(property, { seed: checkSeed, numRuns: search.draws, verbose: 0 });
  signal?.throwIfAborted();
  const found = details.counterexample?.[0] ?? null;
  const record = {
    claim: claim.id,
    reading: claim.reading,
    goal: search.goal,
    says: spent
      ? `${searchInWords(search)}, ended by its budget of ${mostCells} cells`
      : searchInWords(search),
    judged: verdicts.size,
    seed: checkSeed,
    path: details.counterexamplePath,
  };
  if (found === null) return { ...record, verdict: 'nothing refuted', cell: null, confirmation: null };

  const cell = cellAt(found);
  const corrected = alpha.refute / verdicts.size;
  const judging = {
    seed,
    purpose: 'confirm',
    alpha: { ...alpha, refute: corrected },
    cap: cell.cap,
  } as const;
  const result = await judgeCell(cell.at, judging, () => {}, signal);
  const { d, m, C0, gamma } = cell.at.cell;
  return {
    ...record,
    verdict: result.verdict === 'refuted' ? 'refuted' : 'undecided',
    cell: { d, m, C0, gamma, constants: constantsShown(cell) },
    confirmation: {
      alpha: twelveDigits(corrected),
      trials: counted(result.tally),
      violated: result.tally.violated,
      log10ER: result.log10ER === null ? null : twelveDigits(result.log10ER),
      witness: reportWitness(cell, result, seed, 'confirm'),
    },
  };
};
