import { type Command, Option } from 'commander';
import { didYouMean } from '../core/formula/nearest.ts';
import { UsageError } from '../core/run/usageError.ts';
import type { Theorem } from '../core/theorem.ts';
import { axisEntries } from './lists.ts';

/** The values of axes that a command line sets, and what its other options are called. */
export interface AxisFlags {
  readonly axes?: Readonly<Record<string, readonly (number | string)[]>>;
  /** The options of the command, as in '--threads'; absent where no command line was read. */
  readonly optionNames?: readonly string[];
}

/** Options that were read as axes, by command; what is not an axis of any theorem is found out once theorems are loaded. */
const readAsAxes = new WeakMap<Command, readonly Option[]>();

/** Lets a command read every option that it does not have as an axis: which axes there are is not known before theorems are loaded. */
export const addAxes = (command: Command, argv: readonly string[]): void => {
  const own = new Set(command.options.flatMap(({ long }) => long ?? []));
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const added = new Map<string, Option>();
  words.forEach((word, i) => {
    const flag = /^--[A-Za-z][A-Za-z0-9_]*(?==|$)/.exec(word)?.[0];
    if (flag === undefined || flag === '--help' || own.has(flag) || added.has(flag)) return;
    const next = words[i + 1];
    // A word without a value is an option that does not exist, and is told so by its own name.
    const hasValue = word !== flag || (next !== undefined && !next.startsWith('--'));
    const option = new Option(`${flag} ${hasValue ? '<list>' : '[list]'}`).argParser(axisEntries).hideHelp();
    command.addOption(option);
    added.set(flag, option);
  });
  readAsAxes.set(command, [...added.values()]);
};

/** The flags of a command, those that were read as axes in a record of their own. */
export const withAxes = (command: Command): AxisFlags => {
  const flags: Record<string, unknown> = { ...command.opts() };
  const read = readAsAxes.get(command) ?? [];
  const axes: Record<string, unknown> = {};
  for (const option of read) {
    axes[option.long!.slice(2)] = flags[option.attributeName()];
    delete flags[option.attributeName()];
  }
  const optionNames = command.options.flatMap((one) => (read.includes(one) ? [] : (one.long ?? [])));
  return { ...flags, ...(read.length > 0 && { axes }), optionNames } as AxisFlags;
};

/** Throws: `UsageError`, with the nearest name, when an option is neither one of the command nor an axis of a theorem. */
export const requireAxisFlags = (
  { axes = {}, optionNames }: AxisFlags,
  theorems: readonly Theorem[],
): void => {
  if (optionNames === undefined) return;
  const symbols = [...new Set(theorems.flatMap((theorem) => theorem.axes.map(({ symbol }) => symbol)))];
  const known = [...optionNames, ...symbols.map((symbol) => `--${symbol}`)];
  for (const [symbol, entries] of Object.entries(axes)) {
    const flag = `--${symbol}`;
    if (!symbols.includes(symbol))
      throw new UsageError(
        `unknown option '${flag}'${didYouMean(flag, known) || `; no theorem has an axis ${symbol}: there are ${symbols.join(', ')}`}`,
      );
    if (!Array.isArray(entries)) throw new UsageError(`${flag} has no value; give a comma list such as 1,3`);
  }
};
