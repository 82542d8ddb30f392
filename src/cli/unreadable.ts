import { UsageError } from '../core/run/usageError.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'reading it is not allowed',
};

/** Why a file that was asked for could not be read, in words, and the way out: "reports/mine.json cannot be read: there is no such file; give …". */
export const unreadable = (file: string, error: unknown, wayOut: string): UsageError => {
  const { code, message } = error as NodeJS.ErrnoException;
  return new UsageError(`${file} cannot be read: ${reasons[code ?? ''] ?? message}; ${wayOut}`);
};
