import { emptyTally } from '../../../../core/judge/tally.ts';
import { twelveDigitsDown, twelveDigitsUp } from '../../../../core/report/decimals.ts';
import type { PathReport } from '../../../../core/report/report.ts';
import type { Lab, StudyResult } from '../../../../core/study.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import {
  type Growth,
  growthAlong,
  judging,
  type SizedTrials,
} from '../../../../numerics/statistics/growth.ts';
import { kernels } from '../../kernels/inUse.ts';
import { inWords } from './inWords.ts';
import { figuresOf } from './orderFigures.ts';

/** One size of a path. */
export interface Stop {
  readonly d: number;
  readonly m: number;
}

/** A quantity, traced along a path; the claimed order is divided out. */
export interface Traced {
  /** What it is: "for one fixed δ", "by search". */
  readonly name: string;
  readonly trials: number;
  /** The largest d at which it is drawn; what is cheap goes to the path's end. */
  readonly upTo: number;
  /** The quantity itself on one draw, exact. */
  readonly measure: (stream: Stream, stop: Stop) => number;
}

/** An order claim on a path: what is claimed to be O(order), or o(order). */
export interface OrderStudy {
  /** "the number of neurons that can flip". */
  readonly of: string;
  readonly symbol: string;
  readonly against: 'd' | 'm';
  readonly order: { readonly text: string; readonly at: (stop: Stop) => number };
  /** Whether the claim is o(order), and so asks for a ratio that shrinks. */
  readonly little: boolean;
  readonly path: { readonly text: string; readonly stops: readonly Stop[] };
  /** Exact per draw, and never above what is claimed to be bounded: if it outgrows the order, so does that. */
  readonly sound: Traced;
  /** The best lower bound there is of what is claimed to be bounded; null where `sound` is the very thing. */
  readonly search: Traced | null;
  /** Further columns of the table: numbers known without a draw, per stop. */
  readonly known: readonly { readonly name: string; readonly at: (stop: Stop) => number | null }[];
  /**
   * The law under which the needed constant diverges along sizes that stay inside the premise, whatever constants are chosen, as a clause;
   * null where there is none. It alone refutes: a path has an end.
   */
  readonly law: string | null;
  /** What a reader should know of the range, or null. */
  readonly remark: string | null;
  /** Sizes that no draw reaches, where the law is known: `known` at each, by itself. */
  readonly beyond: readonly Stop[];
}

/** A traced quantity with its growth: everything in units of the order. */
export interface Trace {
  readonly traced: Traced;
  /** The stops of `cells`. */
  readonly stops: readonly Stop[];
  readonly cells: readonly SizedTrials[];
  readonly growth: Growth;
}

/** The stops at which a quantity is drawn. */
const stopsOf = ({ path }: OrderStudy, { upTo }: Traced): readonly Stop[] =>
  path.stops.filter(({ d }) => d <= upTo);

/** The trials of one quantity along the path. They share no draw with those of another quantity, or at another stop. */
const trace = async (
  study: OrderStudy,
  traced: Traced,
  alpha: number,
  context: Lab,
  role: string,
): Promise<Trace | null> => {
  const stream = context.stream.child(role);
  const cells: SizedTrials[] = [];
  for (const stop of stopsOf(study, traced)) {
    const order = study.order.at(stop);
    const at = stream.child('draws').child(stop.d).child(stop.m);
    const values = new Float64Array(traced.trials);
    for (let trial = 0; trial < traced.trials; trial++) {
      await context.yieldToLoop();
      values[trial] = kernels().arena.scope(() => traced.measure(at.child(trial), stop)) / order;
    }
    cells.push({ size: study.against === 'd' ? stop.d : stop.m, lower: values, upper: values });
  }
  // A count that is 0 on some draws has no logarithm: the path begins behind such sizes.
  const from = cells.findLastIndex(({ lower }) => Array.from(lower).some((value) => !(value > 0))) + 1;
  const kept = cells.slice(from);
  if (kept.length < 2) return null;
  const stops = stopsOf(study, traced).slice(from);
  return {
    traced,
    stops,
    cells: kept,
    growth: growthAlong(stream.child('bootstrap'), kept, { ...judging, alpha }),
  };
};

/** Draws at the path's end above what the smallest size allows, where the drift says that this is not an accident. */
const outgrown = ({ cells, growth }: Trace): number => {
  const start = growth.cells[0]!.upper;
  return start === null ? 0 : Array.from(cells.at(-1)!.lower).filter((value) => value > start).length;
};

/** What is said where a path is too short to have a trend. */
export const noPath = (path: string, of: string): StudyResult => ({
  verdict: 'undecided',
  tally: emptyTally,
  error: null,
  because: `fewer than two sizes of ${path} have ${of} above 0 on every draw, and a trend needs two`,
  margin: null,
  figures: [],
});

/** An O asks that nothing grows, to within the exponents that count as none; an o that the ratio shrinks. */
const isBounded = ({ little }: OrderStudy, { growth: { drift, exponent } }: Trace): boolean =>
  drift === 'shrinks' || (!little && drift !== 'grows' && exponent.upper <= judging.negligible);

/** What a path says of the needed constant, in a word. */
const trendOf = (study: OrderStudy, { growth: { drift } }: Trace, bounded: boolean): PathReport['trend'] =>
  study.law !== null ? 'unbounded' : drift === 'grows' ? 'climbs' : bounded ? 'serves' : 'open';

const pathOf = (
  study: OrderStudy,
  { growth }: Trace,
  trend: PathReport['trend'],
  because: string,
): PathReport => ({
  along: study.against,
  needed: growth.cells.map(({ size, lower, upper }) => ({
    at: size,
    lower: lower === null ? null : twelveDigitsDown(lower),
    upper: upper === null ? null : twelveDigitsUp(upper),
  })),
  ...{ trend, because },
});

/**
 * What there is to say of an order claim on a path.
 *
 * Refuted where a law says that the needed constant diverges. A path alone neither refutes nor supports: consistent where the best lower
 * bound known stays within the order on it (shrinks against it, for an o), undecided else, with the constants that are needed up to its
 * end and the trend in a word.
 *
 * Precision: Wilks' bounds of the median, at α_R over both ends of a trend; exponents and their intervals only hold it back.
 */
export const checkOrder = async (study: OrderStudy, context: Lab): Promise<StudyResult> => {
  const sound = await trace(study, study.sound, context.alpha.refute, context, 'exact');
  const search =
    study.search === null ? null : await trace(study, study.search, context.alpha.support, context, 'search');
  if (sound === null || (study.search !== null && search === null)) return noPath(study.path.text, study.of);
  const best = search ?? sound;
  const traces = search === null ? [sound] : [sound, search];
  const trials = traces.reduce(
    (sum, { cells }) => sum + cells.reduce((n, { lower }) => n + lower.length, 0),
    0,
  );
  const grows = sound.growth.drift === 'grows';
  const bounded = !grows && isBounded(study, best);
  const violated = grows ? outgrown(sound) : 0;
  const shown = grows ? sound : best;
  const because = inWords(study, shown, bounded);
  const result: StudyResult = {
    verdict: bounded ? 'consistent' : 'undecided',
    tally: { violated, certified: 0, unresolved: trials - violated, skipped: 0 },
    error: null,
    because,
    margin: null,
    figures: figuresOf(study, traces),
    paths: [pathOf(study, shown, trendOf(study, shown, bounded), because)],
  };
  return study.law === null ? result : { ...result, verdict: 'refuted', error: 0, basis: 'proof' };
};
