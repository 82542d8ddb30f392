import { describe, expect, it } from 'vitest';
import type { CalibratedConstant } from '../report/constants.ts';
import { conclusionOf } from './conclusion.ts';

const constant = (lower: number | null, upper: number | null): CalibratedConstant => ({
  name: 'C',
  claim: 'some-claim',
  at: { d: 1, m: 1, C0: 1, gamma: 0.05 },
  trials: 200,
  lower,
  upper,
  alpha: 1e-3,
  exact: null,
  note: null,
});

const said = (constants: readonly CalibratedConstant[], printed: number | null = null): string =>
  conclusionOf({ name: 'C', safe: 'large', printed, constants, drift: [], law: null, remark: null });

describe('a conclusion', () => {
  it('rounds bounds outward alone', () => {
    expect(said([constant(11470, 11531)])).toBe(
      'The least C that suffices is at least 11400 and at most 11600 in the cell tried.',
    );
    expect(said([constant(-1.2345, -0.0098765)])).toContain('at least -1.24 and at most -0.00987');
    expect(said([constant(9.999, 9.9999)])).toContain('at least 9.99 and at most 10 ');
    expect(said([constant(0, 0.5)])).toContain('at least 0 and at most 0.5 ');
  });

  it('names the bounds that are missing, and what a printed value is shown to do', () => {
    const half = said([constant(1, null), constant(2, 3)]);
    expect(half).toContain(
      'at least 1 in the 2 cells tried, and at most 3 in the 1 of them with an upper bound',
    );
    expect(said([constant(1, null)])).toContain(
      'at least 1 in the cell tried, and nothing bounds it from above',
    );
    expect(said([constant(null, null)])).toBe('Nothing bounds the least C that suffices in the cell tried.');
    expect(said([constant(1, 2)], 2)).toContain('C = 2 holds in every cell tried');
    expect(said([constant(1, 2), constant(3, 4)], 2)).toContain(
      'C = 2 is shown to hold in 1 of 2 cells and to fail in 1',
    );
    expect(said([constant(1, 3)], 2)).toContain('hold in 0 of 1 cells and to fail in 0');
  });

  it('knows in which direction a drift is safe', () => {
    const drift = (verdict: 'grows' | 'shrinks' | 'constant', against = 'd') =>
      ({
        ...{ name: 'c', claim: 'some-claim', against, exponent: 0.12, lower: 0.1, upper: 0.14 },
        ...{ confidence: 0.99, verdict, at: 'm = 1000', range: { from: 25, to: 400 } },
      }) as const;
    const words = (safe: 'large' | 'small', verdict: 'grows' | 'shrinks' | 'constant'): string =>
      conclusionOf({
        ...{ name: 'c', safe, printed: null, constants: [constant(0.5, 0.71)], drift: [drift(verdict)] },
        ...{ law: null, remark: null },
      });
    // The largest c that holds grows: the one at the smallest size serves all of them.
    for (const text of [words('small', 'grows'), words('large', 'shrinks')])
      expect(text).toMatch(
        /from d = 25 to 400 \(exponent 0\.12\), in the safe direction, so that one c serves there/,
      );
    for (const text of [words('small', 'shrinks'), words('large', 'grows')]) {
      expect(text).toContain('against the claim; whether it levels off beyond is not decided');
      expect(text).not.toContain('serves');
    }
    expect(words('small', 'constant')).toContain('one c serves in d within its bars');
  });
});
