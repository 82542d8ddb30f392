import type { Statement } from '../../../core/study.ts';
import { inPaper } from './source.ts';

/** The fact under Lemma 4.3 that lets |S_v| be counted, with V = C0/√m: its law is then binomial. */
export const signChangesAreTheStrip: Statement = {
  id: 'sign-changes-are-the-strip',
  reading: 'printed',
  kind: 'deterministic',
  says: 'the neurons that some W in the ball switches are those whose input at W0 is above −V and at most V',
  source: inPaper('Lemma 4.3'),
  quantifiers: ['for every x on the unit sphere', 'for every W0 and a', 'for every neuron s'],
  premise: [],
  conclusion: {
    text: 'S_v = { s : −V < ⟨w_{s,0}, x⟩ ≤ V }, V = C0/√m',
    tex: String.raw`S_v = \{ s : -V < \langle w_{s,0}, x \rangle \le V \}, \quad V = C_0/\sqrt m`,
  },
  constants: {},
};
