import { around, type Point, type Setting } from '../../core/theorem.ts';
import { norm } from '../../numerics/linalg/vectors.ts';
import {
  forward,
  gradient,
  inputOf,
  moved,
  type Network,
  type NetworkDraw,
  networkOf,
  shareLost,
  TINY,
  writtenOut,
} from './network.ts';
import { costOf, MOST_WRITTEN, modes, reads, sizeOf } from './space.ts';

/** Where a descent ended: sign(f(x)) f there, with its rounding, and the length of the path. */
interface Path {
  readonly kept: number;
  readonly error: number;
  readonly length: number;
}

/**
 * Gradient descent on sign(f(x)) f from x, in `steps` steps of size `eta`/`steps` each, until the sign of f has changed.
 *
 * Where f(x) = 0 there is no sign that could change, and `kept` is 1. A point at which rounding leaves the sign open is not the end.
 */
const pathOf = (network: Network, { d, eta, steps }: Point): Path => {
  let x = inputOf(d!);
  let pass = forward(network, x);
  const sign = Math.sign(pass.value);
  if (sign === 0 && pass.error === 0) return { kept: 1, error: 0, length: 0 };
  if (Math.abs(pass.value) <= pass.error)
    return { kept: 0, error: Math.abs(pass.value) + pass.error, length: 0 };
  let length = 0;
  for (let step = 0; step < steps! && sign * pass.value >= -pass.error; step++) {
    const slope = gradient(network, pass);
    const size = eta! / steps!;
    x = moved(x, -sign * size, slope);
    length += size * norm(slope);
    pass = forward(network, x);
  }
  return { kept: sign * pass.value, error: Math.max(pass.error, TINY), length };
};

const measured = (draw: NetworkDraw, at: Point, explicit: boolean): Path => {
  const network = networkOf(draw, at);
  const asked = pathOf(network, at);
  return explicit ? pathOf(writtenOut(network), at) : asked;
};

/** One input, and gradient descent from it. A claim derives `eta`, the sum of the sizes of all steps, and `steps`, their number. */
export const descent: Setting<NetworkDraw> = {
  name: 'gradient descent on a random network',
  reads: [...reads, 'eta', 'steps'],
  quantities: [
    {
      symbol: 'keptInTheEnd',
      says: 'sign(f(x)) f at the end of the descent; below 0 where the sign has changed, and 1 where f(x) = 0',
      tex: '\\operatorname{sign}(f(x))\\,f(x_T)',
      value: (draw, _, at) => measured(draw, at, sizeOf(at) <= MOST_WRITTEN).kept,
    },
    {
      symbol: 'pathLength',
      says: 'the length of the path of the descent, which ends where the sign has changed',
      tex: '\\sum_t \\|x_{t+1}-x_t\\|',
      value: (draw, _, at) => measured(draw, at, sizeOf(at) <= MOST_WRITTEN).length,
    },
  ],
  modes,
  sample: (stream, _, mode) => ({ stream, mode }),
  *refine(draw, _, at) {
    const network = networkOf(draw, at);
    const { kept, error, length } = pathOf(network, at);
    yield {
      keptInTheEnd: around({ value: kept, error }),
      pathLength: around({ value: length, error: shareLost(network.matrices) * length }),
    };
  },
  size: sizeOf,
  revealed: (draw, symbol, _, at) => measured(draw, at, false)[symbol === 'pathLength' ? 'length' : 'kept'],
  // A descent usually ends long before its last step.
  cost: costOf((at) => 1 + Math.min(2 * at.steps!, 32)),
};
