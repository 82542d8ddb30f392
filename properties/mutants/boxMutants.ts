import { objectionToBoxes } from './boxTrials.ts';
import type { CertificateMutant } from './certificateMutant.ts';
import { mutatedBoxes } from './mutatedBoxes.ts';

const mutated = (
  name: string,
  file: string,
  text: string,
  by: string,
  survives?: string,
): CertificateMutant => ({
  name: `boxes: ${name}`,
  kind: 'certificate',
  change: `${text} → ${by === '' ? 'nothing' : by}`,
  where: `boxes/${file}`,
  replacement: { file: `boxes/${file}`, text, by },
  ...(survives === undefined ? {} : { survives }),
  kill: async () => ({
    killedBy: objectionToBoxes(mutatedBoxes({ file: `boxes/${file}`, text, by })),
    trials: 1,
    unmutated: 'stands',
  }),
});

/** Planted errors in the certificate by boxes, one text of one module each. */
export const boxMutants: readonly CertificateMutant[] = [
  // What the tails add up to.
  mutated(
    'a leaf that forgets what it is conditioned on',
    'allowance.ts',
    '-Math.log(shifted * LEAF_ERROR)',
    '-Math.log(LEAF_ERROR)',
  ),
  mutated(
    '‖h‖ that forgets what it is conditioned on',
    'allowance.ts',
    '-2 * Math.log(shifted * LENGTH_ERROR)',
    '-2 * Math.log(LENGTH_ERROR)',
  ),
  mutated('each side with all of the error', 'allowance.ts', 'BOX_ERROR / 2', 'BOX_ERROR'),
  mutated('√(d − 2) without its root', 'allowance.ts', 'Math.sqrt(d - 2)', '0.8 * Math.sqrt(d - 2)'),
  // Ranges of the gradient and of the step.
  mutated(
    'shifts left out of ⟨g, e₁⟩',
    'boxSide.ts',
    '(plane.across - turned - shifts)',
    '(plane.across - turned)',
  ),
  mutated(
    'switches left out of ⟨g, e₁⟩',
    'boxSide.ts',
    '(plane.across + turned + shifts)',
    '(plane.across + shifts)',
  ),
  mutated(
    'the rest of g without its mean',
    'boxSide.ts',
    'Math.sqrt(size) * length +',
    '0 * length +',
    'on networks this small its tail is more than its mean',
  ),
  mutated('X from half of the root', 'stepBox.ts', '(2 * reach * square)', '(reach * square)'),
  mutated('boxes emptied at half of the rest of g', 'stepBox.ts', '> side.mostRest', '> 0.5 * side.mostRest'),
  mutated(
    'boxes emptied by a larger least ⟨g, e₁⟩',
    'stepBox.ts',
    '(best * best + around) < side.leastAcross',
    '(best * best + around) < 1.1 * side.leastAcross',
  ),
  mutated(
    'boxes emptied at half of the reach',
    'stepBox.ts',
    '> Math.max(side.reach, 0)',
    '> 0.5 * Math.max(side.reach, 0)',
  ),
  // One neuron.
  mutated(
    'raising neurons that are on cannot be moved',
    'boxBound.ts',
    'raising: [V * (apart - xi), V * longest]',
    'raising: [0, V * longest]',
  ),
  mutated(
    'raising neurons that are off cannot be moved',
    'boxBound.ts',
    'raising: [V * (apart - xi), V * longest]',
    'raising: [V * (apart - xi), 0]',
  ),
  mutated(
    'lowering neurons that are on moved the wrong way',
    'boxBound.ts',
    'lowering: [V * (xi - apart), -V * longest]',
    'lowering: [V * (xi + apart), -V * longest]',
  ),
  mutated(
    'lowering neurons that are off moved the wrong way',
    'boxBound.ts',
    'lowering: [V * (xi - apart), -V * longest]',
    'lowering: [V * (xi - apart), V * longest]',
  ),
  mutated(
    '‖ξ − z‖ from one corner',
    'boxBound.ts',
    'Math.max((of[0] - from) ** 2, (of[1] - from) ** 2)',
    'Math.min((of[0] - from) ** 2, (of[1] - from) ** 2)',
    'wide boxes have room for it: the bound at a single step is the same',
  ),
  mutated(
    'the movement of the neurons that are on',
    'boxBound.ts',
    '+ (side.alwaysOn * side.V * xi) / Math.sqrt(side.m)',
    '',
  ),
  mutated(
    'L without its sign',
    'boxBound.ts',
    'const product = rest * r - across * Y - along * X;',
    'const product = rest * r + across * Y - along * X;',
  ),
  mutated('½⟨w⁰, ξ⟩ left out', 'flippingMoment.ts', 'line(1, 0, -1, 0, -0.5 * k)', 'line(1, 0, 0, 0, 0)'),
  mutated(
    'a neuron that stays on left out',
    'flippingMoment.ts',
    'line(1, 0, 1, V * xi, 0.5 * k)',
    'line(1, 0, -1, 0, 0.5 * k)',
  ),
  mutated(
    'a raising neuron switched off and active at z left out',
    'flippingMoment.ts',
    'line(1, 1, -1, V * longest, r - 0.5 * k)',
    'line(1, 0, -1, 0, r - 0.5 * k)',
  ),
  mutated(
    'a lowering neuron without its movement',
    'flippingMoment.ts',
    'line(-1, 0, -1, V * xi, -0.5 * k)',
    'line(-1, 0, -1, 0, -0.5 * k)',
  ),
  // Sums over neurons.
  mutated('‖Pl‖ dropped for neurons on and off', 'boxBound.ts', 'omega * r * r +', '0 * r * r +'),
  mutated('⟨b, l⟩ taken off twice', 'boxBound.ts', '(NEAR - 2 * omega * cc)', '(NEAR - 4 * omega * cc)'),
  mutated('T² dropped', 'boxBound.ts', '* (T * T + cc * cc)', '* (cc * cc)'),
  mutated('cc² dropped', 'boxBound.ts', '* (T * T + cc * cc)', '* (T * T)'),
  mutated(
    'the spread within a bin dropped',
    'boxBound.ts',
    '+ 0.125 * theta * theta * spreads',
    '',
    'bins are narrow, and what thresholds lose by being one a bin is more',
  ),
  mutated(
    'masses moved to the lower end of their bin',
    'boxTables.ts',
    'masses[bin + 1]! += share;',
    'masses[bin]! += share;',
  ),
  mutated(
    'far neurons that raise f left out',
    'boxTables.ts',
    'beyond += count[i]!;\n      sum += count[i]! * value;',
    '',
  ),
  mutated('nodes along e₁ without the far one', 'flippingNodes.ts', 'n * up * right;', '0;'),
  mutated('κ²/2 dropped for lines', 'linesLogMoment.ts', '+ 0.5 * tilt * tilt', '', undefined),
  mutated(
    'κ²/2 dropped for raising neurons',
    'raisingMoments.ts',
    'const half = 0.5 * kappa * kappa;\n  for (let i = 0; i <= last; i++)',
    'const half = 0;\n  for (let i = 0; i <= last; i++)',
  ),
  mutated(
    'a threshold table shifted by one',
    'boxBound.ts',
    'quickNormalCdf((i - LAST) / THRESHOLDS - kappa)',
    'quickNormalCdf((i - LAST - 16) / THRESHOLDS - kappa)',
  ),
];
