import { rootOf } from '../../numerics/random/root.ts';
import { uniform } from '../../numerics/random/uniform.ts';
import type { Claim } from '../claim.ts';
import type { BoundCell } from '../judge/bindCell.ts';
import { bindClaim, constantsAt, regimeAt, scopeOf } from '../judge/boundClaim.ts';
import {
  type Corner,
  type Exclusion,
  exclusionOf,
  leastConstants,
  type Refuted,
  type Rest,
} from '../judge/exclusions.ts';
import { type Judging, judgeCell } from '../judge/judgeCell.ts';
import { shownRanges } from '../report/cellNumbers.ts';
import { constantsOfClaim } from '../report/constantReport.ts';
import type { Alpha, At } from '../report/report.ts';
import type { Evidence } from '../study.ts';
import type { Point, Search, Span, Theorem } from '../theorem.ts';
import { type PlannedCell, planClaim } from './plan.ts';

/** The most trials of a cell that the search looks at; its confirmation takes the cell's own cap. */
const SEARCH_CAP = 256;

/** How far beyond an edge that is not attained the search goes on, as a share of the edge. */
const BEYOND = 1e-6;

/** Where least constants are looked for, and with what. */
export interface Seeking {
  readonly theorem: Theorem;
  readonly seed: string;
  readonly alpha: Alpha;
  /** The values of the axes that are fixed: those that the constants may depend on, and what has no range. */
  readonly at: Point;
  /** The ranges of the others. */
  readonly over: Search['over'];
  /** Cells that are drawn in a round before it ends without a refuted one. */
  readonly draws: number;
  /** Confirmations at most. */
  readonly rounds: number;
  /** Who judges a cell; this thread unless said otherwise. */
  readonly judge?: (cell: PlannedCell, judging: Judging, signal?: AbortSignal) => Promise<Evidence>;
  /** Exclusions of this group that are known before the search, such as those of the cells that `check` tries: it begins beyond them. */
  readonly known?: readonly Exclusion[];
}

/** One confirmed cell on the way, the i-th at α_R/(i(i + 1)). */
export interface SeekingRound {
  readonly at: At;
  readonly constants: Readonly<Record<string, number>>;
  readonly alpha: number;
  readonly trials: number;
  readonly violated: number;
  readonly confirmed: boolean;
}

/** What a search for least constants came to. */
export interface Sought {
  /** Those known before included. */
  readonly exclusions: readonly Exclusion[];
  readonly least: readonly Corner[];
  readonly rounds: readonly SeekingRound[];
  /** Cells judged by the search, confirmations left out. */
  readonly judged: number;
  /**
   * Why it ended: a round drew its cells and none is refuted; its budget of rounds is spent; no constants are left; or what it found was
   * not refuted on fresh draws.
   */
  readonly ended: 'nothing refuted' | 'rounds spent' | 'nothing left' | 'not confirmed';
}

const inThisThread: NonNullable<Seeking['judge']> = (cell, judging, signal) =>
  judgeCell(cell.at, judging, () => {}, signal);

/** A value of a span with all of its octaves alike, so that small sizes are met as well as large ones. */
const valueIn = ({ from, to, per = 1 }: Span, share: number): number => {
  const low = Math.max(1, from);
  const whole = Math.min(to, Math.max(from, Math.floor(low * ((to + 1) / low) ** share)));
  return whole / per;
};

const justBeyond = (rest: Rest): number => {
  if ('atLeast' in rest) return rest.atLeast;
  if ('atMost' in rest) return rest.atMost;
  if ('moreThan' in rest) return rest.moreThan + BEYOND * Math.abs(rest.moreThan);
  return rest.lessThan - BEYOND * Math.abs(rest.lessThan);
};

/**
 * Looks for the least constants of a claim in one group: from its first constants on, a search inside the premise for a refuted cell, which
 * is confirmed on fresh draws and excluded; then on, just beyond the corner of what is left that comes first; until a search finds
 * nothing.
 *
 * A refuted cell that was drawn is pushed upwards along every axis with a range, one after the other, as long as it stays refuted: what
 * is refuted farther out excludes more. The draws that choose a cell have the purpose *search*; those that confirm it carry the round and
 * the constants in their address, so that no confirmation reads draws that an earlier one has shown. The i-th confirmation spends
 * α_R/(i(i + 1)), which sums to α_R: the true constants of the group are excluded with chance at most α_R, however many rounds there are.
 *
 * Throws: `UsageError` or `ClaimError` where the claim cannot be planned; the signal's reason once it is aborted.
 */
