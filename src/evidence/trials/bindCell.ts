import { type BoundClaim, type Scope, scopeOf } from '../../claims/boundClaim.ts';
import type { Cell } from '../outcomes/cell.ts';
import { familyOf, quantitiesOf } from './quantities/catalogue.ts';
import type { Family } from './quantities/quantity.ts';

/** A claim at one cell, made ready once for all of its trials. */
export interface BoundCell {
  readonly bound: BoundClaim;
  readonly cell: Cell;
  readonly scope: Scope;
  readonly family: Family;
  readonly wanted: ReadonlySet<string>;
  readonly radius: number;
  readonly failureRate: number;
}

/** Throws: `ClaimError` or `FormulaError` when the claim cannot be read in this cell. */
export const bindCell = (bound: BoundClaim, cell: Cell): BoundCell => {
  const scope = scopeOf(cell, cell.constants);
  return {
    bound,
    cell,
    scope,
    family: familyOf(bound),
    wanted: quantitiesOf(bound),
    radius: bound.radius.evaluate(scope),
    failureRate: bound.failureRate.evaluate(scope),
  };
};
