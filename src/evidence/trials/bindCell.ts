import { type BoundClaim, type Scope, scopeOf } from '../../claims/boundClaim.ts';
import type { Cell } from '../outcomes/cell.ts';
import { builtIn, type Catalogue, familyOf, quantitiesOf } from './quantities/catalogue.ts';
import type { Family, Quantity } from './quantities/quantity.ts';

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

/**
 * Makes a claim ready at a cell, with the quantities of `catalogue`.
 *
 * Throws: `ClaimError` or `FormulaError` when the claim cannot be read in this cell.
 */
export const bindCell = (bound: BoundClaim, cell: Cell, catalogue: Catalogue = builtIn): BoundCell => {
  const scope = scopeOf(cell, cell.constants);
  return {
    bound,
    cell,
    scope,
    family: familyOf(bound, catalogue),
    wanted: quantitiesOf(bound),
    radius: bound.radius.evaluate(scope),
    failureRate: bound.failureRate.evaluate(scope),
  };
};

/** One of the quantities that the claim of this cell speaks of, by name. */
export const quantityIn = ({ family }: Pick<BoundCell, 'family'>, name: string): Quantity =>
  family.quantities.find((quantity) => quantity.name === name)!;
