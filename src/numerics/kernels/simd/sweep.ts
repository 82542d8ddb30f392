import { SUM_BLOCK } from '../../linalg/blockedSum.ts';
import { addressOf, allocated, scope, threadMemory } from './arena.ts';
import { PIECE } from './layout.ts';
import type { Column, PassSet, TypedArray, Workplace } from './pass.ts';
import { type Team, teamOf } from './team.ts';
import { workplaces } from './workplace.ts';

/**
 * Entries from which on a pass is shared: it takes some hundred microseconds, and waking the others some
 * tens.
 */
const SHARED_FROM = 1 << 17;

let threads = 1;
let team: Team | null = null;

/** Lets so many threads, this one among them, do the large passes of this one. No number depends on it. */
export const useTeam = (count: number): void => {
  threads = count;
};

let places: ReturnType<typeof workplaces> | null = null;

/**
 * What this thread works with in a module. Arrays of before are no good once the memory has grown: allocate
 * first.
 */
export const workplace = <Run, Passes>(set: PassSet<Run, Passes>): Workplace<Run> => {
  const space = threadMemory();
  places ??= workplaces(space.memory, 0);
  return places(set, space.views());
};

/** An array outside the memory, of which a piece at a time is copied to it, from it, or both. */
interface Copied {
  readonly array: TypedArray;
  readonly use: Use;
  /** Where the piece lies. */
  readonly at: number;
  /** Where the array would begin for the piece to lie there. */
  readonly column: { at: number; readonly bytes: number };
}

type Use = 'read' | 'written' | 'updated';

/** An array as a column of a pass: where it lies, or where its pieces will. */
export type ToColumn = (array: TypedArray, use?: Use) => Column;

const columnsInto =
  (copied: Copied[], count: number): ToColumn =>
  (array, use = 'read') => {
    const bytes = array.BYTES_PER_ELEMENT;
    const address = addressOf(array);
    if (address !== null) return { at: address, bytes };
    const column = { at: 0, bytes };
    copied.push({ array, use, at: allocated(bytes * Math.min(count, PIECE)), column });
    return column;
  };

/** The piece of a copied array in the memory, and in the array. */
const sidesOf = ({ array, at }: Copied, first: number, count: number): readonly [TypedArray, TypedArray] => {
  const Kind = array.constructor as new (buffer: ArrayBufferLike, at: number, n: number) => TypedArray;
  return [new Kind(threadMemory().memory.buffer, at, count), array.subarray(first, first + count)];
};

const eachPlaced = (
  copied: readonly Copied[],
  count: number,
  visit: (first: number, count: number) => void,
): void => {
  for (let first = 0; first < count; first += PIECE) {
    const length = Math.min(PIECE, count - first);
    for (const copy of copied) {
      const [inside, outside] = sidesOf(copy, first, length);
      if (copy.use !== 'written') inside.set(outside);
      copy.column.at = copy.at - copy.column.bytes * first;
    }
    visit(first, length);
    for (const copy of copied) {
      const [inside, outside] = sidesOf(copy, first, length);
      if (copy.use !== 'read') outside.set(inside);
    }
  }
};

/** Visits arrays of `count` entries piece after piece in this thread. */
export const eachPiece = <Given>(
  given: (column: ToColumn) => Given,
  count: number,
  visit: (columns: Given, first: number, count: number) => void,
): void => {
  scope(() => {
    const copied: Copied[] = [];
    const columns = given(columnsInto(copied, count));
    eachPlaced(copied, count, (first, length) => visit(columns, first, length));
  });
};

/**
 * Takes a pass over arrays of `count` entries, where they lie or, outside the memory, in copies of their
 * pieces. Returns `stride` results for each run of `SUM_BLOCK` entries, in their order, whichever thread computed them.
 */
export const sweep = <Run, Passes, Name extends keyof Passes & string>(
  set: PassSet<Run, Passes>,
  name: Name,
  given: (column: ToColumn) => Passes[Name],
  count: number,
  stride = 0,
): readonly number[] =>
  scope(() => {
    const length = stride * Math.ceil(count / SUM_BLOCK);
    const out = allocated(8 * length);
    const copied: Copied[] = [];
    const columns = given(columnsInto(copied, count));
    const at = workplace(set);
    const start = out >>> 3;
    at.f64.fill(0, start, start + length);
    const pass = set.passes[name];
    if (threads > 1 && copied.length === 0 && count >= SHARED_FROM) {
      team ??= teamOf(threads, threadMemory());
      team.run(at, { file: set.file, name, given: columns, count, stride, out }, pass);
    } else
      eachPlaced(copied, count, (first, entries) =>
        pass(at, columns, { first, count: entries, out: out + 8 * stride * (first / SUM_BLOCK), stride }),
      );
    const results: number[] = [];
    for (let i = 0; i < length; i++) results.push(at.f64[start + i]!);
    return results;
  });

/** Results k, k + stride, … added in their order, from 0 on. */
export const total = (results: readonly number[], k: number, stride: number): number => {
  let sum = 0;
  for (let i = k; i < results.length; i += stride) sum += results[i]!;
  return sum;
};

/**
 * Moves what the pieces of a pass have listed, each from its first entry on, to the front of the lists. The
 * pieces' numbers are results k, k + stride, …; returns how many there are.
 */
export const gathered = (
  lists: readonly { copyWithin(to: number, from: number, end: number): unknown }[],
  results: readonly number[],
  k: number,
  stride: number,
): number => {
  let listed = 0;
  for (let i = k, first = 0; i < results.length; i += stride, first += SUM_BLOCK) {
    const found = results[i]!;
    if (found > 0 && first !== listed)
      for (const list of lists) list.copyWithin(listed, first, first + found);
    listed += found;
  }
  return listed;
};
