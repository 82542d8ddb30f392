import { type AskedAxes, valueAt } from '../axisValues.ts';
import type { Claim } from '../claim.ts';
import { type Judging, judgeCell } from '../judge/judgeCell.ts';
import type { FrontierReport, FrontierStep } from '../report/constants.ts';
import { type PlannedCell, planCells } from '../run/plan.ts';
import { UsageError } from '../run/usageError.ts';
import type { Evidence } from '../study.ts';
import type { Axis, Frontier, Theorem } from '../theorem.ts';

/** A frontier as it is asked for. */
export interface FrontierFlags {
  readonly theorem: Theorem;
  readonly claim: Claim;
  /** The symbol of the axis that is searched. */
  readonly axis: string;
  /** The two ends of the range of that axis, and one value for every other; the usual ones where they are absent. */
  readonly axes: AskedAxes;
  /** The most trials of a step; null for the default. */
  readonly trials: number | null;
  readonly alpha: number;
  readonly seed: string;
}

/** A frontier's search, everything of it fixed before the first draw. */
export interface FrontierRequest extends FrontierFlags {
  readonly searched: Axis;
  readonly range: Frontier;
  /** The entry of every other axis, in their order. */
  readonly fixed: readonly (readonly [axis: Axis, entry: number | string])[];
  /** The cell at a value of the axis. */
  readonly cellAt: (value: number) => PlannedCell;
  readonly steps: number;
}

/** Trials of a step, at most: near the frontier every step runs up to it. */
const CAP = 400;

/** Relative distance of neighbours where a frontier is searched on a logarithmic scale. */
const NEAR = 1.03;

const nameOf = ({ symbol, label = symbol }: Axis): string => label;

const rangeOf = (axis: Axis, asked: readonly (number | string)[] | undefined): Frontier => {
  const { symbol, frontier: usual } = axis;
  if (usual === undefined)
    throw new UsageError(
      `no frontier is searched along ${symbol}; its theorem says of no range of ${axis.says}`,
    );
  const given = asked?.map((entry) => valueAt(axis, entry, {})) ?? [usual.from, usual.to];
  const [from, to, ...more] = given;
  if (from === undefined || to === undefined || more.length > 0 || !(from < to))
    throw new UsageError(
      `--${symbol} ${given.join(',')} is not a range to search; give its two ends, such as --${symbol} ${usual.from},${usual.to}`,
    );
  return { from, to, scale: usual.scale };
};

/** The value halfway, on the scale of the axis. */
const middleOf = (scale: Frontier['scale'], low: number, high: number): number =>
  scale === 'linear' ? Math.floor((low + high) / 2) : Math.floor(Math.sqrt(low * high));

/** Whether two values are as near to each other as the search goes. */
const near = (scale: Frontier['scale'], low: number, high: number): boolean =>
  high - low <= 1 || (scale === 'log' && high <= NEAR * low) || middleOf(scale, low, high) <= low;

/** Halvings until both ends are near, at most. */
const halvings = ({ scale, from, to }: Frontier): number =>
  Math.ceil(scale === 'linear' ? Math.log2(to - from) : Math.log2(Math.log(to / from) / Math.log(NEAR))) + 1;

/** Throws: `UsageError`, one sentence, before any draw, unless the whole range can be searched on this machine. */
export const requireFrontier = (flags: FrontierFlags): FrontierRequest => {
  const { theorem, claim, axis: symbol, axes, trials, alpha } = flags;
  const searched = theorem.axes.find((one) => one.symbol === symbol);
  if (searched === undefined)
    throw new UsageError(
      `${theorem.id} has no axis "${symbol}"; its axes are ${theorem.axes.map((one) => one.symbol).join(', ')}`,
    );
  const range = rangeOf(searched, axes[symbol]);
  const fixed = theorem.axes
    .filter((one) => one !== searched)
    .map((one) => {
      const [entry, ...more] = axes[one.symbol] ?? (one.usual === undefined ? [] : [one.usual]);
      if (entry === undefined || more.length > 0)
        throw new UsageError(
          `a frontier along ${symbol} is searched at one ${one.says}; give a single value for --${one.symbol}`,
        );
      return [one, entry] as const;
    });
  if (!(alpha > 0 && alpha < 1))
    throw new UsageError(
      `--alpha ${alpha} is not an error probability; give a number strictly between 0 and 1`,
    );
  const cellAt = (value: number): PlannedCell => {
    const [cell] = planCells({
      claims: [claim],
      theorem,
      profile: 'quick',
      axes: Object.fromEntries([...fixed.map(([one, entry]) => [one.symbol, [entry]]), [symbol, [value]]]),
      constantValues: {},
      readings: null,
      mode: 'reduced',
      trials: trials ?? CAP,
      threads: 1,
    });
    return cell!;
  };
  cellAt(range.to);
  return { ...flags, searched, range, fixed, cellAt, steps: 2 * (halvings(range) + 1) };
};

/** Judges one cell of a search, here or on threads; what comes of it depends on the cell and on `judging` alone. */
export type JudgeStep = (
  planned: PlannedCell,
  judging: Judging,
  signal: AbortSignal | undefined,
) => Promise<Evidence>;

