import { z } from 'zod';
import type { SearchReport } from '../../report/report.ts';
import type { Evidence } from '../../study.ts';

const verdict = z.enum(['refuted', 'supported', 'consistent', 'undecided', 'vacuous']);
const spread = z.strictObject({ min: z.number(), median: z.number(), max: z.number() });

/** The evidence of a study as the store gives it back; its checksum vouches for the inside of the figures. */
export const evidenceShape = z.looseObject({
  verdict,
  tally: z.strictObject({
    violated: z.number(),
    certified: z.number(),
    unresolved: z.number(),
    skipped: z.number(),
  }),
  error: z.number().nullable(),
  because: z.string().nullable(),
  margin: spread.nullable(),
  figures: z.array(
    z.looseObject({
      kind: z.enum(['table', 'curves', 'heatmap', 'instance', 'test', 'growth', 'images']),
      title: z.string().exactOptional(),
    }),
  ),
}) as unknown as z.ZodType<Evidence>;

/** A search's result as the store gives it back. */
export const searchShape = z.looseObject({
  claim: z.string(),
  reading: z.enum(['printed', 'intended']),
  along: z.string().nullable(),
  says: z.string(),
  judged: z.number(),
  seed: z.number(),
  path: z.string().nullable(),
  verdict: z.enum(['refuted', 'undecided', 'nothing refuted']),
  cell: z.looseObject({}).nullable(),
  confirmation: z.looseObject({}).nullable(),
}) as unknown as z.ZodType<SearchReport>;
