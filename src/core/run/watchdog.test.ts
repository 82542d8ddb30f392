import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Watching, watchdog } from './watchdog.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const watching = (change: Partial<Watching> = {}) => {
  const cuts: string[] = [];
  const dog = watchdog({ patience: 10, memory: 2 ** 30, taken: () => 0, ...change });
  const begin = (number: number, seconds: number | null = 0): void =>
    dog.begin(number, { says: `work ${number}`, seconds, cut: ({ message }) => void cuts.push(message) });
  return { dog, begin, cuts };
};

const passes = (seconds: number): void => void vi.advanceTimersByTime(1000 * seconds);

describe('a thread that is silent', () => {
  it('is ended by name once the patience and the time that it may take are over', () => {
    const { begin, cuts } = watching();
    begin(1);
    begin(2, 1);
    passes(9);
    expect(cuts).toEqual([]);
    passes(2);
    expect(cuts).toEqual(['work 1 gave no sign of life for 10 seconds, and its thread was ended']);
    passes(18);
    expect(cuts).toHaveLength(1);
    passes(2);
    expect(cuts[1]).toBe('work 2 gave no sign of life for 30 seconds, and its thread was ended');
  });

  it('is left alone while it gives signs of life, is at its end, or says nothing of its time', () => {
    const { dog, begin, cuts } = watching();
    for (const number of [1, 2]) begin(number);
    begin(3, null);
    dog.end(2);
    for (let i = 0; i < 20; i++) {
      passes(5);
      dog.heard(1);
    }
    expect(cuts).toEqual([]);
  });

  it('is told by counting, so that a clock that jumps ends nothing', () => {
    const { begin, cuts } = watching();
    begin(1);
    passes(1);
    vi.setSystemTime(Date.now() + 365 * 86_400_000);
    passes(1);
    expect(cuts).toEqual([]);
  });
});

describe('a process that takes more memory than there is', () => {
  it('ends the thread that was silent for longest, and waits before it looks for the next', () => {
    let bytes = 0;
    const { dog, begin, cuts } = watching({ taken: () => bytes });
    begin(1);
    begin(2);
    passes(2);
    dog.heard(1);
    bytes = 2 ** 31;
    passes(0.5);
    expect(cuts).toEqual([
      'work 2 was silent for longest when 2.0 GB of 1.0 GB of memory were in use, and its thread was ended',
    ]);
    passes(2);
    expect(cuts).toHaveLength(1);
    bytes = 0;
    passes(5);
    expect(cuts).toHaveLength(1);
  });
});
