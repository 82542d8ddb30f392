import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../core/run/usageError.ts';

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'a file is where the folder should be',
  ENOTDIR: 'a file is where a folder should be',
  EACCES: 'it may not be written to',
  EPERM: 'it may not be written to',
  EROFS: 'it is on a read-only disk',
};

/**
 * Makes the folder of the reports, or of the store, and sees that a file can be written there, so that no hour of work is lost to a typing error.
 *
 * Throws: `UsageError` saying why it cannot.
 */
export const requireWritable = (folder: string, flag = '--out'): void => {
  const probe = join(folder, `.lakatos-${process.pid}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `${flag} ${folder} cannot be written to: ${reasons[code] ?? message}; choose another folder`,
    );
  }
};
