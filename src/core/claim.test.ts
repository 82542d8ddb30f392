import { expect, it } from 'vitest';
import { atMost } from './claim.ts';

it('an atMost reads from left to right', () => {
  expect(atMost('d^2.4', 'm')).toEqual({ lhs: 'd^2.4', rhs: 'm' });
});
