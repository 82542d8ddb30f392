import { totalmem } from 'node:os';
import { type BoundClaim, bindClaim, constantsAt, drawPremise } from '../../claims/boundClaim.ts';
import type { Claim, Reading } from '../../claims/claim.ts';
import { didYouMean } from '../../claims/nearest.ts';
import { defaultCap } from '../../numerics/statistics/sequentialTest.ts';
import { type Cell, cellKey, type Mode } from '../outcomes/cell.ts';
import type { Alpha } from '../outcomes/report.ts';
import { type BoundCell, bindCell, quantityIn } from '../trials/bindCell.ts';
import type { Catalogue } from '../trials/quantities/catalogue.ts';
import { type Axes, requireAxes, widthAt } from './axes.ts';
import { isDealtOut } from './dealt.ts';
import { type Grid, gridOf, type ProfileName } from './profiles.ts';
import { UsageError } from './usageError.ts';

/** What is to be tried, before it is laid out in cells. */
export interface Request {
  /** The claims to try, each reading an entry of its own. */
  readonly claims: readonly Claim[];
  readonly profile: ProfileName;
  /** Axes that replace those of the profile. */
  readonly axes: Partial<Axes>;
  /** Values of free constants to try, crossed; they replace those that a block of the profile sets. */
  readonly lets: Readonly<Record<string, readonly number[]>>;
  readonly readings: readonly Reading[] | null;
  readonly mode: Mode;
  /** The most trials a cell may take; null for the default at its failure rate. */
  readonly trials: number | null;
  readonly threads: number;
  /** What claims may speak of; this package's quantities unless told otherwise. */
  readonly catalogue?: Catalogue;
}

