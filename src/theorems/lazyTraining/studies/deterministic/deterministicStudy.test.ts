import { describe, expect, it } from 'vitest';
import type { InstanceFigure } from '../../../../core/report/figure.ts';
import type { Lab, StudyResult } from '../../../../core/study.ts';
import { isStudy } from '../../../../core/theorem.ts';
import { rootOf } from '../../../../numerics/random/root.ts';
import { lazyTraining } from '../../theorem.ts';
import { descentInequality, descentMargin } from './descentInequality.ts';
import { type Example, isSound } from './example.ts';
import { plantedErrors } from './plantedErrors.ts';

const place = { d: 8, m: 16, C0: 10, gamma: null, constants: {} };
const cell = { at: { d: 8, m: 16, C0: 10 }, constants: {} };

const context = (name: string): Lab => ({
  stream: rootOf('deterministic').child(name),
  alpha: { refute: 1e-6, support: 1e-3 },
  profile: 'quick',
  options: {},
  yieldToLoop: async () => {},
  part: (_, compute) => compute(() => {}),
});

const networkOf = ({ figures }: StudyResult): InstanceFigure => {
  const found = figures.find((figure) => figure.kind === 'instance');
  if (found === undefined) throw new Error('no counterexample is shown');
  return found;
};

type Given = {
  readonly x: readonly number[];
  readonly a: readonly number[];
  readonly W0: readonly (readonly number[])[];
  readonly W?: readonly (readonly number[])[];
  readonly C0: number;
} & Readonly<Record<string, never>>;

/** The example that a reader would type in from the report. */
const typedIn = (figure: InstanceFigure): Example => {
  const { x, a, W0, W = W0, C0, ...given } = JSON.parse(JSON.stringify(figure.given)) as Given;
  const rows = (numbers: readonly (readonly number[])[]): Float64Array[] =>
    numbers.map((row) => Float64Array.from(row));
  return { x: Float64Array.from(x), signs: Int8Array.from(a), W0: rows(W0), W: rows(W), C0, given };
};

/** Digits of the longest number printed. */
const longest = ({ given }: InstanceFigure): number =>
  Object.values(given)
    .flat(2)
    .reduce<number>((most, number) => Math.max(most, String(number).replace(/\D/g, '').length), 0);

describe('planted errors are found', () => {
  it.each(plantedErrors)('$name', async ({ name, lazyStudy }) => {
    const found = await lazyStudy.judge(place, context(name));
    expect(found.verdict).toBe('refuted');
    expect(found.error).toBe(0);
    expect(found.tally.violated).toBeGreaterThan(0);
    const figure = networkOf(found);
    expect(figure.margin).toBeLessThan(-figure.slack);
    expect(isSound(typedIn(figure))).toBe(true);
    expect(typedIn(figure).x.length).toBeLessThanOrEqual(2);
    expect(typedIn(figure).signs.length).toBeLessThanOrEqual(3);
    expect(longest(figure)).toBeLessThanOrEqual(4);
  });
});

describe.each(
  lazyTraining.statements
    .filter(isStudy)
    .filter(({ kind }) => kind === 'deterministic')
    .map((study) => [`${study.id}, ${study.reading}`, study] as const),
)('%s', (name, study) => {
  it('ends alike whenever it is asked, and says why', async () => {
    const first = await study.judge(cell, context(name));
    const second = await study.judge(cell, context(name));
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
    let yields = 0;
    const yieldToLoop = async (): Promise<void> => {
      if (++yields > 1) throw stop;
    };
    const asked = study.judge(cell, { ...context(name), yieldToLoop });
    await expect(asked).rejects.toBe(stop);
  });
});

describe('the printed descent inequality', () => {
  it('fails as its counterexample is typed in', async () => {
    const found = await descentInequality.judge(place, context('typed in'));
    const figure = networkOf(found);
    const measured = descentMargin(() => 1)(typedIn(figure))!;
    expect(measured.margin).toBe(figure.margin);
    expect(measured.slack).toBe(figure.slack);
    expect(measured.margin).toBeLessThan(-measured.slack);
    // The reading that the proof needs holds on the same network.
    const intended = descentMargin((length) => length)(typedIn(figure))!;
    expect(intended.margin).toBeGreaterThanOrEqual(-intended.slack);
  });
});
