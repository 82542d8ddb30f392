import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../../../properties/sampleReport.ts';
import type { ClaimReport } from '../../../core/report/report.ts';
import { blocksHtml } from '../../html/blocks.ts';
import { claimPart } from '../claim.ts';
import { panelsOf, varyingAxes } from '../layout.ts';
import { failureRates } from './failureRates.ts';
import { otherSide, quantityCharts } from './quantities.ts';

const [theorem] = sampleReport.theorems;

const claimCalled = (id: string, reading = 'printed'): ClaimReport =>
  sampleReport.claims.find((claim) => claim.id === id && claim.reading === reading)!;

const value = claimCalled('value-is-bounded');
const gradient = claimCalled('gradient-is-large');
const intended = claimCalled('gradient-is-large', 'intended');
const few = claimCalled('few-neurons-flip');
const step = claimCalled('one-step-flips');

const panels = (claim: ClaimReport) => panelsOf(claim, theorem!);
const markupOf = (claim: ClaimReport): string =>
  blocksHtml([claimPart(claim, theorem!, { refute: 1e-6, support: 1e-3 })]).markup;

describe('the pictures of a claim', () => {
  const markup = markupOf(gradient);
  const drawings = markup.match(/<svg viewBox[\s\S]*?<\/figure>/g)!;

  it('are named and described for readers who do not see them', () => {
    // Two sets of rates, gradientInf against d twice and against m twice.
    expect(drawings).toHaveLength(6);
    for (const drawing of drawings) {
      expect(drawing).toMatch(
        /role="img" aria-label="[^"]+ of gradient-is-large \(printed\)[^"]*: d\s=\s[^"]+"/,
      );
    }
  });

  it('take their colors from the page and bring no style, script or name of their own', () => {
    const all = drawings.join('');
    expect(all).not.toMatch(/<style|<script|clip-path|url\(|#[0-9a-f]{3,8}"|NaN|Infinity/);
    for (const [, color] of all.matchAll(/ (?:fill|stroke)="([^"]*)"/g))
      expect(color).toMatch(/^(none|transparent|currentColor|var\(--[a-z-]+\))$/);
  });

  it('write no more than tenths of a pixel', () => {
    expect(drawings.join('').match(/ (?:[xy]|d|width|height)="[^"]*\.\d{2,}/)).toBeNull();
  });
});

describe('the verdicts of a claim', () => {
  it('stand in tables by d and m, with glyph, word and count, and a mark on the unexpected', () => {
    const words = markupOf(gradient)
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ');
    expect(words).toContain('d m = 1,000 m = 10,000');
    expect(words).toContain('refuted 13 of 32 violated not as expected');
  });

  it('say what is outside the premise', () => {
    expect(markupOf(intended)).toMatch(/<td class="outside">.*refuted.*<small>outside the premise<\/small>/);
  });
});

describe('failureRates', () => {
  const rates = (claim: ClaimReport) => failureRates(claim, panels(claim), ['d', 'm']);

  it('tells counts, bounds and the exact rate, beside the allowed rate', () => {
    const [first] = rates(few);
    expect(first!.description).toContain('0 of 144 violated, rate 0 to 0.0669 (99.9 %), exactly 2.31e-14');
  });

  it('leaves out cells that have no rate', () => {
    expect(rates(claimCalled('euler-identity'))).toEqual([]);
    expect(rates(claimCalled('sign-is-stable-near-zero'))).toEqual([]);
  });
});

describe('quantityCharts', () => {
  const charts = (claim: ClaimReport, quantity: string, axis: string) =>
    quantityCharts(claim, panels(claim), quantity, axis);

  it('shows both ends of what is known, and what they are held against', () => {
    const [first] = charts(gradient, 'gradientInf', 'd');
    expect(first!.description).toContain('median 1.96 to 2.04');
    expect(first!.description).toContain('held against 1.25');
    expect([first!.x.type, first!.y.type]).toEqual(['log', 'log']);
  });

  it('knows on which side of the bound a claim fails', () => {
    expect(otherSide(gradient, 'gradientInf')).toEqual({ text: 'sqrt(d) / 4', fails: 'below' });
    expect(otherSide(value, 'valueSup')).toEqual({ text: '2 * sqrt(ln(2 / gamma)) + C0', fails: 'above' });
    expect(otherSide(value, 'other')).toBeNull();
  });

  it('is linear where a quantity is negative, and where an axis has no place for a logarithm', () => {
    const [first] = charts(step, 'flipMargin', 'd');
    expect(first!.y.type).toBe('linear');
    expect(first!.description).toContain('median at most 1.5');
    const cells = step.cells.map((cell) => ({ ...cell, at: { ...cell.at, d: cell.at.d! - 25 } }));
    expect(charts({ ...step, cells }, 'flipMargin', 'd')[0]!.x.type).toBe('linear');
  });

  it('is left out where the cells have one value on the axis', () => {
    expect(varyingAxes(few.cells, theorem!)).toEqual(['m']);
    expect(charts(few, 'signChanges', 'd')).toEqual([]);
  });

  it('shows one axis where m grows with d', () => {
    expect(varyingAxes(step.cells.slice(0, 2), theorem!)).toEqual(['d']);
    expect(varyingAxes(step.cells, theorem!)).toEqual(['d', 'm']);
  });
});
