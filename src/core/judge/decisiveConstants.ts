import { type BoundCell, quantityIn } from './bindCell.ts';
import { drawPremise } from './boundClaim.ts';

/** The constants that decide a trial, themselves or by way of others, as opposed to those of a premise on axes and constants alone. */
export const decisiveConstants = (at: BoundCell): Record<string, number> => {
  const { bound } = at;
  const formulas = [
    bound.conclusion.lhs,
    bound.conclusion.rhs,
    ...Object.values(bound.where),
    ...(bound.failureRate === null ? [] : [bound.failureRate]),
    ...drawPremise(bound).flatMap(({ lhs, rhs }) => [lhs, rhs]),
  ];
  const spoken = new Set(formulas.flatMap((formula) => [...formula.symbols]));
  for (const name of at.wanted)
    for (const parameter of quantityIn(at, name).reads ?? []) spoken.add(parameter);
  // What a default speaks of decides through it; a default speaks of constants declared before its own.
  for (const [name, { symbols }] of Object.entries(bound.constants).reverse())
    if (spoken.has(name)) for (const symbol of symbols) spoken.add(symbol);
  return Object.fromEntries(Object.entries(at.cell.constants).filter(([name]) => spoken.has(name)));
};
