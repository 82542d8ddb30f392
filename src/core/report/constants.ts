import type { Figure } from './figure.ts';
import type { At } from './report.ts';

/** A constant at one cell: it lies between `lower` and `upper`, each of them wrong with chance at most `alpha`. */
export interface CalibratedConstant {
  readonly name: string;
  readonly claim: string;
  readonly at: At;
  readonly trials: number;
  /** Null where nothing bounds it on this side: `note` then says why. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly alpha: number;
  /** The constant itself, where the law of its quantity is known. */
  readonly exact: number | null;
  readonly note: string | null;
}

/** What happens to a constant along one axis, all others fixed. */
export interface ConstantDrift {
  readonly name: string;
  readonly claim: string;
  /** The symbol of the axis. */
  readonly against: string;
  /** Null where too little is known to fit a power law. */
  readonly exponent: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly confidence: number;
  readonly verdict: 'constant' | 'grows' | 'shrinks' | 'undecided';
  /** The axes that were fixed: `m = 100000, C0 = 1, γ = 0.05`. */
  readonly at: string;
  readonly range: { readonly from: number; readonly to: number };
}

/** A simple law beside the numbers it was fitted to. */
export interface ConstantLaw {
  /** `C2 ≈ 1.38 √ln(2/γ) + 0.53 C0`. */
  readonly formula: string;
  /** Whether it lies within the bounds at every point. */
  readonly fits: boolean;
  readonly points: readonly {
    readonly at: string;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly fitted: number;
  }[];
}

/** One constant: what was measured, whether it is one, and what to make of it. */
export interface ConstantChapter {
  readonly name: string;
  readonly claim: string;
  readonly reading: 'printed' | 'intended';
  /** What the constant is, in a clause. */
  readonly says: string;
  /** One sentence for a theorist, from the numbers below. */
  readonly conclusion: string;
  readonly constants: readonly CalibratedConstant[];
  readonly drift: readonly ConstantDrift[];
  readonly law: ConstantLaw | null;
  readonly figures: readonly Figure[];
  /** The command that gives the same numbers. */
  readonly replay: string;
}

/** The chapter *Constants* of a report. */
export interface ConstantsReport {
  readonly chapters: readonly ConstantChapter[];
  /** Constants that were left out, as `C2 of one-step-flips`, and why where it was not an interruption; absent where none is. */
  readonly missing?: readonly string[];
}

/** One cell that a frontier's bisection judged. */
export interface FrontierStep {
  readonly at: number;
  readonly verdict: string;
  readonly trials: number;
  readonly violated: number;
  readonly unresolved: number;
}

/** How far a claim reaches along an axis. Nothing says that its verdict is monotone, so the two ends are told apart. */
export interface FrontierReport {
  readonly axis: string;
  readonly claim: string;
  readonly reading: 'printed' | 'intended';
  /** The axes that were fixed. */
  readonly at: string;
  /** Null where no value tried was supported, or refuted. */
  readonly smallestSupported: number | null;
  readonly largestRefuted: number | null;
  /** The error probability of each step; all of them together make `constant.alpha`. */
  readonly alphaEach: number;
  /** In the order in which they were judged. */
  readonly steps: readonly FrontierStep[];
  /** `lower` is the largest value refuted, `upper` the smallest supported. */
  readonly constant: CalibratedConstant;
  readonly conclusion: string;
  readonly replay: string;
}

/** The document that `lakatos calibrate --json` prints. */
export interface ConstantsDocument {
  readonly schema: 'lakatos/constants@2';
  readonly version: string;
  readonly seed: string;
  readonly constants: readonly CalibratedConstant[];
  readonly drift: readonly ConstantDrift[];
  readonly chapters: readonly Omit<ConstantChapter, 'constants' | 'drift' | 'figures'>[];
  readonly frontiers: readonly FrontierReport[];
  /** As in `ConstantsReport`. */
  readonly missing?: readonly string[];
}
