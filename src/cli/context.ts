import type { Claim } from '../claims/claim.ts';
import { didYouMean } from '../claims/nearest.ts';
import { UsageError } from '../evidence/runner/usageError.ts';

/** The claims of these ids, all readings, in the order of the catalogue. Throws: `UsageError` on an unknown id. */
export const claimsNamed = (ids: readonly string[], all: readonly Claim[]): readonly Claim[] => {
  const known = [...new Set(all.map(({ id }) => id))];
  for (const id of ids)
    if (!known.includes(id))
      throw new UsageError(
        `there is no claim "${id}"${didYouMean(id, known) || '; `lakatos claims` lists them, and --config names a file with your own'}`,
      );
  return all.filter(({ id }) => ids.includes(id));
};
