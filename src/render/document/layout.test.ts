import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../../properties/sampleReport.ts';
import type { At, CellReport, ClaimReport, Report, TheoremReport } from '../../core/report/report.ts';
import { reportToHtml } from '../html/page.ts';
import { reportToMarkdown } from '../markdown.ts';
import { reportToTerminal } from '../terminal.ts';
import { panelsOf } from './layout.ts';

const [lazy] = sampleReport.theorems;
const claimCalled = (id: string): ClaimReport => sampleReport.claims.find((claim) => claim.id === id)!;
const gradient = claimCalled('gradient-is-large');

/** A theorem about n and t, as `lakatos init` would write one. */
const tails: TheoremReport = {
  ...{ id: 'tails', work: 'a paper on tails' },
  axes: [
    { symbol: 'n', says: 'degrees of freedom', kind: 'count', addressed: true },
    { symbol: 't', says: 'the exponent of the tail', kind: 'real' },
  ],
  table: { rows: 'n', columns: 't' },
};

/** A theorem with a single axis. */
const sums: TheoremReport = {
  ...{ id: 'sums', work: 'a note on sums' },
  axes: [{ symbol: 'n', says: 'terms', kind: 'count', addressed: true }],
  table: { rows: 'n', columns: 'n' },
};

const cellAt = (at: At, over: Partial<CellReport> = {}): CellReport => ({
  ...claimCalled('value-is-bounded').cells[0]!,
  ...{ at, constants: {}, constantRanges: {}, derived: {}, replay: 'npx lakatos check tail --n 5' },
  ...{ failureRate: { value: 0.0183, formula: 'exp(-t)' }, bound: 3, ...over },
});

const claimOf = (id: string, theorem: string, cells: readonly CellReport[]): ClaimReport => ({
  ...claimCalled('value-is-bounded'),
  ...{ id, theorem, says: 'the tail is small', source: 'Lemma 1 · a paper on tails', cells, product: null },
  ...{
    conclusion: { text: 'length <= 3', tex: 'X \\le 3' },
    premise: [],
    constants: {},
    quantifiers: [],
    prefix: [],
  },
});

const tail = claimOf('tail', 'tails', [
  ...[5, 50].flatMap((n) => [0.5, 4].map((t) => cellAt({ n, t }))),
  cellAt({ n: 500, t: 4 }, { regime: 'outside' }),
]);
const sum = claimOf(
  'sum',
  'sums',
  [1, 10, 1000].map((n) => cellAt({ n })),
);

const report: Report = {
  ...sampleReport,
  ...{ theorems: [tails, sums], claims: [tail, sum], findings: [], misprints: [] },
};

describe('panelsOf', () => {
  it('lays cells out by the axes of the table, a panel for each value of the others', () => {
    const panels = panelsOf(gradient, lazy!);
    expect(panels.map(({ rows, columns }) => [rows, columns])).toEqual([
      [
        ['25', '784'],
        ['1,000', '10,000'],
      ],
      [
        ['25', '100', '784'],
        ['1,000', '10,000'],
      ],
    ]);
    expect(panels[1]!.at(1, 0)?.violated).toBe(13);
    expect(panels[1]!.at(1, 1)).toBeNull();
    expect(panels[0]!.facts.join(', ').replaceAll('\u00a0', ' ')).toBe('C0 = 1, γ = 0.05, K = 1');
  });

  it('keeps cells apart that differ in a constant alone', () => {
    const cell = claimCalled('one-step-flips').cells[0]!;
    const panels = panelsOf({ cells: [2, 3].map((C2) => ({ ...cell, constants: { C2 } })) }, lazy!);
    expect(panels.map(({ facts }) => facts.at(-1)!.replaceAll('\u00a0', ' '))).toEqual(['C2 = 2', 'C2 = 3']);
  });

  it('lists the values of a single axis, and cells without any', () => {
    expect(panelsOf(sum, sums)[0]).toMatchObject({ corner: ['n', ''], columns: [''] });
    const none = panelsOf({ cells: [cellAt({})] }, sums);
    expect(none.map(({ cells, rows }) => [cells.length, rows.length])).toEqual([[1, 1]]);
  });
});

describe('a report of other theorems', () => {
  const page = reportToHtml(report);
  const markdown = reportToMarkdown(report);
  const terminal = reportToTerminal(report, { width: 80, color: false });
  const words = page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ');

  it('has their axes in its tables', () => {
    expect(terminal).toContain('    n \\ t   0.5     4\n    5         ✓     ✓\n    50        ✓     ✓\n');
    expect(terminal).toContain('    500       ·    (✓)\n');
    expect(terminal).toContain('    n\n    1          ✓\n    10         ✓\n    1,000      ✓\n');
    expect(markdown).toContain('| n | t = 0.5 | t = 4 |');
    expect(markdown).toContain('| n | verdict |');
    expect(page).toContain('<th>n<th>t = 0.5<th>t = 4');
    expect(page).toContain('a paper on tails: n (degrees of freedom), t (the exponent of the tail)');
  });

  it('has their axes in its pictures, and in its places', () => {
    expect(page).toContain('<h4>Verdicts across n and t</h4>');
    expect(page).toContain('<h4>Verdicts across n</h4>');
    expect(page).toContain('<code>valueSup</code> against n</h4>');
    for (const text of [page, markdown]) expect(text).toContain('n\u00a0=\u00a05, t\u00a0=\u00a00.5');
    expect(page).toContain('allowed: at most 0.0183');
  });

  it('has no word of a network, and no symbol of another theorem', () => {
    for (const text of [words, markdown, terminal]) {
      expect(text).not.toMatch(/\b(neurons?|networks?|ball|weights|width|gradient|C0)\b/i);
      expect(text).not.toMatch(/\bγ\b|NaN|undefined/);
    }
  });
});
