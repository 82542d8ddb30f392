import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../../numerics/random/root.ts';
import type { NetworkExhibit } from '../../../outcomes/exhibit.ts';
import type { Examined, Examining } from '../../examination.ts';
import { deterministicExaminations } from './catalogue.ts';
import { descentInequality, descentMargin } from './descentInequality.ts';
import { type Example, isSound } from './example.ts';
import { plantedErrors } from './plantedErrors.ts';

const place = { d: 8, m: 16, C0: 10, gamma: null, constants: {} };

const examining = (name: string): Examining => ({
  stream: rootOf('deterministic').child(name),
  alpha: { refute: 1e-6, support: 1e-3 },
  profile: 'quick',
  options: {},
  breathe: async () => {},
  part: (_, compute) => compute(() => {}),
});

const networkOf = ({ exhibits }: Examined): NetworkExhibit => {
  const found = exhibits.find((exhibit) => exhibit.kind === 'network');
  if (found === undefined) throw new Error('no network is exhibited');
  return found;
};

/** The example that a reader would type in from the report. */
const typedIn = (exhibit: NetworkExhibit): Example => {
  const { x, a, W0, W, given } = JSON.parse(JSON.stringify(exhibit)) as NetworkExhibit;
  const rows = (numbers: readonly (readonly number[])[]): Float64Array[] =>
    numbers.map((row) => Float64Array.from(row));
  const { C0, ...others } = given as Record<string, number>;
  return {
    x: Float64Array.from(x),
    signs: Int8Array.from(a),
    W0: rows(W0),
    W: rows(W ?? W0),
    C0: C0!,
    given: others,
  };
};

/** Digits of the longest number printed. */
const longest = ({ x, W0, W, given }: NetworkExhibit): number =>
  [x, ...W0, ...(W ?? []), Object.values(given)]
    .flat(2)
    .reduce<number>((most, number) => Math.max(most, String(number).replace(/\D/g, '').length), 0);

describe('planted errors are found', () => {
  it.each(plantedErrors)('$name', async ({ name, examination }) => {
    const found = await examination.examine(place, examining(name));
    expect(found.verdict).toBe('refuted');
    expect(found.error).toBe(0);
    expect(found.tally.violated).toBeGreaterThan(0);
    const exhibit = networkOf(found);
    expect(exhibit.margin).toBeLessThan(-exhibit.slack);
    expect(isSound(typedIn(exhibit))).toBe(true);
    expect(exhibit.x.length).toBeLessThanOrEqual(2);
    expect(exhibit.a.length).toBeLessThanOrEqual(3);
    expect(longest(exhibit)).toBeLessThanOrEqual(4);
  });
});

describe.each(
  deterministicExaminations.map(
    (examination) => [`${examination.statement.id}, ${examination.statement.reading}`, examination] as const,
  ),
)('%s', (name, examination) => {
  it('ends alike whenever it is asked, and says why', async () => {
    const first = await examination.examine(place, examining(name));
    const second = await examination.examine(place, examining(name));
    expect(second).toEqual(first);
    expect(first.because).not.toMatch(/NaN|undefined|null/);
    const { violated, certified, unresolved, skipped } = first.tally;
    if (first.verdict !== 'consistent') return;
    expect(violated).toBe(0);
    // Every network drawn is counted, and most of them say something.
    expect(certified + unresolved + skipped).toBe(3000);
    expect(certified).toBeGreaterThan(1500);
  });

  it('ends at an abort, and takes it for no counterexample', async () => {
    const stop = new Error('stopped');
    let breaths = 0;
    const breathe = async (): Promise<void> => {
      if (++breaths > 1) throw stop;
    };
    const asked = examination.examine(place, { ...examining(name), breathe });
    await expect(asked).rejects.toBe(stop);
  });
});

describe('the printed descent inequality', () => {
  it('fails as its counterexample is typed in', async () => {
    const found = await descentInequality.examine(place, examining('typed in'));
    const exhibit = networkOf(found);
    const measured = descentMargin(() => 1)(typedIn(exhibit))!;
    expect(measured.margin).toBe(exhibit.margin);
    expect(measured.slack).toBe(exhibit.slack);
    expect(measured.margin).toBeLessThan(-measured.slack);
    // The reading that the proof needs holds on the same network.
    const intended = descentMargin((length) => length)(typedIn(exhibit))!;
    expect(intended.margin).toBeGreaterThanOrEqual(-intended.slack);
  });
});