const inThisThread: JudgeStep = ({ at }, judging, signal) => judgeCell(at, judging, undefined, signal);

/**
 * The smallest value at which the claim is supported and the largest at which it is refuted, by two bisections.
 *
 * Each value has draws of its own, and each is judged at α divided by the number of steps, which is fixed in advance: all that is said
 * together is wrong with chance at most α. Both bisections walk as if the verdict were monotone; that it is, is not claimed.
 */
export const frontier = async (
  request: FrontierRequest,
  judge: JudgeStep = inThisThread,
  signal?: AbortSignal,
): Promise<FrontierReport> => {
  const { theorem, axis, claim, searched, range, fixed, cellAt, steps: planned, alpha, seed } = request;
  const alphaEach = alpha / planned;
  const steps: FrontierStep[] = [];
  const verdictAt = async (value: number): Promise<string> => {
    const known = steps.find(({ at }) => at === value);
    if (known !== undefined) return known.verdict;
    const planned = cellAt(value);
    const { cap } = planned;
    const judging = {
      seed,
      purpose: 'calibrate',
      alpha: { refute: alphaEach, support: alphaEach },
      cap,
    } as const;
    const { tally, verdict } = await judge(planned, judging, signal);
    const { violated, certified, unresolved } = tally;
    steps.push({ at: value, verdict, trials: violated + certified + unresolved, violated, unresolved });
    return verdict;
  };
  const walk = async (wanted: 'supported' | 'refuted'): Promise<number | null> => {
    let [low, high] = [range.from, range.to];
    const end = wanted === 'supported' ? high : low;
    if ((await verdictAt(end)) !== wanted) return null;
    while (!near(range.scale, low, high)) {
      const middle = middleOf(range.scale, low, high);
      const found = (await verdictAt(middle)) === wanted;
      if (found === (wanted === 'supported')) high = middle;
      else low = middle;
    }
    return wanted === 'supported' ? high : low;
  };
  /** A walk that was interrupted has an end that is judged already, or none: it only stops short of where it would have come. */
  const walked = async (wanted: 'supported' | 'refuted'): Promise<number | null> => {
    try {
      return await walk(wanted);
    } catch (error) {
      if (signal?.aborted !== true) throw error;
      const found = steps.flatMap(({ at, verdict }) => (verdict === wanted ? [at] : []));
      return found.length === 0 ? null : wanted === 'supported' ? Math.min(...found) : Math.max(...found);
    }
  };
  const smallestSupported = await walked('supported');
  const largestRefuted = await walked('refuted');
  const where = fixed.map(([one, entry]) => `${nameOf(one)} = ${entry}`);
  const interrupted = signal?.aborted === true;
  const none = (verdict: 'supported' | 'refuted', end: number): string =>
    interrupted
      ? `not found ${verdict} before the interruption`
      : `not ${verdict} even at ${nameOf(searched)} = ${end}`;
  const missing = [
    ...(largestRefuted === null ? [`no lower bound: ${none('refuted', range.from)}`] : []),
    ...(smallestSupported === null ? [`no upper bound: ${none('supported', range.to)}`] : []),
  ];
  const said = [
    smallestSupported === null
      ? none('supported', range.to)
      : `supported from ${nameOf(searched)} = ${smallestSupported} on the search's way up`,
    largestRefuted === null
      ? none('refuted', range.from)
      : `refuted at ${nameOf(searched)} = ${largestRefuted}`,
  ].join(', ');
  return {
    axis,
    claim: claim.id,
    reading: claim.reading,
    at: where.join(', '),
    smallestSupported,
    largestRefuted,
    alphaEach,
    steps,
    constant: {
      name: axis,
      claim: claim.id,
      // An entry that is a formula has no one value along the search.
      at: Object.fromEntries(
        fixed.flatMap(([{ symbol }, entry]) =>
          Number.isNaN(Number(entry)) ? [] : [[symbol, Number(entry)] as const],
        ),
      ),
      trials: steps.reduce((sum, { trials }) => sum + trials, 0),
      lower: largestRefuted,
      upper: smallestSupported,
      alpha,
      exact: null,
      note: missing.length === 0 ? null : missing.join('; '),
    },
    conclusion: `${claim.id} is ${said}, at ${where.slice(0, -1).join(', ')}${where.length > 1 ? ' and ' : ''}${where.at(-1) ?? 'the only axis'}; what lies between is undecided, and nothing says that the verdict is monotone in ${nameOf(searched)}${interrupted ? '; the search was interrupted, and what it had judged by then stands' : ''}.`,
    replay: [
      `npx lakatos calibrate ${axis} --claim ${claim.id}`,
      claim.reading === 'printed' ? '' : `--reading ${claim.reading}`,
      ...theorem.axes.map((one) => {
        const entry = fixed.find(([other]) => other === one)?.[1];
        return `--${one.symbol} ${entry ?? `${range.from},${range.to}`}`;
      }),
      request.trials === null ? '' : `--trials ${request.trials}`,
      alpha === 1e-3 ? '' : `--alpha ${alpha}`,
      seed === 'lakatos' ? '' : `--seed ${seed}`,
    ]
      .filter(Boolean)
      .join(' '),
  };
};