export const seekLeast = async (claim: Claim, seeking: Seeking, signal?: AbortSignal): Promise<Sought> => {
  const { theorem, seed, alpha, at: fixed, over, draws, rounds: most, judge = inThisThread } = seeking;
  const bound = bindClaim(claim, theorem.axes);
  const symbols = Object.keys(over);
  const known = new Map<string, Evidence>();
  let judged = 0;
  const plan = (at: Point, overrides: Readonly<Record<string, number>>): PlannedCell => {
    const one = (values: Readonly<Record<string, number>>) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
    return planClaim(claim, {
      ...{ theorem, profile: 'quick', axes: one(at), constantValues: one(overrides), readings: null },
      ...{ mode: 'reduced', trials: null, threads: 1 },
    })[0]!;
  };
  const isInside = (at: Point, overrides: Readonly<Record<string, number>>): boolean =>
    regimeAt(bound, scopeOf(bound, at, constantsAt(bound, at, overrides))) === 'inside';
  const evidence = async (cell: PlannedCell): Promise<Evidence> => {
    const found = known.get(cell.trialsKey);
    if (found !== undefined) return found;
    judged++;
    const judging = { seed, purpose: 'search', alpha, cap: Math.min(SEARCH_CAP, cell.cap) } as const;
    const result = await judge(cell, judging, signal);
    known.set(cell.trialsKey, result);
    return result;
  };
  const isRefuted = async (at: Point, overrides: Readonly<Record<string, number>>): Promise<boolean> =>
    isInside(at, overrides) && (await evidence(plan(at, overrides))).verdict === 'refuted';
  /** The farthest refuted cell above this one, axis by axis, doubling. */
  const pushed = async (start: Point, overrides: Readonly<Record<string, number>>): Promise<Point> => {
    let at = start;
    for (const symbol of [...symbols].reverse()) {
      for (;;) {
        const next = { ...at, [symbol]: 2 * at[symbol]! };
        if (next[symbol]! > over[symbol]!.to / (over[symbol]!.per ?? 1)) break;
        if (!(await isRefuted(next, overrides))) break;
        at = next;
      }
    }
    return at;
  };
  const drawn = rootOf(seed).child('search').child('least').child(claim.id).child(claim.reading);
  const found = async (round: number, overrides: Readonly<Record<string, number>>): Promise<Point | null> => {
    for (let i = 0; i < draws; i++) {
      const shares = uniform(drawn.child(round).child(i), Math.max(1, symbols.length));
      const values = Object.fromEntries(
        symbols.map((symbol, k) => [symbol, valueIn(over[symbol]!, shares[k]!)]),
      );
      const at = Object.fromEntries(
        theorem.axes.map(({ symbol }) => [symbol, (values[symbol] ?? fixed[symbol])!]),
      );
      if (await isRefuted(at, overrides)) return pushed(at, overrides);
    }
    return null;
  };

  const exclusions: Exclusion[] = [...(seeking.known ?? [])];
  const rounds: SeekingRound[] = [];
  let corners = leastConstants(exclusions);
  const done = (ended: Sought['ended']): Sought => ({ exclusions, least: corners, rounds, judged, ended });
  for (let round = 1; round <= most; round++) {
    const corner = corners[0];
    if (corner === undefined) return done('nothing left');
    const overrides = Object.fromEntries(
      Object.entries(corner).map(([name, rest]) => [name, justBeyond(rest)]),
    );
    const at = await found(round, overrides);
    if (at === null) return done('nothing refuted');
    const cell = plan(at, overrides);
    const spent = alpha.refute / (round * (round + 1));
    const judging: Judging = {
      ...{ seed, purpose: 'confirm', alpha: { ...alpha, refute: spent }, cap: cell.cap },
      round: { number: round, constants: cell.at.cell.constants },
    };
    const result = await judge(cell, judging, signal);
    const { violated, certified, unresolved } = result.tally;
    const confirmed = result.verdict === 'refuted';
    const { constants } = cell.at.cell;
    rounds.push({
      at,
      constants,
      alpha: spent,
      trials: violated + certified + unresolved,
      violated,
      confirmed,
    });
    if (!confirmed) return done('not confirmed');
    const exclusion = exclusionOf(constantsOfClaim(claim, cell.at), refutedAt(cell.at, result, spent));
    if (exclusion === null) return done('nothing left');
    exclusions.push(exclusion);
    corners = leastConstants(exclusions);
    if (corners.length === 0) return done('nothing left');
  }
  return done('rounds spent');
};

/** A judged cell, as far as exclusions depend on it. */
export const refutedAt = (at: BoundCell, { reaches }: Evidence, alpha: number): Refuted => ({
  ...{ at: at.cell.at, constants: at.cell.constants, constantRanges: shownRanges(at) },
  ...(reaches === undefined ? {} : { reaches }),
  ...{ by: 'search', alpha },
});

/** The axes that the constants of a claim may depend on: a search for least constants fixes them. */
export const groupAxes = (claim: Claim, { axes }: Pick<Theorem, 'axes'>): readonly string[] => {
  const deciding = new Set(Object.values(claim.constants).flatMap(({ mayDependOn = [] }) => mayDependOn));
  return axes.map(({ symbol }) => symbol).filter((symbol) => deciding.has(symbol));
};
