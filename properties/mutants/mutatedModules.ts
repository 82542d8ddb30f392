import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** One text of one module and what stands in its place; the text stands there exactly once. */
export interface TextChange {
  readonly file: string;
  readonly text: string;
  readonly by: string;
}

/** A text with one change in it. Throws: `Error` when the text to replace does not stand there exactly once. */
export const changedText = (source: string, where: string, { text, by }: TextChange): string => {
  const parts = source.split(text);
  if (parts.length !== 2)
    throw new Error(
      `the mutant "${text}" → "${by}" expects its text once in ${where}, got ${parts.length - 1} times; bring it up to date`,
    );
  return parts.join(by);
};

/**
 * Modules of one folder evaluated anew in memory, with one change or none; what they import from elsewhere is looked up in `grounds`
 * and stays as it is.
 */
export const mutatedModules = (
  folder: URL,
  files: readonly string[],
  grounds: Readonly<Record<string, unknown>>,
  change: TextChange | null,
): Readonly<Record<string, unknown>> => {
  const loaded = new Map<string, Record<string, unknown>>();
  const load = (file: string): Record<string, unknown> => {
    const before = loaded.get(file);
    if (before !== undefined) return before;
    const exported: Record<string, unknown> = {};
    loaded.set(file, exported);
    const source = readFileSync(new URL(file, folder), 'utf8');
    const code = ts.transpileModule(change?.file === file ? changedText(source, file, change) : source, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    }).outputText;
    const require = (name: string): unknown => {
      if (name.startsWith('./')) return load(name.slice(2));
      if (grounds[name] === undefined)
        throw new Error(`${file} imports ${name}, which is not among the grounds of the mutants; add it`);
      return grounds[name];
    };
    new Function('exports', 'require', code)(exported, require);
    return exported;
  };
  return Object.assign({}, ...files.map(load)) as Record<string, unknown>;
};
