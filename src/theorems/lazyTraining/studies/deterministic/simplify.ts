import { noMovement } from '../../network/movement.ts';
import { toNumbers } from '../../network/printedNetwork.ts';
import { asExplicit } from '../../network/writtenNetwork.ts';
import { atW, atW0, type Example, intoBall, isSound, radiusOf } from './example.ts';

/** What is tried in place of a number, the plainest first. */
const plainer = (value: number): number[] => {
  if (!Number.isFinite(value)) return [];
  const rounded = [1, 2, 3, 4, 5, 6, 7, 8].map((digits) => Number(value.toPrecision(digits)));
  const plain = [0, Math.sign(value), Math.sign(value) / 2, Math.sign(value) * 2, Math.round(value)];
  // − 0 would be printed as such.
  const all = [...plain, ...rounded].map((number) => number + 0);
  const at = all.indexOf(value);
  return [...new Set(at < 0 ? all : all.slice(0, at))];
};

const replaced = (
  rows: readonly Float64Array[],
  s: number,
  i: number,
  value: number,
): readonly Float64Array[] =>
  rows.map((row, t) => (t === s ? row.map((entry, j) => (j === i ? value : entry)) : row));

/** x turned to the first axis, W0 and W with it. */
const turned = (example: Example): Example => {
  const { x, signs } = example;
  const radius = radiusOf(example);
  const rowsOf = (network: ReturnType<typeof atW>): Float64Array[] =>
    toNumbers(asExplicit(network), noMovement(signs.length)).W0.map((row) => Float64Array.from(row));
  const W0 = rowsOf(atW0(example));
  const W = rowsOf(atW(example)).map((row, s) =>
    intoBall(
      W0[s]!,
      row.map((entry, i) => entry - W0[s]![i]!),
      radius,
    ),
  );
  return { ...example, x: x.map((_, i) => Number(i === 0)), W0, W };
};

const without = <T>(items: readonly T[], at: number): T[] => items.filter((_, i) => i !== at);

const withoutNeuron = (example: Example, s: number): Example => ({
  ...example,
  signs: Int8Array.from(without([...example.signs], s)),
  W0: without(example.W0, s),
  W: without(example.W, s),
});

const withoutCoordinate = (example: Example, i: number): Example => {
  const cut = (row: Float64Array): Float64Array => Float64Array.from(without([...row], i));
  return { ...example, x: cut(example.x), W0: example.W0.map(cut), W: example.W.map(cut) };
};

const rescaled = ({ W, W0 }: Example, factor: number): readonly Float64Array[] =>
  W.map((row, s) => row.map((entry, i) => W0[s]![i]! + factor * (entry - W0[s]![i]!)));

const hasMoved = ({ W, W0 }: Example, s: number): boolean => W[s]!.some((entry, i) => entry !== W0[s]![i]!);

/** Simpler examples, the boldest first. Lazily, since the first that serves is taken. */
function* simpler(example: Example): Generator<Example> {
  const { x, signs, W0, W, C0, given } = example;
  for (let s = signs.length - 1; s >= 0 && signs.length > 1; s--) yield withoutNeuron(example, s);
  if (x[0] !== 1) yield turned(example);
  else for (let i = x.length - 1; i > 0; i--) yield withoutCoordinate(example, i);
  for (let s = 0; s < W.length; s++) {
    if (!hasMoved(example, s)) continue;
    yield { ...example, W: W.map((row, t) => (t === s ? W0[s]! : row)) };
    yield { ...example, W0: W0.map((row, t) => (t === s ? W[s]! : row)) };
  }
  // All lengths in units of C0.
  if (C0 > 0 && C0 !== 1) {
    const inUnits = (rows: readonly Float64Array[]): Float64Array[] =>
      rows.map((row) => row.map((entry) => entry / C0));
    yield { ...example, C0: 1, W0: inUnits(W0), W: inUnits(W) };
  }
  for (const value of plainer(C0)) {
    if (value < 0) continue;
    yield { ...example, C0: value };
    // Shifts as long against the radius as they were.
    yield { ...example, C0: value, W: rescaled(example, value / C0) };
  }
  for (const [name, number] of Object.entries(given))
    for (const value of plainer(number)) yield { ...example, given: { ...given, [name]: value } };
  for (let s = 0; s < W.length; s++) {
    for (let i = 0; i < x.length; i++) {
      const [before, now] = [W0[s]![i]!, W[s]![i]!];
      for (const value of plainer(before)) {
        // W goes along, so that a shift keeps its length where it can.
        yield { ...example, W0: replaced(W0, s, i, value), W: replaced(W, s, i, now + (value - before)) };
        yield { ...example, W0: replaced(W0, s, i, value) };
      }
      for (const value of plainer(now)) yield { ...example, W: replaced(W, s, i, value) };
    }
  }
  for (let s = 0; s < signs.length; s++)
    if (signs[s] === -1) yield { ...example, signs: signs.map((sign, t) => (t === s ? 1 : sign)) };
}

/**
 * A plainer example that is still `wanted`: fewer neurons and dimensions, x on an axis, W = W0 where that serves, and every number
 * the shortest decimal that does.
 *
 * Greedy, and of a fixed number of looks at most.
 */
export const simplify = (example: Example, wanted: (example: Example) => boolean, looks = 5_000): Example => {
  let left = looks;
  let best = example;
  for (;;) {
    let found: Example | null = null;
    for (const next of simpler(best)) {
      if (left-- <= 0) return best;
      if (isSound(next) && wanted(next)) {
        found = next;
        break;
      }
    }
    if (found === null) return best;
    best = found;
  }
};

/** Neurons times dimensions first, then the digits that are printed. */
const lengthOf = (example: Example): number => {
  const { x, signs, W0, W, C0, given } = example;
  const numbers = [...x, ...signs, ...W0.flatMap((row) => [...row]), C0, ...Object.values(given)];
  // A row that moved is printed twice, and has to be compared.
  const moved = W.filter((_, s) => hasMoved(example, s)).flatMap((row) => [...row]);
  numbers.push(...moved, ...moved);
  const digits = numbers.reduce((sum, number) => sum + String(number).length, 0);
  return x.length * signs.length * 1e6 + digits;
};

/** The one that takes least to print; the first of equals. Throws: `RangeError` when there is none. */
export const plainest = (examples: readonly Example[]): Example => {
  const [first, ...others] = examples;
  if (first === undefined) throw new RangeError('plainest: expected an example, got none');
  return others.reduce((best, next) => (lengthOf(next) < lengthOf(best) ? next : best), first);
};
