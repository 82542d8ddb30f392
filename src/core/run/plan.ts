import { LEAST_GAMMA } from '../../numerics/statistics/eProcess.ts';
import type { Claim, Reading } from '../claim.ts';
import { type BoundCell, bindCell } from '../judge/bindCell.ts';
import { type BoundClaim, bindClaim, constantsAt, drawPremise } from '../judge/boundClaim.ts';
import { type Cell, cellKey } from '../judge/cell.ts';
import { capFor } from '../judge/cellTest.ts';
import { decisiveConstants } from '../judge/decisiveConstants.ts';
import { sideWithoutValue } from '../judge/withoutValue.ts';
import type { Alpha } from '../report/report.ts';
import type { Mode, Profile, Theorem } from '../theorem.ts';
import { runsInParallel } from './inParallel.ts';
import { machine } from './machine.ts';
import { isStudied, type Planned } from './planned.ts';
import { pointsOf } from './points.ts';
import { UsageError } from './usageError.ts';

/** What is asked of claims, before they become cells. */
export interface CellRequest {
  /** The theorem whose axes and settings they use. */
  readonly theorem: Theorem;
  readonly profile: Profile;
  /** Axes that replace those of the claims' tries. */
  readonly axes: Readonly<Record<string, readonly (number | string)[] | undefined>>;
  /** Values of free constants to try, crossed; they replace those that a block sets. */
  readonly constantValues: Readonly<Record<string, readonly number[]>>;
  readonly readings: readonly Reading[] | null;
  readonly mode: Mode;
  /** The most trials a cell may take; null for the default at its failure rate. */
  readonly trials: number | null;
  readonly threads: number;
}

/** One cell of one claim in one reading, in the order of the report. */
export interface PlannedCell {
  readonly theorem: Theorem;
  readonly at: BoundCell;
  /** The constants that the request set, as opposed to those at their defaults. */
  readonly overrides: Readonly<Record<string, number>>;
  /** The constants that decide a trial; the others stand in a premise on the axes alone. */
  readonly decisive: Readonly<Record<string, number>>;
  readonly cap: number;
  /** The same for cells with the same trials, of which they may take different numbers. */
  readonly drawsKey: string;
  /** The same for cells whose trials are the same trials: readings that differ in the premise alone. */
  readonly trialsKey: string;
  /** Roughly how long it takes on one thread, in seconds. */
  readonly seconds: number;
  /** The share of α at which the cell is tested; all of it where this is left out. */
  readonly share?: number;
}

/** The α at which a cell is tested. */
export const sharedAlpha = ({ share = 1 }: Pick<PlannedCell, 'share'>, alpha: Alpha): Alpha =>
  share === 1 ? alpha : { refute: share * alpha.refute, support: share * alpha.support };

const drawsKeyOf = (bound: BoundClaim, at: BoundCell, constants: Cell['constants']): string => {
  const { claim } = bound;
  const premises = drawPremise(bound).map(({ lhs, rhs }) => `${lhs.text} <= ${rhs.text}`);
  const statement = [
    claim.id,
    claim.conclusion.lhs,
    claim.conclusion.rhs,
    ...Object.values(claim.where ?? {}),
    claim.failureRate ?? '0',
  ];
  return JSON.stringify([...statement, premises, cellKey({ ...at.cell, constants })]);
};

const requireCell = (at: BoundCell): void => {
  const { cell, bound, scope, failureRate } = at;
  const where = `${bound.claim.id} at ${cellKey(cell)}`;
  for (const [name, value] of Object.entries(cell.constants))
    if (!Number.isFinite(value))
      throw new UsageError(`${where}: the constant ${name} is ${value}; set another with --let`);
  for (const [name, { text }] of Object.entries(bound.where))
    if (!Number.isFinite(scope[name]) || (name === 'radius' && scope[name]! < 0))
      throw new UsageError(
        `${where}: the ${name} "${text}" is ${scope[name]}; it must be finite and at least 0`,
      );
  const side = sideWithoutValue(bound, scope);
  if (side !== null)
    throw new UsageError(
      `${where}: "${side.text}" is ${side.is} whatever is drawn, so that nothing can be compared; both sides must be finite numbers`,
    );
  if (!(failureRate >= 0 && failureRate < 1))
    throw new UsageError(
      `${where}: the failure rate "${bound.failureRate?.text}" is ${failureRate}; it must be at least 0 and below 1`,
    );
  if (failureRate > 0 && failureRate < LEAST_GAMMA)
    throw new UsageError(
      `${where}: the failure rate "${bound.failureRate?.text}" is ${failureRate}, which no number of draws tells from 0; take another cell, or leave failureRate out if the claim may never fail`,
    );
};

const pointInWords = (at: Cell['at']): string =>
  Object.entries(at)
    .map(([symbol, value]) => `${symbol} = ${value}`)
    .join(', ');

