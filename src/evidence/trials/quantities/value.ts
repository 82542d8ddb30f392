import { type Extremes, extremeMovement, extremesOf, extremeValue } from '../../../network/extremeValue.ts';
import type { ValueInstance } from '../../../network/instance.ts';
import { insideRadius } from '../../../network/lazyBall.ts';
import type { Movement } from '../../../network/movement.ts';
import { signChangesAt, valueAt } from '../../../network/reference.ts';
import { ambientValue } from '../../../network/samplers/ambient.ts';
import { memoryBudget } from '../../../network/samplers/memory.ts';
import { reducedValue } from '../../../network/samplers/reducedValue.ts';
import { flipEverything, signChangesBetween } from '../../../network/signChanges.ts';
import { upperTail } from '../../../numerics/statistics/binomial.ts';
import { centralMass } from '../../../numerics/statistics/normal.ts';
import type { Bracket } from '../../outcomes/outcome.ts';
import { around, type Brackets, type Family, type Quantity, type RevealedValue } from './quantity.ts';

export const f0: Quantity = {
  name: 'f0',
  tex: 'f(x; a, W_0)',
  says: 'the value f(x; a, W0) at the initialization',
  extreme: null,
  parameters: [],
  at: (network, movement) => valueAt(network, movement, network.x),
};

export const valueSup: Quantity = {
  name: 'valueSup',
  tex: '\\sup_{W \\in \\mathcal{B}} |f(x; a, W)|',
  says: 'the largest |f(x; a, W)| over the ball',
  extreme: 'sup',
  parameters: [],
  at: (network, movement) => Math.abs(valueAt(network, movement, network.x)),
};

export const signChangesQuantity: Quantity = {
  name: 'signChanges',
  tex: '|S_v|',
  says: 'the number of neurons that some W in the ball gives another activation at x',
  extreme: 'sup',
  parameters: [],
  at: signChangesAt,
  // |S_v| ~ Binomial(m, 2Φ(V) − 1), since the u_s are independent N(0, 1).
  // A threshold outside 0 … m is as good as the next count beyond: always, or never, exceeded.
  upperTail: (m, radius, threshold) =>
    upperTail(m, Math.floor(Math.min(m, Math.max(-1, threshold))) + 1, centralMass(radius)),
};

/** What every instance knows of f and of the activations: exact, whichever family drew it. */
export interface ValueReading {
  readonly brackets: Brackets;
  readonly movements: Readonly<Record<string, () => Movement>>;
  readonly measured: { readonly f0: number; readonly valueSup: number; readonly signChanges: number };
}

/** f at W0, its extremes over the ball (where they are known, they are not looked for) and the number of activations that can change. */
export const readValues = (
  instance: ValueInstance,
  radius: number,
  extremes: Extremes = extremesOf(instance.u, instance.signs, radius),
): ValueReading => {
  const { u, signs } = instance;
  const inside = insideRadius({ radius });
  const initial = extremeValue(u, signs, 0, 1);
  const { highest: top, lowest: bottom } = extremes;
  const side = top.value >= -bottom.value ? 1 : -1;
  const reached = extremeValue(u, signs, inside, side);
  const sup: Bracket = {
    lower: Math.abs(reached.value) - reached.error,
    upper: Math.max(top.value + top.error, bottom.error - bottom.value),
  };
  const { possible, reached: surely } = signChangesBetween(u, radius, inside);
  return {
    brackets: {
      f0: around(initial),
      valueSup: sup,
      signChanges: { lower: surely, upper: possible },
    },
    movements: {
      valueSup: () => extremeMovement(signs, inside, side),
      signChanges: () => flipEverything(u, inside),
    },
    measured: { f0: initial.value, valueSup: Math.max(top.value, -bottom.value), signChanges: possible },
  };
};

const flipsOf = (u: ValueInstance['u'], movement: Movement): number => {
  let flips = 0;
  for (let s = 0; s < u.length; s++) if (u[s]! > 0 !== u[s]! + movement.along[s]! > 0) flips++;
  return flips;
};

/** The value quantities at W0 + movement, where the movement is along x alone or leaves ⟨w, x⟩ to its `along` part. */
export const revealedValue = (
  instance: ValueInstance,
  quantity: string,
  movement: Movement,
): RevealedValue => {
  const { u, signs, m } = instance;
  let sum = 0;
  let largestShift = 0;
  for (let s = 0; s < m; s++) {
    sum += signs[s]! * Math.max(0, u[s]! + movement.along[s]!);
    largestShift = Math.max(largestShift, Math.hypot(movement.along[s]!, movement.across?.[s] ?? 0));
  }
  const value = sum / Math.sqrt(m);
  switch (quantity) {
    case 'f0':
      return { value, largestShift };
    case 'valueSup':
      return { value: Math.abs(value), largestShift };
    case 'signChanges':
      return { value: flipsOf(u, movement), largestShift };
    default:
      throw new RangeError(`revealedValue: expected f0, valueSup or signChanges, got ${quantity}`);
  }
};

/** Claims that see W0 through u = W0 x: exact extremes, no search. Source: Lemmas 4.1 and 4.3. */
export const valueFamily: Family = {
  name: 'value',
  quantities: [f0, valueSup, signChangesQuantity],
  examine: ({ stream, d, m, radius, mode }) => {
    const instance = mode === 'ambient' ? ambientValue(stream, d, m) : reducedValue(stream, d, m);
    const reading = readValues(instance, radius);
    return {
      ...reading,
      critical: null,
      instance,
      explicit: instance.explicit,
      revealed: (quantity, movement) => revealedValue(instance, quantity, movement),
    };
  },
  bytes: (d, m, _, mode) => 40 * m + (mode === 'ambient' ? Math.min(4 * d * m, memoryBudget()) : 0),
  borrows: (_, m, __, mode) => (mode === 'ambient' ? 0 : 40 * m),
  seconds: (d, m, _, mode) => 1e-4 + m * (mode === 'ambient' ? 3e-8 * d : 1.2e-8),
};
