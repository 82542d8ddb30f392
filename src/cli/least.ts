import type { Claim } from '../core/claim.ts';
import { existing, leastConstants } from '../core/judge/exclusions.ts';
import { constantsOfClaim } from '../core/report/constantReport.ts';
import { restInWords } from '../core/report/narrowing.ts';
import { type Checked, checkedExclusions } from '../core/run/checkedExclusions.ts';
import { planClaim } from '../core/run/plan.ts';
import { groupAxes, type Seeking, type Sought, seekLeast } from '../core/run/seekLeast.ts';
import type { Settings } from '../core/run/settings.ts';
import { onThreads, threadsAreBuilt } from '../core/run/threads.ts';
import { UsageError } from '../core/run/usageError.ts';
import { atProfile, type Profile, type Search, type Span, type Theorem } from '../core/theorem.ts';
import { toJson } from '../render/json.ts';
import { upperBound } from '../render/numbers.ts';
import { plural, symbolWord } from '../render/words.ts';
import type { CalibrateFlags } from './calibrations.ts';
import { homeOf } from './calibrations.ts';
import { EXIT } from './exitCodes.ts';
import { interruptible } from './interruptible.ts';
import { patienceOf } from './patience.ts';
import type { Terminal } from './terminal.ts';

/** Cells that a round draws, and confirmations at most: a budget in cells, never in seconds. */
const BUDGET = { draws: 40, rounds: 8 };

/** The α_R of a group where none is asked for. */
const DEFAULT_REFUTE = 1e-6;

const searchOf = ({ searches }: Claim, { defaultSearches = {} }: Theorem): Search | undefined =>
  atProfile(searches ?? {}, 'quick')[0] ?? atProfile(defaultSearches, 'quick')[0];

/** What is fixed and what has a range: one value fixes an axis, two are the ends of its range. */
const placesOf = (claim: Claim, theorem: Theorem, asked: Settings['axes']): Pick<Seeking, 'at' | 'over'> => {
  const group = groupAxes(claim, theorem);
  const search = searchOf(claim, theorem);
  const at: Record<string, number> = {};
  const over: Record<string, Span> = {};
  for (const { symbol, kind, usual } of theorem.axes) {
    const [from, to, ...more] = (asked[symbol] ?? []).map(Number);
    if (more.length > 0 || [from, to].some((value) => value !== undefined && !Number.isFinite(value)))
      throw new UsageError(
        `--${symbol} takes one number, or the two ends of a range, to look for least constants`,
      );
    if (from !== undefined && to === undefined) at[symbol] = from;
    else if (from !== undefined && to !== undefined && kind === 'count') over[symbol] = { from, to };
    else if (from !== undefined)
      throw new UsageError(`--${symbol} takes one value here; only a count is searched over a range`);
    else if (!group.includes(symbol) && search?.over[symbol] !== undefined)
      over[symbol] = search.over[symbol];
    else {
      const value = Number(search?.at[symbol] ?? usual);
      if (!Number.isFinite(value))
        throw new UsageError(
          `the constants of ${claim.id} may depend on ${group.join(', ')}; give --${symbol}`,
        );
      at[symbol] = value;
    }
  }
  return { at, over };
};

/** What is said of the cells of `check` before the search beyond them. */
const beforeInWords = ({ exclusions, cells }: Checked, profile: Profile): string => {
  const what = `${plural(cells, 'cell')} of \`check --profile ${profile}\``;
  if (cells === 0) return `\`check --profile ${profile}\` tries no cell of this group.`;
  if (exclusions.length === 0) return `The ${what} ${cells === 1 ? 'excludes' : 'exclude'} nothing.`;
  const corners = leastConstants(exclusions).map((corner) =>
    Object.entries(corner).map(restInWords).join(' with '),
  );
  const left = corners.length === 0 ? 'nothing of the values tried' : corners.join(', or ');
  return `The ${what} ${cells === 1 ? 'leaves' : 'leave'} ${left}, as the claim's verdict says; the search went on from there.`;
};

