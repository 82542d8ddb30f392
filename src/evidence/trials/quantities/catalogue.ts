import type { BoundClaim } from '../../../claims/boundClaim.ts';
import { axisNames } from '../../../claims/boundClaim.ts';
import { ClaimError } from '../../../claims/claimError.ts';
import { didYouMean } from '../../../claims/nearest.ts';
import { gradientFamily } from './gradient.ts';
import type { Family, Quantity } from './quantity.ts';
import { stepFamily } from './step.ts';
import { valueFamily } from './value.ts';

/** The families, cheapest first: a claim is examined by the first that has all its quantities. */
const families: readonly Family[] = [valueFamily, gradientFamily, stepFamily];

/** Every quantity a claim may speak of, by name. */
export const quantities: ReadonlyMap<string, Quantity> = new Map(
  families.flatMap((family) => family.quantities.map((quantity) => [quantity.name, quantity] as const)),
);

/** The TeX of every quantity, for rendering formulas. */
export const quantityTex: Readonly<Record<string, string>> = Object.fromEntries(
  [...quantities.values()].map(({ name, tex }) => [name, tex]),
);

/** The quantities that a claim's conclusion and premise speak of. */
export const quantitiesOf = (bound: BoundClaim): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { lhs, rhs } of [bound.conclusion, ...bound.premise])
    for (const symbol of [...lhs.symbols, ...rhs.symbols])
      if (!axisNames.includes(symbol) && !Object.hasOwn(bound.constants, symbol)) names.add(symbol);
  return names;
};

/**
 * The family that examines a claim: one instance has to show all the quantities that the claim compares.
 *
 * Throws: `ClaimError` when a name is no quantity, when a quantity needs a constant that the claim does not declare, or when no
 * single family has them all.
 */
export const familyOf = (bound: BoundClaim): Family => {
  const names = [...quantitiesOf(bound)];
  for (const name of names) {
    const quantity = quantities.get(name);
    if (quantity === undefined)
      throw new ClaimError(
        `claim "${bound.claim.id}" speaks of "${name}", which is no quantity${didYouMean(name, quantities.keys()) || `; there are ${[...quantities.keys()].join(', ')}`}`,
      );
    const missing = quantity.parameters.find((parameter) => !Object.hasOwn(bound.constants, parameter));
    if (missing !== undefined)
      throw new ClaimError(
        `claim "${bound.claim.id}" speaks of "${name}", which depends on ${missing}; declare ${missing} under its constants`,
      );
  }
  const family = families.find((candidate) =>
    names.every((name) => candidate.quantities.some((quantity) => quantity.name === name)),
  );
  if (family === undefined)
    throw new ClaimError(
      `claim "${bound.claim.id}" compares ${names.join(', ')}, which no single draw shows together; state it as two claims`,
    );
  return family;
};
