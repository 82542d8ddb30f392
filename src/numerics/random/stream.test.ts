import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { gaussian } from './gaussian.ts';
import { rootOf } from './root.ts';

describe('a stream', () => {
  const root = rootOf('lakatos');

  it('is found by its name, whatever was asked before', () => {
    const first = root.child('verdict').child(3);
    root.child('search').child(1);
    gaussian(first, 10);
    expect(root.child('verdict').child(3)).toMatchObject({ path: ['verdict', '3'], words: first.words });
  });

  it('has words that SHA-256 makes from the parent and the name', () => {
    const parent = root.words.map((word) => word.toString(16).padStart(8, '0')).join('');
    const digest = createHash('sha256').update(`${parent}00000002c3a9`, 'hex').digest('hex');
    const words = root.child('é').words.map((word) => word.toString(16).padStart(8, '0'));
    expect(words.join('')).toBe(digest.slice(0, 32));
  });

  it('is named by the shortest decimal of a number, so its path leads back to it', () => {
    expect(root.child(3).words).toEqual(root.child('3').words);
    expect(root.child(-0).words).toEqual(root.child(0).words);
    expect(root.child(63096.000001).path).toEqual(['63096.000001']);
    const deep = root.child('verdict').child(100).child(0.05).child('W0');
    expect(deep.path.reduce((at, name) => at.child(name), root).words).toEqual(deep.words);
    expect(() => root.child(Number.NaN)).toThrow('expected a string or a finite number, got NaN');
  });

  it('differs from every other, and where a name ends matters', () => {
    const addresses = [
      [],
      [''],
      ['', ''],
      ['a'],
      ['a', 'b'],
      ['ab'],
      ['a', ''],
      ['b', 'a'],
      ['a/b'],
      ['a\0b'],
      ['A'],
      ['0'],
      ['00'],
      ['0', '0'],
    ];
    const words = addresses.map((path) => path.reduce((at, name) => at.child(name), root).words.join());
    expect(new Set(words).size).toBe(addresses.length);
  });

  it('draws what its own address says: changing one address moves only that draw', () => {
    const draw = (names: readonly string[]) => names.map((name) => gaussian(root.child(name), 5).join());
    const before = draw(['W0', 'a', 'x']);
    const after = draw(['W0', 'b', 'x']);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(after[2]).toBe(before[2]);
  });
});

describe('rootOf', () => {
  it('tells seeds apart that ARC4 alone would not', () => {
    const seeds = ['a', 'aa', 'aaa', '', '\0', '6', 'ж', 'lakatos', 'lakatoslakatos'];
    expect(new Set(seeds.map((seed) => rootOf(seed).words.join())).size).toBe(seeds.length);
  });

  it('is the start of every path', () => {
    expect(rootOf('lakatos').path).toEqual([]);
  });
});
