import type { Command } from 'commander';
import { profiles } from '../core/theorem.ts';
import { DEFAULT_MIRROR } from '../theorems/lazyTraining/figures/data/mnistFiles.ts';
import type { CalibrateFlags } from './calibrations.ts';
import type { CheckFlags } from './check.ts';
import type { ClaimsFlags } from './claims.ts';
import type { DashboardFlags } from './dashboard.ts';
import type { FetchFlags, ShowFlags } from './data.ts';
import type { DoctorFlags } from './doctor.ts';
import type { EngineBuildFlags } from './engine.ts';
import type { ExportFlags } from './export.ts';
import type { InitFlags } from './init.ts';
import { alpha, constantValues, oneNumber, oneOf, readings } from './lists.ts';
import type { MergeFlags } from './merge.ts';
import type { ReplayFlags } from './replay.ts';
import type { ReproduceFlags } from './reproduce.ts';
import type { StoreFlags } from './store.ts';
import type { Terminal } from './terminal.ts';
import type { TrialsFlags } from './trials.ts';
import type { VerifyFlags } from './verify.ts';
import type { WorkerFlags } from './worker.ts';

/** An option as commander takes it: its flag, what it does, and how its text is read. */
type OptionLine = readonly [flag: string, says: string, read?: (text: string, before: never) => unknown];

/** One command of the command line, as data; what it does is loaded when it is run. */
export interface CommandLine {
  readonly name: string;
  readonly says: string;
  readonly argument?: readonly [name: string, says: string, standard?: string];
  readonly options: readonly OptionLine[];
  /** Whether it takes values of axes: --SYMBOL for each symbol of a theorem. */
  readonly axes?: boolean;
  /** Adds what is known only once theorems are loaded; asked for a command that is named. */
  readonly complete?: (command: Command) => Promise<void>;
  /** Receives the argument, where the command has one, and the flags; returns the exit code. Absent, its help is shown. */
  readonly run?: (terminal: Terminal, ...given: never[]) => number | Promise<number>;
  readonly commands?: readonly CommandLine[];
}

const json: OptionLine = ['--json', 'print one JSON document on stdout, everything else on stderr'];
const config: OptionLine = [
  '--config <file>',
  'configuration (default: lakatos.config.ts here, if there is one)',
];
const quiet: OptionLine = ['--quiet', 'no progress'];
const seed: OptionLine = ['--seed <text>', 'where all draws begin (default: lakatos)'];
const reading: OptionLine = ['--reading <which>', 'printed or intended', oneOf(readings)];
const errors: OptionLine = [
  '--alpha <pair>',
  'error probabilities (default: refute=1e-6,support=1e-3)',
  alpha,
];
const threads: OptionLine = ['--threads <n>', 'worker threads (default: one for each core)', oneNumber];
const out: OptionLine = ['--out <folder>', 'where the reports go (default: reports)'];
const store: OptionLine = ['--store <folder>', 'where results are kept between runs (default: .lakatos)'];
const noStore: OptionLine = ['--no-store', 'keep no results, and use none'];
const shard: OptionLine = [
  '--shard <i/n>',
  'do one part of the run; `lakatos merge` makes the whole of the parts',
];
const redis: OptionLine = ['--redis <url>', 'the queue, such as redis://localhost:6379'];
const images = 'the files of MNIST (default: what LAKATOS_DATA names, or else drawn digits)';
const profile = (says: string): OptionLine => [
  '--profile <name>',
  `${says}: ${profiles.join(', ')} (default: quick)`,
  oneOf(profiles),
];

/** The options of `check` and `trials`: which cells, and how they are drawn. */
const cellOptions: readonly OptionLine[] = [
  ['--let <name=list>', 'values of a free constant, such as C2=2,3; repeatable', constantValues],
  seed,
  ['--generator <name>', 'philox-sfc32 or chacha8: a second source of numbers, independent of the first'],
  [
    '--memory <gigabytes>',
    'what W0 may take in ambient mode before its rows are made again in every pass (default: 1)',
    oneNumber,
  ],
  reading,
  ['--mode <how>', 'draw by the reduced law, or all of W0 (ambient)', oneOf(['reduced', 'ambient'])],
  config,
  json,
];

const claims: CommandLine = {
  name: 'claims',
  says: 'list what can be checked',
  argument: ['[filter]', 'a theorem, or words of the name, the place or the sentence (default: all)'],
  options: [config, json],
  run: async (terminal, filter: string | undefined, flags: ClaimsFlags) =>
    (await import('./claims.ts')).listClaims(filter, flags, terminal),
};

const exporting: CommandLine = {
  name: 'export',
  says: 'a report as one flat table, as a table for a paper, or as badges',
  argument: ['<report>', 'the report.json of a run'],
  options: [
    ['--format <name>', 'csv, json, tex or badges (default: csv)', oneOf(['csv', 'json', 'tex', 'badges'])],
    ['--cells', 'a row for each cell (default: for each claim and reading)'],
    ['--out <path>', 'a file, or for badges a folder (default: stdout)'],
  ],
  run: async (terminal, file: string, flags: ExportFlags) =>
    (await import('./export.ts')).exportReport(file, flags, terminal),
};

