import { describe, expect, it } from 'vitest';
import { type Example, intoBall, isSound, radiusOf } from './example.ts';
import { firstTermMargin } from './firstTermIsConstant.ts';
import { plainest, simplify } from './simplify.ts';

const row = (...entries: number[]): Float64Array => Float64Array.from(entries);

const rough: Example = {
  x: row(0.6, 0, 0.8),
  signs: Int8Array.of(-1, 1, 1),
  W0: [row(1.2345, 0.777, 2.5813), row(0.123, -0.456, 0.789), row(-3.3, 1.1, 0.2)],
  W: [row(1.2345, 0.777, 2.5813), row(0.123, 0.044, 0.789), row(-3.3, 1.1, 0.2)],
  C0: 0.98765,
  given: { eta: -0.123456 },
};

describe('simplify', () => {
  it('keeps what is wanted and the ball, and nothing more than that needs', () => {
    expect(isSound(rough)).toBe(true);
    const plain = simplify(rough, ({ given }) => given.eta! < 0);
    expect(plain).toEqual({
      x: row(1),
      signs: Int8Array.of(1),
      W0: [row(0)],
      W: [row(0)],
      C0: 0,
      given: { eta: -1 },
    });
  });

  it('ends at short decimals where no whole number will do', () => {
    const isWanted = ({ given }: Example): boolean => given.eta! < -0.12 && given.eta! > -0.13;
    expect(simplify(rough, isWanted).given.eta).toBe(-0.123);
  });

  it('moves W along with W0', () => {
    const isWanted = (example: Example): boolean =>
      firstTermMargin(0.5)(example)!.margin < -0.01 * example.C0;
    expect(isWanted(rough)).toBe(false);
    const far: Example = {
      ...rough,
      W: rough.W0.map((w0, s) => intoBall(w0, row(0, rough.signs[s]! * radiusOf(rough), 0), radiusOf(rough))),
    };
    expect(isWanted(far)).toBe(true);
    const plain = simplify(far, isWanted);
    expect(isWanted(plain)).toBe(true);
    expect(isSound(plain)).toBe(true);
    expect([plain.x.length, plain.signs.length]).toEqual([2, 1]);
  });

  it('looks a limited number of times', () => {
    let looks = 0;
    const counting = (): boolean => {
      looks++;
      return false;
    };
    expect(simplify(rough, counting, 10)).toBe(rough);
    expect(looks).toBeLessThanOrEqual(10);
  });
});

describe('plainest', () => {
  it('is small before it is short', () => {
    const small: Example = {
      ...rough,
      x: row(1),
      signs: Int8Array.of(1),
      W0: [row(0.123456)],
      W: [row(0.123456)],
    };
    const short: Example = { ...small, x: row(1, 0), W0: [row(1, 0)], W: [row(1, 0)] };
    expect(plainest([short, rough, small])).toBe(small);
    const shorter = { ...small, W0: [row(1)], W: [row(1)] };
    expect(plainest([small, shorter])).toBe(shorter);
    expect(() => plainest([])).toThrow('expected an example, got none');
  });
});
