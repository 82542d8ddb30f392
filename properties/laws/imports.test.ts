import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../../src', import.meta.url));

/** What a room may import beside itself. A room is a folder of src with all that lies in it, the longest match counting. */
interface Room {
  readonly room: string;
  readonly mayImport: readonly string[];
  readonly butNot?: readonly string[];
}

const anywhere = [''];

/** The table of the house: arrows point down. Rooms that do not name each other do not import each other. */
const house: readonly Room[] = [
  { room: 'index.ts', mayImport: anywhere },
  { room: 'vitest.ts', mayImport: anywhere },
  { room: 'statistics.ts', mayImport: ['numerics'] },
  { room: 'cli', mayImport: anywhere, butNot: ['index.ts'] },
  { room: 'queue', mayImport: ['core', 'numerics'] },
  { room: 'render', mayImport: ['core/report', 'core/judge', 'core/formula', 'numerics/statistics'] },
  { room: 'core', mayImport: ['numerics'] },
  { room: 'core/run', mayImport: ['core', 'numerics'], butNot: ['core/calibrate'] },
  {
    room: 'core/verify',
    mayImport: ['core', 'numerics'],
    butNot: ['core/run', 'numerics/kernels/simd'],
  },
  { room: 'theorems', mayImport: ['core', 'numerics'] },
  // What lies in `network` is the ground of the three rooms beside it, which do not know each other.
  { room: 'theorems/lazyTraining/kernels', mayImport: ['numerics'] },
  { room: 'theorems/lazyTraining/network', mayImport: ['theorems/lazyTraining/kernels', 'numerics'] },
  ...['samplers', 'adversaries', 'certificates'].map((name) => ({
    room: `theorems/lazyTraining/${name}`,
    mayImport: ['theorems/lazyTraining/network', 'theorems/lazyTraining/kernels', 'numerics'],
  })),
  {
    room: 'theorems/lazyTraining/plain',
    mayImport: ['core', 'numerics', 'theorems/lazyTraining/network', 'theorems/lazyTraining/samplers'],
    butNot: ['core/run', 'numerics/kernels/simd'],
  },
  { room: 'numerics', mayImport: [] },
];

const lies = (file: string, room: string): boolean =>
  room === '' || file === room || file.startsWith(`${room}/`);

const roomOf = (file: string): Room | null =>
  house
    .filter(({ room }) => lies(file, room))
    .reduce<Room | null>(
      (best, next) => (best === null || next.room.length > best.room.length ? next : best),
      null,
    );

/** An import from one file of src to another, both as paths below src. */
interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** Why an arrow is forbidden, or null. */
const objectionTo = ({ from, to }: Arrow): string | null => {
  const room = roomOf(from);
  if (room === null) return `${from} lies in no room of the table`;
  const forbidden = room.butNot?.find((other) => lies(to, other));
  if (forbidden === undefined && [room.room, ...room.mayImport].some((other) => lies(to, other))) return null;
  return `${from} imports ${to}: ${room.room} may import ${room.mayImport.join(', ') || 'itself alone'}${
    forbidden === undefined ? '' : `, but not ${forbidden}`
  }`;
};

/** The relative imports of a file's text: static, dynamic, re-exports and types. */
const arrowsOf = (file: string, text: string): Arrow[] =>
  ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => ({ from: file, to: posix.normalize(posix.join(posix.dirname(file), name)) }));

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .sort();

const read = (file: string): string => readFileSync(join(source, file), 'utf8');

