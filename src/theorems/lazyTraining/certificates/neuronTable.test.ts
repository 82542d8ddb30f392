import { describe, expect, it } from 'vitest';
import { checkMaxInequality, type Form, failsAt } from '../../../numerics/exact/maxInequality.ts';
import { plainNeurons } from '../kernels/reference/plainNeurons.ts';
import { simdNeurons } from '../kernels/simd/simdNeurons.ts';
import { jumpOf, type NeuronCase, neuronRows, neuronTable, TRACKED_REACH } from './neuronTable.ts';

describe('the table of the step certificate', () => {
  it('is proved row by row, by multipliers in exact fractions', () => {
    const rows = neuronRows();
    // Eight cases, two activations for those that may flip; and the pieces of the three with kinks.
    expect(rows).toHaveLength(10 + 2 + 2 + 2 + 3);
    for (const row of rows) expect([row.says, checkMaxInequality(row).kind]).toEqual([row.says, 'proved']);
  });

  it('fails with a point for each term that is left out of it, and for each that has the other sign', () => {
    let planted = 0;
    neuronTable.forEach((one, i) => {
      one.pieces.forEach((piece, j) => {
        // Where a = −1 a smaller piece is a weaker bound: only the radii are what must not be left out.
        for (const variable of Object.keys(piece).filter((name) => one.sign === 1 || 'VEF'.includes(name)))
          for (const value of [0, -piece[variable]!]) {
            const wrong = { ...one, pieces: one.pieces.with(j, { ...piece, [variable]: value }) };
            const failures = neuronRows([wrong]).flatMap((row) => {
              const examined = checkMaxInequality(row);
              return examined.kind === 'fails' ? [failsAt(row, examined.form, examined.point)] : [];
            });
            planted++;
            expect([i, j, variable, value, failures.length > 0 && failures.every(Boolean)]).toEqual([
              ...[i, j, variable, value],
              true,
            ]);
          }
      });
    });
    expect(planted).toBeGreaterThan(30);
  });

  it('allows a tracked neuron no less than 2 radii more', () => {
    const at = (reach: number): string[] =>
      neuronTable
        .filter(({ tracked, sign }) => tracked && sign === 1)
        .flatMap((one) =>
          neuronRows([{ ...one, pieces: one.pieces.with(1, { ...one.pieces[1]!, V: reach }) }]),
        )
        .map((row) => checkMaxInequality(row).kind);
    expect(at(TRACKED_REACH)).not.toContain('fails');
    expect(at(1.99)).toContain('fails');
  });
});

/** A form at whole numbers of sixteenths, without rounding. */
const at = (form: Form, point: Readonly<Record<string, number>>): number =>
  Object.entries(form).reduce((sum, [variable, value]) => sum + value * point[variable]!, 0);

/** The bound, its slope where one piece is the largest, and the distance at which another one takes over. */
const expected = (one: NeuronCase, point: Readonly<Record<string, number>>) => {
  const values = one.pieces.map((piece) => at(piece, point));
  const largest = Math.max(...values);
  const first = values.indexOf(largest);
  const slope = one.pieces[first]!.Y ?? 0;
  const margins = one.pieces.flatMap((piece, j) => {
    const turn = Math.abs((piece.Y ?? 0) - slope);
    return j === first || turn === 0 ? [] : [(largest - values[j]!) / turn];
  });
  const margin = one.sign === 1 ? Math.min(Number.POSITIVE_INFINITY, ...margins) : Number.POSITIVE_INFINITY;
  return { value: one.sign * largest, slope: one.sign * slope, margin, isTie: margins.includes(0) };
};

describe.each([
  ['plain', plainNeurons],
  ['SIMD', simdNeurons],
] as const)('the %s kernel computes the table', (_, kernels) => {
  it('exactly, where nothing is rounded', () => {
    const quarters = Array.from({ length: 33 }, (_, i) => (i - 16) / 4);
    const met = new Map<NeuronCase, Set<number>>();
    for (const V of [0.5, 1])
      for (const [E, F] of [
        [0, V],
        [V / 2, V / 2],
        [3 * V, 2 * V],
      ] as const)
        for (const sign of [1, -1] as const)
          for (const tracked of [false, true]) {
            // Every u with every Y in one call: a neuron each.
            const all = quarters.flatMap((u) => quarters.map((Y) => ({ u, Y })));
            const points = all.filter(({ u }) => !tracked || u > V);
            const m = points.length;
            const lists = {
              slopes: new Int8Array(m),
              kinks: new Int32Array(m),
              margins: new Float64Array(m),
              jumps: new Uint8Array(m),
            };
            const { total, listed } = kernels.neuronBounds(
              {
                u: Float64Array.from(points, ({ u }) => u),
                signs: new Int8Array(m).fill(sign),
                towards: Float64Array.from(points, ({ Y }) => Y),
                rowNorms: new Float32Array(m).fill(1e6),
                tracked: new Uint8Array(m).fill(tracked ? 1 : 0),
              },
              {
                sign: 1,
                uFactor: 0,
                towardsFactor: 1,
                V,
                VD: E,
                VN: F,
                trackedReach: E + TRACKED_REACH * V,
                eps: 1,
              },
              lists,
            );
            const kinkOf = new Map(Array.from(lists.kinks.subarray(0, listed), (s, i) => [s, i]));
            let sum = 0;
            points.forEach(({ u, Y }, s) => {
              const region = u > V ? 'on' : u < -V ? 'off' : 'may flip';
              const one = neuronTable.find(
                (each) => each.region === region && each.sign === sign && each.tracked === tracked,
              )!;
              const { value, slope, margin, isTie } = expected(one, { u, Y, V, E, F });
              sum += value;
              if (!isTie && lists.slopes[s] !== slope) expect.fail(`slope at ${u}, ${Y}: ${lists.slopes[s]}`);
              const kink = kinkOf.get(s);
              if (margin === Number.POSITIVE_INFINITY) expect(kink).toBeUndefined();
              else {
                expect(lists.margins[kink!]).toBe(margin);
                expect(lists.jumps[kink!]).toBe(jumpOf(one));
              }
              met.set(one, (met.get(one) ?? new Set()).add(slope));
            });
            expect(total).toBe(sum);
          }
    // Each case has been met with each of its slopes.
    for (const one of neuronTable)
      expect([...met.get(one)!].sort()).toEqual(
        [...new Set(one.pieces.map((piece) => one.sign * (piece.Y ?? 0)))].sort(),
      );
  });
});
