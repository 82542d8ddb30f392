import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Alpha } from '../outcomes/report.ts';
import type { Verdict } from '../outcomes/verdict.ts';
import { isControl, isExamination, nameOfPlanned, type Planned } from './planned.ts';
import type { ProfileName } from './profiles.ts';
import { UsageError } from './usageError.ts';

/** The verdicts that a profile obtained, cell by cell, when they were last accepted. */
export interface Baseline {
  readonly schema: 'lakatos/baseline@1';
  readonly profile: string;
  readonly seed: string;
  readonly alpha: Alpha;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

const shape: z.ZodType<Baseline> = z.strictObject({
  schema: z.literal('lakatos/baseline@1'),
  profile: z.string(),
  seed: z.string(),
  alpha: z.strictObject({ refute: z.number(), support: z.number() }),
  verdicts: z.record(z.string(), z.enum(['refuted', 'supported', 'consistent', 'undecided', 'vacuous'])),
});

/** Where the baselines of this package lie. */
export const baselineFolder = fileURLToPath(new URL('../../../fixtures/baselines/', import.meta.url));

/** The baseline's name of a cell. The cap is part of it: fewer trials may well end in another verdict. */
export const baselineKey = (planned: Planned): string => {
  const { claim, reading, cell } = nameOfPlanned(planned);
  return `${claim}/${reading}/${cell}${isExamination(planned) ? '' : `,cap=${planned.cap}`}`;
};

/** The accepted verdicts of a profile, or null where none have been accepted yet. Throws: `UsageError` when the file is broken. */
export const readBaseline = (profile: ProfileName, from = baselineFolder): Baseline | null => {
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
      `${file} is no baseline; restore it from git, or accept a new one with check --accept`,
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

/** What is expected of a cell: the accepted verdict, else that a claim holds and that a control is refuted. */
export const expectationOf = (planned: Planned, baseline: Baseline | null): string => {
  const key = baselineKey(planned);
  if (baseline !== null && Object.hasOwn(baseline.verdicts, key)) return baseline.verdicts[key]!;
  return isControl(planned) ? 'refuted' : 'holds';
};
