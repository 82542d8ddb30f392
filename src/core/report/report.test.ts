import { describe, expect, it } from 'vitest';
import { verdicts } from '../judge/verdict.ts';
import { isUnexpected } from './report.ts';

describe('isUnexpected', () => {
  it('a cell expected to hold must not be refuted; one expected to be refuted must be', () => {
    for (const verdict of verdicts) {
      const refuted = verdict === 'refuted';
      for (const expect_ of ['holds', 'supported', 'consistent', 'undecided', 'vacuous'])
        expect(isUnexpected({ regime: 'inside', expect: expect_, verdict })).toBe(refuted);
      expect(isUnexpected({ regime: 'inside', expect: 'refuted', verdict })).toBe(!refuted);
    }
  });

  it('nothing is expected of a cell outside the premise', () => {
    for (const verdict of verdicts)
      for (const expect_ of ['holds', 'refuted'])
        expect(isUnexpected({ regime: 'outside', expect: expect_, verdict })).toBe(false);
  });
});