/** A text with its comments taken out, by the compiler's own scanner, since comments may well speak of the forbidden. */
const withoutComments = (text: string): string =>
  ts.transpileModule(text, {
    compilerOptions: { removeComments: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  }).outputText;

const uses = (rooms: readonly string[], forbidden: RegExp): string[] =>
  files
    .filter((file) => rooms.some((room) => lies(file, room)))
    .flatMap((file) =>
      [...withoutComments(read(file)).matchAll(forbidden)].map(([what]) => `${file}: ${what}`),
    );

/** What has no address: a global generator, and the clock. */
const unaddressed =
  /\bMath\s*\.\s*random\b|\bDate\s*\.\s*now\b|\bnew\s+Date\s*\(\s*\)|\bperformance\s*\.\s*now\b|\bhrtime\b|\brandomBytes\b|\bgetRandomValues\b|\brandomUUID\b/g;

/** Library functions whose last bit differs between engines. Powers of two as constants are exact on all of them. */
const engineDependent = /\bMath\s*\.\s*(?:log\w*|exp\w*|a?sinh?|a?cosh?|a?tanh?|atan2|pow|cbrt|hypot)\b/g;

describe('the house', () => {
  it('finds the files, and every one in a room', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => roomOf(file) === null)).toEqual([]);
  });

  it('arrows point down', () => {
    const objections = files.flatMap((file) => arrowsOf(file, read(file)).map(objectionTo));
    expect(objections.filter((objection) => objection !== null)).toEqual([]);
  });

  it.each([
    ['numerics/random/chi.ts', "import { valueAt } from '../../theorems/lazyTraining/network/reference.ts';"],
    ['numerics/statistics/binomial.ts', "import type { Claim } from '../../core/claim.ts';"],
    ['core/claim.ts', "const later = await import('../theorems/lazyTraining/network/movement.ts');"],
    ['core/run/plan.ts', "import { drift } from '../calibrate/drifts.ts';"],
    ['core/verify/verify.ts', "import { plan } from '../run/plan.ts';"],
    ['core/verify/verify.ts', "import { k } from '../../numerics/kernels/simd/kernels.ts';"],
    ['queue/onQueue.ts', "import { page } from '../render/html/page.ts';"],
    ['theorems/lazyTraining/network/reference.ts', "export { a } from '../adversaries/structuredStep.ts';"],
    ['theorems/lazyTraining/adversaries/structuredStep.ts', "import { b } from '../samplers/ambient.ts';"],
    ['theorems/lazyTraining/certificates/lossBound.ts', "import '../adversaries/structuredStep.ts';"],
    ['theorems/lazyTraining/samplers/ambient.ts', "import type { T } from '../../../core/judge/outcome.ts';"],
    ['theorems/lazyTraining/plain/plainDraw.ts', "import { s } from '../adversaries/structuredStep.ts';"],
    ['theorems/lazyTraining/figures/figure2.ts', "import { page } from '../../../render/html/page.ts';"],
    ['render/terminal.ts', "import { runPlan } from '../core/run/runPlan.ts';"],
    ['render/terminal.ts', "import { dot } from '../numerics/linalg/vectors.ts';"],
    ['attic/old.ts', "import { dot } from '../numerics/linalg/vectors.ts';"],
  ])('would catch, in %s, %s', (file, text) => {
    const arrows = arrowsOf(file, text);
    expect(arrows).toHaveLength(1);
    expect(objectionTo(arrows[0]!)).toContain(file);
  });

  it.each([
    ['cli/main.ts', "import { page } from '../render/html/page.ts';"],
    ['core/run/plan.ts', "import { judgeCell } from '../judge/judgeCell.ts';"],
    [
      'theorems/lazyTraining/adversaries/structuredStep.ts',
      "import { moved } from '../network/gradientStep.ts';",
    ],
    ['render/html/page.ts', "import { words } from '../words.ts';"],
  ])('lets pass, in %s, %s', (file, text) => {
    expect(arrowsOf(file, text).map(objectionTo)).toEqual([null]);
  });
});

/** Words of one theorem: what a harness for any theorem does not know. */
const ofOneTheorem =
  /\b(?:C[0-9]|W0|lazyTraining|lazy|neurons?|gradient[A-Z]\w*|signKept|signChanges|valueSup|mnist)\b/g;

/** Where they stand nevertheless: in examples of error messages, in witnesses that print a network, and in labels of one figure. */
const examples: readonly string[] = [
  'core/validateClaim.ts',
  'core/report/witnessFile.ts',
  'render/document/exhibits.ts',
];

describe('a harness for any theorem', () => {
  it('names nothing of one theorem', () => {
    const found = uses(['core', 'render', 'queue'], ofOneTheorem);
    expect(found.filter((one) => !examples.some((file) => one.startsWith(`${file}: `)))).toEqual([]);
  });

  it('would catch a name', () => {
    const text = "const { C0 } = at; const word = 'neuron'; // W0";
    expect([...withoutComments(text).matchAll(ofOneTheorem)].map(([what]) => what)).toEqual(['C0', 'neuron']);
  });
});

describe('nothing that has no address', () => {
  it('no global generator and no clock where verdicts are made', () => {
    expect(
      uses(
        [
          ...['numerics', 'core/formula', 'core/judge'],
          ...[
            'kernels',
            'network',
            'samplers',
            'adversaries',
            'certificates',
            'settings',
            'studies',
            'claims',
          ].map((room) => `theorems/lazyTraining/${room}`),
        ],
        unaddressed,
      ),
    ).toEqual([]);
  });

  it('no library function whose last bit depends on the engine, from the seed to the draw', () => {
    expect(
      uses(['numerics/random', 'numerics/kernels', 'theorems/lazyTraining/kernels'], engineDependent),
    ).toEqual([]);
  });

  it('would catch them', () => {
    const text =
      'const a = Math.random() + Date.now() + performance.now() + Math.log(2) + Math.cos(1); // Math.random';
    expect([...withoutComments(text).matchAll(unaddressed)]).toHaveLength(3);
    expect([...withoutComments(text).matchAll(engineDependent)]).toHaveLength(2);
  });
});

describe('scripts and benchmarks', () => {
  it('load modules of the build that there are', () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const files = ['bench', 'scripts'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    );
    const asked = files
      .filter((file) => /\.(js|ts)$/.test(file))
      .flatMap((file) =>
        [
          ...readFileSync(join(root, file), 'utf8').matchAll(/built\('([^']+)\.js'\)|dist\/([\w/]+)\.js/g),
        ].map((match) => ({ file, module: match[1] ?? match[2]! })),
      );
    expect(asked.length).toBeGreaterThan(20);
    const sources = new Set(
      readdirSync(source, { recursive: true, encoding: 'utf8' }).map((file) => file.split(sep).join('/')),
    );
    expect(asked.filter(({ module }) => !sources.has(`${module}.ts`))).toEqual([]);
  });
});
