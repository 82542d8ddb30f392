import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../evidence/runner/usageError.ts';
import { EXIT } from './exitCodes.ts';
import { exampleClaims, exampleFiles } from './internal/example.ts';
import type { Terminal } from './terminal.ts';

export interface InitFlags {
  readonly quantity?: boolean;
  readonly force?: boolean;
}

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
 * `lakatos init [folder]`: writes a commented example of one's own claims, a wrong bound and its repair, that runs as it is.
 *
 * Throws: `UsageError`, before anything is written, when a file is there already and `force` was not asked for.
 */
export const init = (
  folder: string,
  { quantity = false, force = false }: InitFlags,
  terminal: Terminal,
): number => {
  const files = exampleFiles(quantity).map(({ path, text }) => ({ file: join(folder, path), text }));
  const taken = files.filter(({ file }) => existsSync(file)).map(({ file }) => file);
  if (taken.length > 0 && !force)
    throw new UsageError(
      `${taken.join(', ')} exist${taken.length === 1 ? 's' : ''} already, and nothing was written; give another folder, or --force to overwrite`,
    );
  for (const { file, text } of files) write(file, text);
  for (const { file } of files) terminal.out(`wrote ${file}\n`);
  const go = folder === '.' ? '' : `cd ${quoted(folder)} && `;
  terminal.out(
    [
      '',
      'Next, put them on trial. The first guess is wrong, so this ends with exit code 1:',
      `  ${go}npx lakatos check ${exampleClaims(quantity).join(',')}`,
      '',
      'Or with the claims of the paper beside them:',
      `  ${go}npx lakatos check --config lakatos.config.ts`,
      '',
    ].join('\n'),
  );
  return EXIT.nothingUnexpected;
};
