// A small campaign of the built command (dist/), and what came of it after something was broken.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// To a script, jiti gives the whole of a TypeScript module as its default.
import runs from '../../properties/runs.ts';

const { brief, holdAt, started } = runs;

/** The address of a built module, for a preload script. */
export const builtUrl = (path) => new URL(`../../dist/${path}`, import.meta.url).href;

/** Sixteen cells, refuted and supported ones, two readings that share their trials, and a control; a second. */
const request = [
  ...['check', 'value-is-bounded,gradient-is-large,control-value-ignores-the-ball'],
  ...['--d', '16', '--m', '20,50', '--C0', '1,10', '--gamma', '0.1', '--threads', '2'],
];

const textOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null);

/** A cell as the report's sentences name it. */
const nameOf = ({ id, reading }, { at }) =>
  `${id} (${reading}) at ${Object.entries(at)
    .map(([symbol, value]) => `${symbol} = ${value}`)
    .join(', ')}`;

/** A cell's record as text. Of its note all but what is said of the cells of its report as a whole, which may lack some. */
const recordOf = (cell) => {
  const note = cell.note?.replace(/(^|; )no cell tried satisfies the premise: .*$/, '') || null;
  return JSON.stringify({ ...cell, note });
};

/** The cells of a report: each by name with its record, in order. */
const cellsOf = (report) =>
  report.claims.flatMap((claim) => claim.cells.map((cell) => [nameOf(claim, cell), recordOf(cell)]));

/** The files of a store that hold results, as opposed to broken, differing and unfinished ones. */
export const resultsIn = (store) =>
  existsSync(store)
    ? readdirSync(store, { recursive: true, encoding: 'utf8' })
        .filter((file) => /[0-9a-f]{64}\.json$/.test(file))
        .map((file) => join(store, file))
    : [];

/**
 * The campaign in a temporary folder, and its undisturbed run.
 *
 * `run` starts it with a store and a folder of reports; `struck` holds it at a point and sends it a signal there; `judge` holds
 * what it left against the undisturbed run.
 */
export const openCampaign = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lakatos-faults-'));
  let used = 0;

  /** A path that nothing lies at. */
  const fresh = (name) => join(folder, `${name}-${++used}`);

  /** Writes a module that node loads before the command, in its main thread and in each worker thread. */
  const preload = (source) => {
    const file = `${fresh('preload')}.mjs`;
    writeFileSync(file, source);
    return ['--import', file];
  };

  /**
   * Runs the campaign to its end, however it comes. `meanwhile` is given the process; `also` are claims beside its own; `shell`
   * is a line of sh in which "$@" stands for the command, which writes the command's exit code to $CODE.
   */
  const run = async ({
    store,
    out,
    node = [],
    more = [],
    also = [],
    shell,
    env = {},
    meanwhile = async () => {},
  }) => {
    const [check, claims, ...axes] = request;
    const all = [check, [claims, ...also].join(), ...axes];
    const words = [...node, ...brief, ...all, '--store', store, '--out', out, ...more];
    if (shell === undefined)
      return { ...(await started(process.execPath, words, { cwd: folder, env, meanwhile })), out };
    const file = fresh('code');
    const ways = { cwd: folder, env: { ...env, CODE: file }, meanwhile };
    const ended = await started('sh', ['-c', shell, 'sh', process.execPath, ...words], ways);
    return { ...ended, code: Number(textOf(file) ?? ended.code), out };
  };

  /** Merges the folders of shards. */
  const merge = async (folders, out) => {
    const words = [...brief, 'merge', ...folders, '--out', out];
    return { ...(await started(process.execPath, words, { cwd: folder })), out };
  };

  /** Runs it until one of its threads is at that point, and sends it the signal there. */
  const struck = (signal, point, { store, out, more = [] }) => {
    const { env, reached } = holdAt(point, folder);
    return run({
      store,
      out,
      more,
      env,
      meanwhile: async (child) => {
        await reached(child);
        child.kill(signal);
      },
    });
  };

  const whole = await run({ store: fresh('store'), out: fresh('out') });
  const expected = textOf(join(whole.out, 'report.json'));
  if (expected === null || whole.code === 3)
    throw new Error(`the undisturbed run failed (exit ${whole.code}): ${whole.stderr.trim()}`);
  const planned = new Map(cellsOf(JSON.parse(expected)));

  /**
   * How a run ended: with the bytes of the undisturbed one, as an honest incomplete, or otherwise.
   *
   * Honest is: exit 3 (129, 130, 143 after a signal) with a report that says it is incomplete and names every cell that it does not have
   * as the undisturbed run has it; or no report at all, and a sentence that says why.
   */
  const judge = ({ code, signal, stderr, out }) => {
    const text = textOf(join(out, 'report.json'));
    const said = stderr.trim().split('\n').at(-1) ?? '';
    if (text === expected) {
      // What was to be printed may be lost though the reports are whole.
      const end = code === whole.code ? 'same' : code === 3 && said !== '' ? 'incomplete' : 'wrong';
      const why = end === 'same' ? '' : end === 'incomplete' ? said : `exit ${code}`;
      return { end, lost: 0, duplicated: 0, differing: 0, why };
    }
    if (text === null) {
      const honest =
        signal !== null ||
        ([3, 129, 130, 143].includes(code) && said !== '' && !/should not happen/.test(stderr));
      const end = signal !== null ? 'killed' : honest ? 'incomplete' : 'wrong';
      return { end, lost: honest ? 0 : planned.size, duplicated: 0, differing: 0, why: said };
    }
    let report;
    try {
      report = JSON.parse(text);
    } catch {
      return { end: 'wrong', lost: planned.size, duplicated: 0, differing: 1, why: 'report.json is no JSON' };
    }
    const cells = cellsOf(report);
    const names = new Set(cells.map(([name]) => name));
    const named = (name) => report.missing.some((sentence) => sentence.startsWith(`${name}: `));
    const lost = [...planned.keys()].filter((name) => !names.has(name) && !named(name)).length;
    const duplicated = cells.length - names.size;
    const differing = cells.filter(([name, cell]) => planned.get(name) !== cell && !named(name)).length;
    const says = report.complete === false && report.missing.length > 0;
    const honest = says && [3, 129, 130, 143].includes(code) && lost + duplicated + differing === 0;
    return {
      end: honest ? 'incomplete' : 'wrong',
      lost,
      duplicated,
      differing: honest ? 0 : Math.max(1, differing),
      why: report.missing[0] ?? `exit ${code}, other bytes than the undisturbed run`,
    };
  };

  return {
    folder,
    fresh,
    preload,
    run,
    merge,
    struck,
    judge,
    planned,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
};
