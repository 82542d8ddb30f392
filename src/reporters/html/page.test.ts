import { describe, expect, it } from 'vitest';
import { incompleteReport, sampleReport } from '../internal/sampleReport.ts';
import { reportToHtml } from './page.ts';

const page = reportToHtml(sampleReport);
const all = (pattern: RegExp): string[] => [...page.matchAll(pattern)].map((match) => match[1]!);

describe('reportToHtml', () => {
  it('is one file: no script, no address outside itself', () => {
    expect(page.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
    expect(page).not.toMatch(/<script|<img|<iframe|url\(|@import|https?:/);
    for (const target of all(/(?:href|src)="([^"]*)"/g)) expect(target).toMatch(/^(#|data:,)/);
  });

  it('escapes what comes from outside, TeX that does not parse included', () => {
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('<code>valueSup &lt;= 1 # &lt;img src=x onerror=alert(1)&gt;</code>');
    expect(page).not.toContain('<em>known');
  });

  it('has anchors for every link and no name twice', () => {
    const ids = all(/ id="([^"]*)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    for (const target of all(/href="#([^"]*)"/g)) expect(ids).toContain(target);
  });

  it('closes every element it opens', () => {
    const open: string[] = [];
    const body = page.replace(/<style>[\s\S]*?<\/style>/, '');
    for (const [, close, name = '', , self] of body.matchAll(
      /<(\/?)([a-z][a-z0-9]*)((?:\s[^<>]*?)?)(\/?)>/g,
    )) {
      if (self === '/' || ['meta', 'link'].includes(name)) continue;
      if (close === '/') expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
  });

  it('gives every table a caption and scopes, inside a region that a keyboard can scroll', () => {
    const tables = page.match(/<table[\s\S]*?<\/table>/g) ?? [];
    // One at a glance, eight of details, and ten grids.
    expect(tables).toHaveLength(19);
    for (const table of tables) expect(table).toContain('<caption>');
    expect(page.match(/<th(?![^>]*scope=)[\s>]/g)).toBeNull();
    expect(page.match(/<div class="scroll" role="region" tabindex="0" aria-label="/g)).toHaveLength(
      tables.length,
    );
  });

  it('shows formulas as MathML, findings before claims, and each verdict as glyph and word', () => {
    expect(page).toContain('<math display="block"');
    expect(page.indexOf('id="findings"')).toBeLessThan(page.indexOf('id="claims"'));
    for (const word of [
      '✗</span> refuted',
      '✓</span> supported',
      '~</span> consistent',
      '?</span> undecided',
      '∅</span> vacuous',
    ]) {
      expect(page).toContain(word);
    }
  });

  it('says that a run is incomplete, and takes figures', () => {
    expect(reportToHtml(incompleteReport)).toContain('so nothing here is a pass');
    const figure = { markup: '<figure></figure>' };
    expect(reportToHtml(sampleReport, { figures: () => figure }).match(/<figure>/g)).toHaveLength(8);
  });
});
