import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import * as normal from '../../src/numerics/statistics/normal.ts';
import * as quickNormal from '../../src/numerics/statistics/quickNormal.ts';
import * as tabulatedNormal from '../../src/numerics/statistics/tabulatedNormal.ts';
import type * as allowance from '../../src/theorems/lazyTraining/certificates/boxes/allowance.ts';
import * as inUse from '../../src/theorems/lazyTraining/kernels/inUse.ts';
import type { BoxCode } from '../arbitraries/boxLaws.ts';
import type { Replacement } from './mutatedCertificate.ts';

const folder = new URL('../../src/theorems/lazyTraining/certificates/boxes/', import.meta.url);

/** What the certificate by boxes stands on, which is not mutated. */
const grounds: Readonly<Record<string, unknown>> = {
  '../../../../numerics/statistics/normal.ts': normal,
  '../../../../numerics/statistics/quickNormal.ts': quickNormal,
  '../../../../numerics/statistics/tabulatedNormal.ts': tabulatedNormal,
  '../../kernels/inUse.ts': inUse,
};

/**
 * The certificate by boxes with one replacement in the text of one of its modules, or as it is (null), evaluated anew in memory.
 *
 * Throws: `Error` when the text to replace does not stand there exactly once.
 */
export const mutatedBoxes = (replacement: Replacement | null): BoxCode & typeof allowance => {
  const loaded = new Map<string, Record<string, unknown>>();
  const load = (file: string): Record<string, unknown> => {
    const before = loaded.get(file);
    if (before !== undefined) return before;
    const exported: Record<string, unknown> = {};
    loaded.set(file, exported);
    let text = readFileSync(new URL(file, folder), 'utf8');
    if (replacement?.file === `boxes/${file}`) {
      const parts = text.split(replacement.text);
      if (parts.length !== 2)
        throw new Error(
          `the mutant "${replacement.text}" → "${replacement.by}" expects its text once in ${replacement.file}, got ${parts.length - 1} times; bring it up to date`,
        );
      text = parts.join(replacement.by);
    }
    const code = ts.transpileModule(text, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    }).outputText;
    const require = (name: string): unknown => {
      if (name.startsWith('./')) return load(name.slice(2));
      const ground = grounds[name];
      if (ground === undefined)
        throw new Error(
          `${file} imports ${name}, which mutatedBoxes.ts does not know; add it to its grounds`,
        );
      return ground;
    };
    new Function('exports', 'require', code)(exported, require);
    return exported;
  };
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  return Object.assign({}, ...files.map(load)) as BoxCode & typeof allowance;
};
