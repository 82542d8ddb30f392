import { readFileSync, statSync } from 'node:fs';
import { UsageError } from '../core/run/usageError.ts';
import { MOST_CHARACTERS, parseReport, type ReadReport } from '../core/verify/reportSchema.ts';
import { unreadable } from './unreadable.ts';

/** Reads a report. Throws: `UsageError` of one sentence when the file cannot be read or is none. */
export const readReport = (file: string): ReadReport => {
  let text: string;
  try {
    // Four bytes a character at most: what is larger is not even read.
    if (statSync(file).size > 4 * MOST_CHARACTERS) throw new Error('it is too large for a report');
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error, 'give the report.json of a run, such as reports/report.json');
  }
  try {
    return parseReport(text, file);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
};