const gigabytes = (bytes: number): string => `${Math.max(0.1, bytes / 2 ** 30).toPrecision(2)} GB`;

/** Refuses cells whose draws would not fit this machine, before anything is drawn. */
export const requireMemory = (planned: readonly Planned[], threads: number): void => {
  const available = 0.8 * machine().memory;
  const cells = planned.filter((one): one is PlannedCell => !isStudied(one));
  const bytesOf = ({ at: { setting, scope, cell } }: PlannedCell): number =>
    setting.cost(scope, cell.mode).bytes;
  for (const cell of cells) {
    const need = bytesOf(cell);
    if (need <= available) continue;
    const { bound, cell: where, setting } = cell.at;
    const cure = where.mode === 'ambient' && (setting.modes ?? ['reduced']).includes('reduced');
    throw new UsageError(
      `${bound.claim.id} at ${pointInWords(where.at)} needs about ${gigabytes(need)} a trial and this machine has ${gigabytes(machine().memory)}; take a smaller cell${cure ? ' or --mode reduced' : ''}`,
    );
  }
  const largest = cells.flatMap((cell) => {
    const bytes = bytesOf(cell);
    return Array.from({ length: runsInParallel(cell, threads) ? threads : 1 }, () => bytes);
  });
  largest.sort((a, b) => b - a);
  const together = largest.slice(0, threads).reduce((sum, bytes) => sum + bytes, 0);
  if (together > available)
    throw new UsageError(
      `${threads} threads would need about ${gigabytes(together)} together and this machine has ${gigabytes(machine().memory)}; take fewer --threads`,
    );
};

/** Throws: `UsageError` unless a number of trials can be taken. */
export const requireTrials = (trials: number | null): void => {
  if (trials !== null && !(Number.isSafeInteger(trials) && trials >= 1))
    throw new UsageError(`--trials ${trials} is not a number of trials; give a whole number of at least 1`);
};

/** Beyond this many trials a cell's power can no longer be computed in reasonable time. */
const LARGEST_CAP = 1e7;

const capOf = (trials: number | null, at: BoundCell): number => {
  const cap = trials ?? capFor(at.failureRate);
  if (cap <= LARGEST_CAP) return cap;
  throw new UsageError(
    trials === null
      ? `${at.bound.claim.id} at ${cellKey(at.cell)} may fail on a share of ${at.failureRate} of the draws, which would take ${cap} trials; give --trials of at most ${LARGEST_CAP}, or a cell at which it may fail more often`
      : `--trials ${trials} is more than a cell may take; give a whole number from 1 to ${LARGEST_CAP}`,
  );
};

/** The expected number of trials is not known before the run; this is what a cell with few violations takes. */
const usualTrials = (gamma: number, cap: number): number =>
  gamma > 0 ? Math.min(cap, Math.ceil(7.3 / gamma)) : cap;

/** Throws: `UsageError` unless the setting of the claim can draw in this mode. */
const requireMode = ({ setting, bound, cell }: BoundCell): void => {
  const modes = setting.modes ?? ['reduced'];
  if (!modes.includes(cell.mode))
    throw new UsageError(
      `${bound.claim.id} cannot be drawn with --mode ${cell.mode}; its setting has ${modes.join(' and ')} draws alone`,
    );
};

/** Lays a claim out in the cells in which it is tried: point by point, and the values of the constants. */
export const planClaim = (claim: Claim, request: CellRequest): readonly PlannedCell[] => {
  const { theorem, profile, axes, constantValues, mode, trials } = request;
  const bound = bindClaim(claim, theorem.axes);
  return pointsOf(claim, profile, { axes, constants: constantValues }, theorem).map(
    ({ at: point, overrides }) => {
      const constants = constantsAt(bound, point, overrides);
      const at = bindCell(bound, { at: point, constants, mode }, theorem.settings);
      requireCell(at);
      requireMode(at);
      const cap = capOf(trials, at);
      const decisive = decisiveConstants(at);
      const drawsKey = drawsKeyOf(bound, at, decisive);
      return {
        theorem,
        at,
        overrides,
        decisive,
        cap,
        drawsKey,
        trialsKey: `${drawsKey}, at most ${cap} trials`,
        seconds: usualTrials(at.failureRate, cap) * at.setting.cost(at.scope, mode).seconds,
      };
    },
  );
};

/** The cells of claims of one theorem. Throws: `UsageError`, `ClaimError` or `FormulaError`, one sentence, before any work. */
export const planCells = ({
  claims,
  ...request
}: CellRequest & { readonly claims: readonly Claim[] }): readonly PlannedCell[] => {
  requireTrials(request.trials);
  const cells = claims
    .filter(({ reading }) => request.readings === null || request.readings.includes(reading))
    .flatMap((claim) => planClaim(claim, request));
  if (cells.length === 0)
    throw new UsageError(
      'nothing to try: no claim has the asked reading; see `lakatos claims` for the readings',
    );
  requireMemory(cells, request.threads);
  return cells;
};
