import { bindCell } from '../judge/bindCell.ts';
import { type BoundClaim, bindClaim, constantsAt } from '../judge/boundClaim.ts';
import { planClaim } from '../run/plan.ts';
import type { CriticalMeasurement } from '../run/task.ts';
import { UsageError } from '../run/usageError.ts';
import type { Point, Theorem } from '../theorem.ts';
import type { CalibrationRequest } from './calibrations.ts';
import type { Measured } from './chapter.ts';
import { requireTrials, type Safe, type Sample, trialsFor } from './sample.ts';
import { type Sampling, sampleRows } from './sampling.ts';

/** A critical constant as a trial brackets it: violated at `attack`, certified at `certificate`. */
interface CriticalRow {
  readonly attack: number | null;
  readonly certificate: number | null;
  /** What ended the search for an attack early; absent where it went to its end. */
  readonly endedBy?: string;
}

/**
 * Whether the conclusion turns true as the constant grows: where both sides are affine in it, by the sign of its slope; where a setting
 * brackets the constant itself, a larger one serves, as `Setting.refine` has it.
 */
const safeSide = (bound: BoundClaim, at: Point, name: string): Safe => {
  const { lhs, rhs } = bound.conclusion;
  if (!lhs.symbols.has(name) && !rhs.symbols.has(name)) return 'large';
  // Quantities at any value: the slope of an affine side may depend on them, its sign may not.
  const values = (constant: number): Record<string, number> => ({
    ...Object.fromEntries([...lhs.symbols, ...rhs.symbols].map((symbol) => [symbol, 1])),
    ...constantsAt(bound, at),
    ...at,
    [name]: constant,
  });
  const room = (constant: number): number => rhs.evaluate(values(constant)) - lhs.evaluate(values(constant));
  return room(2) >= room(1) ? 'large' : 'small';
};

const addressedOf = ({ axes }: Theorem, at: Point): Point =>
  Object.fromEntries(
    axes.flatMap(({ symbol, addressed }) => (addressed === true ? [[symbol, at[symbol]!]] : [])),
  );

/** The claim with the constants that were set, and its points. */
const laidOut = (theorem: Theorem, { claim, axes, constantValues = {} }: CalibrationRequest) => {
  const constants = Object.fromEntries(
    Object.entries(claim.constants).map(([name, one]) => [
      name,
      Object.hasOwn(constantValues, name) ? { ...one, first: String(constantValues[name]) } : one,
    ]),
  );
  const fixed = { ...claim, constants };
  const planned = planClaim(fixed, {
    theorem,
    profile: 'quick',
    axes,
    constantValues: {},
    readings: null,
    mode: 'reduced',
    trials: 1,
    threads: 1,
  });
  // Cells that differ in a constant are one point here.
  const points = new Map(planned.map(({ at }) => [JSON.stringify(at.cell.at), at]));
  return { claim: fixed, points: [...points.values()] };
};

/** Throws: `UsageError`, one sentence, before the first draw. */
export const requireCritical = (theorem: Theorem, asked: CalibrationRequest): void => {
  const { symbol, claim, trials, alpha, constantValues = {} } = asked;
  if (claim.critical !== symbol)
    throw new UsageError(
      `${claim.id} cannot be solved for ${symbol}${claim.critical === undefined ? '; it names no critical constant' : `; it can be solved for ${claim.critical}`}`,
    );
  if (Object.hasOwn(constantValues, symbol))
    throw new UsageError(`--let ${symbol} sets the very constant that is looked for; leave it out`);
  for (const { failureRate, setting, scope } of laidOut(theorem, asked).points) {
    if (failureRate === 0)
      throw new UsageError(`${claim.id} may never fail: no number of draws bounds what it needs`);
    requireTrials(
      trials ?? trialsFor([failureRate], alpha),
      failureRate,
      alpha,
      setting.certificateError?.(scope, 'reduced') ?? 0,
    );
  }
};

/**
 * The constant that a claim's conclusion is solved for, bracketed on every draw of a sample at each point; Wilks' bounds of it at the
 * failure rate of the point. Available to every theorem: a draw's bracket of its critical constant is all that it takes.
 */
export const measureCritical = async (
  theorem: Theorem,
  sampling: Sampling,
  asked: CalibrationRequest,
  replay: string,
): Promise<Measured> => {
  requireCritical(theorem, asked);
  const { symbol, alpha } = asked;
  const { claim, points } = laidOut(theorem, asked);
  const bound = bindClaim(claim, theorem.axes);
  const safe = safeSide(bound, points[0]!.cell.at, symbol);
  const samples: Sample[] = [];
  for (const { cell, failureRate, setting, scope } of points) {
    const trials = asked.trials ?? trialsFor([failureRate], alpha);
    const at = bindCell(bound, cell, theorem.settings).cell;
    const of: CriticalMeasurement = { kind: 'critical', claim, cell: at };
    const rows = (await sampleRows(
      sampling,
      { claim: claim.id, at: addressedOf(theorem, cell.at), trials },
      of,
    )) as readonly CriticalRow[];
    const lower = (value: number | null): number => value ?? Number.NEGATIVE_INFINITY;
    const upper = (value: number | null): number => value ?? Number.POSITIVE_INFINITY;
    // Where large is safe the truth lies from what is violated up to what is certified; where small is, the other way round.
    const ends =
      safe === 'large'
        ? {
            lower: rows.map(({ attack }) => lower(attack)),
            upper: rows.map(({ certificate }) => upper(certificate)),
          }
        : {
            lower: rows.map(({ certificate }) => lower(certificate)),
            upper: rows.map(({ attack }) => upper(attack)),
          };
    samples.push({
      at: cell.at,
      rate: failureRate,
      trials,
      ends: () => ends,
      certificateError: setting.certificateError?.(scope, 'reduced') ?? 0,
      cutShort: rows.filter(({ endedBy }) => endedBy !== undefined).length,
      whyMissing: (side) =>
        (side === 'upper') === (safe === 'large')
          ? 'none is certified on enough draws'
          : 'no attack succeeds on enough draws',
    });
  }
  const printed =
    bound.constants[symbol]!.symbols.size === 0 ? constantsAt(bound, points[0]!.cell.at)[symbol]! : null;
  return {
    name: symbol,
    claim: claim.id,
    reading: claim.reading,
    says: claim.constants[symbol]!.says,
    safe,
    printed,
    terms: [],
    samples,
    axes: theorem.axes,
    rates: null,
    alpha,
    seed: sampling.seed,
    replay,
  };
};
