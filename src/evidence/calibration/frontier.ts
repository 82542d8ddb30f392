import type { Claim } from '../../claims/claim.ts';
import type { FrontierReport, FrontierStep } from '../outcomes/constants.ts';
import { widthAt } from '../runner/axes.ts';
import { type PlannedCell, planCells } from '../runner/plan.ts';
import { UsageError } from '../runner/usageError.ts';
import { type CellResult, type Judging, judgeCell } from '../trials/judgeCell.ts';

/** A frontier as it is asked for. */
export interface FrontierFlags {
  readonly axis: 'd' | 'm';
  readonly claim: Claim;
  /** The ends of the range for the axis that is searched; a single value for the one that is not. */
  readonly d: readonly number[] | null;
  readonly m: readonly string[] | null;
  readonly C0: number;
  readonly gamma: number;
  /** The most trials of a step; null for the default. */
  readonly trials: number | null;
  readonly alpha: number;
  readonly seed: string;
}

/** A frontier's search, everything of it fixed before the first draw. */
export interface FrontierRequest extends FrontierFlags {
  readonly range: { readonly from: number; readonly to: number };
  /** The cell at a value of the axis. */
  readonly cellAt: (value: number) => PlannedCell;
  readonly steps: number;
}

const RANGES = { d: [1, 2048], m: [1, 100_000] } as const;

/** Trials of a step, at most: near the frontier every step runs up to it. */
const CAP = 400;

const rangeOf = ({ axis, d, m }: FrontierFlags): { readonly from: number; readonly to: number } => {
  const given = axis === 'd' ? d : m?.map((width) => widthAt(width, 1));
  const [from, to, ...more] = given ?? RANGES[axis];
  if (from === undefined || to === undefined || more.length > 0 || !(from < to) || !Number.isInteger(from))
    throw new UsageError(
      `--${axis} ${given?.join(',')} is no range to search; give its two ends, such as --${axis} ${RANGES[axis].join(',')}`,
    );
  return { from, to };
};

/** The values halfway: in the middle of d, and of m on log paper. */
const middleOf = (axis: 'd' | 'm', low: number, high: number): number =>
  axis === 'd' ? Math.floor((low + high) / 2) : Math.floor(Math.sqrt(low * high));

/** Whether two values are as near to each other as the search goes: neighbours in d, 3 % in m. */
const near = (axis: 'd' | 'm', low: number, high: number): boolean =>
  high - low <= 1 || (axis === 'm' && high <= 1.03 * low) || middleOf(axis, low, high) <= low;

/** Halvings until both ends are near, at most. */
const halvings = (axis: 'd' | 'm', from: number, to: number): number =>
  Math.ceil(axis === 'd' ? Math.log2(to - from) : Math.log2(Math.log(to / from) / Math.log(1.03))) + 1;

/** Throws: `UsageError`, one sentence, before any draw, unless the whole range can be searched on this machine. */
export const requireFrontier = (flags: FrontierFlags): FrontierRequest => {
  const { axis, claim, d, m, C0, gamma, trials, alpha } = flags;
  const range = rangeOf(flags);
  const other = axis === 'd' ? (m ?? ['1e4']) : (d ?? [100]);
  if (other.length !== 1)
    throw new UsageError(
      `a frontier along ${axis} is searched at one ${axis === 'd' ? 'width' : 'dimension'}; give a single value for --${axis === 'd' ? 'm' : 'd'}`,
    );
  if (!(alpha > 0 && alpha < 1))
    throw new UsageError(`--alpha ${alpha} is no error probability; give a number strictly between 0 and 1`);
  const cellAt = (value: number): PlannedCell => {
    const [cell] = planCells({
      claims: [claim],
      profile: 'quick',
      axes: {
        d: [axis === 'd' ? value : Number(other[0])],
        m: [axis === 'm' ? String(value) : String(other[0])],
        C0: [C0],
        gamma: [gamma],
      },
      lets: {},
      readings: null,
      mode: 'reduced',
      trials: trials ?? CAP,
      threads: 1,
    });
    return cell!;
  };
  cellAt(range.to);
  return { ...flags, range, cellAt, steps: 2 * (halvings(axis, range.from, range.to) + 1) };
};

/** Judges one cell of a search, here or on threads; what comes of it depends on the cell and on `judging` alone. */
export type JudgeStep = (
  planned: PlannedCell,
  judging: Judging,
  signal: AbortSignal | undefined,
) => Promise<CellResult>;

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
  const { axis, claim, range, cellAt, steps: planned, alpha, seed, C0, gamma } = request;
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
    while (!near(axis, low, high)) {
      const middle = middleOf(axis, low, high);
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
  const { cell } = cellAt(range.to).at;
  const fixed = axis === 'd' ? `m = ${request.m?.[0] ?? '1e4'}` : `d = ${cell.d}`;
  const interrupted = signal?.aborted === true;
  const none = (verdict: 'supported' | 'refuted', end: number): string =>
    interrupted ? `not found ${verdict} before the interruption` : `not ${verdict} even at ${axis} = ${end}`;
  const missing = [
    ...(largestRefuted === null ? [`no lower bound: ${none('refuted', range.from)}`] : []),
    ...(smallestSupported === null ? [`no upper bound: ${none('supported', range.to)}`] : []),
  ];
  const said = [
    smallestSupported === null
      ? none('supported', range.to)
      : `supported from ${axis} = ${smallestSupported} on the search's way up`,
    largestRefuted === null ? none('refuted', range.from) : `refuted at ${axis} = ${largestRefuted}`,
  ].join(', ');
  return {
    axis,
    claim: claim.id,
    reading: claim.reading,
    at: `${fixed}, C0 = ${C0}, γ = ${gamma}`,
    smallestSupported,
    largestRefuted,
    alphaEach,
    steps,
    constant: {
      name: axis,
      claim: claim.id,
      d: axis === 'd' ? null : cell.d,
      m: axis === 'm' || Number.isNaN(Number(request.m?.[0] ?? '1e4')) ? null : cell.m,
      C0,
      gamma,
      trials: steps.reduce((sum, { trials }) => sum + trials, 0),
      lower: largestRefuted,
      upper: smallestSupported,
      alpha,
      exact: null,
      note: missing.length === 0 ? null : missing.join('; '),
    },
    conclusion: `${claim.id} is ${said}, at ${fixed}, C0 = ${C0} and γ = ${gamma}; what lies between is undecided, and nothing says that the verdict is monotone in ${axis}${interrupted ? '; the search was interrupted, and what it had judged by then stands' : ''}.`,
    replay: [
      `npx lakatos calibrate ${axis} --claim ${claim.id}`,
      claim.reading === 'printed' ? '' : `--reading ${claim.reading}`,
      axis === 'd'
        ? `--d ${range.from},${range.to} --m ${request.m?.[0] ?? '1e4'}`
        : `--d ${cell.d} --m ${range.from},${range.to}`,
      `--C0 ${C0} --gamma ${gamma}`,
      request.trials === null ? '' : `--trials ${request.trials}`,
      alpha === 1e-3 ? '' : `--alpha ${alpha}`,
      seed === 'lakatos' ? '' : `--seed ${seed}`,
    ]
      .filter(Boolean)
      .join(' '),
  };
};
