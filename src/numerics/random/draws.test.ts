import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenDraws, goldenFile } from '../../../scripts/goldenDraws.ts';
import { generators } from '../kernels/generator.ts';
import { chi } from './chi.ts';
import { BLOCK_LENGTH, gaussian } from './gaussian.ts';
import { rootOf } from './root.ts';
import { fillSigns, signs } from './signs.ts';
import { fillUniform, uniform } from './uniform.ts';

const stream = rootOf('lakatos').child('draws');

describe('golden draws', () => {
  it.each(generators)('have not moved: %s', (generator) => {
    expect(goldenDraws(generator)).toEqual(JSON.parse(readFileSync(goldenFile(generator), 'utf8')));
  });
});

describe('fillSigns and fillUniform', () => {
  const starts = [0, 1, 31, 32, 1023, 1024, 4095, 4096, 5001];
  const lengths = [0, 1, 33, 1024, 5000];

  it('give the same values however the sequence is cut', () => {
    const wholeSigns = signs(stream, 12_000);
    const wholeUniform = uniform(stream, 12_000);
    for (const from of starts) {
      for (const length of lengths) {
        const someSigns = new Int8Array(length);
        fillSigns(stream, someSigns, from);
        expect(someSigns).toEqual(wholeSigns.slice(from, from + length));
        const someUniform = new Float64Array(length);
        fillUniform(stream, someUniform, from);
        expect(someUniform).toEqual(wholeUniform.slice(from, from + length));
      }
    }
  });

  it('give ±1, and odd multiples of 2⁻⁵³ inside (0, 1)', () => {
    expect(new Set(signs(stream, 5000))).toEqual(new Set([-1, 1]));
    for (const u of uniform(stream, 5000)) {
      expect(u > 0 && u < 1 && (u * 2 ** 53) % 2 === 1).toBe(true);
    }
  });
});

describe('chi', () => {
  it('is the length of the Gaussian vector of that stream', () => {
    for (const degrees of [0, 1, 2, 9, BLOCK_LENGTH - 1, BLOCK_LENGTH, BLOCK_LENGTH + 1, 20_000]) {
      const sum = gaussian(stream, degrees).reduce((total, x) => total + x * x, 0);
      // Two orders of summation of positive terms, each off by less than `degrees` roundings.
      expect(Math.abs(chi(stream, degrees) - Math.sqrt(sum))).toBeLessThanOrEqual(
        degrees * 2 ** -52 * Math.sqrt(sum),
      );
    }
    expect(chi(stream, 0)).toBe(0);
  });

  it('refuses degrees that are no whole number', () => {
    expect(() => chi(stream, 2.5)).toThrow('expected a whole number of degrees, got 2.5');
    expect(() => chi(stream, -1)).toThrow(RangeError);
  });
});
