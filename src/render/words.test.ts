import { describe, expect, it } from 'vitest';
import { incompleteReport, sampleReport } from '../../properties/sampleReport.ts';
import { verdicts } from '../core/judge/verdict.ts';
import { cellPlace, constantsLine, headline, meaning, rangesLine, verdictWord } from './words.ts';

describe('words', () => {
  it('puts a glyph of its own before each verdict', () => {
    expect(verdicts.map(verdictWord)).toEqual([
      '✗ refuted',
      '✓ supported',
      '~ consistent',
      '? undecided',
      '∅ vacuous',
    ]);
  });

  it('says what each verdict means at this α, and that only two of them claim something', () => {
    const alpha = { refute: 1e-6, support: 1e-3 };
    expect(meaning('refuted', alpha)).toContain('chance at most 1e-6');
    expect(meaning('supported', alpha)).toContain('chance at most 1e-3');
    expect(meaning('consistent', alpha)).toContain('not a pass');
    expect(meaning('vacuous', alpha)).toContain('not a pass');
  });

  it('puts the report in one sentence', () => {
    expect(headline(sampleReport)).toBe(
      '6 claims in 7 readings and 28 cells: 1 refuted, 2 supported, 2 consistent, 1 undecided, 1 vacuous; ' +
        'the control was refuted, as it should be.',
    );
    expect(headline(incompleteReport)).toMatch(/^Incomplete run\. /);
  });

  it('names a cell, its constants and the range in which it is inside', () => {
    const space = '\u00a0';
    expect(cellPlace({ at: { d: 25, m: 1000, C0: 10 } }).replaceAll(space, ' ')).toBe(
      'd = 25, m = 1,000, C0 = 10',
    );
    const examined = { at: { d: 25 }, setting: 'inputs of length 1' };
    expect(cellPlace(examined).replaceAll(space, ' ')).toBe('d = 25, inputs of length 1');
    expect(constantsLine({ C2: 4.841292 }).replaceAll(space, ' ')).toBe('C2 = 4.841');
    // Rounded inward: 0.33333 is inside, 0.3334 would not be.
    const within = (atLeast: number | null, atMost: number | null): string =>
      rangesLine({ constants: { K: 1 }, constantRanges: { K: { atLeast, atMost } } }).replaceAll(space, ' ');
    expect(within(null, 1 / 3)).toBe('up to K = 0.3333');
    expect(within(1 / 3, null)).toBe('from K = 0.3334 on');
    expect(within(1 / 3, 2 / 3)).toBe('for K from 0.3334 to 0.6666');
    expect(within(null, null)).toBe('for any K');
    expect(within(null, 1)).toBe('up to the K tried');
  });
});
