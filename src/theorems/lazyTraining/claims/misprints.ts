import type { Misprint } from '../../../core/report/report.ts';

/** The misprints of *Adversarial Robustness is at Odds with Lazy Training* (NeurIPS 2022). */
export const misprints: readonly Misprint[] = [
  {
    place: 'Definition 2.1',
    printed: 'W0 = [w_{s,1}, …, w_{s,m}]',
    readAs: 'W0 = [w_{1,0}, …, w_{m,0}]',
  },
  {
    place: 'Theorem 3.1',
    printed: 'a ~ unif({1, +1})',
    readAs: 'a_s ~ unif({−1, +1}), independent of each other',
  },
  {
    place: 'Section 4, the supremum in the display',
    printed: '‖δ‖ ≤ η‖∇f‖, where η < 0',
    readAs: '‖δ‖ ≤ |η| ‖∇f‖',
  },
  { place: 'Section 4.2, second term', printed: '‖sup_W (a vector)‖', readAs: 'sup_W ‖the vector‖' },
  { place: 'Section 5.1', printed: 'δ = η ∇_W f(x)', readAs: 'δ = η ∇ₓ f(x)' },
];
