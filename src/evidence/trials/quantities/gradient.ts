import { gradientAfter, gradientBracket, gradientStart } from '../../../network/gradientBracket.ts';
import type { GradientInstance } from '../../../network/instance.ts';
import { gradientAcrossAt, gradientAt } from '../../../network/reference.ts';
import { ambientGradient } from '../../../network/samplers/ambient.ts';
import { memoryBudget } from '../../../network/samplers/memory.ts';
import { reducedGradient } from '../../../network/samplers/reducedGradient.ts';
import { blockedSumError } from '../../../numerics/linalg/blockedSum.ts';
import { norm } from '../../../numerics/linalg/vectors.ts';
import { around, type Brackets, expectedStrip, type Family, type Quantity } from './quantity.ts';
import { f0, readValues, revealedValue, signChangesQuantity, valueSup } from './value.ts';

export const gradientNorm0: Quantity = {
  name: 'gradientNorm0',
  tex: '\\lVert \\nabla f(x; a, W_0) \\rVert',
  says: 'the norm of the input gradient at the initialization',
  extreme: null,
  parameters: [],
  at: (network, movement) => norm(gradientAt(network, movement, network.x)),
};

export const gradientAcross0: Quantity = {
  name: 'gradientAcross0',
  tex: '\\lVert P \\nabla f(x; a, W_0) \\rVert',
  says: 'the norm of the part of the input gradient orthogonal to x, at the initialization',
  extreme: null,
  parameters: [],
  at: (network, movement) => norm(gradientAcrossAt(network, movement, network.x)),
};

export const gradientInf: Quantity = {
  name: 'gradientInf',
  tex: '\\inf_{W \\in \\mathcal{B}} \\lVert \\nabla f(x; a, W) \\rVert',
  says: 'the least norm of the input gradient over the ball',
  extreme: 'inf',
  parameters: [],
  at: gradientNorm0.at,
};

/** How near to the best certificate the search goes; attack and certificate leave a gap of some 5e-3 of their own. */
const TOLERANCE = 2e-4;
const ITERATIONS = 300;

/**
 * A bound on the rounding of a gradient norm: each of its coordinates is a sum of m terms of size ≤ 8, scaled by √m, whose
 * absolute values add up to about m; the errors of d coordinates add up in squares.
 */
export const gradientError = (d: number, m: number): number =>
  (blockedSumError(m, m) / Math.sqrt(m)) * Math.sqrt(d);

const examineInstance = (instance: GradientInstance, decides: (brackets: Brackets) => boolean) => {
  const values = readValues(instance, instance.radius);
  const initial = gradientStart(instance);
  const error = gradientError(instance.d, instance.m);
  const known: Brackets = {
    ...values.brackets,
    gradientNorm0: around({ value: initial.norm, error }),
    gradientAcross0: around({ value: initial.acrossNorm, error }),
  };
  const search = {
    tolerance: TOLERANCE,
    iterations: ITERATIONS,
    decided: (lower: number, upper: number) => decides({ ...known, gradientInf: { lower, upper } }),
  };
  const found = gradientBracket(instance, search, initial);
  return { values, initial, known, found };
};

/**
 * Claims about the gradient, at W0 and at its shortest over the ball: a certificate and an attack that meet.
 *
 * Where the ball is W0 alone, the strip is empty and a reduced draw holds u, a and one χ_{d−1}: O(m + d) numbers. Source: Lemma 4.2.
 */
export const gradientFamily: Family = {
  name: 'gradient',
  quantities: [f0, valueSup, signChangesQuantity, gradientNorm0, gradientAcross0, gradientInf],
  examine: ({ stream, d, m, radius, mode }, question) => {
    const draw = mode === 'ambient' ? ambientGradient : reducedGradient;
    const instance = draw(stream, d, m, radius);
    const { values, initial, known, found } = examineInstance(instance, question.decides);
    const bracket = { lower: found.lower, upper: found.upper };
    return {
      brackets: { ...known, gradientInf: bracket },
      movements: { ...values.movements, gradientInf: () => found.movement },
      measured: {
        ...values.measured,
        gradientNorm0: initial.norm,
        gradientAcross0: initial.acrossNorm,
        gradientInf: { attack: found.upper, certificate: found.lower },
      },
      critical: null,
      instance,
      explicit: instance.explicit,
      revealed: (quantity, movement) => {
        if (quantity !== 'gradientInf' && quantity !== 'gradientNorm0' && quantity !== 'gradientAcross0')
          return revealedValue(instance, quantity, movement);
        const { norm: length, acrossNorm, largestShift } = gradientAfter(instance, movement);
        return { value: quantity === 'gradientAcross0' ? acrossNorm : length, largestShift };
      },
    };
  },
  borrows: (d, m, C0, mode) => {
    const strip = expectedStrip(m, C0) * 1.2 + 100;
    return mode === 'ambient' ? 0 : 60 * m + 4 * strip * Math.min(strip, d);
  },
  bytes: (d, m, C0, mode) => {
    const strip = expectedStrip(m, C0) * 1.2 + 100;
    const width = mode === 'ambient' ? 2 * d : Math.min(strip, d);
    return 60 * m + 4 * strip * width + (mode === 'ambient' ? Math.min(4 * d * m, memoryBudget()) : 0);
  },
  seconds: (d, m, C0, mode) => {
    const strip = expectedStrip(m, C0);
    const width = mode === 'ambient' ? d : Math.min(strip + 1, d);
    return 3e-4 + 2e-8 * m + 1e-8 * strip * width + (mode === 'ambient' ? 3e-8 * d * m : 0);
  },
};
