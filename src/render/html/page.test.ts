import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { incompleteReport, sampleReport } from '../../../properties/sampleReport.ts';
import { reportToHtml } from './page.ts';

const page = reportToHtml(sampleReport);
const all = (pattern: RegExp): string[] => [...page.matchAll(pattern)].map((match) => match[1]!);

describe('reportToHtml', () => {
  it('is one file: no address outside itself, and no script but the one whose hash its policy names', () => {
    expect(page.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
    expect(page).not.toMatch(/<img|<iframe|url\(|@import|https?:|<[^>]* on[a-z]+=/);
    const scripts = all(/<script>([\s\S]*?)<\/script>/g);
    expect(page.match(/<script/g)).toHaveLength(1);
    const hash = createHash('sha256').update(scripts[0]!).digest('base64');
    expect(page).toContain(`script-src 'sha256-${hash}'`);
    for (const target of all(/(?:href|src)="([^"]*)"/g)) expect(target).toMatch(/^(#|data:,)/);
  });

  it('escapes what comes from outside, TeX that does not parse included', () => {
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('<code>valueSup &lt;= 1 # &lt;img src=x onerror=alert(1)&gt;</code>');
    expect(page).not.toContain('<em>known');
  });

  it('gives the same bytes for the same report', () => {
    expect(reportToHtml(sampleReport)).toBe(page);
  });

  it('has anchors for every link and no name twice', () => {
    const ids = all(/ id="([^"]*)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    for (const target of all(/href="#([^"]*)"/g)) expect(ids).toContain(target);
  });

  it('closes every element it opens', () => {
    const open: string[] = [];
    const body = page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '');
    for (const [, close, name = '', , self] of body.matchAll(
      /<(\/?)([a-z][a-z0-9]*)((?:\s[^<>]*?)?)(\/?)>/g,
    )) {
      // Some have no end, and of some HTML lets a page leave the end out.
      if (self === '/' || ['meta', 'link', 'br', 'input', 'wbr'].includes(name)) continue;
      if (['thead', 'tbody', 'tr', 'th', 'td', 'dt', 'dd', 'li'].includes(name)) continue;
      if (close === '/') expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
  });

  it('gives every table a caption, headings, and the names of its columns for a page too narrow for them', () => {
    const tables = page.match(/<table[\s\S]*?<\/table>/g) ?? [];
    // Eight of details, ten of verdicts, and the misprints.
    expect(tables).toHaveLength(19);
    for (const table of tables) expect(table).toContain('<caption>');
    for (const table of tables) {
      const columns = table.slice(0, table.indexOf('<tbody>')).match(/<th>/g)!.length;
      for (let i = 2; i <= columns; i++) expect(table).toContain(`--c${i}:'`);
    }
  });

  it('shows formulas as MathML and each verdict as glyph and word', () => {
    expect(page).toContain('<math display="block"');
    for (const [glyph, word] of [
      ['✗', 'refuted'],
      ['✓', 'supported'],
      ['~', 'consistent'],
      ['?', 'undecided'],
      ['∅', 'vacuous'],
    ]) {
      expect(page).toContain(`<b class="${word}">${word}</b>`);
      // The glyph is drawn, and has no words for a screen reader.
      expect(page).toContain(`.${word}::before { content: '${glyph} '; content: '${glyph} ' / ''; }`);
    }
  });

  it("reads in order: all claims, what was refuted, a claim of one's own, the claims, provenance", () => {
    const order = ['standing', 'findings', 'own', 'claims', 'provenance'].map((id) =>
      page.indexOf(`<h2 id="${id}"`),
    );
    expect(order.every((at) => at > 0)).toBe(true);
    expect([...order].sort((a, b) => a - b)).toEqual(order);
  });

  it('begins with a row for every claim and a sign for every cell, which the words beside it repeat', () => {
    const table = page.slice(page.indexOf('<div class="overview"'), page.indexOf('<h2 id="findings"'));
    const rows = table.split('<details class="row"').slice(1);
    expect(rows).toHaveLength(sampleReport.claims.length);
    for (const { id, reading, verdict, cells } of sampleReport.claims) {
      const row = rows.find((one) => one.includes(`id="row-${id}-${reading}"`))!;
      expect(row).toContain(`<b class="${verdict}">`);
      const signs = [...row.matchAll(/<i class="[a-z]+">([^<]*)<\/i>/g)].map(([, signs]) => signs).join('');
      expect([...signs]).toHaveLength(cells.length);
      expect(row).toMatch(/role="img" aria-label="[^"]+"/);
    }
  });

  it('tells a finding by its smallest cell, its witness and the line that replays it', () => {
    const from = page.indexOf('id="row-gradient-is-large-printed"');
    const finding = page.slice(from, page.indexOf('</details>', from)).replace(/<[^>]*>/g, ' ');
    expect(finding).toContain('Smallest cell of the grid');
    expect(finding).toContain('held against 1.25; margin -0.412');
    expect(finding).toContain('inside the premise up to K\u00a0=\u00a0333.8');
    expect(finding.replace(/ +/g, ' ')).toContain('npx lakatos replay');
  });

  it('gives a grid of one cell a table and no map', () => {
    const euler = page.slice(page.indexOf('aria-labelledby="euler-identity-printed"'));
    expect(euler.slice(0, euler.indexOf('</section>'))).not.toContain('<svg');
  });

  it('says beside a narrowed claim which of its constants are left', () => {
    const [first, ...others] = sampleReport.claims;
    const left = 'at C0 = 3 it needs K > 27.1; under this nothing tried is refuted';
    const narrowed = { ...first!, verdict: 'narrowed', sentence: left } as const;
    const text = reportToHtml({ ...sampleReport, claims: [narrowed, ...others] });
    expect(text).toContain('<b class="narrowed">narrowed</b>');
    expect(text.split('at C0 = 3 it needs K &gt; 27.1').length).toBeGreaterThan(1);
  });

  it('of many claims tells those that came out as they should in their rows, every link and name in order', () => {
    const many = {
      ...sampleReport,
      claims: Array.from({ length: 4 }, (_, i) =>
        sampleReport.claims.map((claim) => ({
          ...claim,
          id: `${claim.id}-${i}`,
          cells: claim.cells.map((cell) => ({ ...cell, expect: cell.verdict })),
        })),
      ).flat(),
      findings: [],
    };
    const text = reportToHtml(many);
    const found = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1]!);
    const calm = many.claims.filter(
      ({ control, verdict }) => control || verdict === 'supported' || verdict === 'vacuous',
    );
    expect(calm.length).toBeGreaterThan(8);
    expect(text.split('<section class="claim"')).toHaveLength(many.claims.length - calm.length + 1);
    for (const { id, reading, says } of calm) {
      const row = text.slice(text.indexOf(`<details class="row" id="${id}-${reading}"`));
      const opened = row.slice(0, row.indexOf('</details>'));
      expect(opened).toContain('<dt>Then');
      expect(opened).toContain(`npx lakatos check ${id} --reading ${reading} --out mine`);
      expect(says.length).toBeGreaterThan(0);
    }
    const ids = found(/ id="([^"]*)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    for (const target of found(/href="#([^"]*)"/g)) expect(ids).toContain(target);
  });

  it('says that a run is incomplete', () => {
    expect(reportToHtml(incompleteReport)).toContain('so nothing here is a pass');
  });

  it('shows what a search came to', () => {
    const search = {
      claim: 'gradient-is-large',
      reading: 'printed',
      along: null,
      says: 'the smallest cell that refutes it',
      judged: 41,
      seed: 7,
      path: '3:1:0',
      verdict: 'refuted',
      cell: { at: { d: 4, m: 64, C0: 3, gamma: 0.05 }, constants: { K: 1 } },
      failureRate: { value: 0.05, formula: 'gamma' },
      confirmation: { alpha: 2.44e-8, trials: 32, violated: 31, log10ER: 30, witness: null },
    } as const;
    const text = reportToHtml({ ...sampleReport, searches: [search] });
    expect(text).toContain('Searches beyond the grid');
    expect(text).toContain('31 of 32 trials<small>at α = 2.44e-8</small>');
  });
});
