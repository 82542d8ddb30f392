import { Command, CommanderError, Option } from 'commander';
import { ClaimError } from '../claims/claimError.ts';
import { FormulaError } from '../claims/formulaError.ts';
import { profileNames } from '../evidence/runner/profiles.ts';
import { version } from '../evidence/runner/provenance.ts';
import { StoreError } from '../evidence/runner/store/storeError.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import { DataError } from '../experiments/data/dataError.ts';
import { DEFAULT_MIRROR } from '../experiments/data/mnistFiles.ts';
import { WriteError } from '../reporters/writeError.ts';
import type { CalibrateFlags } from './calibrations.ts';
import type { CheckFlags } from './check.ts';
import { listClaims } from './claims.ts';
import type { DashboardFlags } from './dashboard.ts';
import type { FetchFlags, ShowFlags } from './data.ts';
import { doctor } from './doctor.ts';
import { EXIT } from './exitCodes.ts';
import { type InitFlags, init } from './init.ts';
import { alpha, lets, numbers, oneNumber, oneOf, readings, topLevelList } from './lists.ts';
import type { MergeFlags } from './merge.ts';
import { type ReplayFlags, replay } from './replay.ts';
import { type ReproduceFlags, reproduce, reproduceCommand } from './reproduce.ts';
import type { Terminal } from './terminal.ts';
import { type TrialsFlags, trials } from './trials.ts';
import { usageSentence } from './usageSentence.ts';
import type { VerifyFlags } from './verify.ts';
import type { WorkerFlags } from './worker.ts';

const jsonOption = () => new Option('--json', 'print one JSON document on stdout, everything else on stderr');
const configOption = () =>
  new Option('--config <file>', 'configuration (default: lakatos.config.ts here, if there is one)');

/** The flags that `check` and `trials` share. */
const cellOptions = (command: Command): Command =>
  command
    .option('--d <list>', 'dimensions, such as 100,784', numbers)
    .option('--m <list>', 'widths, numbers or formulas in d, such as 1e4,d^2.4', topLevelList)
    .option('--C0 <list>', 'radius factors: the ball has radius C0/√m', numbers)
    .option('--gamma <list>', 'failure rates that the claim allows', numbers)
    .option('--let <name=list>', 'values of a free constant, such as C2=2,3; repeatable', lets)
    .option('--seed <text>', 'where all draws begin (default: lakatos)')
    .option(
      '--generator <name>',
      'philox-sfc32 or chacha8: a second source of numbers, independent of the first',
    )
    .option(
      '--memory <gigabytes>',
      'what W0 may take in ambient mode before its rows are made again in every pass (default: 1)',
      oneNumber,
    )
    .option('--reading <which>', 'printed or intended', oneOf(readings))
    .option(
      '--mode <how>',
      'draw by the reduced law, or all of W0 (ambient)',
      oneOf(['reduced', 'ambient'] as const),
    )
    .addOption(configOption())
    .addOption(jsonOption());

const EXAMPLES = `
Examples:
  $ lakatos claims
  $ lakatos check value-is-bounded --d 100 --m 1e4 --C0 1,3
  $ lakatos check one-step-flips --d 25,49 --m d^2.4 --C0 1 --gamma 0.05
  $ lakatos check few-neurons-flip --d 100 --m 1000 --C0 3 --gamma 0.05 --explain
  $ lakatos trials few-neurons-flip --d 100 --m 1000 --C0 3 --gamma 0.05 --to 4
  $ lakatos init

Exit codes: 0 nothing unexpected, 1 an unexpected verdict, 2 usage, 3 incomplete,
4 undecided under --strict, 130 after Ctrl-C.`;

