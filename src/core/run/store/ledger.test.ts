import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { epochIn, shareOf } from './ledger.ts';
import { StoreError } from './storeError.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakatos-ledger-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const silent = (sentence: string): void => {
  throw new Error(`unexpected: ${sentence}`);
};

describe('the ledger of a cell', () => {
  it('stays in an epoch while nothing changes, and opens another when something does', () => {
    const at = join(folder, 'epochs');
    const epoch = (name: string, cell = 'a cell'): number => epochIn(at, cell, name, silent);
    expect([epoch('one'), epoch('one'), epoch('two'), epoch('two')]).toEqual([1, 1, 2, 2]);
    // Going back opens another: what was spent on an epoch stays spent.
    expect([epoch('one'), epoch('one')]).toEqual([3, 3]);
    expect([epoch('one', 'another cell'), epoch('one')]).toEqual([1, 3]);
  });

  it('that is broken is set aside in one sentence', () => {
    const at = join(folder, 'broken');
    epochIn(at, 'a cell', 'one', silent);
    const [name] = readdirSync(join(at, 'ledger'));
    truncateSync(join(at, 'ledger', name!), 25);
    const warnings: string[] = [];
    expect(epochIn(at, 'a cell', 'one', (sentence) => warnings.push(sentence))).toBe(1);
    expect(warnings).toEqual([
      expect.stringMatching(
        /is set aside as .*\.broken-1, since it is cut short or no JSON; a first epoch begins, and what earlier ones spent of α is no longer counted$/,
      ),
    ]);
    expect(readdirSync(join(at, 'ledger'))).toHaveLength(2);
  });

  it('that cannot be written is an error of one sentence', () => {
    const at = join(folder, 'in the way');
    mkdirSync(at);
    writeFileSync(join(at, 'ledger'), '');
    expect(() => epochIn(at, 'a cell', 'one', silent)).toThrow(StoreError);
  });
});

describe('the shares of the epochs', () => {
  it('fall, and add up to 1 over a lifetime, never to more', () => {
    let sum = 0;
    for (let epoch = 1; epoch <= 10_000; epoch += 1) {
      expect(shareOf(epoch)).toBeGreaterThan(0);
      if (epoch > 1) expect(shareOf(epoch)).toBeLessThan(shareOf(epoch - 1));
      sum += shareOf(epoch);
      // 1 − 1/(n + 1), by telescoping; 10⁴ additions of numbers up to 1 are off by at most 10⁴ · 2⁻⁵³ < 1.2e-12.
      if (epoch % 1000 === 0) expect(Math.abs(sum - (1 - 1 / (epoch + 1)))).toBeLessThan(1.2e-12);
    }
    expect([shareOf(1), shareOf(2), shareOf(3)]).toEqual([1 / 2, 1 / 6, 1 / 12]);
  });
});
