import type { ConstantChapter, ConstantsDocument, FrontierReport } from '../report/constants.ts';
import { version } from '../run/provenance.ts';

/** What `lakatos calibrate --json` prints: the contract's two lists, and beside them what chapters and frontiers say. */
export const documentOf = (
  chapters: readonly ConstantChapter[],
  frontiers: readonly FrontierReport[],
  seed: string,
  missing: readonly string[] = [],
): ConstantsDocument => ({
  schema: 'lakatos/constants@2',
  version,
  seed,
  constants: [
    ...chapters.flatMap(({ constants }) => constants),
    ...frontiers.map(({ constant }) => constant),
  ],
  drift: chapters.flatMap(({ drift }) => drift),
  chapters: chapters.map(({ name, claim, reading, says, conclusion, law, replay }) => ({
    name,
    claim,
    reading,
    says,
    conclusion,
    law,
    replay,
  })),
  frontiers,
  ...(missing.length > 0 && { missing }),
});
