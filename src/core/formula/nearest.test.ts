import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from './nearest.ts';

describe('nearest', () => {
  it('runs the examples of its docstring', () => {
    expect(nearest('sqr', ['sqrt', 'log'])).toBe('sqrt');
    expect(nearest('banana', ['sqrt', 'log'])).toBeUndefined();
  });

  it.each([
    ['one-step-flip', 'one-step-flips'],
    ['on-estep-flips', 'one-step-flips'],
    ['few-neurons', 'few-neurons-flip'],
    ['flip', undefined],
    ['few-neuron-flips', 'few-neurons-flip'],
    ['K', 'K'],
    ['k', 'K'],
    ['x', undefined],
    ['gama', 'gamma'],
    ['--trails', undefined],
    ['', undefined],
  ])('finds for %j %j', (name, found) => {
    expect(nearest(name, ['one-step-flips', 'few-neurons-flip', 'K', 'gamma'])).toBe(found);
  });

  it('prefers the first of two equally near', () => {
    expect(nearest('C1', ['C2', 'C3'])).toBe('C2');
    expect(nearest('C3', ['C2', 'C3'])).toBe('C3');
  });

  it('ends a sentence', () => {
    expect(didYouMean('gama', ['gamma'])).toBe('; did you mean "gamma"?');
    expect(didYouMean('x', ['gamma'])).toBe('');
  });
});
