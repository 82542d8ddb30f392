import { isUnexpected, type Report } from '../core/report/report.ts';
import { reportToJson } from '../render/json.ts';
import { reportToTerminal } from '../render/terminal.ts';
import { EXIT } from './exitCodes.ts';
import type { Terminal } from './terminal.ts';

/** Prints a report for a reader, or as one JSON document; `files` are those it was written to. */
export const showReport = (
  report: Report,
  files: readonly string[],
  json: boolean,
  { out, width, colorOut: color }: Terminal,
): void => {
  out(json ? reportToJson(report) : reportToTerminal(report, { width, color, files }));
};

/** The exit code of a run by what it found. */
export const exitCodeOf = (report: Report, strict: boolean): number => {
  if (!report.complete) return EXIT.incomplete;
  if (report.claims.some(({ cells }) => cells.some(isUnexpected))) return EXIT.unexpected;
  if (report.claims.some(({ regressions = [] }) => regressions.length > 0)) return EXIT.unexpected;
  const undecided = report.claims.some(({ verdict }) => verdict === 'undecided');
  return strict && undecided ? EXIT.undecided : EXIT.nothingUnexpected;
};
