import { Command, CommanderError, Option } from 'commander';
import { ClaimError } from '../core/claimError.ts';
import { FormulaError } from '../core/formula/formulaError.ts';
import { didYouMean } from '../core/formula/nearest.ts';
import { isProcessError } from '../core/process/processError.ts';
import { version } from '../core/run/provenance.ts';
import { StoreError } from '../core/run/store/storeError.ts';
import { UsageError } from '../core/run/usageError.ts';
import { WriteError } from '../render/writeError.ts';
import { DataError } from '../theorems/lazyTraining/figures/data/dataError.ts';
import { addAxes, withAxes } from './axisFlags.ts';
import { type CommandLine, commands } from './commands.ts';
import { EXIT } from './exitCodes.ts';
import type { Terminal } from './terminal.ts';
import { usageSentence } from './usageSentence.ts';

const EXAMPLES = `
Examples:
  $ lakatos claims
  $ lakatos check value-is-bounded --d 100 --m 1e4 --C0 1,3
  $ lakatos check one-step-flips --d 25,49 --m d^2.4 --C0 1 --gamma 0.05
  $ lakatos check few-neurons-flip --d 100 --m 1000 --C0 3 --gamma 0.05 --explain
  $ lakatos trials few-neurons-flip --d 100 --m 1000 --C0 3 --gamma 0.05 --to 4
  $ lakatos check laurent-massart --n 10,1000 --t 1,3
  $ lakatos init my-theorem

Exit codes: 0 nothing unexpected, 1 an unexpected verdict, 2 usage, 3 incomplete,
4 undecided under --strict, 130 after Ctrl-C.`;

const START = `lakatos puts theorems on trial.

  lakatos claims              what can be checked
  lakatos check CLAIM         try a claim, or all of a theorem's
  lakatos check               try everything: a minute or two
  lakatos init my-theorem     write a theorem of your own that runs as it is
  lakatos doctor              whether this machine gives the right numbers
  lakatos --help              all commands; \`lakatos COMMAND --help\` all its flags
`;

const AXES = `
Axes: --SYMBOL <list> for each axis of a theorem, numbers or formulas in the
axes before it, such as --d 100,784 --m 1e4,d^2.4 --C0 1,3 --gamma 0.05 for the
claims of lazy-training, --n 10,1000 --t 1,3 for those of laurent-massart.`;

/** The command line that `argv` asks for. `done` receives the exit code of the command that ran. */
export const buildProgram = async (
  argv: readonly string[],
  terminal: Terminal,
  done: (code: number) => void,
): Promise<Command> => {
  const add = async (line: CommandLine, parent: Command): Promise<void> => {
    const { name, says, argument, options, axes, complete, run, commands: below = [] } = line;
    const command = parent.command(name).description(says);
    if (argument !== undefined) command.argument(...argument);
    for (const [flag, does, read] of options) {
      const option = new Option(flag, does);
      command.addOption(read === undefined ? option : option.argParser(read as (text: string) => never));
    }
    // A command that only holds others names a word that is none of them itself.
    command.allowExcessArguments(below.length > 0);
    command.action(async (...given: unknown[]) => {
      // Commander ends the list with the flags and the command itself.
      const told = axes === true ? given.with(-2, withAxes(command)) : given;
      if (run !== undefined) return done(await run(terminal, ...(told as never[])));
      const [asked] = command.args;
      if (asked !== undefined) {
        const names = below.map((one) => one.name);
        const way = didYouMean(asked, names) || `: it is one of ${names.join(', ')}`;
        throw new UsageError(`unknown command '${name} ${asked}'${way}`);
      }
      terminal.err(command.helpInformation());
      done(EXIT.usage);
    });
    for (const one of below) await add(one, command);
    if (argv.includes(name)) await complete?.(command);
    if (axes === true) {
      command.addHelpText('after', AXES);
      if (argv[0] === name) addAxes(command, argv);
    }
  };

  const program = new Command('lakatos')
    .description('Puts theorems of machine-learning theory on trial.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: () => {}, getOutHelpWidth: () => terminal.width })
    .addHelpText('after', EXAMPLES);
  for (const line of commands) await add(line, program);
  return program;
};

/** A request that cannot be carried out as it stands. */
const isUsage = (error: unknown): error is Error =>
  [UsageError, ClaimError, FormulaError, DataError].some((kind) => error instanceof kind);

/** A folder that cannot be written to or read from, or a process that answers no more. */
const isIncomplete = (error: unknown): error is Error =>
  [WriteError, StoreError].some((kind) => error instanceof kind) || isProcessError(error);

/** Runs the command line and returns its exit code; a request that cannot be carried out is one sentence on stderr. */
export const runProgram = async (argv: readonly string[], terminal: Terminal): Promise<number> => {
  if (argv.length === 0) {
    terminal.out(START);
    return EXIT.nothingUnexpected;
  }
  let code: number = EXIT.nothingUnexpected;
  const program = await buildProgram(argv, terminal, (found) => {
    code = found;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.nothingUnexpected;
    const says = error instanceof CommanderError ? usageSentence(error, program, argv) : null;
    if (says === null && !isUsage(error) && !isIncomplete(error)) throw error;
    terminal.err(`lakatos: ${says ?? (error as Error).message}\n`);
    return isIncomplete(error) ? EXIT.incomplete : EXIT.usage;
  }
};
