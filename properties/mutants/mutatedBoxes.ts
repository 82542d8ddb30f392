import { readdirSync } from 'node:fs';
import * as normal from '../../src/numerics/statistics/normal.ts';
import * as quickNormal from '../../src/numerics/statistics/quickNormal.ts';
import * as tabulatedNormal from '../../src/numerics/statistics/tabulatedNormal.ts';
import type * as allowance from '../../src/theorems/lazyTraining/certificates/boxes/allowance.ts';
import * as inUse from '../../src/theorems/lazyTraining/kernels/inUse.ts';
import type { BoxCode } from '../arbitraries/boxLaws.ts';
import type { Replacement } from './mutatedCertificate.ts';
import { mutatedModules } from './mutatedModules.ts';

const folder = new URL('../../src/theorems/lazyTraining/certificates/boxes/', import.meta.url);

/** What the certificate by boxes stands on, which is not mutated. */
const grounds: Readonly<Record<string, unknown>> = {
  '../../../../numerics/statistics/normal.ts': normal,
  '../../../../numerics/statistics/quickNormal.ts': quickNormal,
  '../../../../numerics/statistics/tabulatedNormal.ts': tabulatedNormal,
  '../../kernels/inUse.ts': inUse,
};

/**
 * The certificate by boxes with one replacement in the text of one of its modules, or as it is (null), evaluated anew in memory.
 *
 * Throws: `Error` when the text to replace does not stand there exactly once.
 */
export const mutatedBoxes = (replacement: Replacement | null): BoxCode & typeof allowance =>
  mutatedModules(
    folder,
    readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')),
    grounds,
    replacement === null ? null : { ...replacement, file: replacement.file.replace('boxes/', '') },
  ) as unknown as BoxCode & typeof allowance;
