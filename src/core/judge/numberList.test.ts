import { expect, it } from 'vitest';
import { numberList } from './numberList.ts';

it('holds what was pushed, in order, in at most sixteen bytes a number', () => {
  const list = numberList();
  expect([...list.all()]).toEqual([]);
  for (let i = 0; i < 1000; i++) list.push(i / 7);
  expect([...list.all()]).toEqual(Array.from({ length: 1000 }, (_, i) => i / 7));
  expect(list.all().buffer.byteLength).toBeLessThanOrEqual(16 * 1024);
  const other = numberList();
  other.push(-0);
  expect(Object.is(other.all()[0], -0)).toBe(true);
});
