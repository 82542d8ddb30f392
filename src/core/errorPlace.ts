import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package's code, from `src/` and from `dist/` alike. */
const own = fileURLToPath(new URL('../', import.meta.url));

/** A frame of a V8 stack: the file, by path or address, and the line in it. */
const FRAME = /\(?((?:file:\/\/)?\/?[^\s()]+?):(\d+):\d+\)?$/;

const frameOf = (line: string): { readonly file: string; readonly line: string } | null => {
  const found = FRAME.exec(line.trim());
  if (found === null || /^(node:|internal\/)/.test(found[1]!)) return null;
  const file = found[1]!.startsWith('file://') ? fileURLToPath(found[1]!.replace(/\?.*$/, '')) : found[1]!;
  return { file, line: found[2]! };
};

/**
 * Where an error came about, as `my-theorem.ts:12`: the innermost place in a file of one's own, else in a theorem of this
 * package; what runs them says nothing of where a theorem went wrong. Null where the stack names none. The folder is left
 * out, so that every machine says the same.
 */
export const errorPlace = (error: unknown): string | null => {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').flatMap((line) => (/^\s+at /.test(line) ? (frameOf(line) ?? []) : []));
  const found =
    frames.find(({ file }) => !file.startsWith(own) && !/\/node_modules\//.test(file)) ??
    frames.find(({ file }) => file.startsWith(`${own}theorems/`));
  return found === undefined ? null : `${basename(found.file)}:${found.line}`;
};
