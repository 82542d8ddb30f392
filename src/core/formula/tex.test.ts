import temml from 'temml';
import { describe, expect, it } from 'vitest';
import { atMost } from '../claim.ts';
import { parseFormula } from './formula.ts';
import { comparisonToTex } from './tex.ts';

const names = { valueSup: '\\sup_{W \\in B} |f(x; W)|', stepLength: '\\|\\delta\\|', flips: '|S_v|' };

describe('formulas as TeX', () => {
  it.each([
    ['2 * sqrt(log(2 / gamma)) + C0', '2 \\, \\sqrt{\\ln\\left( \\frac{2}{\\gamma} \\right)} + C_0'],
    ['C0 / sqrt(m)', '\\frac{C_0}{\\sqrt{m}}'],
    ['d^2.4', 'd^{2.4}'],
    ['C2^2', '{C_2}^{2}'],
    ['-2^2', '-2^{2}'],
    ['(-2)^2', '{\\left( -2 \\right)}^{2}'],
    ['2^3^2', '2^{3^{2}}'],
    ['(2^3)^2', '{\\left( 2^{3} \\right)}^{2}'],
    ['(d + m) * C0', '\\left( d + m \\right) \\, C_0'],
    ['d - (m - 1)', 'd - \\left( m - 1 \\right)'],
    ['d - (m * 3)', 'd - m \\cdot 3'],
    ['d - -m', 'd - \\left( -m \\right)'],
    ['2 * 3', '2 \\cdot 3'],
    ['d * (m * C0)', 'd \\, \\left( m \\, C_0 \\right)'],
    ['(d / m)^2', '{\\left( \\frac{d}{m} \\right)}^{2}'],
    ['1e-9 * d', '10^{-9} \\, d'],
    ['2.5e30', '2.5 \\cdot 10^{30}'],
    [
      'max(abs(d), sign(m), exp(K))',
      '\\max\\left( \\left| d \\right|, \\operatorname{sign}\\left( m \\right), \\exp\\left( K \\right) \\right)',
    ],
    ['C12 + C_3 + gamma_1', 'C_{12} + C_3 + \\gamma_1'],
    ['signChanges', '\\mathrm{signChanges}'],
    ['some_long_name', '\\mathrm{some\\_long\\_name}'],
    ['stepLength * valueSup', '\\|\\delta\\| \\, \\left( \\sup_{W \\in B} |f(x; W)| \\right)'],
    ['sqrt(2 * pi) * ln(d)', '\\sqrt{2 \\, \\pi} \\, \\ln\\left( d \\right)'],
    ['m * log(d)', 'm \\, \\ln\\left( d \\right)'],
    ['log(d)^2', '{\\left( \\ln\\left( d \\right) \\right)}^{2}'],
  ])('prints %s', (text, tex) => {
    expect(parseFormula(text).toTex(names)).toBe(tex);
    expect(() => temml.renderToString(tex, { throwOnError: true })).not.toThrow();
  });

  it('prints comparisons', () => {
    expect(comparisonToTex(atMost('d^2.4', 'm'))).toBe('d^{2.4} \\le m');
    expect(comparisonToTex(atMost('valueSup', 'C0'), names)).toBe('\\sup_{W \\in B} |f(x; W)| \\le C_0');
  });
});
