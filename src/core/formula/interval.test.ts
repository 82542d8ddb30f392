import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFormula } from './formula.ts';
import { between, type Interval, intervalAlgebra, pointInterval, wholeLine } from './interval.ts';

const bracket = (text: string, scope: Record<string, number | Interval> = {}): Interval =>
  parseFormula(text).evaluateInterval(scope);

const holds = ({ lower, upper }: Interval, value: number): boolean => lower <= value && value <= upper;

/** The law: a value lies within, and a NaN is never hidden behind a bound. */
const holdsOrUnknown = (interval: Interval, value: number): boolean =>
  Number.isNaN(value)
    ? interval.lower === -interval.upper && interval.upper === Number.POSITIVE_INFINITY
    : holds(interval, value);

/** How far apart two numbers of one sign are, counted in representable numbers. */
const ulpsBetween = (a: number, b: number): bigint => {
  const [i, j] = new BigInt64Array(new Float64Array([a, b]).buffer);
  return j! - i!;
};

describe('intervalAlgebra', () => {
  it('keeps exact results as points', () => {
    for (const text of [
      '1 + 2',
      '0.5 - 0.25',
      '3 * 7',
      '0 * 0.1',
      '0.25 * 8',
      '-1.5 / 4',
      'sqrt(2.25)',
      '42 / 7',
      'sqrt(49)',
      '7^2',
      '9^0',
      'abs(-3)',
    ]) {
      const { lower, upper } = bracket(text);
      expect([text, upper]).toEqual([text, lower]);
      expect(lower).toBe(parseFormula(text).evaluate({}));
    }
    for (const text of ['log(1)', 'exp(0)', '0^2.4', '1^0.3', '0 / sqrt(7)']) {
      expect(bracket(text).lower, text).toBe(bracket(text).upper);
    }
  });

  it('steps one ulp outward after a rounded operation and four after a function of the library', () => {
    const third = bracket('1 / 3');
    expect([ulpsBetween(third.lower, 1 / 3), ulpsBetween(1 / 3, third.upper)]).toEqual([1n, 1n]);
    const tenths = bracket('a + b', { a: 0.1, b: 0.2 });
    expect([ulpsBetween(tenths.lower, 0.1 + 0.2), ulpsBetween(0.1 + 0.2, tenths.upper)]).toEqual([1n, 1n]);
    const logarithm = bracket('log(2)');
    expect([ulpsBetween(logarithm.lower, Math.LN2), ulpsBetween(Math.LN2, logarithm.upper)]).toEqual([
      4n,
      4n,
    ]);
  });

  it('does not take a rounded integer product for an exact one', () => {
    // 94906267 · 94906267 = 9007199515875289 > 2⁵³ is odd, hence no f64.
    const { lower, upper } = bracket('94906267 * 94906267');
    expect(BigInt(lower) < 9007199515875289n && 9007199515875289n < BigInt(upper)).toBe(true);
    const { lower: low, upper: high } = bracket('94906267^2');
    expect(BigInt(low) < 9007199515875289n && 9007199515875289n < BigInt(high)).toBe(true);
    // 321 · 28059810762433 = 2⁵³ + 1 rounds to 2⁵³, which must not count as exact.
    const edge = bracket('321 * 28059810762433');
    expect(edge.upper > 2 ** 53 && edge.lower < 2 ** 53).toBe(true);
  });

  it('answers with the whole line where nothing is known', () => {
    const a = { lower: -1, upper: 2 };
    const infinite = { lower: 1, upper: Number.POSITIVE_INFINITY };
    for (const text of [
      '1 / a',
      'sqrt(a)',
      'log(a)',
      'a^0.5',
      'a^(-1)',
      'a^b',
      'n + 1',
      'n * 0',
      'n^2',
      'o * z',
      'o - o',
      'w',
    ]) {
      const scope = { a, b: between(1, 2), n: Number.NaN, o: infinite, z: 0, w: { lower: 2, upper: 1 } };
      expect([text, bracket(text, scope)]).toEqual([text, wholeLine]);
    }
    for (const text of ['max(n, 1)', 'min(1, n)', 'sign(n)', 'abs(n)', 'exp(n)', 'n^0', '(1 / n)^2', 'n']) {
      expect([text, bracket(text, { n: Number.NaN })]).toEqual([text, wholeLine]);
      expect([text, bracket(text, { n: { lower: Number.NaN, upper: 3 } })]).toEqual([text, wholeLine]);
    }
  });

  it('knows even and odd powers, and squares that a product would not', () => {
    const a = { lower: -3, upper: 2 };
    expect(bracket('a^2', { a })).toEqual({ lower: 0, upper: 9 });
    expect(bracket('a * a', { a })).toEqual({ lower: -6, upper: 9 });
    expect(holds(bracket('a^3', { a }), -27) && holds(bracket('a^3', { a }), 8)).toBe(true);
    const { lower, upper } = bracket('b^-2', { b: { lower: -4, upper: -2 } });
    expect(lower < 1 / 16 && lower > 0.06 && upper > 1 / 4 && upper < 0.2500001).toBe(true);
  });

  it('never steps across zero', () => {
    expect(bracket('exp(-1000)').lower).toBe(0);
    expect(bracket('exp(-1000)').upper).toBeGreaterThan(0);
    expect(bracket('1e-200 * 1e-200').lower).toBe(0);
    expect(bracket('-1e-200 * 1e-200').lower).toBe(-Number.MIN_VALUE);
    expect(bracket('-1e-200 * 1e-200').upper + 0).toBe(0);
    expect(bracket('sqrt(1e-200 * 1e-200)').lower).toBe(0);
  });

  it('holds overflow', () => {
    expect(bracket('1e300 * 1e300')).toEqual({ lower: Number.MAX_VALUE, upper: Number.POSITIVE_INFINITY });
    expect(holds(bracket('exp(1000)'), Number.POSITIVE_INFINITY)).toBe(true);
    expect(bracket('exp(1000)').lower).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it('contains the f64 value at every point, for random formulas over random intervals', () => {
    fc.assert(
      fc.property(formulas, scenes, (text, scene) => {
        const formula = parseFormula(text);
        const value = formula.evaluate(scene.point);
        return holdsOrUnknown(formula.evaluateInterval(scene.box), value);
      }),
      { seed: 20221128, numRuns: 20_000 },
    );
  });

  it('contains the exact value of rational formulas over random intervals', () => {
    fc.assert(
      fc.property(rationalFormulas, scenes, (text, scene) => {
        const exact = rationalValue(text, scene.point);
        if (exact === undefined) return true;
        const { lower, upper } = parseFormula(text).evaluateInterval(scene.box);
        return !isBelow(exact, lower) && !isAbove(exact, upper);
      }),
      { seed: 20221129, numRuns: 5_000 },
    );
  });

  it('contains, for each operation alone, the value at the ends and between', () => {
    const names = ['add', 'subtract', 'multiply', 'divide', 'pow'] as const;
    const signs = { add: '+', subtract: '-', multiply: '*', divide: '/', pow: '^' };
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.double(), fc.double(), (name, x, y) => {
        const value = parseFormula(`x ${signs[name]} y`).evaluate({ x, y });
        const found = intervalAlgebra.operations[name](pointInterval(x), pointInterval(y));
        return holdsOrUnknown(found, value);
      }),
      { seed: 20221130, numRuns: 20_000 },
    );
  });
});

