import type { Source } from '../../../core/claim.ts';

/** The paper that this theorem puts on trial. */
export const PAPER =
  'Adversarial Robustness is at Odds with Lazy Training (Wang, Ullah, Mianjy, Arora, NeurIPS 2022)';

/** A place in the paper. */
export const inPaper = (place: string): Source => ({ work: PAPER, place });

/** A falsified version of a place in the paper. */
export const asControl = (place: string): Source => ({ work: 'a control of this harness', place });

/** What every claim of the paper about the lazy regime says "for". */
export const simultaneously: readonly string[] = [
  'for every x on the unit sphere',
  'with probability at least 1 − γ over W0 and a',
  'for all W in the ball around W0 of radius C0/√m',
];

/** What a step of the proof says "for" that leaves nothing to chance. */
export const withoutException: readonly string[] = [
  'for every x on the unit sphere',
  'for every W0 and a',
  'for all W in the ball around W0 of radius C0/√m',
];

/** What the paper says of W0 alone. */
export const atInitialization: readonly string[] = simultaneously.slice(0, 2);

/** The ball of radius 0, which holds W0 alone. */
export const justW0 = { radius: '0' } as const;

/** V = C0/√m. Source: Definition 2.1. */
export const lazyBall = { radius: 'C0 / sqrt(m)' } as const;
