import type { Claim } from '../core/claim.ts';
import { didYouMean } from '../core/formula/nearest.ts';
import { UsageError } from '../core/run/usageError.ts';
import { isStudy, type Listed, listed, type Theorem } from '../core/theorem.ts';

/**
 * The statements with one of these ids, in all readings, in the order of their theorems; the id of a theorem stands for all of its
 * statements. Throws: `UsageError` on an unknown id.
 */
export const statementsNamed = (ids: readonly string[], theorems: readonly Theorem[]): readonly Listed[] => {
  const all = listed(theorems);
  const known = [...new Set(all.flatMap(({ theorem, statement }) => [statement.id, theorem.id]))];
  for (const id of ids)
    if (!known.includes(id))
      throw new UsageError(
        `there is no claim "${id}"${didYouMean(id, known) || '; `lakatos claims` lists them, and --config names a file with your own'}`,
      );
  return all.filter(({ theorem, statement }) => ids.includes(statement.id) || ids.includes(theorem.id));
};

/** A claim that is tried draw by draw, with its theorem. */
export interface ListedClaim {
  readonly theorem: Theorem;
  readonly claim: Claim;
}

/** All claims that are tried draw by draw. */
export const claimsIn = (theorems: readonly Theorem[]): readonly ListedClaim[] =>
  listed(theorems).flatMap(({ theorem, statement }) =>
    isStudy(statement) ? [] : [{ theorem, claim: statement }],
  );

/**
 * Claims on draws of this id, in all readings. Throws: `UsageError` on an unknown id, and for a study, which has no trials one could
 * ask for.
 */
export const claimsOnDraws = (id: string, theorems: readonly Theorem[]): readonly ListedClaim[] => {
  const named = statementsNamed([id], theorems).filter(({ statement }) => statement.id === id);
  const found = named.flatMap(({ theorem, statement }) =>
    isStudy(statement) ? [] : [{ theorem, claim: statement }],
  );
  if (found.length > 0) return found;
  throw new UsageError(
    `"${id}" is decided by a study and has no trials of its own; try \`lakatos check ${id}\``,
  );
};
