import type { Command } from 'commander';
import { profileNames } from '../evidence/runner/profiles.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import { defaultsInWords } from '../experiments/defaults.ts';
import type { CheckFlags } from './check.ts';
import { experimentIds } from './examinations.ts';
import { type ChoiceTexts, choiceOptions, experimentOptions } from './experimentOptions.ts';
import { alpha, lets, numbers, oneNumber, oneOf, topLevelList } from './lists.ts';
import type { Terminal } from './terminal.ts';

/** The flags of `reproduce`, as commander hands them over. */
export interface ReproduceFlags extends CheckFlags {
  readonly inputs?: 'raw' | 'unit';
}

const DEFAULTS = `
Defaults of what the paper leaves open, at m = 1000:
${(['quick', 'standard'] as const).flatMap((profile) => defaultsInWords(profile).map((line) => `  ${profile}, ${line}`)).join('\n')}
`;

/** The command line of `reproduce`, all but its action. */
export const reproduceCommand = (command: Command): Command =>
  choiceOptions(
    command
      .description('train the networks of a figure of the paper, and draw it with our curves')
      .argument('<figure>', experimentIds.join(', '))
      .option(
        '--data <folder>',
        'the files of MNIST (default: what LAKATOS_DATA names, or else drawn digits)',
      )
      .option(
        '--profile <name>',
        `how much to train: ${profileNames.join(', ')} (default: quick)`,
        oneOf(profileNames),
      )
      .option(
        '--inputs <which>',
        'raw or unit: as they are, or of length 1 (default: both, where the paper leaves it open)',
        oneOf(['raw', 'unit'] as const),
      )
      .option('--d <list>', 'the largest dimension of a path', numbers)
      .option('--m <list>', 'widths; of figure-4-right the largest one', topLevelList)
      .option('--C0 <list>', 'radius factors; of figure-3 the largest one', numbers)
      .option('--gamma <list>', 'failure rates, of the corollary', numbers)
      .option('--let <name=list>', 'values of a free constant; repeatable', lets)
      .option('--seed <text>', 'where all draws begin (default: lakatos)')
      .option('--alpha <pair>', 'error probabilities (default: refute=1e-6,support=1e-3)', alpha)
      .option('--threads <n>', 'worker threads (default: one for each core)', oneNumber)
      .option('--out <folder>', 'where the reports go (default: reports)')
      .option('--store <folder>', 'where results are kept between runs (default: .lakatos)')
      .option('--no-store', 'keep no results, and use none')
      .option('--shard <i/n>', 'do one part of the run; `lakatos merge` makes the whole of the parts')
      .option('--quiet', 'no progress')
      .option('--config <file>', 'configuration (default: lakatos.config.ts here, if there is one)')
      .option('--json', 'print one JSON document on stdout, everything else on stderr')
      .addHelpText('after', DEFAULTS),
  );

/**
 * `lakatos reproduce FIGURE`: `check` of the statement that the paper makes of a figure, with the choices that it leaves open as flags.
 *
 * Throws: `UsageError` when there is no such figure.
 */
export const reproduce = async (
  figure: string,
  flags: ReproduceFlags & ChoiceTexts,
  terminal: Terminal,
): Promise<number> => {
  const wrong = figure.split(',').find((one) => !experimentIds.includes(one.trim()));
  if (wrong !== undefined)
    throw new UsageError(`"${wrong}" is no experiment; there are ${experimentIds.join(', ')}`);
  const { inputs } = flags;
  if (inputs !== undefined && !/figure-[23]/.test(figure))
    throw new UsageError(
      `--inputs is open in figure-2 and figure-3 alone: ${figure} takes inputs of length 1`,
    );
  const { check } = await import('./check.ts');
  return check(
    figure,
    {
      ...flags,
      options: experimentOptions(flags),
      ...(inputs !== undefined && { let: { ...flags.let, unit: [inputs === 'unit' ? 1 : 0] } }),
    },
    terminal,
  );
};
