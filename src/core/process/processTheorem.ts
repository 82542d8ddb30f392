import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Stream } from '../../numerics/random/stream.ts';
import { ClaimError } from '../claimError.ts';
import { parseTheorem } from '../parseTheorem.ts';
import { packageRoot, version } from '../run/provenance.ts';
import type {
  Admission,
  Confirmation,
  Cost,
  Found,
  Mode,
  Point,
  Quantity,
  Setting,
  Theorem,
} from '../theorem.ts';
import { type Client, clientOf, isObject } from './client.ts';
import { ProcessError } from './processError.ts';
import { numberIn, spelledAll } from './spelling.ts';

/** A program that speaks the protocol of docs/any-language.md, and how it is started. */
export interface ProcessOptions {
  /** The program and its arguments, as in ['python3', 'my_theorem.py']. */
  readonly command: readonly string[];
  /** Where it is started, and where its files lie; a path, or the address of a file there such as import.meta.url. The current folder unless given. */
  readonly folder?: string | URL;
  /** What sentences call it; the file among its arguments unless given. */
  readonly name?: string;
  /** Files that its answers depend on, beside those that it names when it says hello. */
  readonly files?: readonly string[];
  /** Seconds in which each answer must come; 60 unless given, 600 at most. To start it has a minute at least. */
  readonly deadline?: number;
  /** Variables of its environment, beside those of this one. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Seconds in which an answer must come, unless said otherwise, and at most: threads that are silent for longer are ended. */
const DEADLINE = 60;
const MOST_DEADLINE = 600;

/**
 * What the environment of every process has, unless it is set already: each has one core, its sets have one order, and Python finds
 * the helper of this package.
 */
const usualEnv = (): Readonly<Record<string, string>> => {
  const usual = {
    OMP_NUM_THREADS: '1',
    OPENBLAS_NUM_THREADS: '1',
    MKL_NUM_THREADS: '1',
    VECLIB_MAXIMUM_THREADS: '1',
    PYTHONHASHSEED: '0',
    PYTHONUTF8: '1',
  };
  const unset = Object.entries(usual).filter(([name]) => process.env[name] === undefined);
  const paths = [resolve(packageRoot, 'python'), process.env.PYTHONPATH ?? ''].filter((path) => path !== '');
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...Object.fromEntries(unset), PYTHONPATH: paths.join(separator) };
};

/** A draw of a process, by what it is made from: the process itself keeps the last one that it made. */
interface RemoteDraw {
  /** 128 bits as 32 hexadecimal digits: the only source of randomness there is. */
  readonly seed: string;
  readonly at: Point;
  readonly mode: Mode;
}

const seedOf = ({ words }: Stream): string =>
  words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');

/** What a setting says of itself. */
interface DescribedSetting {
  readonly name: string;
  readonly reads?: readonly string[];
  readonly quantities: readonly (Omit<Quantity, 'value' | 'upperTail'> & { readonly upperTail?: boolean })[];
  readonly modes?: readonly Mode[];
  readonly admits?: boolean;
  readonly certificateError?: number;
}

