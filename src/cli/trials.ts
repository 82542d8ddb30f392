import type { Reading } from '../claims/claim.ts';
import { twelveDigits } from '../evidence/outcomes/decimals.ts';
import type { Trial } from '../evidence/outcomes/outcome.ts';
import { planCells } from '../evidence/runner/plan.ts';
import { resolveSettings } from '../evidence/runner/settings.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import { cellStream } from '../evidence/trials/address.ts';
import { examineTrial } from '../evidence/trials/examineTrial.ts';
import { useMemory } from '../network/samplers/memory.ts';
import { useTeam } from '../numerics/kernels/simd/large/largeMemory.ts';
import { toJson } from '../reporters/json.ts';
import { significant } from '../reporters/numbers.ts';
import type { CheckFlags } from './check.ts';
import { claimsOnDraws } from './context.ts';
import { examinations } from './examinations.ts';
import { EXIT } from './exitCodes.ts';
import { single } from './lists.ts';
import type { Terminal } from './terminal.ts';

export interface TrialsFlags extends CheckFlags {
  readonly from?: number;
  readonly to?: number;
}

/** Twelve digits in every number of a record, however deep: they come from `Math.log` and its like. */
const rounded = <T>(value: T): T => {
  if (typeof value === 'number') return (Number.isInteger(value) ? value : twelveDigits(value)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, rounded(entry)])) as T;
};

const requireRange = (from: number, to: number): void => {
  for (const [name, value] of [
    ['--from', from],
    ['--to', to],
  ] as const)
    if (!Number.isSafeInteger(value) || value < 0 || value > 2 ** 32)
      throw new UsageError(`${name} ${value} is no trial index; give a whole number of at least 0`);
  if (from > to)
    throw new UsageError(
      `--from ${from} lies beyond --to ${to}; trials run from --from up to, not including, --to`,
    );
};

const line = (trial: Trial): string => {
  const bracket = (pair: Trial['margin']): string =>
    pair === null
      ? '–'
      : `${pair.certificate === null ? '?' : significant(pair.certificate, 5)} … ${pair.attack === null ? '?' : significant(pair.attack, 5)}`;
  const measured = Object.entries(trial.measured).map(([name, value]) => {
    if (typeof value === 'number') return `${name} ${significant(value, 5)}`;
    return `${name} ${bracket(value)}`;
  });
  const critical = trial.critical === null ? '' : `; critical constant ${bracket(trial.critical)}`;
  return `trial ${trial.index}: ${trial.outcome.kind}; margin ${bracket(trial.margin)}${critical}\n    ${measured.join(', ')}\n`;
};

/**
 * `lakatos trials CLAIM`: examines the draws of one cell one by one, every search carried to its end.
 *
 * The constants are at their defaults unless `--let` sets them; the draws are those that `check` judges.
 */
export const trials = async (id: string, flags: TrialsFlags, terminal: Terminal): Promise<number> => {
  const settings = await resolveSettings(flags, terminal.env);
  const reading: Reading = flags.reading ?? 'printed';
  const claim = claimsOnDraws(id, { claims: settings.claims, examinations }).find(
    (one) => one.reading === reading,
  );
  if (claim === undefined)
    throw new UsageError(`claim "${id}" has no ${reading} reading; \`lakatos claims\` lists the readings`);
  useMemory(settings.memory);
  useTeam(settings.threads);
  const from = flags.from ?? 0;
  const to = flags.to ?? from + 16;
  requireRange(from, to);
  const axes = {
    d: [single(flags.d, '--d', 'trials')],
    m: [single(flags.m, '--m', 'trials')],
    C0: [single(flags.C0, '--C0', 'trials')],
    gamma: [single(flags.gamma ?? settings.gamma ?? undefined, '--gamma', 'trials')],
  };
  for (const [name, values] of Object.entries(flags.let ?? {})) single(values, `--let ${name}`, 'trials');
  const [planned] = planCells({
    claims: [claim],
    profile: settings.profile,
    axes,
    lets: flags.let ?? {},
    readings: null,
    mode: flags.mode ?? 'reduced',
    trials: null,
    threads: 1,
    catalogue: settings.catalogue,
  });
  const { at } = planned!;
  const { d, m, C0, gamma, constants, mode } = at.cell;
  const stream = cellStream(settings.seed, 'verdict', claim.id, d, m);
  const rows: object[] = [];
  for (let index = from; index < to; index++) {
    const trial = examineTrial(at, stream, index, 'exhaust');
    if (flags.json !== true) terminal.out(line(trial));
    else {
      const { outcome, margin, critical, measured } = trial;
      const why = outcome.kind === 'unresolved' ? { why: outcome.why } : {};
      rows.push(rounded({ index, outcome: outcome.kind, ...why, margin, critical, measured }));
    }
  }
  if (flags.json === true)
    terminal.out(
      toJson(
        {
          schema: 'lakatos/trials@1',
          claim: claim.id,
          reading,
          cell: { d, m, C0, gamma, constants: rounded(constants), mode },
          seed: settings.seed,
          trials: rows,
        },
        'trials',
      ),
    );
  return EXIT.nothingUnexpected;
};
