import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { operatingCharacteristics } from '../../src/statistics.ts';

const text = readFileSync(fileURLToPath(new URL('../../docs/statistics.md', import.meta.url)), 'utf8');

const ALPHA = 1e-3;

/** p log(p/q), with 0 log 0 = 0. */
const term = (p: number, q: number): number => (p === 0 ? 0 : p * Math.log(p / q));

it('docs/statistics.md has the mean numbers of draws, and the bound that none lies below', () => {
  const [, table] = /<!-- draws -->\n(.*)<!-- \/draws -->/s.exec(text)!;
  const rows = table!
    .trim()
    .split('\n')
    .slice(2)
    .map((row) => row.replaceAll(',', '').split('|').slice(1, -1).map(Number));
  expect(rows.length).toBeGreaterThan(8);
  for (const [gamma, rate, draws, bound] of rows as [number, number, number, number][]) {
    const plan = { gamma, alpha: { refute: ALPHA, support: ALPHA }, cap: 1000 / gamma, batch: 1 };
    const { expectedTrials, refuted, supported } = operatingCharacteristics(plan, rate);
    const divergence = term(rate, gamma) + term(1 - rate, 1 - gamma);
    expect([gamma, rate, Math.round(expectedTrials)]).toEqual([gamma, rate, draws]);
    expect([gamma, rate, Math.round(-Math.log(ALPHA) / divergence)]).toEqual([gamma, rate, bound]);
    expect(draws).toBeGreaterThanOrEqual(bound);
    expect(rate > gamma ? supported : refuted).toBeLessThanOrEqual(ALPHA);
  }
});
