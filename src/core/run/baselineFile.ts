import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Profile } from '../theorem.ts';
import { type Baseline, baselineFolder } from './baseline.ts';
import { UsageError } from './usageError.ts';

const values = z.record(z.string(), z.number());

const accepted = z.strictObject({
  verdict: z.enum(['refuted', 'narrowed', 'supported', 'consistent', 'undecided', 'vacuous']),
  basis: z.enum(['proof', 'exact', 'draws', 'test', 'experiment', 'consequence']),
  least: z.array(
    z.strictObject({
      ...{ at: values, slice: values },
      constants: z.record(
        z.string(),
        z.union([
          z.strictObject({ moreThan: z.number() }),
          z.strictObject({ atLeast: z.number() }),
          z.strictObject({ lessThan: z.number() }),
          z.strictObject({ atMost: z.number() }),
        ]),
      ),
    }),
  ),
  ...{ cells: z.number(), searches: z.number() },
});

const shape: z.ZodType<Baseline> = z.strictObject({
  schema: z.literal('lakatos/baseline@1'),
  profile: z.string(),
  seed: z.string(),
  alpha: z.strictObject({ refute: z.number(), support: z.number() }),
  verdicts: z.record(z.string(), z.enum(['refuted', 'supported', 'consistent', 'undecided', 'vacuous'])),
  claims: z.record(z.string(), accepted).exactOptional(),
});

/** The accepted verdicts of a profile, or null where none have been accepted yet. Throws: `UsageError` when the file is broken. */
export const readBaseline = (profile: Profile, from = baselineFolder): Baseline | null => {
  const file = join(from, `${profile}.json`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new UsageError(`cannot read the baseline ${file}: ${(error as Error).message}`);
  }
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw new UsageError(
      `${file} is not a baseline; restore it from git, or accept a new one with check --accept`,
    );
  }
};

/** Writes the accepted verdicts of a profile, whole or not at all. */
export const writeBaseline = (baseline: Baseline, to = baselineFolder): string => {
  const file = join(to, `${baseline.profile}.json`);
  mkdirSync(to, { recursive: true });
  writeFileSync(`${file}.part`, `${JSON.stringify(baseline, null, 2)}\n`);
  renameSync(`${file}.part`, file);
  return file;
};
