import { describe, expect, it } from 'vitest';
import { planAll } from '../core/run/planAll.ts';
import { listed, profiles } from '../core/theorem.ts';
import { theorems } from './index.ts';

describe.each(theorems.map((theorem) => [theorem.id, theorem] as const))('%s', (_, theorem) => {
  it.each(profiles)('can be planned in the profile %s, every statement of it', (profile) => {
    const statements = listed([theorem]);
    const planned = planAll({
      ...{ statements, profile, axes: {}, constantValues: {}, options: {}, readings: null },
      ...{ mode: 'reduced' as const, trials: null, threads: 1 },
    });
    expect(planned.length).toBeGreaterThanOrEqual(statements.length);
  });
});

describe('the theorems', () => {
  it('name every statement once in each reading', () => {
    const names = listed(theorems).map(({ statement: { id, reading } }) => `${id}/${reading}`);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});
