import { z } from 'zod';
import type { SearchReport } from '../../outcomes/report.ts';
import type { Examined } from '../../trials/examination.ts';

const verdict = z.enum(['refuted', 'supported', 'consistent', 'undecided', 'vacuous']);
const spread = z.strictObject({ min: z.number(), median: z.number(), max: z.number() });

/** An examination's result as the store gives it back; its checksum vouches for the inside of the exhibits. */
export const examinedShape = z.strictObject({
  verdict,
  tally: z.strictObject({
    violated: z.number(),
    certified: z.number(),
    unresolved: z.number(),
    skipped: z.number(),
  }),
  error: z.number().nullable(),
  because: z.string(),
  margin: spread.nullable(),
  exhibits: z.array(
    z.looseObject({
      kind: z.enum(['table', 'curves', 'heatmap', 'network', 'test', 'growth', 'images']),
      title: z.string().exactOptional(),
    }),
  ),
}) as unknown as z.ZodType<Examined>;

/** A search's result as the store gives it back. */
export const searchShape = z.looseObject({
  claim: z.string(),
  reading: z.enum(['printed', 'intended']),
  goal: z.enum(['smallest', 'largest d']),
  says: z.string(),
  judged: z.number(),
  seed: z.number(),
  path: z.string().nullable(),
  verdict: z.enum(['refuted', 'undecided', 'nothing refuted']),
  cell: z.looseObject({}).nullable(),
  confirmation: z.looseObject({}).nullable(),
}) as unknown as z.ZodType<SearchReport>;