const check: CommandLine = {
  name: 'check',
  says: 'try claims at cells and report a verdict for each',
  argument: ['[claims]', 'a comma list of claims; all of them when none is named'],
  axes: true,
  options: [
    ...cellOptions,
    profile('how much to try'),
    ['--trials <n>', 'the most trials of a cell (default: 1000, or 20/γ for γ < 0.05)', oneNumber],
    errors,
    threads,
    out,
    ['--search', 'search beyond the grid too (a whole profile does so by itself)'],
    ['--no-search', 'try the cells of the grid alone'],
    ['--strict', 'exit with 4 when a claim stays undecided'],
    ['--accept', 'write the verdicts obtained into the baseline of the profile, and say what changes'],
    ['--drop', 'with --accept: remove accepted cells that the profile has no more'],
    ['--calibrate', 'add the chapter of constants: which values they need, and whether they are any'],
    ['--explain', 'walk through one trial of each claim, from the draw to the verdict'],
    quiet,
    ['--data <folder>', 'images for the experiments (default: drawn digits)'],
    store,
    noStore,
    ['--resume', 'go on where an interrupted run stopped (a plain run does so too)'],
    ['--extend', 'more trials on top of those that earlier runs kept, under one lifetime α'],
    ['--redis <url>', 'lay the work on a queue that `lakatos worker` processes take it from'],
    shard,
  ],
  run: async (terminal, ids: string | undefined, flags: CheckFlags) =>
    (await import('./check.ts')).check(ids, flags, terminal),
};

const reproduce: CommandLine = {
  name: 'reproduce',
  says: 'train the networks of a figure of the paper, and draw it with our curves',
  argument: ['<figure>', ''],
  axes: true,
  options: [
    ['--data <folder>', images],
    profile('how much to train'),
    [
      '--as <telling>',
      'printed: by the text, ours where it is silent (default); published: by the programs that its authors published; both',
      oneOf(['printed', 'published', 'both']),
    ],
    [
      '--inputs <which>',
      'raw or unit: as they are, or of length 1 (default: both, where the paper leaves it open)',
      oneOf(['raw', 'unit']),
    ],
    ['--let <name=list>', 'values of a free constant; repeatable', constantValues],
    seed,
    errors,
    threads,
    out,
    store,
    noStore,
    shard,
    quiet,
    config,
    json,
  ],
  complete: async (command) => (await import('./reproduce.ts')).addChoices(command),
  run: async (terminal, figure: string, flags: ReproduceFlags) =>
    (await import('./reproduce.ts')).reproduce(figure, { ...flags }, terminal),
};

const trials: CommandLine = {
  name: 'trials',
  says: 'examine the draws of one cell one by one, every search to its end',
  argument: ['<claim>', 'one claim'],
  axes: true,
  options: [
    ...cellOptions,
    ['--from <index>', 'the first trial (default: 0)', oneNumber],
    ['--to <index>', 'the trial to stop before (default: 16 more)', oneNumber],
    ['--threads <n>', 'threads that share a large trial (default: one for each core)', oneNumber],
  ],
  run: async (terminal, id: string, flags: TrialsFlags) =>
    (await import('./trials.ts')).trials(id, flags, terminal),
};

const calibrate: CommandLine = {
  name: 'calibrate',
  says: 'find the value that a constant needs, with confidence bounds, and whether it is one',
  argument: [
    '[symbol]',
    'C0, C1, C2, …, or d or m for a frontier, or `least` for the least constants of a claim; the standard list when none is named',
  ],
  axes: true,
  options: [
    ['--claim <id>', 'the claim that is solved for it'],
    ['--trials <n>', 'draws at each size, fixed in advance (default: what γ and α ask for)', oneNumber],
    ['--alpha <p>', 'the chance that a bound is wrong (default: 1e-3)', oneNumber],
    ['--let <name=value>', 'the value of a free constant, such as C2=3; repeatable', constantValues],
    seed,
    reading,
    threads,
    ['--profile <name>', 'how long the standard list may take: quick, standard or full'],
    ['--store <folder>', 'where draws are kept between runs (default: .lakatos)'],
    ['--no-store', 'keep no draws, and use none'],
    quiet,
    config,
    json,
  ],
  run: async (terminal, symbol: string | undefined, flags: CalibrateFlags) =>
    (await import('./calibrate.ts')).calibrate(symbol, flags, terminal),
};

const replay: CommandLine = {
  name: 'replay',
  says: 'draw a witness again, rebuild its W, and show what it violates',
  argument: ['<witness>', "a witness from a report's replay line, or a file that holds one"],
  options: [
    ['--explicit', 'rebuild all d·m weights, however many'],
    ['--keep [folder]', 'shrink it and keep it as a file (default: the corpus that every run replays)'],
    config,
    json,
  ],
  run: async (terminal, witness: string, flags: ReplayFlags) =>
    (await import('./replay.ts')).replay(witness, flags, terminal),
};

