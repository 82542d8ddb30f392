import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../../properties/sampleReport.ts';
import type { ConstantChapter, FrontierReport } from '../../core/report/constants.ts';
import { reportToHtml } from '../html/page.ts';
import { reportToMarkdown } from '../markdown.ts';
import { blocksToTerminal } from '../terminal.ts';
import { constantPart, constantsSection, frontierPart } from './constants.ts';

const chapterOf = (name: string): ConstantChapter =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/constants/${name}.json`, import.meta.url), 'utf8'))
    .chapter;
const chapters = ['F', 'C0', 'C0step', 'C1', 'C2', 'C3', 'C4step', 'figure4left', 'figure4right'].map(
  chapterOf,
);

const plain = { width: 80, color: false };

describe('a calibrated constant', () => {
  it.each(chapters)(
    '$name fits into 80 columns, with every bound or the reason why there is none',
    (chapter) => {
      const text = blocksToTerminal([constantPart(chapter, 'one')], plain);
      for (const line of text.split('\n'))
        if (!line.includes('npx ')) expect([...line].length, line).toBeLessThanOrEqual(80);
      const words = text.replace(/\s+/g, ' ');
      expect(words).toContain(chapter.conclusion);
      for (const { note } of chapter.constants) if (note !== null) expect(words).toContain(note);
    },
  );

  it('has a section of the page and of the Markdown, and none where none was calibrated', () => {
    const report = { ...sampleReport, constants: { chapters } };
    const page = reportToHtml(report);
    expect(page).toContain('<h2 id="constants">Constants</h2>');
    expect(page).toContain('<a href="#constants">Constants</a>');
    const markdown = reportToMarkdown(report);
    expect(markdown).toContain('## Constants');
    for (const { name, conclusion, constants } of chapters) {
      expect(page).toContain(`>${name} <span class="reading">`);
      // A conclusion has nothing in it that a page escapes.
      expect(page).toContain(conclusion);
      expect(constants.length).toBeGreaterThan(0);
    }
    const cut = { ...sampleReport, constants: { chapters: [], missing: ['C2 of one-step-flips'] } };
    for (const text of [reportToHtml(cut), reportToMarkdown(cut)])
      expect(text).toContain('Not calibrated: C2 of one-step-flips.');
    expect(constantsSection(undefined)).toBeNull();
    expect(constantsSection({ chapters: [] })).toBeNull();
    expect(reportToHtml(sampleReport)).not.toContain('id="constants"');
  });
});

describe('a frontier', () => {
  it('shows every step in order, and what lies between', () => {
    const step = (at: number, verdict: string) => ({ at, verdict, trials: 16, violated: 0, unresolved: 0 });
    const frontier: FrontierReport = {
      ...{ axis: 'n', claim: 'a-tail', reading: 'printed', at: 't = 2', alphaEach: 1e-4 },
      ...{ smallestSupported: 20, largestRefuted: 8, steps: [step(1000, 'supported'), step(8, 'refuted')] },
      constant: {
        ...{ name: 'n', claim: 'a-tail', at: { t: 2 }, trials: 32, lower: 8, upper: 20, alpha: 1e-3 },
        ...{ exact: null, note: null },
      },
      ...{ conclusion: 'a-tail is supported from n = 20 on.', replay: 'npx lakatos calibrate n' },
    };
    const lines = blocksToTerminal([frontierPart(frontier)], plain).split('\n');
    const steps = lines.filter((line) => /(refuted|supported) +16/.test(line));
    expect(steps.map((line) => line.trim().split(/ +/)[0])).toEqual(['8', '1,000']);
    expect(lines.join('\n')).toContain('all together with 1e-3');
  });
});
