import { ballMutants } from './ballMutants.ts';
import { boxMutants } from './boxMutants.ts';
import type { CertificateMutant } from './certificateMutant.ts';
import { neuronMutants } from './neuronMutants.ts';
import { revealedMutants } from './revealedMutants.ts';
import { sumMutants } from './sumMutants.ts';

/** Planted errors in the certificate of the gradient step, one text of one module each. */
export const certificateMutants: readonly CertificateMutant[] = [
  ...ballMutants,
  ...neuronMutants,
  ...sumMutants,
  ...revealedMutants,
  ...boxMutants,
];
