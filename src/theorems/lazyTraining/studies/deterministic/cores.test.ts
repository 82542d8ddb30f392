import { describe, expect, it } from 'vitest';
import { checkMaxInequality, failsAt, type MaxInequality } from '../../../../numerics/exact/maxInequality.ts';
import {
  descentCores,
  eulerCores,
  firstTermCores,
  splitCores,
  stripCores,
  valueMovesCores,
} from './cores.ts';

const all = { descentCores, eulerCores, firstTermCores, splitCores, stripCores, valueMovesCores };

describe('what the deterministic statements say of one neuron', () => {
  it.each(Object.entries(all))('is proved by exact multipliers: %s', (_, cores) => {
    for (const row of cores) expect([row.says, checkMaxInequality(row).kind]).toEqual([row.says, 'proved']);
  });

  const planted: readonly (readonly [string, MaxInequality])[] = [
    ['half the radius', { ...valueMovesCores[0]!, right: [{ V: 0.5 }, { u: 1, V: 0.5 }] }],
    ['an activation of 0 at an active neuron', { ...eulerCores[0]!, left: [{ p: 2 }] }],
    ['the first term of half its size', { ...firstTermCores[1]!, right: [{ V: 0.5 }] }],
    ['a strip of half its width', { ...stripCores[0]!, right: [{ V: 0.5 }] }],
    ['the second term forgotten', { ...splitCores[2]!, right: [{ w: 0, w0: 0 }], left: [{ w: 0, w0: -1 }] }],
    ['linear across a kink', { ...descentCores[1]!, where: [{ q: -1 }] }],
  ];

  it.each(planted)('fails with a point where an error is planted: %s', (_, row) => {
    const examined = checkMaxInequality(row);
    if (examined.kind !== 'fails') throw new Error(`expected a point against: ${row.says}`);
    expect(failsAt(row, examined.form, examined.point)).toBe(true);
  });
});
