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
  { room: 'cli', mayImport: anywhere, butNot: ['index.ts'] },
  { room: 'reporters', mayImport: ['evidence/outcomes', 'numerics/statistics'] },
  { room: 'experiments', mayImport: ['evidence', 'network', 'claims', 'numerics'] },
  {
    room: 'evidence/calibration',
    mayImport: ['evidence/runner', 'evidence/trials', 'evidence/outcomes', 'network', 'claims', 'numerics'],
  },
  {
    room: 'evidence/verification',
    mayImport: ['evidence/outcomes', 'network', 'claims', 'numerics'],
    butNot: ['network/adversaries', 'network/certificates', 'numerics/kernels/simd'],
  },
  {
    room: 'evidence/runner',
    mayImport: ['evidence/trials', 'evidence/outcomes', 'network', 'claims', 'numerics'],
  },
  { room: 'evidence/trials', mayImport: ['evidence/outcomes', 'network', 'claims', 'numerics'] },
  { room: 'evidence/outcomes', mayImport: ['claims', 'numerics'] },
  { room: 'claims', mayImport: [] },
  // What lies in `network` itself is the ground of its three rooms, which do not know each other.
  {
    room: 'network',
    mayImport: ['numerics'],
    butNot: ['network/samplers', 'network/adversaries', 'network/certificates'],
  },
  {
    room: 'network/samplers',
    mayImport: ['network', 'numerics'],
    butNot: ['network/adversaries', 'network/certificates'],
  },
  {
    room: 'network/adversaries',
    mayImport: ['network', 'numerics'],
    butNot: ['network/samplers', 'network/certificates'],
  },
  {
    room: 'network/certificates',
    mayImport: ['network', 'numerics'],
    butNot: ['network/samplers', 'network/adversaries'],
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
    ['numerics/random/chi.ts', "import { valueAt } from '../../network/reference.ts';"],
    ['numerics/statistics/binomial.ts', "import type { Claim } from '../../claims/claim.ts';"],
    ['claims/claim.ts', "import { erf } from '../numerics/statistics/normal.ts';"],
    ['claims/claim.ts', "const later = await import('../network/movement.ts');"],
    ['network/reference.ts', "import type { Claim } from '../claims/claim.ts';"],
    ['network/reference.ts', "export { structuredStep } from './adversaries/structuredStep.ts';"],
    ['network/adversaries/structuredStep.ts', "import { ambientStep } from '../samplers/ambient.ts';"],
    ['network/certificates/stepCertificate.ts', "import '../adversaries/structuredStep.ts';"],
    ['network/samplers/ambient.ts', "import type { Trial } from '../../evidence/outcomes/outcome.ts';"],
    ['evidence/outcomes/tally.ts', "import { confirm } from '../trials/confirm.ts';"],
    ['evidence/outcomes/tally.ts', "import { contains } from '../../network/lazyBall.ts';"],
    ['evidence/trials/confirm.ts', "import { profiles } from '../runner/profiles.ts';"],
    ['evidence/runner/plan.ts', "import { figureTwo } from '../../experiments/figureTwo.ts';"],
    ['evidence/runner/plan.ts', "import { wilks } from '../calibration/wilks.ts';"],
    ['evidence/verification/verify.ts', "import { confirm } from '../trials/confirm.ts';"],
    ['evidence/verification/verify.ts', "import { plan } from '../runner/plan.ts';"],
    ['evidence/verification/verify.ts', "import { s } from '../../network/adversaries/structuredStep.ts';"],
    ['evidence/verification/verify.ts', "import { k } from '../../numerics/kernels/simd/kernels.ts';"],
    ['experiments/figureTwo.ts', "import { page } from '../reporters/html/page.ts';"],
    ['reporters/terminal.ts', "import { judgeCell } from '../evidence/trials/judgeCell.ts';"],
    ['reporters/terminal.ts', "import { dot } from '../numerics/linalg/vectors.ts';"],
    ['reporters/terminal.ts', "import type { Claim } from '../claims/claim.ts';"],
    ['attic/old.ts', "import { dot } from '../numerics/linalg/vectors.ts';"],
  ])('would catch, in %s, %s', (file, text) => {
    const arrows = arrowsOf(file, text);
    expect(arrows).toHaveLength(1);
    expect(objectionTo(arrows[0]!)).toContain(file);
  });

  it.each([
    ['cli/main.ts', "import { page } from '../reporters/html/page.ts';"],
    ['evidence/runner/plan.ts', "import { judgeCell } from '../trials/judgeCell.ts';"],
    ['network/adversaries/structuredStep.ts', "import { moved } from '../gradientStep.ts';"],
    ['reporters/html/page.ts', "import { words } from '../words.ts';"],
  ])('lets pass, in %s, %s', (file, text) => {
    expect(arrowsOf(file, text).map(objectionTo)).toEqual([null]);
  });
});

describe('nothing that has no address', () => {
  it('no global generator and no clock where verdicts are made', () => {
    expect(
      uses(['numerics', 'network', 'claims', 'evidence/trials', 'evidence/outcomes'], unaddressed),
    ).toEqual([]);
  });

  it('no library function whose last bit depends on the engine, from the seed to the draw', () => {
    expect(uses(['numerics/random', 'numerics/kernels'], engineDependent)).toEqual([]);
  });

  it('would catch them', () => {
    const text =
      'const a = Math.random() + Date.now() + performance.now() + Math.log(2) + Math.cos(1); // Math.random';
    expect([...withoutComments(text).matchAll(unaddressed)]).toHaveLength(3);
    expect([...withoutComments(text).matchAll(engineDependent)]).toHaveLength(2);
  });
});
