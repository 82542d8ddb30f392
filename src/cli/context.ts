import type { Claim } from '../claims/claim.ts';
import { didYouMean } from '../claims/nearest.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import type { Examination } from '../evidence/trials/examination.ts';

/** Everything that has a claim's name: claims on draws, and statements examined as a whole. */
export interface Named {
  readonly claims: readonly Claim[];
  readonly examinations: readonly Examination[];
}

/** What has one of these ids, in all readings, in the order of the catalogue. Throws: `UsageError` on an unknown id. */
export const claimsNamed = (ids: readonly string[], { claims, examinations }: Named): Named => {
  const known = [
    ...new Set([...claims.map(({ id }) => id), ...examinations.map(({ statement }) => statement.id)]),
  ];
  for (const id of ids)
    if (!known.includes(id))
      throw new UsageError(
        `there is no claim "${id}"${didYouMean(id, known) || '; `lakatos claims` lists them, and --config names a file with your own'}`,
      );
  return {
    claims: claims.filter(({ id }) => ids.includes(id)),
    examinations: examinations.filter(({ statement }) => ids.includes(statement.id)),
  };
};

/**
 * Claims on draws of this id, in all readings. Throws: `UsageError` on an unknown id, and for a statement that has no trials one
 * could ask for.
 */
export const claimsOnDraws = (id: string, all: Named): readonly Claim[] => {
  const { claims } = claimsNamed([id], all);
  if (claims.length > 0) return claims;
  throw new UsageError(
    `"${id}" is examined as a whole and has no trials of its own; try \`lakatos check ${id}\``,
  );
};