/** One cell of one claim in one reading, in the order of the report. */
export interface PlannedCell {
  readonly at: BoundCell;
  /** The constants that the request set, as opposed to those at their defaults. */
  readonly overrides: Readonly<Record<string, number>>;
  /** The constants that decide a trial; the others stand in a premise on (d, m, C0, γ) alone. */
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

const product = <T>(lists: readonly (readonly T[])[]): T[][] =>
  lists.reduce<T[][]>((rows, list) => rows.flatMap((row) => list.map((entry) => [...row, entry])), [[]]);

interface Place {
  readonly axes: { readonly d: number; readonly m: number; readonly C0: number; readonly gamma: number };
  /** The constants that are set there. */
  readonly overrides: Readonly<Record<string, number>>;
}

/** The cells in order, each once: block by block, and in a block γ, C0, d, m, then the constants that request or block set. */
const places = (request: Request, claim: Claim): readonly Place[] => {
  const whole = (['d', 'm', 'C0', 'gamma'] as const).every((axis) => request.axes[axis] !== undefined);
  const grid: Grid = whole ? [request.axes as Axes] : gridOf(request.profile, claim.id);
  const seen = new Map<string, Place>();
  for (const { lets, ...block } of grid) {
    const axes = { ...block, ...request.axes };
    const values = { ...lets, ...request.lets };
    const names = Object.keys(values).filter((name) => Object.hasOwn(claim.constants, name));
    const settings = product(names.map((name) => values[name]!));
    for (const gamma of axes.gamma)
      for (const C0 of axes.C0)
        for (const d of axes.d)
          for (const width of axes.m)
            for (const setting of settings) {
              const place: Place = {
                axes: { d, m: widthAt(width, d), C0, gamma },
                overrides: Object.fromEntries(names.map((name, i) => [name, setting[i]!])),
              };
              const key = JSON.stringify([place.axes, place.overrides]);
              if (!seen.has(key)) seen.set(key, place);
            }
  }
  return [...seen.values()];
};

/** The constants that decide a trial, themselves or by way of others, as opposed to those of a premise on (d, m, C0, γ), which decide none. */
const decisiveConstants = (bound: BoundClaim, at: BoundCell): Record<string, number> => {
  const formulas = [
    bound.conclusion.lhs,
    bound.conclusion.rhs,
    bound.radius,
    bound.failureRate,
    ...drawPremise(bound).flatMap(({ lhs, rhs }) => [lhs, rhs]),
  ];
  const spoken = new Set(formulas.flatMap((formula) => [...formula.symbols]));
  for (const name of at.wanted)
    for (const parameter of quantityIn(at, name).parameters) spoken.add(parameter);
  // What a default speaks of decides through it; a default speaks of constants declared before its own.
  for (const [name, { symbols }] of Object.entries(bound.constants).reverse())
    if (spoken.has(name)) for (const symbol of symbols) spoken.add(symbol);
  return Object.fromEntries(Object.entries(at.cell.constants).filter(([name]) => spoken.has(name)));
};

const drawsKeyOf = (bound: BoundClaim, at: BoundCell, constants: Cell['constants']): string => {
  const { claim } = bound;
  const premises = drawPremise(bound).map(({ lhs, rhs }) => `${lhs.text} <= ${rhs.text}`);
  const statement = [
    claim.id,
    claim.conclusion.lhs,
    claim.conclusion.rhs,
    claim.ball.radius,
    claim.failureRate,
  ];
  return JSON.stringify([...statement, premises, cellKey({ ...at.cell, constants })]);
};

const requireCell = (at: BoundCell): void => {
  const { cell, bound, radius, failureRate } = at;
  const where = `${bound.claim.id} at ${cellKey(cell)}`;
  for (const [name, value] of Object.entries(cell.constants))
    if (!Number.isFinite(value))
      throw new UsageError(`${where}: the constant ${name} is ${value}; set another with --let`);
  if (!(Number.isFinite(radius) && radius >= 0))
    throw new UsageError(
      `${where}: the radius "${bound.radius.text}" is ${radius}; it must be finite and at least 0`,
    );
  if (!(failureRate > 0 && failureRate < 1))
    throw new UsageError(
      `${where}: the failure rate "${bound.failureRate.text}" is ${failureRate}; it must lie between 0 and 1`,
    );
};

const gigabytes = (bytes: number): string => `${Math.max(0.1, bytes / 2 ** 30).toPrecision(2)} GB`;

/** Refuses cells whose draws would not fit this machine, before anything is drawn. */
const requireMemory = (cells: readonly PlannedCell[], threads: number): void => {
  const available = 0.8 * totalmem();
  for (const { at } of cells) {
    const { d, m, C0, mode } = at.cell;
    const need = at.family.bytes(d, m, C0, mode);
    if (need <= available) continue;
    throw new UsageError(
      `${at.bound.claim.id} at d = ${d}, m = ${m} needs about ${gigabytes(need)} a trial and this machine has ${gigabytes(totalmem())}; take a smaller m${mode === 'ambient' ? ' or --mode reduced' : ''}`,
    );
  }
  const largest = cells.flatMap((planned) => {
    const { family, cell } = planned.at;
    const bytes = family.bytes(cell.d, cell.m, cell.C0, cell.mode);
    return Array.from({ length: isDealtOut(planned, threads) ? threads : 1 }, () => bytes);
  });
  largest.sort((a, b) => b - a);
  const together = largest.slice(0, threads).reduce((sum, bytes) => sum + bytes, 0);
  if (together > available)
    throw new UsageError(
      `${threads} threads would need about ${gigabytes(together)} together and this machine has ${gigabytes(totalmem())}; take fewer --threads`,
    );
};

const requireLets = (request: Request): void => {
  const known = new Set(request.claims.flatMap((claim) => Object.keys(claim.constants)));
  for (const [name, values] of Object.entries(request.lets)) {
    if (!known.has(name))
      throw new UsageError(
        `--let ${name}: none of these claims has a constant "${name}"${didYouMean(name, known) || `; they have ${[...known].join(', ') || 'none'}`}`,
      );
    for (const value of values)
      if (!Number.isFinite(value))
        throw new UsageError(`--let ${name}=${value}: a constant must be a finite number`);
  }
};

/** Beyond this many trials a cell's power can no longer be computed in reasonable time. */
const LARGEST_CAP = 1e7;

const capOf = (trials: number | null, at: BoundCell): number => {
  const cap = trials ?? defaultCap(at.failureRate);
  if (cap <= LARGEST_CAP) return cap;
  throw new UsageError(
    trials === null
      ? `${at.bound.claim.id} at ${cellKey(at.cell)} would need a cap of ${cap} trials; give --trials of at most ${LARGEST_CAP}, or a larger --gamma`
      : `--trials ${trials} is more than a cell may take; give a whole number from 1 to ${LARGEST_CAP}`,
  );
};

/** The expected number of trials is not known before the run; this is what a cell with few violations takes. */
const usualTrials = (gamma: number, cap: number): number => Math.min(cap, Math.ceil(7.3 / gamma));

/**
 * Lays a request out in cells: claims in their order, then γ, C0, d, m, and the values of the constants.
 *
 * Throws: `UsageError`, `ClaimError` or `FormulaError`, one sentence, before any work, when a value is impossible, a name unknown, or a draw
 * would not fit this machine.
 */
export const planCells = (request: Request): readonly PlannedCell[] => {
  requireAxes(request.axes);
  requireLets(request);
  if (request.trials !== null && !(Number.isSafeInteger(request.trials) && request.trials >= 1))
    throw new UsageError(
      `--trials ${request.trials} is no number of trials; give a whole number of at least 1`,
    );
  const cells: PlannedCell[] = [];
  for (const claim of request.claims) {
    if (request.readings !== null && !request.readings.includes(claim.reading)) continue;
    const bound = bindClaim(claim);
    for (const { axes, overrides } of places(request, claim)) {
      const constants = constantsAt(bound, axes, overrides);
      const cell: Cell = { ...axes, constants, mode: request.mode };
      const at = bindCell(bound, cell, request.catalogue);
      requireCell(at);
      const cap = capOf(request.trials, at);
      const trials = usualTrials(at.failureRate, cap);
      const decisive = decisiveConstants(bound, at);
      const drawsKey = drawsKeyOf(bound, at, decisive);
      cells.push({
        at,
        overrides,
        decisive,
        cap,
        drawsKey,
        trialsKey: `${drawsKey}, at most ${cap} trials`,
        seconds: trials * at.family.seconds(axes.d, axes.m, axes.C0, request.mode),
      });
    }
  }
  if (cells.length === 0)
    throw new UsageError(
      'nothing to try: no claim has the asked reading; see `lakatos claims` for the readings',
    );
  requireMemory(cells, request.threads);
  return cells;
};
