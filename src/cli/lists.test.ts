import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/run/usageError.ts';
import { alpha, constantValues, numbers, oneNumber, oneOf, single, topLevelList } from './lists.ts';

describe('lists on the command line', () => {
  it('split at commas outside parentheses', () => {
    expect(topLevelList('max(d, 3), d^2.4,1e4')).toEqual(['max(d, 3)', 'd^2.4', '1e4']);
    expect(topLevelList('100')).toEqual(['100']);
    for (const text of ['', ',', '1,', ',1', '1,,2', ' ,1'])
      expect(() => topLevelList(text)).toThrow(InvalidArgumentError);
  });

  it('of numbers name the entry that is none', () => {
    expect(numbers('1, 2.5,1e4')).toEqual([1, 2.5, 1e4]);
    expect(() => numbers('1,two')).toThrow('"two" in "1,two" is not a number');
    expect(() => numbers('two')).toThrow('"two" is not a number');
    expect(oneNumber('1e3')).toBe(1000);
    for (const text of ['', ' ', 'x', '1,2', 'NaN']) expect(() => oneNumber(text)).toThrow('is not a number');
  });

  it('of settings gather, the later one counting', () => {
    expect(constantValues('C2=2,3')).toEqual({ C2: [2, 3] });
    expect(constantValues('C2=4', constantValues('K=1', { C2: [2, 3] }))).toEqual({ C2: [4], K: [1] });
    for (const text of ['C2', '=2', ' =2']) expect(() => constantValues(text)).toThrow('write NAME=LIST');
    expect(() => constantValues('C2=')).toThrow('empty entry');
  });

  it('of error probabilities hold what was given and no more', () => {
    expect(alpha('refute=1e-6,support=1e-3')).toEqual({ refute: 1e-6, support: 1e-3 });
    expect(alpha('support=0.01')).toEqual({ support: 0.01 });
    for (const text of ['1e-6', 'refute', 'reject=1']) expect(() => alpha(text)).toThrow('write refute=1e-6');
    expect(() => alpha('refute=small')).toThrow('"small" in "refute=small" is not a number');
  });

  it('of words offer the nearest', () => {
    const mode = oneOf(['reduced', 'ambient']);
    expect(mode('ambient')).toBe('ambient');
    expect(() => mode('ambiant')).toThrow('did you mean "ambient"?');
  });

  it('that must be one value say how many there were', () => {
    expect(single([7], '--d', 'trials')).toBe(7);
    expect(() => single([7, 8], '--d', 'trials')).toThrow(UsageError);
    expect(() => single([7, 8], '--d', 'trials')).toThrow('give exactly one value for --d, not 2');
    expect(() => single(undefined, '--d', 'trials')).toThrow('give exactly one value for --d');
  });
});
