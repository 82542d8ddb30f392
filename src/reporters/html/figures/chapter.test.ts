import { describe, expect, it } from 'vitest';
import type { ClaimReport } from '../../../evidence/outcomes/report.ts';
import { sampleReport } from '../../internal/sampleReport.ts';
import { axesOf } from './axes.ts';
import { otherSide } from './bound.ts';
import { figures } from './chapter.ts';
import { failureRates, rootAxis } from './failureRates.ts';
import { heatmaps } from './heatmap.ts';
import { quantityDrawings } from './quantities.ts';

const claimCalled = (id: string, reading = 'printed'): ClaimReport =>
  sampleReport.claims.find((claim) => claim.id === id && claim.reading === reading)!;

const value = claimCalled('value-is-bounded');
const gradient = claimCalled('gradient-is-large');
const intended = claimCalled('gradient-is-large', 'intended');
const few = claimCalled('few-neurons-flip');
const step = claimCalled('one-step-flips');

describe('figures', () => {
  const markup = figures(gradient, 'g').markup;
  const drawings = markup.match(/<svg[\s\S]*?<\/svg>/g)!;

  it('names and describes every picture for whoever does not see it', () => {
    // Two maps, two sets of rates, gradientInf against d twice and against m once: one (d, m) of C0 = 10 has a partner.
    expect(drawings.length).toBeGreaterThanOrEqual(6);
    for (const drawing of drawings) {
      const [, title, description] = /role="img" aria-labelledby="(\S+) (\S+)"/.exec(drawing)!;
      expect(drawing).toMatch(
        new RegExp(`<title id="${title}">[^<]+</title><desc id="${description}">[^<]+</desc>`),
      );
    }
  });

  it('takes its colors from the page and brings no style, script or name of its own', () => {
    expect(markup).not.toMatch(/<style|<script|class="plot|clip-path|url\(|#[0-9a-f]{3,8}"|NaN|Infinity/);
    for (const [, color] of markup.matchAll(/ (?:fill|stroke)="([^"]*)"/g)) {
      expect(color).toMatch(/^(none|transparent|currentColor|var\(--[a-z-]+\))$/);
    }
  });

  it('writes no more than hundredths of a pixel', () => {
    expect(markup.match(/(?:transform|[xy][12]?|c[xy]| d|width|height)="[^"]*\.\d{3,}/)).toBeNull();
  });
});

describe('heatmaps', () => {
  it('lays verdicts out by d and m, with glyph, word and count, and a mark on the unexpected', () => {
    const [first, second] = heatmaps(gradient, 'g');
    expect(first!.caption).toBe('C0 = 1');
    expect(first!.description).toBe('Inside the premise: all 4 are supported.');
    expect(second!.description).toContain('refuted at d\u00a0=\u00a025, m\u00a0=\u00a01,000');
    expect(second!.description).toContain('Not as expected: d\u00a0=\u00a0100');
    const markup = figures(gradient, 'g').markup;
    expect(markup).toContain('>✗ refuted !</text>');
    expect(markup).toContain('>13 of 32</text>');
  });

  it('puts what is outside the premise in brackets', () => {
    expect(figures(intended, 'i').markup).toContain('>(✗ refuted)</text>');
    expect(heatmaps(intended, 'i')[0]!.description).toContain(
      'Outside the premise, never counted: all 2 are refuted',
    );
  });

  it('puts C0 into the rows where the places lie in a line', () => {
    const one = heatmaps(few, 'f');
    expect(one).toHaveLength(1);
    expect(one[0]!.caption).toBe('d = 25');
    expect(one[0]!.title).toContain('across C0 and m');
  });

  it('draws nothing for one cell', () => {
    expect(heatmaps(claimCalled('euler-identity'), 'e')).toEqual([]);
  });
});

describe('failureRates', () => {
  it('tells counts, bounds and the exact rate, on a root axis chosen by γ', () => {
    const [first] = failureRates(few, 'f');
    expect(first!.description).toContain(
      '0 of 144 violated, rate between 0 and 0.0669 (99.9 % confidence), exactly 2.31e-14',
    );
    expect(rootAxis(few)).toBe('square-root');
    const strict = { ...few, cells: few.cells.map((cell) => ({ ...cell, gamma: 1e-3 })) };
    expect(rootAxis(strict)).toBe('fifth-root');
  });

  it('leaves out cells that have no rate', () => {
    expect(failureRates(claimCalled('euler-identity'), 'e')).toEqual([]);
    expect(failureRates(claimCalled('sign-is-stable-near-zero'), 's')).toEqual([]);
  });
});

describe('quantityDrawings', () => {
  it('shows both ends of what is known, and what they are held against', () => {
    const [first] = quantityDrawings(gradient, 'gradientInf', 'd', 'g');
    expect(first!.description).toContain('median between 1.96 and 2.04');
    expect(first!.description).toContain('held against 1.25');
    expect(first!.plot.x?.type).toBe('log');
    expect(first!.plot.y?.type).toBe('log');
  });

  it('knows on which side of the bound a claim fails', () => {
    expect(otherSide(gradient, 'gradientInf')).toEqual({ text: 'sqrt(d) / 4', fails: 'below' });
    expect(otherSide(value, 'valueSup')).toEqual({ text: '2 * sqrt(ln(2 / gamma)) + C0', fails: 'above' });
    expect(otherSide(value, 'other')).toBeNull();
  });

  it('is linear where a quantity is negative', () => {
    const [first] = quantityDrawings(step, 'flipMargin', 'd', 's');
    expect(first!.plot.y?.type).toBe('linear');
    expect(first!.description).toContain('median at most 1.5');
  });

  it('is left out where the cells have one value on the axis', () => {
    expect(axesOf(few)).toEqual(['m']);
    expect(quantityDrawings(few, 'signChanges', 'd', 'f')).toEqual([]);
  });

  it('shows one axis where m grows with d', () => {
    expect(axesOf({ cells: step.cells.slice(0, 2) })).toEqual(['d']);
    expect(axesOf(step)).toEqual(['d', 'm']);
  });
});
