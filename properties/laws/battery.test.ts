import { afterEach, describe, expect, it } from 'vitest';
import { battery } from '../../scripts/battery/battery.ts';
import { alarmsAmong } from '../../scripts/battery/checks.ts';
import { generators } from '../../src/numerics/kernels/generator.ts';
import { useKernels } from '../../src/numerics/kernels/inUse.ts';
import type { Kernels } from '../../src/numerics/kernels/kernels.ts';
import { simdKernels } from '../../src/numerics/kernels/simd/simdKernels.ts';
import { BLOCK_LENGTH } from '../../src/numerics/random/gaussian.ts';
import { rootOf } from '../../src/numerics/random/root.ts';

const FALSE_ALARM = 1e-9;
const VALUES = 5e6;

const alarms = (generator: (typeof generators)[number]): string[] =>
  alarmsAmong(battery(rootOf('lakatos', generator).child('battery'), VALUES), FALSE_ALARM).map(
    ({ what }) => what,
  );

/** The kernels with a planted error in every block of Gaussians. */
const spoilt = (spoil: (values: Float32Array, block: number) => void): Kernels => ({
  ...simdKernels,
  gaussians: (source, block, out) => {
    simdKernels.gaussians(source, block, out);
    for (let at = 0; at < out.length; at += BLOCK_LENGTH)
      spoil(out.subarray(at, at + BLOCK_LENGTH), block + at / BLOCK_LENGTH);
  },
});

describe('the battery, in its short form', () => {
  afterEach(() => {
    useKernels(simdKernels);
  });

  it.each(generators)('has nothing to say of %s (false-alarm rate 1e-9, seed pinned)', (generator) => {
    expect(alarms(generator)).toEqual([]);
  });

  it.each<[string, string, (values: Float32Array, block: number) => void]>([
    [
      'a scale that is off by 1 %',
      'mean of x²',
      (values) =>
        values.forEach((x, i) => {
          values[i] = 1.01 * x;
        }),
    ],
    [
      'one value in two hundred used twice',
      'joint law, Box–Muller partner',
      (values) => {
        for (let i = 4; i < values.length; i += 200) values[i] = values[i - 4]!;
      },
    ],
    [
      'blocks that are alike',
      'x, next block',
      (values) =>
        values.forEach((_, i) => {
          values[i] = Math.SQRT2 * Math.sin(i);
        }),
    ],
    [
      'a tail that ends at 4',
      'beyond 4',
      (values) =>
        values.forEach((x, i) => {
          values[i] = Math.max(-3.99, Math.min(3.99, x));
        }),
    ],
    [
      'a NaN',
      'mean of x',
      (values, block) => {
        if (block === 7) values[0] = Number.NaN;
      },
    ],
  ])('sees %s', (_, what, spoil) => {
    useKernels(spoilt(spoil));
    expect(alarms('philox-sfc32')).toContain(what);
  });
});