/** The command line. `done` receives the exit code of the command that ran. */
export const buildProgram = (terminal: Terminal, done: (code: number) => void): Command => {
  const program = new Command('lakatos')
    .description('Puts theorems of machine-learning theory on trial.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: () => {}, getOutHelpWidth: () => terminal.width })
    .addHelpText('after', EXAMPLES);

  program
    .command('claims')
    .description('list what can be checked')
    .addOption(configOption())
    .addOption(jsonOption())
    .action(async (flags: { json?: boolean; config?: string }) => done(await listClaims(flags, terminal)));

  cellOptions(
    program
      .command('check')
      .description('try claims at cells and report a verdict for each')
      .argument('[claims]', 'a comma list of claims; all of them when none is named'),
  )
    .option(
      '--profile <name>',
      `how much to try: ${profileNames.join(', ')} (default: quick)`,
      oneOf(profileNames),
    )
    .option('--trials <n>', 'the most trials of a cell (default: 1000, or 20/γ for γ < 0.05)', oneNumber)
    .option('--alpha <pair>', 'error probabilities (default: refute=1e-6,support=1e-3)', alpha)
    .option('--threads <n>', 'worker threads (default: one for each core)', oneNumber)
    .option('--out <folder>', 'where the reports go (default: reports)')
    .option('--search', 'search beyond the grid too (a whole profile does so by itself)')
    .option('--no-search', 'try the cells of the grid alone')
    .option('--strict', 'exit with 4 when a claim stays undecided')
    .option('--accept', 'write the verdicts obtained as the baseline of the profile')
    .option('--calibrate', 'add the chapter of constants: which values they need, and whether they are any')
    .option('--explain', 'walk through one trial of each claim, from the draw to the verdict')
    .option('--quiet', 'no progress')
    .option('--data <folder>', 'images for the experiments (default: drawn digits)')
    .option('--store <folder>', 'where results are kept between runs (default: .lakatos)')
    .option('--no-store', 'keep no results, and use none')
    .option('--resume', 'go on where an interrupted run stopped (a plain run does so too)')
    .option('--extend', 'more trials on top of those that earlier runs kept, under one lifetime α')
    .option('--redis <url>', 'lay the work on a queue that `lakatos worker` processes take it from')
    .option('--shard <i/n>', 'do one part of the run; `lakatos merge` makes the whole of the parts')
    // Figures and worker threads take a while to load, and only this command needs them.
    .action(async (ids: string | undefined, flags: CheckFlags) => {
      const { check } = await import('./check.ts');
      done(await check(ids, flags, terminal));
    });

  reproduceCommand(program.command('reproduce')).action(async (figure: string, flags: ReproduceFlags) =>
    done(await reproduce(figure, { ...flags }, terminal)),
  );

  cellOptions(
    program
      .command('trials')
      .description('examine the draws of one cell one by one, every search to its end')
      .argument('<claim>', 'one claim'),
  )
    .option('--from <index>', 'the first trial (default: 0)', oneNumber)
    .option('--to <index>', 'the trial to stop before (default: 16 more)', oneNumber)
    .option('--threads <n>', 'threads that share a large trial (default: one for each core)', oneNumber)
    .action(async (id: string, flags: TrialsFlags) => done(await trials(id, flags, terminal)));

  program
    .command('calibrate')
    .description('find the value that a constant needs, with confidence bounds, and whether it is one')
    .argument('[symbol]', 'C0, C1, C2, …, or d or m for a frontier; the standard list when none is named')
    .option('--claim <id>', 'the claim that is solved for it')
    .option('--d <list>', 'dimensions, or the two ends of a range for the frontier along d', numbers)
    .option('--m <list>', 'widths, numbers or formulas in d', topLevelList)
    .option('--C0 <list>', 'radius factors', numbers)
    .option('--gamma <list>', 'failure rates that the claim allows', numbers)
    .option('--trials <n>', 'draws at each size, fixed in advance (default: what γ and α ask for)', oneNumber)
    .option('--alpha <p>', 'the chance that a bound is wrong (default: 1e-3)', oneNumber)
    .option('--let <name=value>', 'the value of a free constant, such as C2=3; repeatable', lets)
    .option('--seed <text>', 'where all draws begin (default: lakatos)')
    .option('--reading <which>', 'printed or intended', oneOf(readings))
    .option('--threads <n>', 'worker threads (default: one for each core)', oneNumber)
    .option('--profile <name>', 'how long the standard list may take: quick, standard or full')
    .option('--store <folder>', 'where draws are kept between runs (default: .lakatos)')
    .option('--no-store', 'keep no draws, and use none')
    .option('--quiet', 'no progress')
    .addOption(configOption())
    .addOption(jsonOption())
    .action(async (symbol: string | undefined, flags: CalibrateFlags) => {
      const { calibrate } = await import('./calibrate.ts');
      done(await calibrate(symbol, flags, terminal));
    });

  program
    .command('replay')
    .description('draw a witness again, rebuild its W, and show what it violates')
    .argument('<witness>', "a witness from a report's replay line, or a file that holds one")
    .option('--explicit', 'rebuild all d·m weights, however many')
    .option('--keep [folder]', 'shrink it and keep it as a file (default: the corpus that every run replays)')
    .addOption(configOption())
    .addOption(jsonOption())
    .action(async (witness: string, flags: ReplayFlags) => done(await replay(witness, flags, terminal)));

  program
    .command('verify')
    .description('check a report without trusting the code that searched')
    .argument('<report>', 'a report.json')
    .option('--sample <n>', 'trials of each cell to draw again (default: 2; 0 draws nothing)', oneNumber)
    .option('--all', 'draw all trials again')
    .addOption(configOption())
    .addOption(jsonOption())
    .action(async (report: string, flags: VerifyFlags) => {
      const { verify } = await import('./verify.ts');
      done(await verify(report, flags, terminal));
    });

  const data = program
    .command('data')
    .description('the images of the experiments: look at them, or download MNIST')
    .action(() => {
      terminal.err(data.helpInformation());
      done(EXIT.usage);
    });
  data
    .command('fetch')
    .description('download the four files of MNIST, check them, and go on where a download was cut')
    .option('--mirror <url>', `an address under which the files lie (default: ${DEFAULT_MIRROR})`)
    .option('--to <folder>', 'where they go (default: lakatos/mnist in the cache folder of your account)')
    .option('--quiet', 'no progress')
    .action(async (flags: FetchFlags) => {
      const { fetchData } = await import('./data.ts');
      done(await fetchData(flags, terminal));
    });
  data
    .command('show')
    .description('which images the experiments would use, and the first of them')
    .option('--data <folder>', 'the files of MNIST (default: what LAKATOS_DATA names, or else drawn digits)')
    .option('--seed <text>', 'where the drawn digits begin (default: lakatos, as in the experiments)')
    .action(async (flags: ShowFlags) => {
      const { showData } = await import('./data.ts');
      done(showData(flags, terminal));
    });

  program
    .command('init')
    .description('write a commented example of claims of your own that runs as it is')
    .argument('[folder]', 'where to write it', '.')
    .option('--quantity', 'with a quantity of your own: sampler, attack and certificate in one file')
    .option('--force', 'overwrite files that are there')
    .action((folder: string, flags: InitFlags) => done(init(folder, flags, terminal)));

  program
    .command('merge')
    .description('make one report of the folders of all shards of a run')
    .argument('<folders...>', 'what `check --shard i/n --out FOLDER` wrote')
    .option('--out <folder>', 'where the reports go (default: reports)')
    .addOption(configOption())
    .addOption(jsonOption())
    .action(async (folders: readonly string[], flags: MergeFlags) => {
      const { merge } = await import('./merge.ts');
      done(await merge(folders, flags, terminal));
    });

  program
    .command('worker')
    .description('take the work of `check --redis` from the queue, on any machine of the same version')
    .option('--redis <url>', 'the queue, such as redis://localhost:6379')
    .option('--threads <n>', 'processes at work at once (default: one for each core)', oneNumber)
    .option('--store <folder>', 'where results are kept between runs (default: .lakatos)')
    .option('--no-store', 'keep no results, and use none')
    .option('--once', 'end when the queue is empty')
    .addOption(configOption())
    .action(async (flags: WorkerFlags) => {
      const { worker } = await import('./worker.ts');
      done(await worker(flags, terminal));
    });

  program
    .command('dashboard')
    .description('a page that shows the queue, to be looked at and not touched')
    .option('--redis <url>', 'the queue, such as redis://localhost:6379')
    .option('--port <n>', 'where the page is (default: 3000)', oneNumber)
    .action(async (flags: DashboardFlags) => {
      const { dashboard } = await import('./dashboard.ts');
      done(await dashboard(flags, terminal));
    });

  program
    .command('doctor')
    .description('whether this machine gives the numbers that every other one gives')
    .addOption(configOption())
    .addOption(jsonOption())
    .addOption(
      new Option('--engine <name>', 'an engine that has to run here').choices(['auto', 'wasm', 'tfjs-node']),
    )
    .action(async (flags: { json?: boolean; config?: string; engine?: string }) =>
      done(await doctor(flags, terminal)),
    );

  return program;
};

/** Runs the command line and returns its exit code; a request that cannot be carried out is one sentence on stderr. */
export const runProgram = async (argv: readonly string[], terminal: Terminal): Promise<number> => {
  let code: number = EXIT.nothingUnexpected;
  const program = buildProgram(terminal, (found) => {
    code = found;
  });
  if (argv.length === 0) {
    terminal.err(program.helpInformation());
    return EXIT.usage;
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.nothingUnexpected;
      terminal.err(`lakatos: ${usageSentence(error, program, argv)}\n`);
      return EXIT.usage;
    }
    if (
      error instanceof UsageError ||
      error instanceof ClaimError ||
      error instanceof FormulaError ||
      error instanceof DataError
    ) {
      terminal.err(`lakatos: ${error.message}\n`);
      return EXIT.usage;
    }
    if (error instanceof WriteError || error instanceof StoreError) {
      terminal.err(`lakatos: ${error.message}\n`);
      return EXIT.incomplete;
    }
    throw error;
  }
};
