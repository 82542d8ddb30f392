import type { Statement } from '../../../core/study.ts';
import { inPaper, withoutException } from './source.ts';

/** The network is positively homogeneous in x: what Section 4 uses of it whenever it speaks of f and ∇f at once. */
export const eulerIdentity: Statement = {
  id: 'euler-identity',
  reading: 'printed',
  kind: 'deterministic',
  says: 'the part of the input gradient along x is the value of the network',
  source: inPaper('Section 4'),
  quantifiers: withoutException,
  premise: [],
  conclusion: {
    text: '⟨∇f(x; a, W), x⟩ = f(x; a, W)',
    tex: String.raw`\langle \nabla f(x; a, W), x \rangle = f(x; a, W)`,
  },
  constants: {},
};
