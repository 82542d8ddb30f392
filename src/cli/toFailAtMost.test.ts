import { afterEach, describe, expect, it, vi } from 'vitest';
import { gaussian } from '../numerics/random/gaussian.ts';
import type { TrialDraw } from './toFailAtMost.ts';
import './toFailAtMost.ts';

const failsAt =
  (rate: number) =>
  ({ random }: { readonly random: () => number }): boolean =>
    random() >= rate;

const said = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

afterEach(() => void vi.unstubAllEnvs());

describe('toFailAtMost', () => {
  it('passes well below the rate, fails well above, and .not the other way round', async () => {
    await expect(failsAt(0.01)).toFailAtMost(0.05);
    await expect(failsAt(0.2)).not.toFailAtMost(0.05);
    expect(await said(expect(failsAt(0.2)).toFailAtMost(0.05))).toMatch(
      /^more than 0.05 of the draws fail \(wrong with chance at most 1e-3\): \d+ of \d+ failed, the first at index \d+; the rate lies between 0\.\d+ and 0\.\d+; seed "lakatos"$/,
    );
    expect(await said(expect(failsAt(0.01)).not.toFailAtMost(0.05))).toContain('fewer than 0.05');
  });

  it('fails either way where the cap leaves it undecided', async () => {
    const half = { cap: 160 };
    expect(await said(expect(failsAt(0.05)).toFailAtMost(0.05, half))).toContain('160 draws do not tell');
    expect(await said(expect(failsAt(0.05)).not.toFailAtMost(0.05, half))).toContain('160 draws do not tell');
  });

  it('gives each index its draws, whatever the others do', async () => {
    const seen = new Map<number, readonly number[]>();
    const watch = (read: number) =>
      expect(({ index, stream, random }: TrialDraw) => {
        const numbers = [...gaussian(stream, 2), ...Array.from({ length: read }, random)].slice(0, 3);
        expect(seen.get(index) ?? numbers).toEqual(numbers);
        seen.set(index, numbers);
        return true;
      }).toFailAtMost(0.05);
    await watch(1);
    await watch(200);
    expect(new Set([...seen.values()].map(String)).size).toBe(seen.size);
  });

  it('is wrong about as seldom as it says', async () => {
    let wrong = 0;
    for (let seed = 0; seed < 60; seed++)
      if (
        (await said(
          expect(failsAt(0.05)).not.toFailAtMost(0.05, { alpha: 0.1, cap: 400, seed: `s${seed}` }),
        )) === ''
      )
        wrong += 1;
    // At a rate of exactly 0.05 'more than 0.05' is wrong: at most 6 of 60 are expected; 17 or more have a chance of 1e-4.
    expect(wrong).toBeLessThan(17);
  });

  it('refuses in one sentence what cannot be decided', async () => {
    expect(await said(expect(1).toFailAtMost(0.05))).toContain('expected a trial, (draw) => boolean');
    expect(await said(expect(() => true).toFailAtMost(5))).toContain('gamma to lie strictly between 0 and 1');
    expect(await said(expect(() => true).toFailAtMost(0.05, { cap: 20 }))).toContain('give a larger cap');
    expect(await said(expect(() => 'no' as never).toFailAtMost(0.05))).toContain('returns true or false');
    const broken = (): boolean => {
      throw new Error('no such file');
    };
    expect(await said(expect(broken).toFailAtMost(0.05))).toBe('no such file');
  });

  it('ends a draw that never returns, by its index, whether the trial is a function or a promise of one', async () => {
    vi.stubEnv('LAKATOS_PATIENCE', '1');
    const never = (index: number): boolean => {
      while (index === 3);
      return true;
    };
    const sentence = 'toFailAtMost: draw 3 did not return within 1 seconds; LAKATOS_PATIENCE sets others';
    expect(await said(expect(({ index }: TrialDraw) => never(index)).toFailAtMost(0.05))).toBe(sentence);
    expect(await said(expect(async ({ index }: TrialDraw) => never(index)).toFailAtMost(0.05))).toBe(
      sentence,
    );
    // What follows is as it was.
    await expect(async () => true).toFailAtMost(0.05);
  });

  it('gives the same sentence for trials that answer at once and later', async () => {
    const now = await said(expect(failsAt(0.2)).toFailAtMost(0.05));
    const later = async (draw: TrialDraw): Promise<boolean> => {
      await new Promise((resolve) => setImmediate(resolve));
      return failsAt(0.2)(draw);
    };
    expect(await said(expect(later).toFailAtMost(0.05))).toBe(now);
    const mixed = (draw: TrialDraw) => (draw.index % 3 === 0 ? later(draw) : failsAt(0.2)(draw));
    expect(await said(expect(mixed).toFailAtMost(0.05))).toBe(now);
  });
});
