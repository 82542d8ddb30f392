import type { BoundCell } from './bindCell.ts';
import { drawPremise } from './boundClaim.ts';

/**
 * The exact failure rate where the conclusion is `quantity ≤ …` for a quantity of known law and the premise lets every draw
 * pass; null elsewhere.
 */
export const exactRateOf = ({ bound, scope, setting, wanted }: BoundCell): number | null => {
  const { lhs, rhs } = bound.conclusion;
  const quantity = setting.quantities.find(({ symbol }) => symbol === lhs.text.trim());
  if (quantity?.upperTail === undefined || drawPremise(bound).length > 0) return null;
  if ([...rhs.symbols].some((name) => wanted.has(name))) return null;
  return quantity.upperTail(rhs.evaluate(scope), scope);
};
