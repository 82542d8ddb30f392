import type { Reading } from '../core/claim.ts';
import { streamOf } from '../core/judge/judgeCell.ts';
import type { Trial } from '../core/judge/outcome.ts';
import { runTrial } from '../core/judge/runTrial.ts';
import { allTwelveDigits } from '../core/report/decimals.ts';
import { openBracket } from '../core/report/explanation.ts';
import { planCells } from '../core/run/plan.ts';
import { UsageError } from '../core/run/usageError.ts';
import { useTeam } from '../numerics/kernels/simd/sweep.ts';
import { useMemory } from '../numerics/memory.ts';
import { toJson } from '../render/json.ts';
import { significant } from '../render/numbers.ts';
import type { CheckFlags } from './check.ts';
import { claimsOnDraws } from './context.ts';
import { EXIT } from './exitCodes.ts';
import { single } from './lists.ts';
import { resolveSettings } from './settings.ts';
import type { Terminal } from './terminal.ts';

export interface TrialsFlags extends CheckFlags {
  readonly from?: number;
  readonly to?: number;
}

const requireRange = (from: number, to: number): void => {
  for (const [name, value] of [
    ['--from', from],
    ['--to', to],
  ] as const)
    if (!Number.isSafeInteger(value) || value < 0 || value > 2 ** 32)
      throw new UsageError(`${name} ${value} is not a trial index; give a whole number of at least 0`);
  if (from > to)
    throw new UsageError(
      `--from ${from} lies beyond --to ${to}; trials run from --from up to, not including, --to`,
    );
};

const openBrackets = (brackets: Trial['brackets']) =>
  Object.fromEntries(Object.entries(brackets).map(([name, bracket]) => [name, openBracket(bracket)]));

const line = (trial: Trial): string => {
  const bracket = (pair: Trial['margin']): string =>
    pair === null
      ? '–'
      : `${pair.certificate === null ? '?' : significant(pair.certificate, 5)} … ${pair.attack === null ? '?' : significant(pair.attack, 5)}`;
  const known = Object.entries(trial.brackets).map(([name, ends]) => {
    const { lower, upper } = openBracket(ends);
    return `${name} ${bracket({ certificate: lower, attack: upper })}`;
  });
  const critical = trial.critical === null ? '' : `; critical constant ${bracket(trial.critical)}`;
  const ended = trial.endedBy === undefined ? '' : `; ${trial.endedBy}`;
  return `trial ${trial.index}: ${trial.outcome.kind}; margin ${bracket(trial.margin)}${critical}${ended}\n    ${known.join(', ')}\n`;
};

/**
 * `lakatos trials CLAIM`: examines the draws of one cell one by one, every search carried to its end.
 *
 * The constants are at their defaults unless `--let` sets them; the draws are those that `check` judges.
 */
export const trials = async (id: string, flags: TrialsFlags, terminal: Terminal): Promise<number> => {
  const settings = await resolveSettings(flags, terminal.env);
  const reading: Reading = flags.reading ?? 'printed';
  const found = claimsOnDraws(id, settings.theorems).find(({ claim }) => claim.reading === reading);
  if (found === undefined)
    throw new UsageError(`claim "${id}" has no ${reading} reading; \`lakatos claims\` lists the readings`);
  const { theorem, claim } = found;
  useMemory(settings.memory);
  useTeam(settings.threads);
  const from = flags.from ?? 0;
  const to = flags.to ?? from + 16;
  requireRange(from, to);
  const asked = { ...settings.axes, ...flags.axes };
  const axes = Object.fromEntries(
    theorem.axes.map(({ symbol }) => [symbol, [single(asked[symbol], `--${symbol}`, 'trials')]]),
  );
  for (const [name, values] of Object.entries(flags.let ?? {})) single(values, `--let ${name}`, 'trials');
  const [planned] = planCells({
    claims: [claim],
    profile: settings.profile,
    axes,
    constantValues: flags.let ?? {},
    readings: null,
    mode: flags.mode ?? 'reduced',
    trials: null,
    threads: 1,
    theorem,
  });
  const { at } = planned!;
  const { constants, mode } = at.cell;
  const stream = streamOf(at, { seed: settings.seed, purpose: 'verdict' });
  const rows: object[] = [];
  for (let index = from; index < to; index++) {
    const trial = runTrial(at, stream, index, 'exhaust');
    if (flags.json !== true) terminal.out(line(trial));
    else {
      const { outcome, margin, critical, brackets, endedBy } = trial;
      const why = outcome.kind === 'unresolved' ? { why: outcome.why } : {};
      rows.push(
        allTwelveDigits({
          index,
          outcome: outcome.kind,
          ...why,
          margin,
          critical,
          ...(endedBy !== undefined && { endedBy }),
          brackets: openBrackets(brackets),
        }),
      );
    }
  }
  if (flags.json === true)
    terminal.out(
      toJson(
        {
          schema: 'lakatos/trials@2',
          claim: claim.id,
          reading,
          cell: { at: at.cell.at, constants: allTwelveDigits(constants), mode },
          seed: settings.seed,
          trials: rows,
        },
        'trials',
      ),
    );
  return EXIT.nothingUnexpected;
};