const verify: CommandLine = {
  name: 'verify',
  says: 'check a report without trusting the code that searched',
  argument: ['<report>', 'a report.json'],
  options: [
    ['--sample <n>', 'trials of each cell to draw again (default: 2; 0 draws nothing)', oneNumber],
    ['--all', 'draw all trials again'],
    config,
    json,
  ],
  run: async (terminal, report: string, flags: VerifyFlags) =>
    (await import('./verify.ts')).verify(report, flags, terminal),
};

const fetchData: CommandLine = {
  name: 'fetch',
  says: 'download the four files of MNIST, check them, and go on where a download was cut',
  options: [
    ['--mirror <url>', `an address under which the files lie (default: ${DEFAULT_MIRROR})`],
    ['--to <folder>', 'where they go (default: lakatos/mnist in the cache folder of your account)'],
    quiet,
  ],
  run: async (terminal, flags: FetchFlags) => (await import('./data.ts')).fetchData(flags, terminal),
};

const showData: CommandLine = {
  name: 'show',
  says: 'which images the experiments would use, and the first of them',
  options: [
    ['--data <folder>', images],
    ['--seed <text>', 'where the drawn digits begin (default: lakatos, as in the experiments)'],
  ],
  run: async (terminal, flags: ShowFlags) => (await import('./data.ts')).showData(flags, terminal),
};

const data: CommandLine = {
  name: 'data',
  says: 'the images of the experiments: look at them, or download MNIST',
  options: [],
  commands: [fetchData, showData],
};

const engine: CommandLine = {
  name: 'engine',
  says: 'the faster engine for training: build it where its installer brings none',
  options: [],
  commands: [
    {
      name: 'build',
      says: "build tfjs-node from its source and TensorFlow's library (Linux, x64; needs g++ and python3 with pip)",
      options: [['--again', 'anew, where it was built before']],
      run: async (terminal, flags: EngineBuildFlags) =>
        (await import('./engine.ts')).engineBuild(flags, terminal),
    },
  ],
};

const init: CommandLine = {
  name: 'init',
  says: 'write a commented theorem of your own that runs as it is',
  argument: ['[folder]', 'where to write it', '.'],
  options: [
    ['--force', 'overwrite files that are there'],
    ['--python', 'a theorem in Python, with numpy'],
  ],
  run: async (terminal, folder: string, flags: InitFlags) =>
    (await import('./init.ts')).init(folder, flags, terminal),
};

const merge: CommandLine = {
  name: 'merge',
  says: 'make one report of the folders of all shards of a run',
  argument: ['<folders...>', 'what `check --shard i/n --out FOLDER` wrote'],
  options: [out, config, json],
  run: async (terminal, folders: readonly string[], flags: MergeFlags) =>
    (await import('./merge.ts')).merge(folders, flags, terminal),
};

const storeLine: CommandLine = {
  name: 'store',
  says: 'how much the kept results take, and less of them',
  options: [
    store,
    ['--prune <days>', 'remove results that were not written for so many days', oneNumber],
    config,
    json,
  ],
  run: async (terminal, flags: StoreFlags) => (await import('./store.ts')).storeCommand(flags, terminal),
};

const worker: CommandLine = {
  name: 'worker',
  says: 'take the work of `check --redis` from the queue, on any machine of the same version',
  options: [
    redis,
    ['--threads <n>', 'processes at work at once (default: one for each core)', oneNumber],
    store,
    noStore,
    ['--once', 'end when the queue is empty'],
    config,
  ],
  run: async (terminal, flags: WorkerFlags) => (await import('./worker.ts')).worker(flags, terminal),
};

const dashboard: CommandLine = {
  name: 'dashboard',
  says: 'a page that shows the queue, to be looked at and not touched',
  options: [redis, ['--port <n>', 'where the page is (default: 3000)', oneNumber]],
  run: async (terminal, flags: DashboardFlags) => (await import('./dashboard.ts')).dashboard(flags, terminal),
};

const doctor: CommandLine = {
  name: 'doctor',
  says: 'whether this machine gives the numbers that every other one gives',
  options: [
    config,
    json,
    [
      '--engine <name>',
      'an engine that has to run here: auto, wasm or tfjs-node',
      oneOf(['auto', 'wasm', 'tfjs-node']),
    ],
  ],
  run: async (terminal, flags: DoctorFlags) => (await import('./doctor.ts')).doctor(flags, terminal),
};

/** The commands, in the order in which `--help` lists them. */
export const commands: readonly CommandLine[] = [
  claims,
  check,
  reproduce,
  trials,
  calibrate,
  replay,
  verify,
  exporting,
  data,
  init,
  merge,
  storeLine,
  worker,
  dashboard,
  doctor,
  engine,
];
