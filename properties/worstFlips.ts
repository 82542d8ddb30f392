import { dot, norm } from '../src/numerics/linalg/vectors.ts';
import type { ExplicitNetwork } from '../src/theorems/lazyTraining/network/explicitNetwork.ts';

/** A large ½ m^{−1/2} ‖Σ_S σ_s w⁰_s‖ over signs, by alternating between the sum and the signs it asks for. */
export const worstFlips = (network: ExplicitNetwork, mayFlip: Int32Array): number => {
  const mayFlipSet = new Set(mayFlip);
  const rows: Float64Array[] = [];
  network.visitRows((s, row) => {
    if (mayFlipSet.has(s)) rows.push(Float64Array.from(row));
  });
  let worst = 0;
  for (let start = 0; start < Math.min(5, rows.length); start++) {
    let direction = rows[start]!;
    for (let round = 0; round < 20; round++) {
      const sum = new Float64Array(network.d);
      for (const row of rows) {
        const sign = dot(row, direction) < 0 ? -1 : 1;
        for (let i = 0; i < network.d; i++) sum[i]! += sign * row[i]!;
      }
      direction = sum;
    }
    worst = Math.max(worst, norm(direction));
  }
  return worst / (2 * Math.sqrt(network.m));
};
