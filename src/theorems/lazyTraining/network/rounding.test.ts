import { describe, expect, it } from 'vitest';
import { dot } from '../../../numerics/linalg/vectors.ts';
import { rootOf } from '../../../numerics/random/root.ts';
import { uniform } from '../../../numerics/random/uniform.ts';
import { noMovement } from './movement.ts';
import { gradientAt, valueAt } from './reference.ts';
import { dotRoom, isTooCloseToCall, valueRoom } from './rounding.ts';
import { asExplicit } from './writtenNetwork.ts';

/**
 * Numbers n/2⁴⁰ with n below 2⁵²: their products are whole multiples of 2⁻⁸⁰, which BigInt adds without
 * rounding.
 */
const draw = (name: string, trial: number, n: number): Float64Array =>
  uniform(rootOf('rounding').child(name).child(trial), n).map(
    (part) => (Math.floor(part * 2 ** 52) - 2 ** 51) / 2 ** (40 + (trial % 8)),
  );

const whole = (value: number): bigint => BigInt(value * 2 ** 50);

const exactDot = (a: Float64Array, b: Float64Array): bigint =>
  a.reduce((sum, entry, i) => sum + whole(entry) * whole(b[i]!), 0n);

/** |computed − exact|, rounded to f64 at the end only. */
const errorOf = (computed: number, exact: bigint): number => {
  // computed · 2¹⁰⁰ is a whole number wherever the product's last bit is above 2⁻¹⁰⁰.
  const scaled = BigInt(computed * 2 ** 100);
  return Number(scaled > exact ? scaled - exact : exact - scaled) / 2 ** 100;
};

describe('the room for rounding', () => {
  it('holds for dot products, against exact integers', () => {
    let largest = 0;
    for (let trial = 0; trial < 200; trial++) {
      const d = 2 + (trial % 30);
      const [w, z] = [draw('w', trial, d), draw('z', trial, d)];
      const room = dotRoom(w, z);
      const error = errorOf(dot(w, z), exactDot(w, z));
      expect(error).toBeLessThanOrEqual(room);
      largest = Math.max(largest, error / room);
    }
    // Not idle: a bound a thousand times too wide would make every comparison vague.
    expect(largest).toBeGreaterThan(1e-3);
  });

  it('is 0 where nothing is rounded', () => {
    expect(dotRoom(Float64Array.of(0.1, 7), Float64Array.of(1, 0))).toBe(0);
    expect(dotRoom(Float64Array.of(0, 7), Float64Array.of(0.3, 0))).toBe(0);
    expect(dotRoom(Float64Array.of(0.1, 0), Float64Array.of(0.3, 0.4))).toBeGreaterThan(0);
  });

  it('tells the neurons whose side is open', () => {
    const x = Float64Array.of(0.6, 0.8);
    expect(isTooCloseToCall(Float64Array.of(0.8, -0.6), x)).toBe(true);
    expect(isTooCloseToCall(Float64Array.of(0, 0), x)).toBe(false);
    expect(isTooCloseToCall(Float64Array.of(0.8, -0.6 + 1e-12), x)).toBe(false);
    expect(isTooCloseToCall(Float64Array.of(0, 5), Float64Array.of(1, 0))).toBe(false);
  });

  it('holds for f and for ⟨∇f, x⟩, against exact integers', () => {
    let largest = 0;
    for (let trial = 0; trial < 60; trial++) {
      // √m is 1, 2 or 4: the quotient is exact in integers too.
      const m = [1, 4, 16][trial % 3]!;
      const d = 1 + (trial % 9);
      const x = draw('x', trial, d);
      const rows = Array.from({ length: m }, (_, s) => draw(`row ${s}`, trial, d));
      const signs = Int8Array.from(rows, (_, s) => ((s * 7 + trial) % 3 === 0 ? -1 : 1));
      const network = { x, signs, rows };
      let exact = 0n;
      rows.forEach((row, s) => {
        const product = exactDot(row, x);
        if (product > 0n) exact += BigInt(signs[s]!) * product;
      });
      const room = valueRoom(network, x);
      const still = noMovement(m);
      const root = Math.sqrt(m);
      const values = [
        valueAt(asExplicit(network), still, x),
        dot(gradientAt(asExplicit(network), still, x), x),
      ];
      for (const value of values) {
        const error = errorOf(value * root, exact) / root;
        expect(error).toBeLessThanOrEqual(room);
        if (room > 0) largest = Math.max(largest, error / room);
      }
    }
    expect(largest).toBeGreaterThan(1e-3);
  });

  it('is 0 for a network without an active neuron', () => {
    const network = { x: Float64Array.of(1, 0), signs: Int8Array.of(1), rows: [Float64Array.of(-1, 3)] };
    expect(valueRoom(network, network.x)).toBe(0);
  });
});
