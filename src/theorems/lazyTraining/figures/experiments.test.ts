import { describe, expect, it } from 'vitest';
import { cellStream } from '../../../core/judge/address.ts';
import type { StudyResult } from '../../../core/study.ts';
import { lazySpace } from '../space.ts';
import type { LazyStudy } from '../studies/lazyStudy.ts';
import { chosen } from './choices.ts';
import type { ImageSet } from './data/imageSet.ts';
import { imageFolder } from './data/loadImages.ts';
import { checkFigure2, checkFigure2AsPublished } from './figures/figure2.ts';
import { checkFigure3 } from './figures/figure3.ts';
import { checkFigure4Left, checkFigure4LeftAsPublished, checkFigure4Right } from './figures/figure4.ts';
import { descentChoices, geometric } from './figures/settings.ts';
import { evenly, openLaboratory } from './laboratory.ts';

const tiny = { 'train-images': '64', 'test-images': '20', epochs: '2', 'test-pgd-steps': '2', runs: '2' };

const examined = async (
  lazyStudy: LazyStudy,
  over: { readonly d?: number; readonly m?: number; readonly C0?: number },
): Promise<StudyResult> => {
  const place = { ...lazyStudy.places.quick[0]!, ...over };
  const parts: { readonly name: string; readonly share: number }[] = [];
  const result = await lazyStudy.judge(place, {
    stream: cellStream('tiny', 'verdict', lazyStudy.statement.id, lazySpace.axes, {
      d: place.d,
      m: place.m,
    }),
    alpha: { refute: 1e-6, support: 1e-3 },
    profile: 'quick',
    options: tiny,
    yieldToLoop: async () => {},
    part: (name, compute, share = 0) => {
      parts.push({ name, share });
      // Every part of these figures is a training, and tells how far it is: upwards, to its end.
      const told: number[] = [];
      return compute((done) => told.push(done)).then((result) => {
        expect(told.length).toBeGreaterThan(0);
        expect(told).toEqual([...told].sort((a, b) => a - b));
        expect(told.at(-1)).toBeLessThanOrEqual(1);
        return result;
      });
    },
  });
  // Two parts of one name would be taken for each other; shares add up to 1, within the rounding of some dozen sums.
  expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
  if (parts.length > 0) expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  return result;
};

const titles = ({ figures }: StudyResult): readonly string[] =>
  figures.map((one) => (one.kind === 'growth' ? one.of : one.title));

describe('experiments at small size', () => {
  it('Figure 2: pieces, three curves, exponents, settings and digits', async () => {
    const result = await examined(checkFigure2, { d: 49, m: 60 });
    expect(result.figures.map(({ kind }) => kind)).toEqual([
      'table',
      ...Array(3).fill('curves'),
      ...Array(3).fill('growth'),
      'table',
      'table',
      'table',
      'images',
    ]);
    // Drawn digits refute nothing.
    expect(result.verdict).not.toBe('refuted');
    expect(await examined(checkFigure2, { d: 49, m: 60 })).toEqual(result);
  }, 60_000);

  it('Figure 2 says so where a path has no two dimensions', async () => {
    expect((await examined(checkFigure2, { d: 30 })).because).toContain('an exponent needs two');
  });

  it('Figure 3: the same training, stopped at a smaller ball, is measured first', async () => {
    const { figures } = await examined(checkFigure3, { d: 49, m: 60, C0: 20 });
    const table = figures.find((one) => one.kind === 'table' && one.columns[0] === 'C0');
    const rows = table?.kind === 'table' ? table.rows : [];
    expect(rows.map(([C0, d]) => [C0, d])).toEqual([
      [10, 25],
      [20, 25],
      [10, 49],
      [20, 49],
    ]);
    const steps = rows.map((row) => Number(row[4]));
    expect(steps[1]).toBeGreaterThanOrEqual(steps[0]!);
  }, 60_000);

  it('as published: the same figures by the other procedure, which asks nothing of the theory', async () => {
    const two = await examined(checkFigure2AsPublished, { d: 49, m: 60 });
    expect(titles(two).some((title) => title.startsWith('‖δ‖ against d'))).toBe(true);
    expect(titles(two).some((title) => title.startsWith('the theory asked'))).toBe(false);
    expect(titles(two)).toContain('what the published programs do, and what was done here');
    const left = await examined(checkFigure4LeftAsPublished, { d: 49, m: 60 });
    // Two epochs are not what ends such a training.
    expect(left.verdict).not.toBe('refuted');
    const table = left.figures.find((one) => one.kind === 'table' && one.title === 'networks');
    const rows = table?.kind === 'table' ? table.rows : [];
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.slice(-3, -1)).toEqual([2, 'epochs done']);
  }, 120_000);

  it('Figure 4: a map for each half, the worse digit apart', async () => {
    const left = await examined(checkFigure4Left, { d: 49, m: 60 });
    const right = await examined(checkFigure4Right, { d: 49, m: 250 });
    for (const result of [left, right]) {
      const maps = result.figures.filter(({ kind }) => kind === 'heatmap');
      expect(maps).toHaveLength(2);
      for (const map of maps)
        if (map.kind === 'heatmap')
          for (const { value } of map.cells) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
          }
    }
    expect(titles(left)).toContain('networks');
  }, 120_000);
});

describe('choices', () => {
  const defaults = descentChoices('quick', checkFigure2.places.quick[0]!);

  it('are the defaults but for what is asked', () => {
    expect(chosen(defaults, { 'batch-size': '16', data: 'DIR' })).toEqual({ ...defaults, batchSize: 16 });
  });

  it('are refused by the name of their flag', () => {
    expect(() => chosen(defaults, { filter: 'cubic' })).toThrow(
      '--filter "cubic" is unknown; take one of area, bilinear, nearest',
    );
    expect(() => chosen(defaults, { 'batch-size': '0' })).toThrow('give a whole number from 1 on');
    expect(() => chosen(defaults, { 'learning-rate': '-1' })).toThrow('give a number above 0');
  });
});

describe('what speaks against the paper', () => {
  const mnist = imageFolder(undefined, process.env);
  const unlike = async (images: number, data: string | null): Promise<string | null> =>
    (
      await openLaboratory(
        { options: data === null ? {} : { data } },
        { ...descentChoices('standard', { m: 1000, C0: 10 }), trainImages: images },
      )
    ).unlike;

  it('refutes nothing on drawn digits', async () => {
    expect(await unlike(20_000, null)).toContain('the paper speaks of MNIST');
  });

  it.skipIf(mnist === null)(
    `refutes nothing after a training on some images of MNIST${mnist === null ? ' (skipped: LAKATOS_DATA names no folder with its files)' : ''}`,
    async () => {
      expect(await unlike(1000, mnist)).toContain('the paper trains on all images');
      expect(await unlike(12_665, mnist)).toBe(null);
    },
  );
});

describe('evenly', () => {
  const set: ImageSet = {
    n: 10,
    d: 1,
    images: Float32Array.from({ length: 10 }, (_, i) => i),
    labels: new Int8Array(10).fill(1),
  };

  it('takes images at even distances, or all', () => {
    expect([...evenly(set, 4).images]).toEqual([0, 2, 5, 7]);
    expect(evenly(set, 20)).toBe(set);
  });
});

describe('geometric', () => {
  it('goes from one end to the other by one factor', () => {
    expect(geometric(0.1, 1, 3)).toEqual([0.1, 0.316, 1]);
  });
});
