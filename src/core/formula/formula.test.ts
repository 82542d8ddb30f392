import fc from 'fast-check';
import { evaluate } from 'mathjs/number';
import { describe, expect, it } from 'vitest';
import { FormulaError, parseFormula } from './formula.ts';

const refused = (text: string): FormulaError => {
  try {
    parseFormula(text);
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
  throw new Error(`${text} was not refused`);
};

describe('parseFormula', () => {
  it('runs the examples of its docstring', () => {
    // The docstring gives 8 decimals, so the value may be off by half a unit of the last one.
    expect(parseFormula('2 * sqrt(log(2 / gamma)) + C0').evaluate({ gamma: 0.05, C0: 1 })).toBeCloseTo(
      4.84129117,
      8,
    );
    expect([...parseFormula('d^2.4').symbols]).toEqual(['d']);
    expect(parseFormula('C0 / sqrt(m)').toTex()).toBe('\\frac{C_0}{\\sqrt{m}}');
  });

  it.each([
    ['-2^2', -4],
    ['2^3^2', 512],
    ['2^-1', 0.5],
    ['8 / 4 / 2', 1],
    ['8 - 4 - 2', 2],
    ['8 / 4 * 2', 4],
    ['+3 - -3', 6],
    ['(1 + 2) * 3', 9],
    ['min(3, 1, 2) + max(3, 1, 2)', 4],
    ['abs(-2) * sign(-5)', -2],
    ['log(exp(0))', 0],
    ['ln(exp(1))', 1],
    ['2 * pi', 2 * Math.PI],
    ['.5 + 1.5e1 + 2.', 17.5],
    ['\tsqrt( 16 ) ', 4],
  ])('reads %s as %d', (text, value) => {
    expect(parseFormula(text).evaluate({})).toBe(value);
  });

  it('takes every name but pi for what the scope says, never for a constant or a unit', () => {
    const scope = { e: 2, i: 5, m: 7, s: 11 };
    expect(parseFormula('e * i * m * s').evaluate(scope)).toBe(770);
  });

  it('is NaN where there is no value', () => {
    expect(parseFormula('log(x)').evaluate({ x: -1 })).toBeNaN();
  });

  it.each<[string, number, RegExp]>([
    ['cellar.constructor', 7, /"\." \(access to a property\) at position 7/],
    ['import("fs")', 8, /a string/],
    ['import(fs)', 1, /"import" at position 1 is not a function/],
    ['m = 3', 3, /assignment/],
    ['f(x) = x', 6, /assignment/],
    ['[1,2]', 1, /array/],
    ['{a: 1}', 1, /object/],
    ['"a"', 1, /string/],
    ['d!', 2, /factorial/],
    ['a ? b : c', 3, /conditional/],
    ['1:3', 2, /range/],
    ['a <= b', 3, /comparison/],
    ['a; b', 2, /second formula/],
    ['a\nb', 2, /second line/],
    ['5%', 2, /percentage/],
    ["a'", 2, /transpose/],
    ['a .* b', 3, /property/],
    ['2.*d', 2, /property/],
    ['a[1]', 2, /index/],
    ['a & b', 3, /"&" at position 3/],
    ['2 m', 3, /missing before "m" at position 3; write "2 \* m" for "2 m"/],
    ['2(m)', 2, /missing/],
    ['(d)(m)', 4, /missing/],
    ['(d)2', 4, /missing/],
    ['0x10', 2, /missing/],
    ['1.2.3', 4, /missing/],
    ['a mod b', 3, /"mod" at position 3 is not allowed/],
    ['not d', 1, /"not" at position 1 is not allowed/],
    ['d in', 3, /"in" at position 3/],
    ['end', 1, /"end"/],
    ['Infinity', 1, /"Infinity" at position 1 is not allowed/],
    ['1 + NaN', 5, /"NaN" at position 5/],
    ['true', 1, /"true"/],
    ['null', 1, /"null"/],
    ['undefined', 1, /"undefined"/],
    ['1 + 1e999', 5, /1e999 at position 5 is too large/],
    ['1 + sqr(d)', 5, /"sqr" at position 5 is not a function .*; did you mean "sqrt"\?/],
    ['d * lg(2)', 5, /"lg" at position 5 is not a function/],
    ['ln(2, 10)', 1, /"ln" at position 1 takes one argument, got 2; ln is the natural/],
    ['pi(2)', 1, /"pi" at position 1 is not a function/],
    ['m(d)', 1, /for a product write "m \* \("/],
    ['constructor(d)', 1, /not a function/],
    ['1 + sqrt', 5, /"sqrt" at position 5 is a function and needs an argument/],
    ['1 + log(2, 10)', 5, /"log" at position 5 takes one argument, got 2; log is the natural/],
    ['min()', 1, /"min" at position 1 takes one argument or more, got 0/],
    ['sqrt(d', 7, /parenthesis \) expected at position 7/],
    ['(d', 3, /position 3/],
    ['d)', 2, /position 2/],
    ['d +', 4, /unexpected end of expression at position 4/],
    ['* d', 1, /position 1/],
    ['max(, d)', 5, /position 5/],
    ['a, b', 2, /position 2/],
    ['()', 2, /position 2/],
    ['', 1, /empty formula/],
    [' \t ', 1, /empty formula/],
    ['γ + 1', 1, /"γ" at position 1/],
    ['d × m', 3, /"×" at position 3/],
    ['d\u00a0+ m', 2, /position 2/],
    ['_d', 1, /"_" at position 1/],
    ['__proto__', 1, /"_" at position 1/],
    ['𝑑 + 1', 1, /"𝑑" at position 1/],
    ['$x', 1, /"\$"/],
    ['# comment', 1, /"#"/],
  ])('refuses %j at position %d', (text, position, message) => {
    const error = refused(text);
    expect(error.message).toMatch(message);
    expect(error.position).toBe(position);
    expect(error.message).not.toContain('\n');
  });

  it('refuses long and deep formulas and takes those at the limits', () => {
    expect(refused('d+'.repeat(250).concat('d')).message).toMatch(/at most 500 characters, got 501/);
    expect(refused(`${'('.repeat(51)}d${')'.repeat(51)}`)).toMatchObject({ position: 51 });
    expect(parseFormula(`${'('.repeat(50)}d${')'.repeat(50)}`).evaluate({ d: 3 })).toBe(3);
    expect(parseFormula(`${'-'.repeat(498)}d`).evaluate({ d: 3 })).toBe(3);
    expect(parseFormula(`${'d^'.repeat(249)}d`).evaluate({ d: 1 })).toBe(1);
    expect(refused('('.repeat(500)).position).toBe(51);
  });

  it('names a missing symbol, where it stands, and the nearest known one', () => {
    const formula = parseFormula('1 + gama * gamma_2');
    expect(() => formula.evaluate({ d: 1, gamma: 2 })).toThrow(
      'formula "1 + gama * gamma_2": "gama" at position 5 has no value; did you mean "gamma"?',
    );
    expect(() => parseFormula('2e5 + e').evaluate({ d: 1, m: 2 })).toThrow(
      '"e" at position 7 has no value; known here are d, m',
    );
    expect(() => parseFormula('x').evaluate({})).toThrow('known here are no names');
    expect(() => formula.evaluateInterval({ d: 1 })).toThrow(FormulaError);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])('finds nothing under %s', (name) => {
    expect(() => parseFormula(name).evaluate({ d: 1 })).toThrow(FormulaError);
    expect(() => parseFormula(name).evaluateInterval({ d: 1 })).toThrow(FormulaError);
    expect(parseFormula(name).toTex()).toBe(`\\mathrm{${name}}`);
  });

  it('takes what is not a number for missing', () => {
    const scope = { gamma: null } as unknown as Record<string, number>;
    expect(() => parseFormula('gamma').evaluate(scope)).toThrow(FormulaError);
    expect(() => parseFormula('gamma').evaluateInterval(scope)).toThrow(FormulaError);
  });

  it('brackets its values', () => {
    const { lower, upper } = parseFormula('abs(x) + C0').evaluateInterval({
      x: { lower: -2, upper: 1 },
      C0: 1,
    });
    expect([lower, upper]).toEqual([1, 3]);
  });

  it('answers any text with a formula or a FormulaError at a position within it', () => {
    const words = fc.constantFrom(
      ...'d m sqrt log min true mod e 2 .5 1e3 + - * / ^ ( ) ( ) , . " [ ; = ! : ? \' { % γ'.split(' '),
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        try {
          return typeof parseFormula(text).text === 'string';
        } catch (error) {
          if (!(error instanceof FormulaError)) return false;
          const { position } = error;
          return position !== undefined && position >= 1 && position <= text.length + 1;
        }
      }),
      { seed: 20221202, numRuns: 20_000 },
    );
  });

  it('agrees with mathjs on what the grammar means', () => {
    const operands = fc.constantFrom(
      'x',
      'y',
      '3',
      '0.5',
      '-x',
      '(x - y)',
      'sqrt(y)',
      'min(x, y, 1)',
      'abs(x)',
    );
    const operators = fc.constantFrom('+', '-', '*', '/', '^', ' - -', '^-', '*+');
    const point = fc.record({ x: fc.integer({ min: -4, max: 4 }), y: fc.integer({ min: 0, max: 4 }) });
    fc.assert(
      fc.property(
        operands,
        fc.array(fc.tuple(operators, operands), { maxLength: 5 }),
        point,
        (first, rest, scope) => {
          const text = first + rest.map(([operator, operand]) => operator + operand).join('');
          return sameNumber(parseFormula(text).evaluate(scope), evaluate(text, { ...scope }));
        },
      ),
      { seed: 20221203, numRuns: 5_000 },
    );
  });
});

/** The same f64, NaN being itself. */
const sameNumber = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));