const numbers = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Three intervals, some of them points, and a point inside each. */
const scenes = fc
  .array(fc.tuple(numbers, numbers, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
    minLength: 3,
    maxLength: 3,
  })
  .map((rows) => {
    const point: Record<string, number> = {};
    const box: Record<string, Interval> = {};
    rows.forEach(([a, b, share, degenerate], i) => {
      const [lower, upper] = degenerate ? [a, a] : [Math.min(a, b), Math.max(a, b)];
      const inside = lower + share * (upper - lower);
      point['xyz'[i]!] = Math.min(upper, Math.max(lower, Number.isNaN(inside) ? lower : inside));
      box['xyz'[i]!] = { lower, upper };
    });
    return { point, box };
  });

const grow = (binary: readonly string[], unary: readonly string[]): fc.Arbitrary<string> =>
  fc
    .letrec<{ formula: string }>((tie) => ({
      formula: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constantFrom('x', 'y', 'z', '0', '1', '2', '3', '0.5', '0.1', '2.4'),
        fc
          .tuple(tie('formula'), fc.constantFrom(...binary), tie('formula'))
          .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
        fc.tuple(fc.constantFrom(...unary), tie('formula')).map(([name, a]) => `${name}(${a})`),
      ),
    }))
    .formula.filter((text) => text.length <= 500);

const formulas = fc.oneof(
  grow(['+', '-', '*', '/', '^'], ['sqrt', 'log', 'exp', 'abs', 'sign', '-', 'min', 'max']),
  fc
    .tuple(grow(['+', '*'], ['abs', 'sqrt']), grow(['-', '/'], ['-', 'abs']))
    .map(([a, b]) => `max(${a}, ${b}, z)`)
    .filter((text) => text.length <= 500),
);

const rationalFormulas = grow(['+', '-', '*', '/'], ['abs', '-']);

/** An exact fraction; every f64 is one. */
interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

const fraction = (value: number): Fraction => {
  let bottom = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    bottom *= 2n;
  }
  return { top: BigInt(scaled), bottom };
};

const isBelow = (exact: Fraction, bound: number): boolean =>
  bound !== Number.NEGATIVE_INFINITY &&
  (bound === Number.POSITIVE_INFINITY ||
    exact.top * fraction(bound).bottom < fraction(bound).top * exact.bottom);

const isAbove = ({ top, bottom }: Fraction, bound: number): boolean => isBelow({ top: -top, bottom }, -bound);

/** The real value of a rational formula, by an evaluator of its own; undefined after a division by zero. */
const rationalValue = (text: string, point: Record<string, number>): Fraction | undefined => {
  const words = text.match(/abs|[a-z]|[\d.]+|[()+\-*/]/g)!;
  let at = 0;
  const read = (): Fraction | undefined => {
    const word = words[at++]!;
    if (word === 'abs' || word === '-') {
      at++;
      const inner = read();
      at++;
      const flip = word === '-' || (inner !== undefined && inner.top < 0n);
      return inner && (flip ? { top: -inner.top, bottom: inner.bottom } : inner);
    }
    if (word !== '(') return fraction(Object.hasOwn(point, word) ? point[word]! : Number(word));
    const a = read();
    const operator = words[at++]!;
    const b = read();
    at++;
    return a && b && rational(a, operator, b);
  };
  return read();
};

const rational = (a: Fraction, operator: string, b: Fraction): Fraction | undefined => {
  switch (operator) {
    case '+':
      return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom };
    case '-':
      return { top: a.top * b.bottom - b.top * a.bottom, bottom: a.bottom * b.bottom };
    case '*':
      return { top: a.top * b.top, bottom: a.bottom * b.bottom };
    default: {
      if (b.top === 0n) return undefined;
      const sign = b.top < 0n ? -1n : 1n;
      return { top: sign * a.top * b.bottom, bottom: sign * a.bottom * b.top };
    }
  }
};
