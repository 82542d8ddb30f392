import { around, type Bracket, type Point, type Quantity, type Setting } from '../../core/theorem.ts';
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

/** A number, and how far rounding may have moved it. */
interface Measured {
  readonly value: number;
  readonly error: number;
}

type Symbol = 'absValue' | 'gradientNorm' | 'kept' | 'stepLength';

const KNOWN: readonly Symbol[] = ['absValue', 'gradientNorm', 'kept', 'stepLength'];

/** What a network shows at x and after a step of size η against its sign. */
type Shown = Readonly<Partial<Record<Symbol, Measured>>>;

/**
 * f and ∇f at x, and f at x − sign(f(x)) η ∇f(x), as far as they are wanted.
 *
 * Where f(x) = 0 there is no sign that could change: `kept` is 1. Where rounding leaves the sign of f(x) open, so is what becomes of it.
 */
const shownBy = (network: Network, wanted: ReadonlySet<string>, { d, eta = 0 }: Point): Shown => {
  const x = inputOf(d!);
  const at = forward(network, x);
  const absValue = { value: Math.abs(at.value), error: at.error };
  if (!(wanted.has('gradientNorm') || wanted.has('kept') || wanted.has('stepLength'))) return { absValue };
  const slope = gradient(network, at);
  const length = norm(slope);
  const error = shareLost(network.matrices) * length;
  const found = {
    absValue,
    gradientNorm: { value: length, error },
    stepLength: { value: eta * length, error: eta * error },
  };
  if (!wanted.has('kept')) return found;
  const sign = Math.sign(at.value);
  if (sign === 0 && at.error === 0) return { ...found, kept: { value: 1, error: 0 } };
  const after = forward(network, moved(x, -sign * eta, slope));
  if (absValue.value <= absValue.error)
    return { ...found, kept: { value: 0, error: Math.abs(after.value) + after.error } };
  // A value of 0 after the step is not a sign, neither the old one nor the other.
  return { ...found, kept: { value: sign * after.value, error: Math.max(after.error, TINY) } };
};

/** A step is looked for between these shares of the one that a claim takes. */
const SHARES = { from: 2 ** -8, to: 2 ** 6 };

/** Halvings of the ratio of a step that flips to one that does not: to 1e-3. */
const HALVINGS = 10;

/**
 * The first share of the claim's step that changes the sign, searched upwards by doubling and then by halving: it does not at the lower
 * end, and does at the upper one. Infinite where no share up to 64 does.
 */
const decisiveShare = (network: Network, at: Point): Bracket => {
  const x = inputOf(at.d!);
  const pass = forward(network, x);
  const none = { lower: SHARES.to, upper: Number.POSITIVE_INFINITY };
  if (Math.abs(pass.value) <= pass.error) return pass.error === 0 ? none : { lower: 0, upper: none.upper };
  const slope = gradient(network, pass);
  const sign = Math.sign(pass.value);
  const after = (share: number): 'changed' | 'kept' | 'open' => {
    const { value, error } = forward(network, moved(x, -sign * share * at.eta!, slope));
    return sign * value < -error ? 'changed' : sign * value > error ? 'kept' : 'open';
  };
  let [lower, upper] = [0, SHARES.from];
  while (upper <= SHARES.to && after(upper) !== 'changed') {
    if (after(upper) === 'kept') lower = upper;
    upper *= 2;
  }
  if (upper > SHARES.to) return { lower, upper: none.upper };
  for (let i = 0; i < HALVINGS; i++) {
    const middle = lower === 0 ? upper / 2 : Math.sqrt(lower * upper);
    const found = after(middle);
    if (found === 'open') break;
    if (found === 'changed') upper = middle;
    else lower = middle;
  }
  return { lower, upper };
};

/** From the weights where they are to be written out, else from the answers that are drawn. */
const measured = (draw: NetworkDraw, wanted: ReadonlySet<string>, at: Point, explicit: boolean): Shown => {
  const network = networkOf(draw, at);
  const asked = shownBy(network, wanted, at);
  return explicit ? shownBy(writtenOut(network), wanted, at) : asked;
};

const of = (symbol: string): ReadonlySet<string> => new Set([symbol]);

const quantity = (
  symbol: Symbol,
  says: string,
  tex: string,
  needs: readonly string[] = [],
): Quantity<NetworkDraw> => ({
  symbol,
  says,
  tex,
  ...(needs.length > 0 && { reads: needs }),
  value: (draw, _, at) => measured(draw, of(symbol), at, sizeOf(at) <= MOST_WRITTEN)[symbol]!.value,
});

/** One input, and one gradient step against the sign of f there. A claim derives `eta`, the size of the step, where it takes one. */
export const oneStep: Setting<NetworkDraw> = {
  name: 'random network at one input',
  reads,
  quantities: [
    quantity('absValue', '|f(x)|', '|f(x)|'),
    quantity('gradientNorm', 'the length of the input gradient', '\\|\\nabla f(x)\\|'),
    quantity(
      'kept',
      'sign(f(x)) f(x′) after the step; below 0 where the sign has changed, and 1 where f(x) = 0',
      '\\operatorname{sign}(f(x))\\,f(x-\\operatorname{sign}(f(x))\\,\\eta\\nabla f(x))',
      ['eta'],
    ),
    quantity('stepLength', 'the length of the step', '\\|\\eta\\nabla f(x)\\|', ['eta']),
  ],
  modes,
  sample: (stream, _, mode) => ({ stream, mode }),
  *refine(draw, wanted, at, effort) {
    const network = networkOf(draw, at);
    const shown = Object.entries(shownBy(network, wanted, at));
    const found = Object.fromEntries(shown.map(([symbol, one]) => [symbol, around(one)]));
    yield found;
    const factor = [...wanted].find((symbol) => !KNOWN.includes(symbol as Symbol));
    if (effort !== 'exhaust' || factor === undefined || !wanted.has('kept')) return;
    // A claim whose critical constant is solved for on the sign takes a step in proportion to it.
    const { lower, upper } = decisiveShare(network, at);
    yield { ...found, [factor]: { lower: lower * at[factor]!, upper: upper * at[factor]! } };
  },
  size: sizeOf,
  revealed: (draw, symbol, _, at) => measured(draw, of(symbol), at, false)[symbol as Symbol]!.value,
  cost: costOf((at) => (at.eta === undefined ? 2 : 3)),
  summary: (draw, at) => {
    const { absValue, gradientNorm } = measured(draw, of('gradientNorm'), at, false);
    return { '|f(x)|': absValue!.value, '‖∇f(x)‖': gradientNorm!.value };
  },
};
