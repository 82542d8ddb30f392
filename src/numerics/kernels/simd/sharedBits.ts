import type { Kernels } from '../kernels.ts';
import { sharedBits as plain } from '../reference/sharedBits.ts';
import { allocate, scope } from './arena.ts';
import { passes } from './passes.ts';
import { workplace } from './sweep.ts';

/** Sets are copied to the memory, each filled up with zeros to whole vectors; plain where it has no room for them. */
export const sharedBits: Kernels['sharedBits'] = (sets, rows, counts) => {
  const words = rows === 0 ? 0 : sets.length / rows;
  if (words === 0) {
    counts.fill(0);
    return;
  }
  scope(() => {
    const vectors = Math.ceil(words / 4);
    const [SETS, OUT] = [allocate(16 * vectors * rows), allocate(4 * rows)];
    if (SETS === null || OUT === null) {
      plain(sets, rows, counts);
      return;
    }
    const { run, i32 } = workplace(passes);
    for (let i = 0; i < rows; i++) {
      const at = (SETS >>> 2) + 4 * vectors * i;
      i32.fill(0, at + words, at + 4 * vectors);
      i32.set(sets.subarray(i * words, (i + 1) * words), at);
    }
    for (let i = 0; i < rows; i++) {
      run.sharedBits(SETS, i, vectors, OUT);
      for (let j = 0; j <= i; j++) {
        const both = i32[(OUT >>> 2) + j]!;
        counts[i * rows + j] = both;
        counts[j * rows + i] = both;
      }
    }
  });
};
