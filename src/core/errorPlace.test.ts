import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { errorPlace } from './errorPlace.ts';

const src = fileURLToPath(new URL('../', import.meta.url));

const withStack = (...frames: readonly string[]): Error =>
  Object.assign(new Error('lost'), {
    stack: ['Error: lost', ...frames.map((one) => `    at ${one}`)].join('\n'),
  });

it.each<[string, readonly string[], string | null]>([
  [
    "the innermost place in a file of one's own",
    [
      `uniform (${src}numerics/random/uniform.ts:3:1)`,
      'sample (/home/me/my-theorem.ts:12:7)',
      'file:///home/me/b.js:1:2',
    ],
    'my-theorem.ts:12',
  ],
  ['an address of a module', ['async file:///home/me/my%20own/theorem.mjs?x=1:5:9'], 'theorem.mjs:5'],
  [
    'a theorem of this package where there is no other',
    [`requireBrackets (${src}core/judge/confirm.ts:1:1)`, `refine (file://${src}theorems/one.ts:8:2)`],
    'one.ts:8',
  ],
  [
    'nothing where only the run and its packages are on the stack',
    [
      `run (${src}core/judge/runTrial.ts:90:3)`,
      'x (/home/me/node_modules/piscina/dist/worker.js:4:1)',
      'node:internal/a:1:2',
    ],
    null,
  ],
])('names %s', (_, frames, place) => {
  expect(errorPlace(withStack(...frames))).toBe(place);
});

it('knows nothing of what is not an error', () => {
  expect(errorPlace('lost')).toBeNull();
});