/** Asks of one setting, with what it is asked at; gives the result, and throws what the process threw. */
const asking = (client: Client, setting: string) => {
  /** The refinement that the process is in, since it goes on with one at a time. */
  let refining: object | null = null;
  const say = (what: string): string => `the process "${client.name}" ${what}`;
  const ask = (method: string, params: object, draw?: RemoteDraw): Readonly<Record<string, unknown>> => {
    const about = { setting, ...params };
    const sample = draw && { setting, seed: draw.seed, at: spelledAll(draw.at), mode: draw.mode };
    const [answer] =
      sample === undefined
        ? client.ask([{ method, params: about }])
        : client.ask([{ method, params: about }], {
            key: JSON.stringify(sample),
            sample: { method: 'sample', params: sample },
          });
    if ('error' in answer!) {
      const { message, data } = answer.error;
      const place = isObject(data) && typeof data.place === 'string' ? ` (${data.place})` : '';
      throw new Error(say(`refused "${method}": ${message}${place}`));
    }
    if (!isObject(answer!.result))
      throw new ProcessError(
        say(`answered "${method}" with ${JSON.stringify(answer!.result)}, and not with an object`),
      );
    return answer!.result;
  };
  const number = (value: unknown, what: string, round: 'down' | 'up' | 'nearest' = 'nearest'): number => {
    const found = numberIn(value, round);
    if (found === null)
      throw new ProcessError(
        say(
          `gave ${JSON.stringify(value) ?? 'nothing'} for ${what}; give a number, "NaN", "Infinity", "-Infinity" or an integer as text`,
        ),
      );
    return found;
  };
  const numbers = (value: unknown, what: string): Readonly<Record<string, number>> => {
    if (!isObject(value))
      throw new ProcessError(
        say(`gave ${JSON.stringify(value) ?? 'nothing'} for ${what}; give numbers by name`),
      );
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, number(one, `${name} of ${what}`)]),
    );
  };
  /** One record of brackets; an end that is left out is not known. */
  const brackets = (value: unknown): Readonly<Record<string, Found<string>>> => {
    if (!isObject(value))
      throw new ProcessError(
        say(
          'answered "refine" without "brackets"; give { Z: { lower, upper } }, or "last": true where there is nothing more',
        ),
      );
    return Object.fromEntries(
      Object.entries(value).map(([symbol, bracket]) => {
        if (!isObject(bracket))
          throw new ProcessError(
            say(`gave ${JSON.stringify(bracket)} for the bracket of ${symbol}; give { lower, upper }`),
          );
        const { lower = '-Infinity', upper = 'Infinity', choice } = bracket;
        if (choice !== undefined && typeof choice !== 'string')
          throw new ProcessError(
            say(
              `gave a choice of ${symbol} that is not a text; write it as a string, which comes back as it is`,
            ),
          );
        return [
          symbol,
          {
            lower: number(lower, `the lower end of ${symbol}`, 'down'),
            upper: number(upper, `the upper end of ${symbol}`, 'up'),
            ...(choice !== undefined && { attainedAt: () => choice }),
          },
        ];
      }),
    );
  };
  const refine = function* (
    draw: RemoteDraw,
    wanted: ReadonlySet<string>,
    at: Point,
    effort: string,
  ): Generator<Readonly<Record<string, Found<string>>>> {
    const self = {};
    const step = (index: number) => {
      const params = { wanted: [...wanted], at: spelledAll(at), effort, step: index };
      const { brackets: found, last = false } = ask('refine', params, draw);
      return { found: found === undefined && last === true ? null : brackets(found), last: last === true };
    };
    for (let index = 0; ; index += 1) {
      // Another refinement came between: this one is begun again, up to where it was.
      if (refining !== self) for (let again = 0; again < index; again += 1) step(again);
      refining = self;
      const { found, last } = step(index);
      if (found !== null) yield found;
      if (last) return;
    }
  };
  return { ask, say, number, numbers, refine };
};

const settingOf = (described: DescribedSetting, client: Client): Setting<RemoteDraw, string> => {
  const { quantities, admits, certificateError, ...plain } = described;
  const { ask, say, number, numbers, refine } = asking(client, described.name);
  const costs = new Map<string, Cost>();
  const cost = (at: Point, mode: Mode): Cost => {
    const key = JSON.stringify([at, mode]);
    const known = costs.get(key);
    if (known !== undefined) return known;
    const { seconds, bytes } = ask('cost', { at: spelledAll(at), mode });
    const found = {
      seconds: number(seconds, 'the seconds of a trial'),
      bytes: number(bytes, 'the bytes of a trial'),
    };
    for (const [name, value] of Object.entries(found))
      if (!(value >= 0 && Number.isFinite(value)))
        throw new ProcessError(say(`gave ${value} for the ${name} of a trial; give a number of at least 0`));
    costs.set(key, found);
    return found;
  };
  return {
    ...plain,
    reads: described.reads ?? [],
    quantities: quantities.map(({ upperTail, ...quantity }) => ({
      ...quantity,
      value: (draw: RemoteDraw, choice: string | null, at: Point) =>
        number(
          ask('value', { symbol: quantity.symbol, choice, at: spelledAll(at) }, draw).value,
          `the value of ${quantity.symbol}`,
        ),
      ...(upperTail === true && {
        upperTail: (threshold: number, at: Point) =>
          number(
            ask('upperTail', { symbol: quantity.symbol, at: spelledAll(at), ...spelledAll({ threshold }) })
              .value,
            `the upper tail of ${quantity.symbol}`,
          ),
      }),
    })),
    sample: (stream, at, mode) => ({ seed: seedOf(stream), at, mode }),
    refine,
    ...(admits === true && {
      admits: (draw: RemoteDraw, choice: string, at: Point, by: Confirmation): Admission => {
        const { admitted, shown = {} } = ask('admits', { choice, at: spelledAll(at), by }, draw);
        if (typeof admitted !== 'boolean')
          throw new ProcessError(say('answered "admits" without "admitted"; say whether it may be made'));
        return { admitted, shown: numbers(shown, '"shown"') };
      },
    }),
    ...(certificateError !== undefined && { certificateError: () => certificateError }),
    cost,
    process: { name: client.name, hash: client.described.hash },
  };
};

