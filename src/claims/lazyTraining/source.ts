import type { Source } from '../claim.ts';

/** A place in the paper this pack puts on trial. */
export const inPaper = (place: string): Source => ({
  work: 'Adversarial Robustness is at Odds with Lazy Training (Wang, Ullah, Mianjy, Arora, NeurIPS 2022)',
  place,
});

/** What every claim of the paper about the lazy regime says "for". */
export const simultaneously: readonly string[] = [
  'for every x on the unit sphere',
  'with probability at least 1 − γ over W0 and a',
  'for all W in the ball around W0 of radius C0/√m',
];

/** V = C0/√m. Source: Definition 2.1. */
export const lazyBall = { norm: 'two-infinity', radius: 'C0 / sqrt(m)' } as const;
