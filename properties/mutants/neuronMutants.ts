import { type CertificateMutant, mutated } from './certificateMutant.ts';

/** Planted errors in the bounds of single neurons. */
export const neuronMutants: readonly CertificateMutant[] = [
  mutated(
    'on, a = 1: V dropped',
    'boundOfNeurons.ts',
    'if (gap >= 0) block += us + V;',
    'if (gap >= 0) block += us;',
  ),
  mutated('on, a = 1: VD dropped', 'boundOfNeurons.ts', 'block += us - y + reach;', 'block += us - y;'),
  mutated(
    'tracked, a = 1: V(D + 2) → VD',
    'neuronBounds.ts',
    'V * (ball.longestStep + TRACKED_REACH)',
    'V * ball.longestStep',
  ),
  mutated('on, a = −1: V dropped', 'boundOfNeurons.ts', 'block -= us - V;', 'block -= us;'),
  mutated('on, a = −1: VD dropped', 'boundOfNeurons.ts', 'block -= us - y - VD;', 'block -= us - y;'),
  mutated('off, a = 1: VN dropped', 'boundOfNeurons.ts', 'const raised = y + VN;', 'const raised = y;'),
  mutated('off, a = −1: VN dropped', 'boundOfNeurons.ts', 'block -= y - VN;', 'block -= y;'),
  mutated('may flip, a = 1: V dropped', 'boundOfNeurons.ts', 'const flat = us + V;', 'const flat = us;'),
  mutated(
    'may flip, a = 1: VD dropped',
    'boundOfNeurons.ts',
    'const falling = us - y + VD;',
    'const falling = us - y;',
  ),
  mutated('may flip, a = 1: VN dropped', 'boundOfNeurons.ts', 'const rising = y + VN;', 'const rising = y;'),
  mutated(
    'may flip, a = −1 counted as a gain',
    'boundOfNeurons.ts',
    '} else if (positive) {\n        const flat',
    '} else if (!positive) {\n        const flat',
  ),
  mutated('the sign of f ignored', 'boundOfNeurons.ts', 'sign * signs[s]! > 0', 'signs[s]! > 0'),
  mutated(
    'a slope with the wrong sign',
    'boundOfNeurons.ts',
    'block += raised;\n            slope = 1;',
    'block += raised;\n            slope = -1;',
  ),
  mutated(
    'no slope where a neuron falls',
    'boundOfNeurons.ts',
    'block += us - y + reach;\n            slope = -1;',
    'block += us - y + reach;',
  ),
  mutated('two kinks counted as one', 'boundOfNeurons.ts', 'jump = 2;', ''),
  mutated(
    'the margin between two falling pieces doubled',
    'boundOfNeurons.ts',
    '(falling - rising) / 2',
    '(falling - rising)',
  ),
  mutated(
    'the margin between two rising pieces doubled',
    'boundOfNeurons.ts',
    '(rising - falling) / 2',
    '(rising - falling)',
  ),
  mutated(
    'kinks listed within a third of ε',
    'boundOfNeurons.ts',
    'margin < eps * rowNorms[s]!',
    'margin < (eps / 3) * rowNorms[s]!',
  ),
  mutated('kinks of neurons that are off not listed', 'boundOfNeurons.ts', 'margin = Math.abs(raised);', ''),
  mutated('kinks of neurons that are on not listed', 'boundOfNeurons.ts', 'margin = Math.abs(gap);', ''),
];
