import { relative } from 'node:path';
import type { Provenance } from '../core/report/report.ts';
import { type Baseline, baselineFolder } from '../core/run/baseline.ts';
import { readBaseline } from '../core/run/baselineFile.ts';
import { runsInParallel } from '../core/run/inParallel.ts';
import { estimatedSeconds, estimatedWait } from '../core/run/planned.ts';
import { packageRoot, provenanceOf } from '../core/run/provenance.ts';
import type { Settings } from '../core/run/settings.ts';
import { parseShard, type Shard } from '../core/run/shards.ts';
import type { Keeping } from '../core/run/store/keeping.ts';
import { UsageError } from '../core/run/usageError.ts';
import { useMemory } from '../numerics/memory.ts';
import { duration } from '../render/numbers.ts';
import { plural } from '../render/words.ts';
import type { CheckFlags } from './check.ts';
import { type CheckPlan, isWholeProfile, onDraws, planCheck, requireShare } from './checkRequest.ts';
import { DEFAULT_STORE, extended, keepingOf } from './keep.ts';
import { type Part, partOf } from './part.ts';
import { patienceOf } from './patience.ts';
import { requireWritable } from './requireWritable.ts';
import { resolveSettings } from './settings.ts';
import type { Terminal } from './terminal.ts';

/** A run of `check` before its first draw: what it will do, and with what. */
export interface PreparedCheck {
  readonly settings: Settings;
  readonly baseline: Baseline | null;
  readonly shard: Shard | null;
  readonly whole: CheckPlan;
  /** What of the whole is done here. */
  readonly part: Part;
  readonly provenance: Provenance;
  /** Where results are stored; null where they are not, or where the workers of a queue do it. */
  readonly keeping: Keeping | null;
  readonly threads: number;
  /** Seconds of silence after which a thread is ended. */
  readonly patience: number;
}

/** Throws: `UsageError` when two flags do not go together. */
const requireTogether = (flags: CheckFlags): void => {
  if (flags.redis !== undefined && flags.extend)
    throw new UsageError(
      '--extend adds to the results kept here, and a queue keeps its own; leave --redis out',
    );
  if (flags.shard === undefined) return;
  const wrong = (['accept', 'explain', 'calibrate', 'extend'] as const).find((name) => flags[name] === true);
  if (wrong !== undefined)
    throw new UsageError(
      `--${wrong} speaks of a whole run; leave --shard out, or run \`lakatos merge\` first`,
    );
};

/** Throws: `UsageError` where verdicts are to be accepted, and there is no place for them or too few to drop others. */
const requireAcceptable = (ids: string | undefined, flags: CheckFlags, settings: Settings): void => {
  if (flags.drop && !flags.accept)
    throw new UsageError('--drop removes what --accept no longer finds; give --accept too');
  if (!flags.accept) return;
  if (settings.baselines === baselineFolder && relative(packageRoot, process.cwd()).startsWith('..'))
    throw new UsageError(
      '--accept has no folder to write to; name one under "baselines" in lakatos.config.ts, or in LAKATOS_BASELINES',
    );
  const whole = isWholeProfile(ids, flags) && Object.keys(settings.axes).length === 0;
  if (flags.drop && !whole)
    throw new UsageError(
      '--drop needs a whole profile; leave out claims, axes, --let, --reading, --mode and --trials',
    );
};

/** Threads that have something to do: more than there are tasks only where trials are scheduled one by one. */
const threadsFor = ({ planned, searches }: CheckPlan, threads: number): number => {
  if (onDraws(planned).some((cell) => runsInParallel(cell, threads))) return threads;
  const tasks = new Set(planned.map(({ trialsKey }) => trialsKey)).size + searches.length;
  return Math.max(1, Math.min(threads, tasks));
};

/**
 * Finds everything that could be wrong with a request before the first draw.
 *
 * Throws: `UsageError`, `ClaimError` or `FormulaError`, one sentence.
 */
export const prepareCheck = async (
  ids: string | undefined,
  flags: CheckFlags,
  terminal: Terminal,
  warn: (sentence: string) => void,
): Promise<PreparedCheck> => {
  requireTogether(flags);
  const patience = patienceOf(terminal.env);
  const shard = flags.shard === undefined ? null : parseShard(flags.shard);
  const settings = await resolveSettings({ store: DEFAULT_STORE, ...flags }, terminal.env);
  useMemory(settings.memory);
  requireAcceptable(ids, flags, settings);
  const asked = planCheck(ids, flags, settings);
  const baseline = readBaseline(settings.profile, settings.baselines);
  requireWritable(settings.out);
  if (flags.redis !== undefined && settings.source.own.length > 0)
    throw new UsageError('--redis cannot carry theorems of your own to other machines; leave --redis out');
  const keeping = flags.redis === undefined ? keepingOf(settings, flags) : null;
  const whole =
    flags.extend && keeping !== null
      ? { ...asked, planned: extended(asked.planned, keeping, settings, warn) }
      : asked;
  // An extended cell takes more trials than it was planned with, at a share of α.
  if (flags.extend) requireShare(onDraws(whole.planned), settings);
  const part = partOf(whole, shard);
  const selection =
    shard === null
      ? null
      : `shard ${shard.index} of ${shard.count}, ${part.planned.length} of ${whole.planned.length} cells`;
  const provenance = provenanceOf(settings, selection);
  const threads = threadsFor(part, settings.threads);
  return { settings, baseline, shard, whole, part, provenance, keeping, threads, patience };
};

/** What is about to be done, and roughly how long it takes, in one line. */
export const announcement = (
  { settings, part: { planned }, threads, keeping }: PreparedCheck,
  onQueue: boolean,
): string => {
  const seconds = onQueue ? estimatedSeconds(planned) : estimatedWait(planned, threads);
  const where = onQueue ? 'on the queue' : plural(threads, 'thread');
  const estimate = `${duration(Math.ceil(seconds))}${onQueue ? ' of one thread' : ''}`;
  // A study decides nothing early.
  const hope = onDraws(planned).length > 0 ? ' if most trials decide early' : '';
  const kept = keeping === null ? '' : `; results are kept in ${keeping.folder}`;
  return `${plural(planned.length, 'cell')}, profile ${settings.profile}, ${where}: about ${estimate}${hope}${kept}\n`;
};
