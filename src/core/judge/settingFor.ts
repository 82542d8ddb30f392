import { ClaimError } from '../claimError.ts';
import { didYouMean } from '../formula/nearest.ts';
import type { Setting } from '../theorem.ts';
import { type BoundClaim, quantitiesOf } from './boundClaim.ts';

/** The TeX of a setting's quantities, for rendering formulas. */
export const texOf = ({ quantities }: Setting): Readonly<Record<string, string>> =>
  Object.fromEntries(quantities.map(({ symbol, tex }) => [symbol, tex]));

/**
 * The first setting that has all quantities of a claim: one draw has to show what the claim compares.
 *
 * Throws: `ClaimError` when a name is not a quantity, when a quantity or the setting reads a symbol that the claim does not give, or when
 * no single setting has all quantities.
 */
export const settingFor = (bound: BoundClaim, settings: readonly Setting[]): Setting => {
  const { id } = bound.claim;
  const names = [...quantitiesOf(bound)];
  const all = settings.flatMap(({ quantities }) => quantities);
  const known = [...new Set(all.map(({ symbol }) => symbol))];
  for (const name of names) {
    const quantity = all.find(({ symbol }) => symbol === name);
    if (quantity === undefined)
      throw new ClaimError(
        `claim "${id}" refers to "${name}", which is not a quantity${didYouMean(name, known) || `; there are ${known.join(', ')}`}`,
      );
    const missing = quantity.reads?.find((one) => !bound.ofCell.has(one));
    if (missing !== undefined)
      throw new ClaimError(
        `claim "${id}" refers to "${name}", which depends on ${missing}; declare ${missing} under its constants`,
      );
  }
  const setting = settings.find(({ quantities }) =>
    names.every((name) => quantities.some(({ symbol }) => symbol === name)),
  );
  if (setting === undefined)
    throw new ClaimError(
      `claim "${id}" compares ${names.join(', ')}, which no single draw shows together; state it as two claims`,
    );
  const missing = setting.reads.find((one) => !bound.ofCell.has(one));
  if (missing !== undefined)
    throw new ClaimError(
      `claim "${id}" gives no ${missing}, which the setting "${setting.name}" reads; derive it under where`,
    );
  return setting;
};
