import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ConstantChapter } from '../evidence/outcomes/constants.ts';
import { chapterToTerminal, constantsToMarkdown } from './constants.ts';
import { constantsSection } from './html/constants.ts';
import { reportToHtml } from './html/page.ts';
import { sampleReport } from './internal/sampleReport.ts';
import { reportToMarkdown } from './markdown.ts';

const chapterOf = (name: string): ConstantChapter =>
  JSON.parse(readFileSync(new URL(`../../fixtures/constants/${name}.json`, import.meta.url), 'utf8')).chapter;
const chapters = ['F', 'C0', 'C0step', 'C1', 'C2', 'C3', 'C4step', 'figure4left', 'figure4right'].map(
  chapterOf,
);

describe('a calibrated constant', () => {
  it.each(chapters)(
    '$name fits into 80 columns, with every bound or the reason why there is none',
    (chapter) => {
      const text = chapterToTerminal(chapter, { width: 80, color: false });
      for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
      const words = text.replace(/\s+/g, ' ');
      expect(words).toContain(chapter.conclusion);
      for (const { note } of chapter.constants) if (note !== null) expect(words).toContain(note);
    },
  );

  it('is a chapter of the page and of the Markdown, and of neither where none was calibrated', () => {
    const report = { ...sampleReport, constants: { chapters } };
    const page = reportToHtml(report);
    expect(page).toContain('<h2 id="constants">Constants</h2>');
    expect(page).toContain('<a href="#constants">Constants</a>');
    const markdown = reportToMarkdown(report);
    expect(markdown).toContain('## Constants');
    for (const { name, conclusion, constants } of chapters) {
      expect(page).toContain(`<h3>${name} `);
      // A conclusion has nothing in it that a page escapes.
      expect(page).toContain(conclusion);
      expect(constants.length).toBeGreaterThan(0);
    }
    const cut = { chapters: [], missing: ['C2 of one-step-flips'] };
    for (const text of [
      reportToHtml({ ...sampleReport, constants: cut }),
      constantsToMarkdown(cut, String).join('\n'),
    ])
      expect(text).toContain('Not calibrated, since the run was interrupted: C2 of one-step-flips.');
    expect(constantsSection(undefined)).toBeNull();
    expect(constantsToMarkdown({ chapters: [] }, String)).toEqual([]);
    expect(reportToHtml(sampleReport)).not.toContain('id="constants"');
  });
});
