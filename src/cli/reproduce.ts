import type { Command } from 'commander';
import { UsageError } from '../core/run/usageError.ts';
import { choiceFlags } from '../theorems/lazyTraining/figures/choices.ts';
import { defaultsInWords } from '../theorems/lazyTraining/figures/defaults.ts';
import { asPublished, experimentIds } from '../theorems/lazyTraining/figures/experimentIds.ts';
import type { CheckFlags } from './check.ts';
import { type ChoiceTexts, experimentOptions } from './experimentOptions.ts';
import type { Terminal } from './terminal.ts';

/** The flags of `reproduce`, as commander hands them over. */
export interface ReproduceFlags extends CheckFlags {
  readonly inputs?: 'raw' | 'unit';
  readonly as?: 'printed' | 'published' | 'both';
}

const DEFAULTS = `
Defaults of what the paper leaves open, at m = 1000:
${(['quick', 'standard'] as const).flatMap((profile) => defaultsInWords(profile).map((line) => `  ${profile}, ${line}`)).join('\n')}
`;

/** Adds to the command line what the experiments say of themselves: their names, their choices and the defaults. */
export const addChoices = (command: Command): void => {
  command.registeredArguments[0]!.description = experimentIds.join(', ');
  for (const { name, says } of choiceFlags) command.option(`--${name} <value>`, says);
  command.addHelpText('after', DEFAULTS);
};

/**
 * `lakatos reproduce FIGURE`: `check` of the statement that the paper makes of a figure, with the choices that it leaves open as flags.
 *
 * Throws: `UsageError` when there is no such figure, or the published programs do not make it.
 */
export const reproduce = async (
  figure: string,
  flags: ReproduceFlags & ChoiceTexts,
  terminal: Terminal,
): Promise<number> => {
  const asked = figure.split(',').map((one) => one.trim());
  const known = [...experimentIds, ...Object.values(asPublished)];
  const wrong = asked.find((one) => !known.includes(one));
  if (wrong !== undefined)
    throw new UsageError(`"${wrong}" is not an experiment; there are ${experimentIds.join(', ')}`);
  const { inputs, as = 'printed' } = flags;
  const ids = asked.flatMap((one) => {
    if (as === 'printed' || !experimentIds.includes(one)) return [one];
    const other = asPublished[one];
    if (other === undefined)
      throw new UsageError(`--as ${as}: the published programs do not make ${one}; leave --as out`);
    return as === 'both' ? [one, other] : [other];
  });
  if (inputs !== undefined && !/figure-[23]/.test(figure))
    throw new UsageError(
      `--inputs is open in figure-2 and figure-3 alone: ${figure} takes inputs of length 1`,
    );
  const { check } = await import('./check.ts');
  return check(
    [...new Set(ids)].join(','),
    {
      ...flags,
      options: experimentOptions(flags),
      ...(inputs !== undefined && { let: { ...flags.let, unit: [inputs === 'unit' ? 1 : 0] } }),
    },
    terminal,
  );
};
