import type { PrintedFormula, Statement } from '../../../core/study.ts';
import { atInitialization, inPaper } from './source.ts';

const premise: Readonly<Record<'printed' | 'intended', PrintedFormula>> = {
  printed: { text: '‖δ‖ = K', tex: String.raw`\|\delta\| = K` },
  intended: { text: '‖δ‖ = K/√d, d^2.4 ≤ m', tex: String.raw`\|\delta\| = K/\sqrt{d},\ d^{2.4} \le m` },
};

const distance = { printed: 'O(1)', intended: 'O(1/√d)' } as const;

const member = (point: string, before: string): string =>
  String.raw`\big|\{ s : ${point} \in \mathcal{B}: \mathbb{1}[\langle w_s, x + \delta \rangle > 0] \ne \mathbb{1}[\langle w_{s,0}, ${before} \rangle > 0] \}\big| = O(\sqrt m)`;

const both = (reading: 'printed' | 'intended'): Statement => ({
  id: 'flips-under-both',
  reading,
  kind: 'order',
  says: `O(√m) neurons have another activation at x + δ for some W in the ball than at x for W0, for a fixed δ of length ${distance[reading]}`,
  source: inPaper('Section 4.3, after Lemma 4.4'),
  quantifiers: ['for every fixed δ', ...atInitialization],
  premise: [premise[reading]],
  conclusion: {
    text: '|{s : some W in the ball has 1[⟨w_s, x + δ⟩ > 0] ≠ 1[⟨w_{s,0}, x⟩ > 0]}| = O(√m)',
    tex: member(String.raw`\exists W`, 'x'),
  },
  asymptotic: { constant: 'c', along: 'm' },
  constants: { K: { first: '1', bound: 'given', says: `the constant hidden in ‖δ‖ = ${distance[reading]}` } },
});

const anywhere = (reading: 'printed' | 'intended'): Statement => ({
  ...both(reading),
  id: 'flips-under-both-anywhere',
  says: `O(√m) neurons have another activation at x + δ, for some W in the ball and some δ of length ${distance[reading]}, than at x for W0`,
  quantifiers: atInitialization,
  premise: [
    reading === 'printed'
      ? { text: '‖δ‖ ≤ K', tex: String.raw`\|\delta\| \le K` }
      : { text: '‖δ‖ ≤ K/√d, d^2.4 ≤ m', tex: String.raw`\|\delta\| \le K/\sqrt{d},\ d^{2.4} \le m` },
  ],
  conclusion: {
    text: '|{s : some δ and some W in the ball have 1[⟨w_s, x + δ⟩ > 0] ≠ 1[⟨w_{s,0}, x⟩ > 0]}| = O(√m)',
    tex: member(String.raw`\exists \delta,\, W`, 'x'),
  },
});

const atMovedPoint = (reading: 'printed' | 'intended'): Statement => ({
  ...both(reading),
  id: 'flips-at-the-moved-point',
  says: `O(√m) neurons have another activation at x + δ for some W in the ball than at the same point for W0, for a fixed δ of length ${distance[reading]}`,
  conclusion: {
    text: '|{s : some W in the ball has 1[⟨w_s, x + δ⟩ > 0] ≠ 1[⟨w_{s,0}, x + δ⟩ > 0]}| = O(√m)',
    tex: member(String.raw`\exists W`, String.raw`x + \delta`),
  },
});

/** x and W change together, δ fixed: what the sentence says of "perturbations on both x and W". */
export const flipsUnderBoth = both('printed');
export const flipsUnderBothIntended = both('intended');

/** The same with a δ of each neuron's own, as the supremum over δ in Lemma 4.4 would need it. */
export const flipsUnderBothAnywhere = anywhere('printed');
export const flipsUnderBothAnywhereIntended = anywhere('intended');

/** W alone changes, seen from x + δ: Lemma 4.3 at another point. */
export const flipsAtTheMovedPoint = atMovedPoint('printed');
export const flipsAtTheMovedPointIntended = atMovedPoint('intended');
