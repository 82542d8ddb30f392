import { around, type Found, type Setting } from '../../../core/theorem.ts';
import { memoryBudget } from '../../../numerics/memory.ts';
import { upperTail } from '../../../numerics/statistics/binomial.ts';
import { centralMass } from '../../../numerics/statistics/normal.ts';
import { type Extremes, extremeMovement, extremesOf, extremeValue } from '../network/extremeValue.ts';
import type { ValueInstance } from '../network/instance.ts';
import { insideRadius } from '../network/lazyBall.ts';
import { type Movement, noMovement } from '../network/movement.ts';
import { signChangesAt, valueAt } from '../network/reference.ts';
import { flipEverything, signChangesBetween } from '../network/signChanges.ts';
import { ambientValue } from '../samplers/ambient.ts';
import { reducedValue } from '../samplers/reducedValue.ts';
import {
  inBall,
  type LazyDraw,
  lazyDraw,
  lazyQuantity,
  networkNumbers,
  networkSize,
  neuronCounts,
} from './lazyDraw.ts';

export const f0 = lazyQuantity(
  { symbol: 'f0', tex: 'f(x; a, W_0)', says: 'the value f(x; a, W0) at the initialization' },
  (network, movement) => valueAt(network, movement, network.x),
);

export const valueSup = lazyQuantity(
  {
    symbol: 'valueSup',
    tex: '\\sup_{W \\in \\mathcal{B}} |f(x; a, W)|',
    says: 'the largest |f(x; a, W)| over the ball',
    over: 'sup',
  },
  (network, movement) => Math.abs(valueAt(network, movement, network.x)),
);

export const signChangesQuantity = lazyQuantity(
  {
    symbol: 'signChanges',
    tex: '|S_v|',
    says: 'the number of neurons that some W in the ball gives another activation at x',
    over: 'sup',
    // |S_v| ~ Binomial(m, 2Φ(V) − 1), since the u_s are independent N(0, 1).
    // A threshold outside 0 … m is as good as the next count beyond: always, or never, exceeded.
    upperTail: (threshold, { m, radius }) =>
      upperTail(m!, Math.floor(Math.min(m!, Math.max(-1, threshold))) + 1, centralMass(radius!)),
  },
  signChangesAt,
);

/** f at W0, its extremes over the ball (where they are known, they are not looked for) and the number of activations that can change. */
export const readValues = (
  instance: ValueInstance,
  radius: number,
  extremes: Extremes = extremesOf(instance.u, instance.signs, radius),
): Readonly<Record<'f0' | 'valueSup' | 'signChanges', Found<Movement>>> => {
  const { u, signs } = instance;
  const inside = insideRadius({ radius });
  const { highest: top, lowest: bottom } = extremes;
  const side = top.value >= -bottom.value ? 1 : -1;
  const reached = extremeValue(u, signs, inside, side);
  const { possible, reached: surely } = signChangesBetween(u, radius, inside);
  return {
    f0: around(extremeValue(u, signs, 0, 1)),
    valueSup: {
      lower: Math.abs(reached.value) - reached.error,
      upper: Math.max(top.value + top.error, bottom.error - bottom.value),
      attainedAt: () => extremeMovement(signs, inside, side),
    },
    signChanges: { lower: surely, upper: possible, attainedAt: () => flipEverything(u, inside) },
  };
};

/** f0, valueSup or signChanges at W0 + movement, which leaves ⟨w, x⟩ to its `along` part. */
export const revealedValue = (
  instance: ValueInstance,
  symbol: string,
  { along }: Pick<Movement, 'along'>,
): number => {
  const { u, signs, m } = instance;
  let sum = 0;
  let flips = 0;
  for (let s = 0; s < m; s++) {
    const at = u[s]! + along[s]!;
    sum += signs[s]! * Math.max(0, at);
    if (u[s]! > 0 !== at > 0) flips++;
  }
  const value = sum / Math.sqrt(m);
  switch (symbol) {
    case 'f0':
      return value;
    case 'valueSup':
      return Math.abs(value);
    case 'signChanges':
      return flips;
    default:
      throw new RangeError(`revealedValue: expected f0, valueSup or signChanges, got ${symbol}`);
  }
};

/** Claims that see W0 through u = W0 x: exact extremes, no search. Source: Lemmas 4.1 and 4.3. */
export const valueSetting: Setting<LazyDraw, Movement> = {
  name: 'value',
  reads: ['d', 'm', 'radius'],
  modes: ['reduced', 'ambient'],
  quantities: [f0, valueSup, signChangesQuantity],
  sample: (stream, { d, m }, mode) =>
    lazyDraw(mode === 'ambient' ? ambientValue(stream, d!, m!) : reducedValue(stream, d!, m!)),
  *refine({ instance }, _, { radius }) {
    yield readValues(instance, radius!);
  },
  admits: inBall,
  size: networkSize,
  revealed: ({ instance }, symbol, movement) =>
    revealedValue(instance, symbol, movement ?? noMovement(instance.m)),
  cost: ({ d, m }, mode) => ({
    seconds: 1e-4 + m! * (mode === 'ambient' ? 3e-8 * d! : 1.2e-8),
    bytes: 40 * m! + (mode === 'ambient' ? Math.min(4 * d! * m!, memoryBudget()) : 0),
  }),
  written: networkNumbers,
  summary: neuronCounts,
};
