import { chi } from '../../numerics/random/chi.ts';
import { gaussian } from '../../numerics/random/gaussian.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import type { Comparison } from '../comparison.ts';
import { drawSigns } from './reducedValue.ts';

/** Draws the Gaussians of a comparison: O(m) numbers, whatever d is. */
export const drawComparison = (stream: Stream, d: number, m: number): Comparison => {
  const at = stream.child('comparison');
  const u = gaussian(at.child('u'), m);
  const signs = drawSigns(at, m);
  let value = 0;
  for (let s = 0; s < m; s++) if (u[s]! > 0) value += signs[s]! * u[s]!;
  if (value < 0) for (let s = 0; s < m; s++) signs[s] = -signs[s]!;
  return {
    d,
    m,
    u,
    signs,
    xi: gaussian(at.child('row'), m),
    length: chi(at.child('length'), Math.max(0, d - 1)),
    g: gaussian(at.child('g'), m),
    rest: chi(at.child('rest'), Math.max(0, d - 2)),
  };
};
