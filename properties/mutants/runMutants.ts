import { boundMutants } from './boundMutants.ts';
import { certificateMutants } from './certificateMutants.ts';
import { tryCertificate } from './certificateTrials.ts';
import { claimMutants, coins } from './claimMutants.ts';
import { constantMutants } from './constantMutants.ts';
import type { Attempt, Mutant } from './mutant.ts';
import { mutatedCertificate } from './mutatedCertificate.ts';
import { statementMutants } from './statementMutants.ts';

/** All planted errors, and the coins whose law is known. */
export const mutants: readonly Mutant[] = [
  ...coins,
  ...claimMutants,
  ...certificateMutants,
  ...boundMutants,
  ...statementMutants,
  ...constantMutants,
];

export interface Row extends Attempt {
  readonly mutant: Mutant;
  /** Whether it stands and nobody has said why, or has fallen although somebody has. */
  readonly unexpected: boolean;
}

/** Tries the mutants one after the other; each says itself what kills it. */
export const runMutants = async (
  chosen: readonly Mutant[],
  draws: number,
  tell: (row: Row) => void,
): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const mutant of chosen) {
    const attempt = await mutant.kill({ draws });
    const survives = mutant.survives !== undefined;
    const row: Row = { ...attempt, mutant, unexpected: (attempt.killedBy === null) !== survives };
    rows.push(row);
    tell(row);
  }
  return rows;
};

/** What the draws say against the certificate as it is: nothing, or the draws are at fault. */
export const objectionToTheTruth = (draws: number): string | null =>
  tryCertificate(mutatedCertificate(null), draws, false).objection;
