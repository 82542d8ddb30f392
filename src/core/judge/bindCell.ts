import type { Point, Quantity, Setting } from '../theorem.ts';
import { type BoundClaim, quantitiesOf, scopeOf } from './boundClaim.ts';
import type { Cell } from './cell.ts';
import { settingFor } from './settingFor.ts';

/** A claim in one cell, made ready once for all of its trials. */
export interface BoundCell {
  readonly bound: BoundClaim;
  readonly cell: Cell;
  /** Axes, constants, and what the claim derives from them: what its setting is asked at. */
  readonly scope: Point;
  readonly setting: Setting;
  readonly wanted: ReadonlySet<string>;
  /** 0 where the claim may never fail. */
  readonly failureRate: number;
}

/**
 * Makes a claim ready in a cell, with the first of these settings that has its quantities.
 *
 * Throws: `ClaimError` or `FormulaError` when the claim cannot be read in this cell.
 */
export const bindCell = (bound: BoundClaim, cell: Cell, settings: readonly Setting[]): BoundCell => {
  const scope = scopeOf(bound, cell.at, cell.constants);
  return {
    bound,
    cell,
    scope,
    setting: settingFor(bound, settings),
    wanted: quantitiesOf(bound),
    failureRate: bound.failureRate?.evaluate(scope) ?? 0,
  };
};

/** One of the quantities that the claim of this cell refers to, by symbol. */
export const quantityIn = ({ setting }: Pick<BoundCell, 'setting'>, symbol: string): Quantity =>
  setting.quantities.find((quantity) => quantity.symbol === symbol)!;
