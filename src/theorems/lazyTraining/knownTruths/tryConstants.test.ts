import { describe, expect, it } from 'vitest';
import type { Sought } from '../../../core/run/seekLeast.ts';
import { seekLeast } from '../../../core/run/seekLeast.ts';
import { knownConstants, knownTheorem } from './knownConstants.ts';
import { tryConstants } from './tryConstants.ts';

const short = { runs: 12, seed: 'constants', alpha: { refute: 0.05, support: 0.05 }, falseAlarm: 1e-9 };

describe('least constants that are known', () => {
  it('are approached, and excluded no more often than α (false alarm 1e-9, seeds pinned)', async () => {
    const rows = await tryConstants(short);
    expect(rows.map(({ control, broken }) => [control, broken])).toEqual(
      knownConstants.map(({ name }) => [name, null]),
    );
    const [three, ball, widths, around] = rows;
    for (const row of [three!, ball!, widths!]) expect(row.narrowed).toBeGreaterThan(9);
    // From 1 towards 3, from the safe side; up to the last width that is false.
    for (const row of [three!, ball!]) {
      expect(row.middle!).toBeGreaterThan(1.2);
      expect(row.middle!).toBeLessThan(3);
    }
    expect(widths!.middle!).toBeGreaterThanOrEqual(16);
    expect(widths!.middle!).toBeLessThanOrEqual(20);
    expect(around!.narrowed).toBe(0);
  });

  it('are told from wrong ones: an exclusion that reaches three times too far is called broken', async () => {
    const tooFar = (sought: Sought): Sought => ({
      ...sought,
      least: sought.least.map(({ K }) => ({
        K: K !== undefined && 'atLeast' in K ? { atLeast: 3 * K.atLeast } : K!,
      })),
    });
    const [row] = await tryConstants({
      ...{ ...short, controls: knownConstants.slice(0, 1) },
      seek: async ({ claim, at, over }, seeking) => tooFar(await seekLeast(claim, { ...seeking, at, over })),
    });
    expect(row!.broken).toMatch(/runs exclude a true constant, too many for a chance of 0\.05/);
  });
});

describe('seekLeast', () => {
  const [three, , widths] = knownConstants;
  const seeking = {
    ...{ theorem: knownTheorem, seed: 'one', alpha: { refute: 1e-3, support: 1e-3 }, draws: 12, rounds: 6 },
  };

  it('spends α/(i(i + 1)) on its i-th confirmation, and is a function of its seed', async () => {
    const sought = await seekLeast(three!.claim, { ...seeking, at: three!.at, over: three!.over });
    expect(await seekLeast(three!.claim, { ...seeking, at: three!.at, over: three!.over })).toEqual(sought);
    expect(sought.rounds.map(({ alpha }) => alpha)).toEqual(
      sought.rounds.map((_, i) => 1e-3 / ((i + 1) * (i + 2))),
    );
    expect(sought.rounds[0]).toMatchObject({ constants: { K: 1 }, confirmed: true });
  });

  it('goes on just beyond a corner, with draws that no earlier round has seen', async () => {
    const { rounds, exclusions, least } = await seekLeast(widths!.claim, {
      ...{ ...seeking, at: widths!.at, over: widths!.over },
    });
    for (const [i, { at, constants }] of rounds.entries()) {
      expect(at.m! % 2).toBe(0);
      expect(at.m!).toBeGreaterThanOrEqual(constants.K!);
      if (i > 0) expect(constants.K!).toBeGreaterThan(rounds[i - 1]!.at.m!);
    }
    expect(exclusions.length).toBeGreaterThan(0);
    expect(least).toEqual([{ K: { moreThan: Math.max(...exclusions.map(({ at }) => at.m!)) } }]);
  });
});
