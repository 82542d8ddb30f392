import { SUM_BLOCK } from '../../../../numerics/linalg/blockedSum.ts';
import type { Neurons } from '../kernels.ts';

/**
 * The bound of one neuron after the other: which piece is the largest, its slope, and how far away the next
 * one is.
 */
export const neuronBounds: Neurons['neuronBounds'] = (
  { u, signs, towards, rowNorms, tracked },
  { sign, uFactor, towardsFactor, V, VD, VN, trackedReach, eps },
  { slopes, kinks, margins, jumps },
) => {
  const m = u.length;
  let listed = 0;
  let total = 0;
  for (let start = 0; start < m; start += SUM_BLOCK) {
    const end = Math.min(m, start + SUM_BLOCK);
    let block = 0;
    for (let s = start; s < end; s++) {
      const us = u[s]!;
      const y = uFactor * us + towardsFactor * towards[s]!;
      const positive = sign * signs[s]! > 0;
      let slope = 0;
      let margin = Number.POSITIVE_INFINITY;
      let jump = 1;
      if (us > V) {
        if (positive) {
          const reach = tracked[s] === 1 ? trackedReach : VD;
          const gap = V + y - reach;
          if (gap >= 0) block += us + V;
          else {
            block += us - y + reach;
            slope = -1;
          }
          margin = Math.abs(gap);
        } else if (tracked[s] === 1 || y + VD >= V) block -= us - V;
        else {
          block -= us - y - VD;
          slope = 1;
        }
      } else if (us < -V) {
        if (positive) {
          const raised = y + VN;
          if (raised > 0) {
            block += raised;
            slope = 1;
          }
          margin = Math.abs(raised);
        } else if (y > VN) {
          block -= y - VN;
          slope = -1;
        }
      } else if (positive) {
        const flat = us + V;
        const falling = us - y + VD;
        const rising = y + VN;
        jump = 2;
        if (flat >= falling && flat >= rising) {
          block += flat;
          margin = Math.min(flat - falling, flat - rising);
        } else if (falling >= rising) {
          block += falling;
          slope = -1;
          margin = Math.min(falling - flat, (falling - rising) / 2);
        } else {
          block += rising;
          slope = 1;
          margin = Math.min(rising - flat, (rising - falling) / 2);
        }
      }
      slopes[s] = slope;
      if (margin < eps * rowNorms[s]!) {
        kinks[listed] = s;
        margins[listed] = margin;
        jumps[listed] = jump;
        listed++;
      }
    }
    total += block;
  }
  return { total, listed };
};
