import type { Neurons } from '../kernels.ts';

/** The neurons that are on and stay on with some clearance. */
export const trackedFlags: Neurons['trackedFlags'] = (
  { u, signs, towards },
  radius,
  sign,
  rate,
  clearance,
) => {
  const flags = new Uint8Array(u.length);
  let on = 0;
  let count = 0;
  for (let s = 0; s < u.length; s++) {
    if (!(u[s]! > radius)) continue;
    on++;
    const after = u[s]! - rate * towards[s]!;
    // 2 · clearance where sign · a_s = +1, and 0 where it is −1.
    if (!(after > clearance * (1 + sign * signs[s]!))) continue;
    flags[s] = 1;
    count++;
  }
  return { flags, count, on };
};
