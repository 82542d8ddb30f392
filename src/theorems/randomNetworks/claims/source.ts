import type { Source } from '../../../core/claim.ts';

/** Where statements are printed. The texts were not at hand beyond their openings: each place says that it is restated. */
export const bubeck = (place: string): Source => ({
  work: 'Bubeck et al. 2021',
  place: `${place} (restated)`,
});
export const bartlett = (place: string): Source => ({
  work: 'Bartlett, Bubeck, Cherapanamjeri 2021',
  place: `${place} (restated)`,
});
export const danielyShacham = (place: string): Source => ({
  work: 'Daniely and Shacham 2020',
  place: `${place} (restated)`,
});
export const montanariWu = (place: string): Source => ({
  work: 'Montanari and Wu 2022',
  place: `${place} (restated)`,
});

/** A planted error, and what it was planted in. */
export const planted = (place: string): Source => ({ work: 'a planted error', place });

/** The values of the axes that a cell has unless it says otherwise. */
export const usual = { depth: [1], activation: ['ReLU'], last: ['signs'], gamma: [0.05] };

/** The same as the one value of each axis, for a search. */
export const single = { depth: 1, activation: 'ReLU', last: 'signs', gamma: 0.05 };
