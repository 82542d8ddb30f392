import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../core/report/report.ts';
import { UsageError } from '../core/run/usageError.ts';
import { claimBadge, reportBadge } from '../render/badge.ts';
import { flatCells, flatClaims, toCsv } from '../render/flat.ts';
import { toJson } from '../render/json.ts';
import { reportToLatex } from '../render/latex.ts';
import { EXIT } from './exitCodes.ts';
import { readReport } from './readReport.ts';
import type { Terminal } from './terminal.ts';

export interface ExportFlags {
  readonly format?: 'csv' | 'json' | 'tex' | 'badges';
  readonly cells?: boolean;
  readonly out?: string;
}

/** Throws: `UsageError` where nothing can be written there. */
const writing = (path: string, write: () => void): void => {
  try {
    write();
  } catch (error) {
    throw new UsageError(
      `--out ${path} cannot be written: ${(error as Error).message}; choose another place`,
    );
  }
};

/** A badge for the report and one for each claim and reading, each in a file of its own. Returns their names. */
const writeBadges = (report: Report, folder: string): readonly string[] => {
  const badges = [
    ['report', reportBadge(report)] as const,
    ...report.claims.map((claim) => [`${claim.id}.${claim.reading}`, claimBadge(claim)] as const),
  ];
  writing(folder, () => {
    mkdirSync(folder, { recursive: true });
    for (const [name, badge] of badges)
      writeFileSync(join(folder, `${name.replaceAll(/[^\w.-]/g, '-')}.json`), `${JSON.stringify(badge)}\n`);
  });
  return badges.map(([name]) => name);
};

const exported = (report: Report, { format = 'csv', cells = false }: ExportFlags): string => {
  if (format === 'tex') return reportToLatex(report);
  const rows = cells ? flatCells(report) : flatClaims(report);
  return format === 'csv' ? toCsv(rows) : toJson({ schema: 'lakatos/export@1', rows }, 'export');
};

/**
 * `lakatos export REPORT`: a report as one flat table of claims or cells, as a table for a paper, or as badges.
 *
 * Throws: `UsageError` when the file is not a report, or the place cannot be written to.
 */
export const exportReport = (file: string, flags: ExportFlags, terminal: Terminal): number => {
  const { format, cells, out } = flags;
  if (cells === true && (format === 'tex' || format === 'badges'))
    throw new UsageError(`--cells is for csv and json; leave it out with --format ${format}`);
  readReport(file);
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  if (format === 'badges') {
    if (out === undefined) throw new UsageError('badges are files of their own; name a folder with --out');
    terminal.out(`${writeBadges(report, out).length} badges in ${out}\n`);
    return EXIT.nothingUnexpected;
  }
  const text = exported(report, flags);
  if (out === undefined) terminal.out(text);
  else writing(out, () => writeFileSync(out, text));
  return EXIT.nothingUnexpected;
};
