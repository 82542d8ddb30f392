import { describe, expect, it } from 'vitest';
import { incompleteReport, sampleReport } from '../../properties/sampleReport.ts';
import type { Report } from '../core/report/report.ts';
import { reportToHtml } from './html/page.ts';
import { reportToMarkdown } from './markdown.ts';
import { reportToTerminal } from './terminal.ts';
import { MOST_LISTED, unexpectedCells } from './words.ts';

/** The sample with so many more cells like its unexpected one. */
const withMore = (more: number): Report => {
  const [{ claim, cell } = expect.fail('the sample has an unexpected cell')] = unexpectedCells(sampleReport);
  return {
    ...sampleReport,
    claims: sampleReport.claims.map((one) =>
      one === claim
        ? {
            ...one,
            cells: [
              ...one.cells,
              ...Array.from({ length: more }, (_, i) => ({ ...cell, at: { ...cell.at, m: 20000 + i } })),
            ],
          }
        : one,
    ),
  };
};

describe('a report of many unexpected cells', () => {
  const report = withMore(MOST_LISTED + 3);
  const left = unexpectedCells(report).length - MOST_LISTED;

  it('lists the first of them, and folds or counts the others', () => {
    const phrase = `and ${left} more cells`;
    const page = reportToHtml(report);
    expect(page).toContain(`<summary>${phrase}</summary>`);
    const text = reportToMarkdown(report);
    expect(text).toContain(`<summary>${phrase}</summary>`);
    expect(reportToTerminal(report, { width: 80, color: false })).toContain(`  ${phrase}: see the report\n`);
    // Folded is not lost.
    for (const { cell } of unexpectedCells(report))
      expect(text).toContain(`m = ${cell.at.m!.toLocaleString('en-US')}`);
  });

  it('folds nothing where they are few', () => {
    for (const few of [sampleReport, incompleteReport]) {
      expect(reportToTerminal(few, { width: 80, color: false })).not.toMatch(/and \d+ more cells?: see/);
      expect(reportToHtml(few)).not.toMatch(/<summary>and \d+ more/);
    }
  });
});
