import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../../core/report/figure.ts';
import type { Lab } from '../../../../core/study.ts';
import { gaussian } from '../../../../numerics/random/gaussian.ts';
import { rootOf } from '../../../../numerics/random/root.ts';
import { checkOrder, type OrderStudy, type Stop } from './orderStudy.ts';
import { theoremPath, theoremWidth, widthPath } from './paths.ts';

const context: Lab = {
  stream: rootOf('order study'),
  alpha: { refute: 1e-6, support: 1e-3 },
  profile: 'quick',
  options: {},
  yieldToLoop: async () => {},
  part: (_, compute) => compute(() => {}),
};

/** A quantity of known law: law(m) · 1.05^z, claimed to be O(√m) or o(√m). */
const study = (law: (m: number) => number, change: Partial<OrderStudy> = {}): OrderStudy => ({
  of: 'a planted quantity',
  symbol: 'Q',
  against: 'm',
  order: { text: '√m', at: ({ m }) => Math.sqrt(m) },
  little: false,
  path: { text: 'd = 5', stops: widthPath(5, 1e5) },
  sound: {
    name: '(exact)',
    trials: 24,
    upTo: 5,
    measure: (stream, { m }) => law(m) * 1.05 ** gaussian(stream, 1)[0]!,
  },
  search: null,
  known: [{ name: 'V', at: ({ m }: Stop) => 1 / Math.sqrt(m) }],
  law: null,
  remark: null,
  beyond: [{ d: 5, m: 1e9 }],
  ...change,
});

const growth = (figures: readonly Figure[]) => figures.filter(({ kind }) => kind === 'growth');

describe('examineOrder', () => {
  it('refutes an O by a law alone: a path that outgrows it says which constants do not serve', async () => {
    const outgrown = (m: number): number => 3 * m ** 0.7;
    const found = await checkOrder(study(outgrown), context);
    expect(found.verdict).toBe('undecided');
    expect(found.error).toBe(null);
    expect(found.paths).toMatchObject([{ along: 'm', trend: 'climbs' }]);
    expect(found.paths![0]!.needed.map(({ at }) => at)).toEqual([100, 316, 1000, 3162, 10000, 31623, 1e5]);
    const proved = await checkOrder(study(outgrown, { law: 'it is 3 m^0.7' }), context);
    expect(proved).toMatchObject({ verdict: 'refuted', error: 0, basis: 'proof', tally: found.tally });
    expect(proved.paths).toMatchObject([{ trend: 'unbounded' }]);
    expect(proved.because).toContain('it is 3 m^0.7');
    expect(found.tally).toEqual({ violated: 24, certified: 0, unresolved: 6 * 24, skipped: 0 });
    expect(found.because).toContain('grows from m = 100 to 1e5');
    // 3 · 1e5^0.2 is 30, and the bounds of its median are within 1.05^±4.
    expect(found.because).toMatch(
      /no constant below (2[4-9]|30)[.\d]* serves at its end; whether it levels off is not decided/,
    );
    expect(growth(found.figures)).toMatchObject([
      { drift: 'grows', predicted: 0, range: { from: 100, to: 1e5 } },
    ]);
  });

  it('finds an O consistent where the ratio stays or falls, and never more', async () => {
    for (const exponent of [0.5, 0.3]) {
      const found = await checkOrder(
        study((m) => 3 * m ** exponent),
        context,
      );
      expect([found.verdict, found.error]).toEqual(['consistent', null]);
      expect(found.paths).toMatchObject([{ trend: 'serves' }]);
    }
  });

  it('asks of an o that the ratio falls', async () => {
    const little = (exponent: number) =>
      checkOrder(
        study((m) => 3 * m ** exponent, { little: true }),
        context,
      );
    expect((await little(0.3)).verdict).toBe('consistent');
    expect((await little(0.5)).verdict).toBe('undecided');
    expect((await little(0.7)).verdict).toBe('undecided');
  });

  it('takes consistency from the search, and a climb from what is exact', async () => {
    const searched = (exponent: number) => ({
      name: 'by search',
      trials: 12,
      upTo: 5,
      measure: study((m) => m ** exponent).sound.measure,
    });
    const verdict = async (exact: number, search: number) =>
      (
        await checkOrder(
          study((m) => m ** exact, { search: searched(search) }),
          context,
        )
      ).verdict;
    expect(await verdict(0.5, 0.7)).toBe('undecided');
    expect(await verdict(0.7, 0.5)).toBe('undecided');
    expect(await verdict(0.3, 0.4)).toBe('consistent');
  });

  it('shows the law where it is known, with a row for every stop', async () => {
    const { figures } = await checkOrder(
      study((m) => Math.sqrt(m)),
      context,
    );
    const tables = figures.filter((figure) => figure.kind === 'table');
    expect(tables.map(({ rows }) => rows.length)).toEqual([7, 1]);
    expect(tables[0]!.rows.every((row) => row.length === tables[0]!.columns.length)).toBe(true);
    expect(tables[1]!.rows[0]).toEqual([5, 1e9, 0.0000316227766017]);
  });

  it('begins behind sizes where the count is 0, and says so when nothing is left', async () => {
    const late = await checkOrder(
      study((m) => (m < 1000 ? 0 : Math.sqrt(m))),
      context,
    );
    expect(growth(late.figures)).toMatchObject([{ range: { from: 1000, to: 1e5 } }]);
    const never = await checkOrder(
      study(() => 0),
      context,
    );
    expect(never.verdict).toBe('undecided');
    expect(never.because).toContain('a trend needs two');
  });
});

describe('paths', () => {
  it('take the least width of the theorem, whatever the power’s last bit', () => {
    // 32^2.4 = 2^12, and 10^2.4 = 251.18….
    expect(theoremWidth(32)).toBe(4096);
    expect(theoremWidth(10)).toBe(252);
  });

  it('end where they are told, and have a beginning wherever there is room', () => {
    expect(theoremPath(100).map(({ d }) => d)).toEqual([16, 25, 50, 100]);
    expect(theoremPath(12).map(({ d }) => d)).toEqual([3, 6, 12]);
    expect(theoremPath(2)).toEqual([]);
    expect(widthPath(7, 1000).map(({ m }) => m)).toEqual([100, 316, 1000]);
    expect(widthPath(7, 60).map(({ m }) => m)).toEqual([10, 32, 60]);
  });
});
