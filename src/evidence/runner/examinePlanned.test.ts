import { expect, it } from 'vitest';
import { eulerIdentity } from '../../claims/lazyTraining/eulerIdentity.ts';
import type { Examined } from '../trials/examination.ts';
import { examinePlanned } from './examinePlanned.ts';

const nothing: Examined = {
  verdict: 'undecided',
  tally: { violated: 0, certified: 0, unresolved: 0, skipped: 0 },
  error: null,
  because: 'nothing was looked at',
  margin: null,
  exhibits: [],
};

it('tells how much is done, within a part and after it, and what was known already at once', async () => {
  const told: (readonly [number, number])[] = [];
  const place = { d: 2, m: 2, C0: 1, gamma: null, constants: {} };
  await examinePlanned(
    {
      examination: {
        statement: eulerIdentity,
        axes: [],
        places: { quick: [place], standard: [place], full: [place] },
        regime: () => 'inside',
        seconds: () => 1,
        examine: async (_, { part }) => {
          await part('known', () => Promise.reject(new Error('computed again')), 0.25);
          await part(
            'long',
            async (tell) => {
              tell(0.5);
              return 1;
            },
            0.75,
          );
          return nothing;
        },
      },
      place,
      profile: 'quick',
      options: {},
    },
    'lakatos',
    { refute: 1e-6, support: 1e-3 },
    undefined,
    { known: (name) => (name === 'known' ? 7 : null), keep: (_, part) => part },
    (done, share) => told.push([done, share]),
  );
  expect(told).toEqual([
    [1, 0.25],
    [1, 0.625],
    [2, 1],
  ]);
});
