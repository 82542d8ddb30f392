import type { ByProfile, Search } from '../../../core/theorem.ts';

const smallest: Search = {
  goal: 'smallest',
  over: { d: { from: 1, to: 64 }, m: { from: 1, to: 1000 }, C0: { from: 1, to: 100, per: 10 } },
  at: { gamma: 0.05 },
  draws: 30,
};

/** The search for the smallest cell that refutes a claim. */
export const smallestCell = {
  quick: [smallest],
  standard: [{ ...smallest, draws: 100 }],
  full: [{ ...smallest, draws: 300 }],
} satisfies ByProfile<Search>;

/** The search for the largest d up to which a claim fails at this C0, where the width is a formula in d. */
export const frontierInD = (C0: number, m: string, to: number, draws = 10): Search => ({
  goal: 'largest d',
  over: { d: { from: 1, to } },
  at: { m, C0, gamma: 0.05 },
  draws,
});
