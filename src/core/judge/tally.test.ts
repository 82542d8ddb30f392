import { describe, expect, it } from 'vitest';
import type { Outcome } from './outcome.ts';
import { counted, emptyTally, examined, uncompared, withOutcome } from './tally.ts';

const confirmed = { by: 'explicit', shown: {}, values: {}, margin: -1 } as const;

const one: Readonly<Record<Outcome['kind'], Outcome>> = {
  violated: { kind: 'violated', confirmed },
  certified: { kind: 'certified' },
  unresolved: { kind: 'unresolved', why: 'crashed' },
  skipped: { kind: 'skipped', premise: '1 <= gradientNorm0' },
};

describe('tally', () => {
  it('counts every outcome under its name, and nothing twice', () => {
    const kinds = [
      'violated',
      'certified',
      'certified',
      'unresolved',
      'skipped',
      'skipped',
      'skipped',
    ] as const;
    const tally = kinds.reduce((sum, kind) => withOutcome(sum, one[kind]), emptyTally);
    expect(tally).toEqual({ violated: 1, certified: 2, unresolved: 1, skipped: 3, crashed: 1 });
    expect(counted(tally)).toBe(4);
    expect(examined(tally)).toBe(7);
  });

  it('tells those unresolved trials apart on which nothing was compared', () => {
    const whys = ['crashed', 'no value', 'no value', 'budget spent', 'too close to call'] as const;
    const tally = whys.reduce((sum, why) => withOutcome(sum, { kind: 'unresolved', why }), emptyTally);
    expect(tally).toMatchObject({ unresolved: 5, crashed: 1, withoutValue: 2 });
    expect([uncompared(tally), uncompared(emptyTally)]).toEqual([3, 0]);
  });

  it('leaves the tally it was given as it was', () => {
    withOutcome(emptyTally, one.violated);
    expect(emptyTally).toEqual({ violated: 0, certified: 0, unresolved: 0, skipped: 0 });
  });
});
