import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import * as blockedSum from '../../src/numerics/linalg/blockedSum.ts';
import * as largestEigenvalueBound from '../../src/numerics/linalg/largestEigenvalueBound.ts';
import * as vectors from '../../src/numerics/linalg/vectors.ts';
import type { explicitWeights } from '../../src/theorems/lazyTraining/certificates/explicitWeights.ts';
import type { leastCertified } from '../../src/theorems/lazyTraining/certificates/leastCertified.ts';
import type { linearBound } from '../../src/theorems/lazyTraining/certificates/linearBound.ts';
import type { lossBound, sideOf } from '../../src/theorems/lazyTraining/certificates/lossBound.ts';
import type { neuronBounds } from '../../src/theorems/lazyTraining/certificates/neuronBounds.ts';
import type { revealedWeights } from '../../src/theorems/lazyTraining/certificates/revealedWeights.ts';
import type { stepCertificate } from '../../src/theorems/lazyTraining/certificates/stepCertificate.ts';
import type { steppedBall } from '../../src/theorems/lazyTraining/certificates/steppedBall.ts';
import * as inUse from '../../src/theorems/lazyTraining/kernels/inUse.ts';
import type { NeuronKernels } from '../../src/theorems/lazyTraining/kernels/kernels.ts';
import * as extremeValue from '../../src/theorems/lazyTraining/network/extremeValue.ts';

/** A change of one module's text: `text` stands there exactly once. */
export interface Replacement {
  /** Below src/theorems/lazyTraining/certificates, or one of the plain kernels that the certificate rests on: see `kernelFiles`. */
  readonly file: string;
  readonly text: string;
  readonly by: string;
}

/** The certificate as its callers see it, and the parts of it that can be asked alone. */
export interface Certificate {
  readonly explicitWeights: typeof explicitWeights;
  readonly revealedWeights: typeof revealedWeights;
  readonly sideOf: typeof sideOf;
  readonly lossBound: typeof lossBound;
  readonly stepCertificate: typeof stepCertificate;
  readonly leastCertified: typeof leastCertified;
  readonly neuronBounds: typeof neuronBounds;
  readonly linearBound: typeof linearBound;
  readonly steppedBall: typeof steppedBall;
}

const folder = new URL('../../src/theorems/lazyTraining/certificates/', import.meta.url);
const kernelFolder = new URL('../../src/theorems/lazyTraining/kernels/reference/', import.meta.url);

/** The plain kernels that carry a formula of the certificate, in the files of their names in kernels/reference. */
const kernelFiles: Readonly<Record<string, readonly (keyof NeuronKernels)[]>> = {
  'boundOfNeurons.ts': ['neuronBounds'],
  'centerPattern.ts': ['centerPattern'],
  'kinks.ts': ['kinkWeights', 'gramSums'],
};

/** What the certificates stand on, which is not mutated. */
const grounds: Readonly<Record<string, unknown>> = {
  '../network/extremeValue.ts': extremeValue,
  '../../../../numerics/linalg/blockedSum.ts': blockedSum,
  '../../../numerics/linalg/blockedSum.ts': blockedSum,
  '../../../numerics/linalg/largestEigenvalueBound.ts': largestEigenvalueBound,
  '../../../numerics/linalg/vectors.ts': vectors,
};

const read = (file: string, from: URL): readonly [string, string] => [
  file,
  readFileSync(new URL(file, from), 'utf8'),
];

const sources = new Map([
  ...readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => read(file, folder)),
  ...Object.keys(kernelFiles).map((file) => read(file, kernelFolder)),
]);

const inJavaScript = (text: string): string =>
  ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  }).outputText;

const plain = new Map<string, string>();

const mutate = (text: string, { file, text: from, by }: Replacement): string => {
  const parts = text.split(from);
  if (parts.length !== 2)
    throw new Error(
      `the mutant "${from}" → "${by}" expects its text once in ${file}, got ${parts.length - 1} times; bring it up to date`,
    );
  return parts.join(by);
};

const codeOf = (file: string, replacement: Replacement | null): string => {
  const source = sources.get(file);
  if (source === undefined)
    throw new Error(
      `expected a module of src/theorems/lazyTraining/certificates or a plain kernel, got ${file}`,
    );
  if (replacement?.file === file) return inJavaScript(mutate(source, replacement));
  const known = plain.get(file) ?? inJavaScript(source);
  plain.set(file, known);
  return known;
};

/**
 * The certificate with one replacement in the text of one of its modules, or as it is (null).
 *
 * The modules are evaluated anew in memory, each importing the others of this same copy; what lies outside their folder is shared. Of the
 * kernels, the one whose text is replaced is the mutated plain one, and the others are those in use.
 *
 * Throws: `Error` when the text to replace does not stand there exactly once, so that no mutant outlives the code it was made for.
 */
export const mutatedCertificate = (replacement: Replacement | null): Certificate => {
  const loaded = new Map<string, Record<string, unknown>>();
  /** The kernels in use, with the mutated one among them. */
  const kernels = (): NeuronKernels => {
    const names = kernelFiles[replacement?.file ?? ''] ?? [];
    const mutated = names.map((name) => [name, load(replacement!.file)[name]]);
    return { ...inUse.kernels(), ...Object.fromEntries(mutated) };
  };
  const load = (file: string): Record<string, unknown> => {
    const before = loaded.get(file);
    if (before !== undefined) return before;
    const exported: Record<string, unknown> = {};
    loaded.set(file, exported);
    const require = (name: string): unknown => {
      const beside = posix.normalize(name);
      if (!beside.startsWith('..')) return load(beside);
      const ground = beside.endsWith('/inUse.ts') ? { kernels } : grounds[beside];
      if (ground === undefined)
        throw new Error(
          `${file} imports ${name}, which mutatedCertificate.ts does not know; add it to its grounds`,
        );
      return ground;
    };
    new Function('exports', 'require', codeOf(file, replacement))(exported, require);
    return exported;
  };
  const of = (file: string, name: string): unknown => load(file)[name];
  return {
    explicitWeights: of('explicitWeights.ts', 'explicitWeights'),
    revealedWeights: of('revealedWeights.ts', 'revealedWeights'),
    sideOf: of('lossBound.ts', 'sideOf'),
    lossBound: of('lossBound.ts', 'lossBound'),
    stepCertificate: of('stepCertificate.ts', 'stepCertificate'),
    leastCertified: of('leastCertified.ts', 'leastCertified'),
    neuronBounds: of('neuronBounds.ts', 'neuronBounds'),
    linearBound: of('linearBound.ts', 'linearBound'),
    steppedBall: of('steppedBall.ts', 'steppedBall'),
  } as Certificate;
};
