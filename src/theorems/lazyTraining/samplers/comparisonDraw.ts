import { chi } from '../../../numerics/random/chi.ts';
import { gaussian } from '../../../numerics/random/gaussian.ts';
import type { Stream } from '../../../numerics/random/stream.ts';
import type { Comparison } from '../network/comparison.ts';
import { drawSigns } from './reducedValue.ts';

/**
 * Draws the Gaussians of a comparison: O(m) numbers, whatever d is.
 *
 * `turned`: with all signs turned where f(x; a, W0) < 0, so that it is about the sign that W0 gives x; without, about
 * the sign +1, whatever W0 gives.
 */
export const drawComparison = (stream: Stream, d: number, m: number, turned = true): Comparison => {
  const at = stream.child('comparison');
  const u = gaussian(at.child('u'), m);
  const signs = drawSigns(at, m);
  let value = 0;
  for (let s = 0; s < m; s++) if (u[s]! > 0) value += signs[s]! * u[s]!;
  if (turned && value < 0) for (let s = 0; s < m; s++) signs[s] = -signs[s]!;
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
