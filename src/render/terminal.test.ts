import { describe, expect, it } from 'vitest';
import { incompleteReport, sampleReport } from '../../properties/sampleReport.ts';
import { cellLine, reportToTerminal } from './terminal.ts';

const plain = (width: number): string => reportToTerminal(sampleReport, { width, color: false });

describe('reportToTerminal', () => {
  it('fits the width, commands to copy excepted', () => {
    for (const width of [60, 80, 120]) {
      const lines = plain(width).split('\n');
      expect(lines.filter((line) => [...line].length > width && !line.trim().startsWith('npx '))).toEqual([]);
    }
  });

  it('opens with the findings', () => {
    const text = plain(80);
    expect(text.indexOf('What was refuted\n')).toBeLessThan(text.indexOf('\nClaims\n'));
    expect(text).toContain("npx lakatos replay 'gradient-is-large/printed/d=25/m=1000/C0=10/0'");
  });

  it('lays the verdicts out by d and m, with brackets outside the premise and a mark on the unexpected', () => {
    const text = plain(80);
    const from = text.indexOf('    C0 = 10, γ = 0.05, K = 1\n');
    expect(text.slice(from).split('\n').slice(1, 5)).toEqual([
      '    d \\ m   1,000  10,000',
      '    25          ✗       ✗',
      '    100         ✗!      ·',
      '    784         ?       ·',
    ]);
    expect(text).toMatch(/ 25 +\(✗\) +\(✗\)\n/);
  });

  it('prints every verdict in its own word', () => {
    for (const word of ['✗ refuted', '✓ supported', '~ consistent', '? undecided', '∅ vacuous']) {
      expect(plain(80)).toContain(word);
    }
    expect(plain(80)).not.toMatch(/\bpassed\b/);
  });

  it('ends with what was unexpected and whether it is complete', () => {
    expect(plain(80)).toContain('1 cell with a verdict that was not expected.');
    expect(plain(80)).toContain('Complete: every planned cell has a record.');
    expect(reportToTerminal(incompleteReport, { width: 80, color: false })).toContain(
      'so nothing here is a pass',
    );
  });

  it('uses color only when asked, and lets no text from outside paint', () => {
    const ESC = String.fromCharCode(27);
    expect(plain(80)).not.toContain(ESC);
    expect(reportToTerminal(sampleReport, { width: 80, color: true })).toContain(`${ESC}[38;5;208m`);
    const [first, ...others] = sampleReport.claims;
    const claims = [{ ...first!, source: `${ESC}[2J gone` }, ...others];
    expect(reportToTerminal({ ...sampleReport, claims }, { width: 80, color: false })).not.toContain(ESC);
  });
});

describe('cellLine', () => {
  it('tells a cell in at most 100 columns', () => {
    const lines = sampleReport.claims.flatMap((claim) => claim.cells.map((cell) => cellLine(cell, claim.id)));
    expect(lines.filter((line) => [...line].length > 100)).toEqual([]);
    const unexpected = lines.filter((line) => line.includes('γ=0.05: unexpected, 32 trials, 13 violated, '));
    expect(unexpected).toHaveLength(1);
  });
});