const inWords = (
  claim: Claim,
  { at }: Pick<Seeking, 'at'>,
  sought: Sought,
  checked: Checked,
  profile: Profile,
  alpha: number,
): string => {
  const { least, rounds, judged, ended } = sought;
  const place = Object.entries(at)
    .map(([symbol, value]) => `${symbolWord(symbol)} = ${value}`)
    .join(', ');
  const corners = least.map((corner) => Object.entries(corner).map(restInWords).join(' with '));
  const left =
    sought.exclusions.length === 0
      ? 'nothing is excluded'
      : least.length === 0
        ? 'nothing is left of the values tried'
        : `it needs ${corners.join(', or ')}`;
  const ends: Readonly<Record<Sought['ended'], string>> = {
    'nothing refuted': `under ${corners.length === 1 ? 'this' : 'the first of these'} a search of ${BUDGET.draws} cells refuted nothing`,
    'rounds spent': `its budget of ${BUDGET.rounds} rounds ended the search: more may be needed`,
    'nothing left': 'the search ended there',
    'not confirmed': 'the search ended at a cell that fresh draws did not refute',
  };
  return [
    `${claim.id} (${claim.reading}) at ${place}: ${left}; ${ends[ended]}.`,
    beforeInWords(checked, profile),
    `Wrong with chance at most ${upperBound(alpha)}; ${plural(judged, 'cell')} judged, ${plural(rounds.length, 'confirmation')}:`,
    ...rounds.map(
      (round, i) =>
        `  ${i + 1}. ${Object.entries(round.at)
          .map(([symbol, value]) => `${symbolWord(symbol)} = ${value}`)
          .join(
            ', ',
          )}: ${round.violated} of ${round.trials} violated${round.confirmed ? '' : ', not confirmed'}`,
    ),
    '',
  ].join('\n');
};

/**
 * `lakatos calibrate least`: the least values that the constants of a claim's premise and conclusion may have, in one group.
 *
 * It begins with the cells that `check` tries there, on the same draws, so that it starts where the claim's verdict ends; then it
 * searches, confirms, excludes, until a search finds nothing more. Without a round of its own it says what the verdict says.
 */
export const leastOfClaim = async (
  flags: CalibrateFlags,
  settings: Settings,
  terminal: Terminal,
): Promise<number> => {
  if (flags.claim === undefined)
    throw new UsageError('whose least constants? Name a claim with --claim; `lakatos claims` lists them');
  const { theorem, claim } = await homeOf('least', flags, settings);
  const places = placesOf(claim, theorem, { ...settings.axes, ...flags.axes });
  const alpha = flags.alpha ?? DEFAULT_REFUTE;
  const [first] = planClaim(claim, {
    ...{
      theorem,
      profile: 'quick',
      axes: {},
      constantValues: {},
      readings: null,
      mode: 'reduced',
      trials: null,
    },
    threads: 1,
  });
  const open = first === undefined ? [] : existing(constantsOfClaim(claim, first.at));
  if (!open.some(([, { weaker }]) => weaker !== 'none'))
    throw new UsageError(
      `${claim.id} leaves no constant open that has a direction; there is nothing to look for`,
    );
  const { seed, source, profile } = settings;
  const patience = patienceOf(terminal.env);
  const interruption = interruptible(() => {});
  // One cell after the other, in a thread that can be ended.
  const thread = threadsAreBuilt
    ? onThreads({ threads: 1, seed, alpha: settings.alpha, source, patience })
    : null;
  const judging = thread === null ? {} : { judge: thread.judgeAlone };
  try {
    const checked = await checkedExclusions(
      claim,
      { theorem, seed, alpha: settings.alpha, ...places, ...judging },
      groupAxes(claim, theorem),
      profile,
      interruption.signal,
    );
    const sought = await seekLeast(
      claim,
      {
        ...{ theorem, seed, alpha: { ...settings.alpha, refute: alpha }, ...places, ...BUDGET, ...judging },
        known: checked.exclusions,
      },
      interruption.signal,
    );
    const spent = alpha + checked.cells * settings.alpha.refute;
    const record = { schema: 'lakatos/least@1', claim: claim.id, reading: claim.reading, ...places, alpha };
    const checkedLeast = leastConstants(checked.exclusions);
    const before = { profile, cells: checked.cells, least: checkedLeast };
    if (flags.json === true)
      terminal.out(toJson({ ...record, error: spent, checked: before, ...sought }, 'least'));
    else terminal.out(inWords(claim, places, sought, checked, profile, spent));
    return interruption.code() ?? EXIT.nothingUnexpected;
  } finally {
    await thread?.close();
    interruption.release();
  }
};