/** What a process may say of its theorem; all else of a theorem is code, which it cannot send. */
const FIELDS: readonly string[] = [
  'id',
  'work',
  'axes',
  'table',
  'settings',
  'statements',
  'defaultTries',
  'defaultSearches',
  'misprints',
];

const folderOf = (folder: string | URL | undefined): string => {
  if (folder === undefined) return process.cwd();
  const path = String(folder).startsWith('file:') ? fileURLToPath(folder) : String(folder);
  return String(folder).startsWith('file:') && !path.endsWith('/') && /\.[cm]?[jt]s$/.test(path)
    ? resolve(path, '..')
    : resolve(path);
};

const require = (holds: boolean, what: string): void => {
  if (!holds) throw new ClaimError(`processTheorem: ${what}`);
};

/**
 * A theorem whose draws, searches and definitions are a process's: any program that speaks JSON-RPC 2.0 in lines of JSON over its
 * stdin and stdout, as docs/any-language.md says. The process is started here and asked for the theorem; each thread that tries
 * claims starts one of its own.
 *
 * Seeds are handed to it. What it answers is compared when asked twice; that its brackets hold is taken on trust, and reports say so.
 *
 * Throws: `ProcessError`, one sentence with the name of the process, when it does not answer as it must; `ClaimError` when what it says
 * is not a theorem.
 *
 * @example
 * export default processTheorem({ command: ['julia', 'my_theorem.jl'], folder: import.meta.url });
 */
export const processTheorem = (options: ProcessOptions): Theorem => {
  const { command, files = [], deadline = DEADLINE, env = {} } = options;
  require(Array.isArray(command) &&
    command.length > 0 &&
    command.every(
      (one) => typeof one === 'string' && one !== '',
    ), "command: expected a program and its arguments; write ['python3', 'my_theorem.py']");
  require(deadline > 0 &&
    deadline <=
      MOST_DEADLINE, `deadline: expected seconds, more than 0 and at most ${MOST_DEADLINE}, got ${deadline}`);
  const folder = folderOf(options.folder);
  const isFile = (one: string): boolean => existsSync(resolve(folder, one));
  const scripts = command.slice(1).filter(isFile);
  const client = clientOf({
    name: options.name ?? basename(scripts[0] ?? command[0]!),
    command,
    folder,
    env: { ...usualEnv(), ...env },
    ownEnv: env,
    files: [...scripts, ...files],
    deadline,
    version,
  });
  const { theorem } = client.described;
  const where = `the process "${client.name}"`;
  const unknown = Object.keys(theorem).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined)
    throw new ClaimError(`${where}: unknown field "${unknown}"; the fields here are ${FIELDS.join(', ')}`);
  if (
    !Array.isArray(theorem.settings) ||
    !theorem.settings.every((one) => isObject(one) && Array.isArray(one.quantities))
  )
    throw new ClaimError(`${where}: settings: expected a list of { name, reads, quantities }`);
  const settings = (theorem.settings as readonly DescribedSetting[]).map((one) => settingOf(one, client));
  return parseTheorem({ ...theorem, settings }, where);
};
