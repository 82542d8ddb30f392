import type { BoundClaim } from '../../../claims/boundClaim.ts';
import { axisNames } from '../../../claims/boundClaim.ts';
import { ClaimError } from '../../../claims/claimError.ts';
import { didYouMean } from '../../../claims/nearest.ts';
import { gradientFamily } from './gradient.ts';
import type { Family, Quantity } from './quantity.ts';
import { stepFamily } from './step.ts';
import { valueFamily } from './value.ts';

/** What claims may speak of: families of quantities, cheapest first. */
export interface Catalogue {
  /** A claim is examined by the first family that has all its quantities. */
  readonly families: readonly Family[];
  /** Every quantity by name. */
  readonly quantities: ReadonlyMap<string, Quantity>;
}

const catalogueOf = (families: readonly Family[]): Catalogue => ({
  families,
  quantities: new Map(
    families.flatMap((family) => family.quantities.map((quantity) => [quantity.name, quantity] as const)),
  ),
});

/** The quantities of this package. */
export const builtIn: Catalogue = catalogueOf([valueFamily, gradientFamily, stepFamily]);

/**
 * A catalogue with another family behind those it has.
 *
 * Throws: `ClaimError` naming `where` when the family, or one of its quantities, has a name that is taken: a formula could not
 * tell the two apart.
 */
export const withFamily = (catalogue: Catalogue, family: Family, where: string): Catalogue => {
  const { families, quantities } = catalogue;
  if (families.some(({ name }) => name === family.name))
    throw new ClaimError(
      `${where}: name: there is a family "${family.name}" already; give this one another name`,
    );
  family.quantities.forEach(({ name }, i) => {
    if (quantities.has(name) || family.quantities.findIndex((one) => one.name === name) !== i)
      throw new ClaimError(
        `${where}: quantities[${i}].name: there is a quantity "${name}" already; give this one another name`,
      );
  });
  return catalogueOf([...families, family]);
};

/** The TeX of a family's quantities, for rendering formulas. */
export const texOf = (family: Family): Readonly<Record<string, string>> =>
  Object.fromEntries(family.quantities.map(({ name, tex }) => [name, tex]));

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
export const familyOf = (bound: BoundClaim, { families, quantities }: Catalogue = builtIn): Family => {
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
