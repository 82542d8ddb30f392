import { describe, expect, it } from 'vitest';
import { incompleteReport, sampleReport } from '../../properties/sampleReport.ts';
import { reportToMarkdown } from './markdown.ts';

const text = reportToMarkdown(sampleReport);

describe('reportToMarkdown', () => {
  it('opens with the headline, then what was unexpected, then the findings', () => {
    expect(text).toMatch(
      /^# What the trials say\n\nOn trial: \*the paper\*\n\n6 claims in 7 readings and 28 cells: /,
    );
    expect(text.indexOf('## What was refuted')).toBeLessThan(text.indexOf('## All claims'));
    expect(text).toContain('### ✗ refuted · gradient-is-large (printed)');
  });

  it('has rows as long as their heads', () => {
    const width = (line: string): number => line.split(/(?<!\\)\|/).length;
    const lines = text.split('\n');
    lines.forEach((line, i) => {
      if (line.startsWith('|') && lines[i - 1]?.startsWith('|'))
        expect(width(line)).toBe(width(lines[i - 1]!));
    });
  });

  it('lets no text from outside act as markup', () => {
    // Code spans are literal; outside them nothing may look like an element.
    const outsideCode = text.replace(/`[^`\n]*`/g, (span) => (span.includes('\\') ? span : ''));
    expect(outsideCode).not.toMatch(/<(?!\/?(details|summary|b|br)>)[a-z]/);
    expect(text).toContain('\\| for \\`f\\`: \\$');
  });

  it('shows the findings, the claims at a glance and the misprints, and folds the rest', () => {
    const open = text.replace(/<details>[\s\S]*?<\/details>/g, '');
    expect(open.match(/^\| --- \|/gm)).toHaveLength(3);
    expect(text.match(/<details>/g)).toHaveLength(sampleReport.claims.length);
    expect(text).toContain('```sh\nnpx lakatos replay');
  });

  it('says where the figures are', () => {
    expect(text).toContain('`report.html` beside this file');
    const artifacts = 'https://example.org/runs/1#artifacts';
    expect(reportToMarkdown(sampleReport, { artifacts })).toContain(
      `[the artifacts of this run](${artifacts})`,
    );
  });

  it('can leave the cells out, and says when a run is incomplete', () => {
    expect(reportToMarkdown(sampleReport, { details: false })).not.toContain('E-value against');
    expect(reportToMarkdown(incompleteReport)).toContain('so nothing here is a pass');
  });
});
