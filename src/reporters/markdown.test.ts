import { describe, expect, it } from 'vitest';
import { incompleteReport, sampleReport } from './internal/sampleReport.ts';
import { reportToMarkdown } from './markdown.ts';

const text = reportToMarkdown(sampleReport);

describe('reportToMarkdown', () => {
  it('opens with the headline, then what was unexpected, then the findings', () => {
    expect(text).toMatch(/^# What the trials say\n\n6 claims in 7 readings and 28 cells: /);
    expect(text.indexOf('## Findings')).toBeLessThan(text.indexOf('## Claims'));
    expect(text).toContain('**✗ refuted: gradient-is-large** (printed)');
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
    expect(outsideCode).not.toMatch(/<(?!\/?(details|summary)>)[a-z]/);
    expect(text).toContain('\\| for \\`f\\`: \\$');
  });

  it('can leave the cells out, and says when a run is incomplete', () => {
    expect(reportToMarkdown(sampleReport, { details: false })).not.toContain('<details>');
    expect(reportToMarkdown(incompleteReport)).toContain('so nothing here is a pass');
  });
});
