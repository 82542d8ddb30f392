import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../properties/sampleReport.ts';
import type { CellReport, Report } from '../core/report/report.ts';
import { reportToHtml } from './html/page.ts';
import { reportToTerminal } from './terminal.ts';

const base = sampleReport.claims.find(({ method, cells }) => method === 'draws' && cells.length > 0)!;

/** The sample with one claim of so many cells, the last of them unexpected. */
const withCells = (count: number): Report => {
  const cells = Array.from({ length: count }, (_, i): CellReport => {
    const verdict = i === count - 1 ? 'refuted' : 'supported';
    return {
      ...base.cells[0]!,
      at: { ...base.cells[0]!.at, d: i + 1 },
      expect: 'holds',
      regime: 'inside',
      verdict,
      note: `note ${i}`,
    };
  });
  return { ...sampleReport, claims: [{ ...base, cells }] };
};

const detailRows = (html: string): number => (html.match(/<tr id="[^"]*-\d+"/g) ?? []).length;

describe('a claim of very many cells', () => {
  it('is shown with the details of some hundred, the unexpected among them, and every verdict', () => {
    const html = reportToHtml(withCells(2000));
    expect(detailRows(reportToHtml(withCells(400)))).toBe(400);
    expect(detailRows(html)).toBe(500);
    expect(html).toContain(
      '500 of 2,000 cells, the unexpected, refuted and undecided first (report.json has all)',
    );
    expect(html).toContain('note 1999');
    expect(html).not.toContain('note 700');
    // What has no details leads to its claim.
    const id = `${base.id}-${base.reading}`;
    expect(html).toContain(`href="#${id}-1"`);
    expect(html).not.toContain(`href="#${id}-700"`);
    expect(html.split(`href="#${id}"`).length).toBeGreaterThan(1500);
  });

  it('has a page whose length grows with the table of its verdicts alone', () => {
    const [some, more] = [2000, 4000].map((count) => reportToHtml(withCells(count)).length);
    expect((more! - some!) / 2000).toBeLessThan(500);
  });

  it('has few of its notes on a terminal, and a count of the others', () => {
    const text = reportToTerminal(withCells(2000), { width: 200, color: false, files: [] });
    expect(text.match(/: note \d+$/gm)).toHaveLength(20);
    expect(text).toContain('1,980 more cells with a note: see report.json');
  });
});
