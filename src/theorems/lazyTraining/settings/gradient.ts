import { around, type Setting } from '../../../core/theorem.ts';
import { blockedSumError } from '../../../numerics/linalg/blockedSum.ts';
import { norm } from '../../../numerics/linalg/vectors.ts';
import { memoryBudget } from '../../../numerics/memory.ts';
import { gradientAfter, gradientBrackets, gradientStart } from '../network/gradientBracket.ts';
import type { GradientInstance } from '../network/instance.ts';
import { type Movement, noMovement } from '../network/movement.ts';
import { gradientAcrossAt, gradientAt } from '../network/reference.ts';
import { ambientGradient } from '../samplers/ambient.ts';
import { reducedGradient } from '../samplers/reducedGradient.ts';
import {
  inBall,
  type LazyDraw,
  lazyDraw,
  lazyQuantity,
  networkNumbers,
  networkSize,
  neuronCounts,
} from './lazyDraw.ts';
import { f0, readValues, revealedValue, signChangesQuantity, valueSup } from './value.ts';

export const gradientNorm0 = lazyQuantity(
  {
    symbol: 'gradientNorm0',
    tex: '\\lVert \\nabla f(x; a, W_0) \\rVert',
    says: 'the norm of the input gradient at the initialization',
  },
  (network, movement) => norm(gradientAt(network, movement, network.x)),
);

export const gradientAcross0 = lazyQuantity(
  {
    symbol: 'gradientAcross0',
    tex: '\\lVert P \\nabla f(x; a, W_0) \\rVert',
    says: 'the norm of the part of the input gradient orthogonal to x, at the initialization',
  },
  (network, movement) => norm(gradientAcrossAt(network, movement, network.x)),
);

export const gradientInf = lazyQuantity(
  {
    symbol: 'gradientInf',
    tex: '\\inf_{W \\in \\mathcal{B}} \\lVert \\nabla f(x; a, W) \\rVert',
    says: 'the least norm of the input gradient over the ball',
    over: 'inf',
  },
  (network, movement) => norm(gradientAt(network, movement, network.x)),
);

/** How near to the best certificate the search goes; attack and certificate leave a gap of some 5e-3 of their own. */
const TOLERANCE = 2e-4;
const ITERATIONS = 300;

/**
 * A bound on the rounding of a gradient norm: each of its coordinates is a sum of m terms of size ≤ 8, scaled by √m, whose
 * absolute values add up to about m; the errors of d coordinates add up in squares.
 */
export const gradientError = (d: number, m: number): number =>
  (blockedSumError(m, m) / Math.sqrt(m)) * Math.sqrt(d);

/** The expected number of neurons that may flip, m(2Φ(V) − 1) ≤ √(2/π) C0 √m with C0 = V√m, for estimates of cost. */
const expectedFlips = (m: number, radius: number): number => Math.min(m, 0.8 * radius * m);

/**
 * Claims about the gradient, at W0 and at its shortest over the ball: a certificate and an attack that meet.
 *
 * Where the ball is W0 alone, no neuron may flip and a reduced draw holds u, a and one χ_{d−1}: O(m + d) numbers. Source: Lemma 4.2.
 */
export const gradientSetting: Setting<LazyDraw<GradientInstance>, Movement> = {
  name: 'gradient',
  reads: ['d', 'm', 'radius'],
  modes: ['reduced', 'ambient'],
  quantities: [f0, valueSup, signChangesQuantity, gradientNorm0, gradientAcross0, gradientInf],
  sample: (stream, { d, m, radius }, mode) =>
    lazyDraw((mode === 'ambient' ? ambientGradient : reducedGradient)(stream, d!, m!, radius!)),
  *refine({ instance }) {
    const initial = gradientStart(instance);
    const error = gradientError(instance.d, instance.m);
    const known = {
      ...readValues(instance, instance.radius),
      gradientNorm0: around({ value: initial.norm, error }),
      gradientAcross0: around({ value: initial.acrossNorm, error }),
    };
    for (const found of gradientBrackets(instance, TOLERANCE, ITERATIONS, initial))
      yield {
        ...known,
        gradientInf: { lower: found.lower, upper: found.upper, attainedAt: () => found.movement },
      };
  },
  admits: inBall,
  size: networkSize,
  revealed: ({ instance }, symbol, movement) => {
    const at = movement ?? noMovement(instance.m);
    if (symbol !== 'gradientInf' && symbol !== 'gradientNorm0' && symbol !== 'gradientAcross0')
      return revealedValue(instance, symbol, at);
    const { norm: length, acrossNorm } = gradientAfter(instance, at);
    return symbol === 'gradientAcross0' ? acrossNorm : length;
  },
  cost: ({ d, m, radius }, mode) => {
    const mayFlip = expectedFlips(m!, radius!);
    const written = mayFlip * 1.2 + 100;
    const width = Math.min(written, d!);
    const ambient = mode === 'ambient';
    return {
      seconds:
        3e-4 +
        2e-8 * m! +
        1e-8 * mayFlip * (ambient ? d! : Math.min(mayFlip + 1, d!)) +
        (ambient ? 3e-8 * d! * m! : 0),
      bytes:
        60 * m! +
        4 * written * (ambient ? 2 * d! : width) +
        (ambient ? Math.min(4 * d! * m!, memoryBudget()) : 0),
    };
  },
  written: networkNumbers,
  summary: neuronCounts,
};
