import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../../properties/sampleReport.ts';
import type { Explanation } from '../../core/report/explanation.ts';
import { reportToHtml } from '../html/page.ts';
import { reportToMarkdown } from '../markdown.ts';
import { blocksToTerminal } from '../terminal.ts';
import { explanationsSection } from './explanation.ts';

const look = (trials: number, violated: number, log10ER: number) => ({
  ...{ trials, violated, certified: trials - violated, unresolved: 0, skipped: 0 },
  ...{ log10ER, log10EA: -log10ER },
});

const violated: Explanation = {
  claim: 'value-is-small',
  reading: 'printed',
  says: 'the value is small & <b>bounded</b>',
  cell: { at: { d: 25, m: 1000, C0: 1, gamma: 0.05 }, mode: 'reduced', constants: {} },
  failureRate: 0.05,
  derived: { radius: 0.0316227766017 },
  trial: 3,
  address: ['verdict', 'value-is-small', '25', '1000', '3'],
  draw: { 'least u': -3.081, 'active neurons': 1502, 'neurons that may flip': 35 },
  premise: [],
  conclusion: {
    text: 'valueSup <= C0',
    lhs: { lower: 1.974, upper: 1.97400000001 },
    rhs: { lower: 1, upper: 1 },
  },
  quantities: [
    {
      name: 'valueSup',
      says: 'the largest |f(x; a, W)| over the ball',
      extreme: 'sup',
      bracket: { lower: 1.974, upper: 1.97400000001 },
    },
  ],
  margin: { attack: -0.974, certificate: -0.97400000001 },
  exhausted: { attack: -0.974, certificate: -0.97400000001 },
  critical: null,
  outcome: 'violated',
  why: null,
  confirmed: {
    by: 'explicit',
    shown: { shift: 0.0316227766, radius: 0.0316227766017 },
    values: { valueSup: 1.974 },
    margin: -0.974,
  },
  alpha: { refute: 1e-6, support: 1e-3 },
  cap: 1000,
  looks: [look(16, 6, 2.76), look(32, 11, 5.04), look(48, 20, 11.5)],
  verdict: 'refuted',
  regime: 'inside',
};

const unresolved: Explanation = {
  ...violated,
  draw: null,
  margin: { attack: 0.7, certificate: null },
  exhausted: { attack: 0.6, certificate: null },
  critical: { name: 'C2', values: { attack: 1.1, certificate: null } },
  conclusion: { text: 'signKeptSup <= 0', lhs: { lower: -0.7, upper: null }, rhs: { lower: 0, upper: 0 } },
  outcome: 'unresolved',
  why: 'budget spent',
  confirmed: null,
  looks: Array.from({ length: 40 }, (_, i) => look(16 * (i + 1), 0, -0.1 * i)),
  verdict: 'consistent',
  regime: 'outside',
};

const plain = (explanation: Explanation, width = 80): string =>
  blocksToTerminal(explanationsSection([explanation])!.blocks, { width, color: false });

const textOf = (explanation: Explanation): string => plain(explanation).replace(/\s+/g, ' ');

describe('a trial walked through', () => {
  it('walks from the draw through quantities, margin and decision to the verdict', () => {
    const text = textOf(violated);
    const steps = ['The draw', 'The quantities', 'The margin', 'The decision', 'From trials to the verdict'];
    const places = steps.map((step) => text.indexOf(step));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(text).toContain('from the address verdict / value-is-small / 25 / 1000 / 3');
    expect(text).toContain('The draw: least u = -3.081, active neurons = 1,502, neurons that may flip = 35.');
    expect(text).toContain('valueSup (the largest |f(x; a, W)| over the ball): 1.974.');
    // Rounded outward: the attack's margin is an upper bound, the certificate's a lower one.
    expect(text).toContain('at most -0.974.');
    expect(text).toContain('at least -0.974001 at every choice');
    expect(text).toContain('everything that was drawn was written out');
    expect(text).toContain('Violated: this choice is a witness.');
    expect(text).toContain('After 48 trials the cell is ✗ refuted');
  });

  it('says what is not known, and that an unresolved trial is not a pass', () => {
    const text = textOf(unresolved);
    expect(text).toContain('No certificate bounds it from below.');
    expect(text).toContain('carried to their end they find it at most 0.6');
    expect(text).toContain('On this draw the conclusion is violated at C2 = 1.1.');
    expect(text).toContain('it counts neither as a failure against the claim nor as a pass');
    expect(text).toContain('outside the premise');
    expect(textOf({ ...unresolved, outcome: 'skipped', why: 'f0 <= 0' })).toContain(
      'does not satisfy the premise f0 <= 0',
    );
    expect(textOf({ ...unresolved, margin: null, why: 'crashed: lost' })).toContain(
      'Not decided (crashed: lost).',
    );
    expect(textOf({ ...violated, outcome: 'certified', confirmed: null })).toContain('Certified.');
  });
});

describe('the formats', () => {
  it('keeps to the width of a terminal, and leaves out the middle of many looks', () => {
    for (const width of [60, 80])
      for (const line of [violated, unresolved].flatMap((one) => plain(one, width).split('\n')))
        expect([...line].length, line).toBeLessThanOrEqual(width);
    const wide = plain(unresolved);
    expect(wide).toContain('…');
    expect(wide).toContain(' 640 ');
    expect(wide).not.toContain(' 320 ');
  });

  it('escapes what comes from outside', () => {
    const report = { ...sampleReport, explanations: [violated] };
    const page = reportToHtml(report);
    expect(page).toContain('the value is small &amp; &lt;b&gt;bounded&lt;/b&gt;');
    expect(page).toContain('<h2 id="explained">One trial, step by step</h2>');
    // An e-value is rounded down: it is never more than it is.
    const markdown = reportToMarkdown(report);
    expect(markdown).not.toContain('<b>bounded');
    expect(markdown).toContain('| 48 | 20 | 28 | 0 | 0 | 3.1e11 | 3.1e-12 |');
  });

  it('shows nothing where nothing was walked through', () => {
    expect(explanationsSection([])).toBeNull();
    expect(explanationsSection(undefined)).toBeNull();
  });
});
