import type { Kernels } from '../kernels.ts';
import { wideProduct as plain } from '../reference/wideProduct.ts';
import { addressOf, allocate, scope } from './arena.ts';
import { passes } from './passes.ts';
import { workplace } from './sweep.ts';

/** Four columns at a time, packed so that they stay in the fastest cache; plain where the memory has no room for them. */
export const wideProduct: Kernels['wideProduct'] = (factor, rows, wide, columns, out, lower = false) => {
  const inner = rows === 0 ? 0 : factor.length / rows;
  if (inner === 0 || columns === 0) {
    out.fill(0);
    return;
  }
  scope(() => {
    const FACTOR = allocate(8 * factor.length);
    const PACKED = allocate(32 * inner);
    const OUT = allocate(32 * rows);
    if (FACTOR === null || PACKED === null || OUT === null) {
      plain(factor, rows, wide, columns, out, lower);
      return;
    }
    const { run, f64 } = workplace(passes);
    f64.set(factor, FACTOR >>> 3);
    const [WIDE, INTO] = [addressOf(wide), addressOf(out)];
    const multiply = (to: number, stride: number): void =>
      run.packedProduct(FACTOR, rows, inner, lower ? 1 : 0, PACKED, to, stride);
    for (let s = 0; s < columns; s += 4) {
      const count = Math.min(4, columns - s);
      if (WIDE !== null && count === 4) run.packColumns(WIDE + 4 * s, 4 * columns, inner, PACKED);
      else
        for (let k = 0; k < inner; k++)
          for (let j = 0; j < 4; j++)
            f64[(PACKED >>> 3) + 4 * k + j] = j < count ? wide[k * columns + s + j]! : 0;
      if (INTO !== null && count === 4) multiply(INTO + 8 * s, 8 * columns);
      else {
        multiply(OUT, 32);
        for (let i = 0; i < rows; i++)
          for (let j = 0; j < count; j++) out[i * columns + s + j] = f64[(OUT >>> 3) + 4 * i + j]!;
      }
    }
  });
};
