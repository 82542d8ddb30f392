import type { Bracket, Point, Setting } from '../../core/theorem.ts';
import { forward, inputOf, type Network, type NetworkDraw, networkOf, writtenOut } from './network.ts';
import { costOf, MOST_WRITTEN, modes, reads, sizeOf } from './space.ts';

/** √d(ρ, √(1 − ρ²), 0, …): as long as x, at the cosine ρ to it. With one input, x or −x. */
const otherInput = (d: number, rho: number): Float64Array => {
  const y = new Float64Array(d);
  y[0] = Math.sqrt(d) * (d === 1 ? Math.sign(rho) || -1 : rho);
  if (d > 1) y[1] = Math.sqrt(d * (1 - rho * rho));
  return y;
};

/** |f(x) − f(y)|/|f(x)|; 0 where both are 0, and unknown from above where rounding leaves it open whether f(x) is 0. */
const changeOf = (network: Network, { d, rho }: Point): { readonly value: number } & Bracket => {
  const x = forward(network, inputOf(d!));
  const y = forward(network, otherInput(d!, rho!));
  const [size, apart] = [Math.abs(x.value), Math.abs(x.value - y.value)];
  const error = x.error + y.error;
  return {
    value: apart === 0 ? 0 : apart / size,
    lower: Math.max(0, apart - error) / (size + x.error || 1),
    upper:
      size > x.error ? (apart + error) / (size - x.error) : apart + error > 0 ? Number.POSITIVE_INFINITY : 0,
  };
};

const measured = (draw: NetworkDraw, at: Point, explicit: boolean) => {
  const network = networkOf(draw, at);
  const asked = changeOf(network, at);
  return explicit ? changeOf(writtenOut(network), at) : asked;
};

/** Two inputs of the same length whose cosine is ρ, which a claim gives. */
export const twoInputs: Setting<NetworkDraw> = {
  name: 'random network at two inputs',
  reads: [...reads, 'rho'],
  quantities: [
    {
      symbol: 'change',
      says: '|f(x) − f(y)|/|f(x)| for one y as long as x',
      tex: '|f(x)-f(y)|/|f(x)|',
      value: (draw, _, at) => measured(draw, at, sizeOf(at) <= MOST_WRITTEN).value,
    },
  ],
  modes,
  sample: (stream, _, mode) => ({ stream, mode }),
  *refine(draw, _, at) {
    const { lower, upper } = measured(draw, at, false);
    yield { change: { lower, upper } };
  },
  size: sizeOf,
  revealed: (draw, _, __, at) => measured(draw, at, false).value,
  cost: costOf(() => 2),
};
