/** What a table or an axis shows: numbers with full precision, words, or nothing. */
export type Entry = number | string | null;

/** Rows of numbers or words. */
export interface TableFigure {
  readonly kind: 'table';
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Entry[])[];
}

/** One axis of a chart. */
export interface Axis {
  readonly label: string;
  readonly scale: 'linear' | 'log';
}

/** A point of a curve, with the ends of its bar where it has one. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Curves with bars over one pair of axes, beside lines that a theory draws. */
export interface CurvesFigure {
  readonly kind: 'curves';
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly { readonly name: string; readonly points: readonly CurvePoint[] }[];
  readonly lines: readonly {
    readonly name: string;
    readonly points: readonly { readonly x: number; readonly y: number }[];
  }[];
  /** What the bars are: "95 % bootstrap intervals over trials". */
  readonly bars: string | null;
}

/** Values over a grid of two axes, beside lines that a theory draws. */
export interface HeatmapFigure {
  readonly kind: 'heatmap';
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly value: string;
  readonly cells: readonly { readonly x: number; readonly y: number; readonly value: number | null }[];
  readonly lines: readonly {
    readonly name: string;
    readonly points: readonly { readonly x: number; readonly y: number }[];
  }[];
}

/** A counterexample small enough to be printed, with the numbers that show the violation. */
export interface InstanceFigure {
  readonly kind: 'instance';
  readonly title: string;
  /** All that determines it, in full: numbers, vectors, and matrices by their rows. */
  readonly given: Readonly<Record<string, number | readonly number[] | readonly (readonly number[])[]>>;
  /** Both sides of the conclusion and what they are made of, in plain f64. */
  readonly values: Readonly<Record<string, number>>;
  /** rhs − lhs; below zero by more than `slack`. */
  readonly margin: number;
  /** The room for rounding that the comparison left. */
  readonly slack: number;
}

/** A test of fixed size. */
export interface TestFigure {
  readonly kind: 'test';
  readonly title: string;
  readonly statistic: number;
  /** Exact, or never below the exact one. */
  readonly pValue: number;
  /** The false-alarm rate at which it was held. */
  readonly alpha: number;
  /** Sizes of the samples. */
  readonly sizes: readonly number[];
  /** What a small p-value speaks for. */
  readonly alternative: string;
}

/** The exponent of a power law along a path, and whether the constant in front of a predicted order drifts. */
export interface GrowthFigure {
  readonly kind: 'growth';
  /** What grows: "sup ‖∇f(x) − ∇f(x + δ)‖". */
  readonly of: string;
  readonly against: string;
  readonly exponent: { readonly estimate: number; readonly lower: number; readonly upper: number };
  readonly confidence: number;
  /** The exponent that the claim speaks of; null where it names none. */
  readonly predicted: number | null;
  readonly drift: 'constant' | 'grows' | 'shrinks' | 'undecided';
  /** The range on which it was looked at. */
  readonly range: { readonly from: number; readonly to: number };
}

/** Small gray images, such as the digits an experiment used; 0 is black and 255 white, row by row. */
export interface ImagesFigure {
  readonly kind: 'images';
  readonly title: string;
  readonly side: number;
  readonly images: readonly (readonly number[])[];
}

/** What the study of a cell shows: a reporter knows how to draw each kind, whatever the claim. */
export type Figure =
  | TableFigure
  | CurvesFigure
  | HeatmapFigure
  | InstanceFigure
  | TestFigure
  | GrowthFigure
  | ImagesFigure;
