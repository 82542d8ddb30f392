import { describe, expect, it } from 'vitest';
import { counterexamples } from './counterexamples.ts';

const printed = { id: 'descent-inequality', reading: 'printed' };

/** d = m = 1: f = 0.5, one step of η = −1 along ∇f = 0.5 ends at 0.25, and 0.5 − 0.5 = 0 was asked for. */
const shown = {
  kind: 'instance',
  title: 'a counterexample',
  given: { x: [1], a: [1], W0: [[0.5]], W: [[0.5]], C0: 0, eta: -1 },
  values: {},
  margin: -0.25,
  slack: 1e-14,
};

const faults = (change: object, of = printed): readonly (string | null)[] =>
  counterexamples(of, [{ kind: 'table' }, { ...shown, given: { ...shown.given, ...change } }])!;

describe('counterexamples', () => {
  it('finds the printed inequality false at its network', () => {
    expect(faults({})).toEqual([null]);
  });

  it('finds the intended inequality true at the same network', () => {
    const intended = { ...printed, reading: 'intended' };
    expect(faults({}, intended)).toEqual([expect.stringContaining('the conclusion holds')]);
  });

  it.each([
    ['a weight', { W: [[2]], W0: [[2]] }, 'the conclusion holds'],
    ['a step', { eta: -1e-9, W: [[2]], W0: [[2]] }, 'the conclusion holds'],
    ['W beyond the radius', { W: [[0.6]] }, 'beyond the radius'],
    ['a longer x', { x: [1.5] }, 'not a unit vector'],
    ['a sign that is none', { a: [2] }, 'other shapes'],
    ['a row too many', { W: [[0.5], [1]] }, 'other shapes'],
  ])('finds %s that was changed', (_, change, said) => {
    expect(faults(change).join()).toContain(said);
  });

  it('knows no other statement', () => {
    expect(counterexamples({ ...printed, id: 'some-identity' }, [shown])).toBeNull();
  });
});
