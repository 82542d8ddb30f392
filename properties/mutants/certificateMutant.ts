import { tryCertificate } from './certificateTrials.ts';
import type { Mutant } from './mutant.ts';
import { mutatedCertificate, type Replacement } from './mutatedCertificate.ts';

/** A mutant of the certificate, and the text it replaces. */
export interface CertificateMutant extends Mutant {
  readonly replacement: Replacement;
}

/** One text of one module of the certificate replaced by another; `survives` says why no draw can tell. */
export const mutated = (
  name: string,
  file: string,
  text: string,
  by: string,
  survives?: string,
): CertificateMutant => ({
  name,
  kind: 'certificate',
  change: `${text} → ${by === '' ? 'nothing' : by}`,
  where: file,
  replacement: { file, text, by },
  ...(survives === undefined ? {} : { survives }),
  kill: async ({ draws }) => {
    const { objection, draws: trials } = tryCertificate(mutatedCertificate({ file, text, by }), draws, false);
    return { killedBy: objection, trials, unmutated: 'stands' };
  },
});
