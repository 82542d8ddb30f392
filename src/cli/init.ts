import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../core/run/usageError.ts';
import { EXIT } from './exitCodes.ts';
import type { Terminal } from './terminal.ts';

export interface InitFlags {
  readonly force?: boolean;
  /** A theorem in Python. */
  readonly python?: boolean;
}

/** The theorem that is copied: the source of one of ours, which the package holds beside what was built. */
const recipe = new URL('../../src/theorems/laurentMassart.ts', import.meta.url);

/** The same in Python, word for word. */
const pythonRecipe = new URL('../../python/my_theorem.py', import.meta.url);

/** What of a text is replaced, in order. Throws: `Error` where a pattern is not found, since the recipe has changed then. */
const rewritten = (text: string, changes: readonly (readonly [pattern: RegExp, by: string])[]): string =>
  changes.reduce((now, [pattern, by]) => {
    const next = now.replace(pattern, by);
    if (next === now) throw new Error(`init: ${pattern} is not in ${recipe.pathname}`);
    return next;
  }, text);

/** The recipe as a file of one's own: its imports from the package, its names its own, a default export. */
const ownTheorem = (): string =>
  `${rewritten(readFileSync(recipe, 'utf8'), [
    [
      /^(?:import .*\n)+/,
      `import {
  around,
  atMost,
  type Claim,
  chi,
  chiSquaredUpperTail,
  type Quantity,
  type Setting,
  type Theorem,
} from 'lakatos';
`,
    ],
    [
      /^\/\/ Laurent and Massart.*$/m,
      '// A theorem of your own, in one file. It is about a chi-squared variable so far: change what you like.',
    ],
    [/\bid: 'laurent-massart'/, "id: 'my-theorem'"],
    [/\bid: '(control-)?chi-squared-/g, "id: '$1my-"],
    [/^\/\*\* Laurent and Massart.*\n/m, ''],
    [/export const laurentMassart: Theorem = /, 'const myTheorem: Theorem = '],
  ])}
export default myTheorem;
`;

const configFor = (
  file: string,
): string => `// What lakatos reads before it does anything. Flags and LAKATOS_* variables win over what stands here.
export default {
  // Your theorems: files that default-export one (or a list of them), or programs in Python, relative to this file. They are tried like those of the
  // package: \`npx lakatos claims\` lists them, \`npx lakatos check NAME\` tries a theorem or a claim, reports show them.
  theorems: ['./${file}'],

  // How much to try: 'quick' (seconds to a minute), 'standard' (minutes) or 'full' (as long as it takes).
  // profile: 'standard',

  // Where all draws begin: another seed, other draws.
  // seed: 'another',

  // Values of axes, in place of those at which the claims are tried.
  // axes: { t: [1, 3] },

  // Where \`npx lakatos check --accept\` writes verdicts; from then on another verdict fails.
  baselines: './baselines',
};
`;

const suite = `import { onTrial } from 'lakatos/vitest';

// A test for every cell of every claim: \`npx vitest run\`. A claim that is refuted fails, and a control that is not.
onTrial('my-theorem');
`;

/** The files that are written, by path. */
const files = (python: boolean): readonly (readonly [path: string, text: string])[] =>
  python
    ? [
        ['my_theorem.py', readFileSync(pythonRecipe, 'utf8')],
        ['lakatos.config.ts', configFor('my_theorem.py')],
      ]
    : [
        ['my-theorem.ts', ownTheorem()],
        ['lakatos.config.ts', configFor('my-theorem.ts')],
        ['my-theorem.test.ts', suite],
      ];

const quoted = (path: string): string =>
  /^[\w.@%+=:,/-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;

const write = (file: string, text: string): void => {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(
      `${file} cannot be written: ${(error as Error).message}; give a folder in which you may write`,
    );
  }
};

/**
 * `lakatos init [folder]`: writes a commented theorem of one's own, with a configuration and a vitest file, that runs as it is;
 * with `python` in Python.
 *
 * Throws: `UsageError`, before anything is written, when a file is there already and `force` was not asked for.
 */
export const init = (
  folder: string,
  { force = false, python = false }: InitFlags,
  terminal: Terminal,
): number => {
  const all = files(python).map(([path, text]) => ({ file: join(folder, path), text }));
  const taken = all.filter(({ file }) => existsSync(file)).map(({ file }) => file);
  if (taken.length > 0 && !force)
    throw new UsageError(
      `${taken.join(', ')} exist${taken.length === 1 ? 's' : ''} already, and nothing was written; give another folder, or --force to overwrite`,
    );
  for (const { file, text } of all) write(file, text);
  for (const { file } of all) terminal.out(`wrote ${file}\n`);
  const go = folder === '.' ? '' : `cd ${quoted(folder)} && `;
  terminal.out(
    [
      '',
      'Next, put it on trial:',
      `  ${go}npx lakatos check my-theorem`,
      '',
      ...(python
        ? ['It needs python3 with numpy; LAKATOS_PYTHON names another interpreter.']
        : ['Or as tests, one for each cell:', `  ${go}npx vitest run`]),
      '',
    ].join('\n'),
  );
  return EXIT.nothingUnexpected;
};
