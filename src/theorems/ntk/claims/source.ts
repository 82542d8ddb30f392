import type { Source } from '../../../core/claim.ts';

/** Du, Zhai, Póczos, Singh 2018; the text was not at hand, so each place says that it is restated. */
export const du = (place: string): Source => ({
  work: 'Du, Zhai, Póczos, Singh 2018',
  place: `${place} (restated)`,
});

export const planted = (place: string): Source => ({ work: 'a planted error', place });

/** λ0 > 0: no two inputs are parallel. */
export const positive = { lhs: '1e-12', rhs: 'lambda0' };

export const usual = { d: [10], n: [5], data: ['uniform'], gamma: [0.05] };
