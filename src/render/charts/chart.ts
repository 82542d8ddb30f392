/** A tick or a category of an axis, with its words. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** One axis of a chart. A `pow` axis with the exponent 1/k is the k-th root of a linear one. */
export interface Axis {
  readonly type: 'linear' | 'log' | 'pow';
  readonly exponent?: number;
  readonly domain: readonly [number, number];
  readonly ticks: readonly Tick[];
  readonly label?: string;
  /** Whether lines across the chart, or short dashes, stand at its ticks. */
  readonly marks?: 'grid' | 'dashes';
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Colors are names of the page's own, such as `var(--for)`, so that a chart follows it from light to dark. */
interface Stroke {
  readonly color: string;
  readonly width: number;
  readonly dash?: string;
  readonly opacity?: number;
}

/** Something drawn at a place, or so many pixels to the right of it. */
interface Placed extends Point {
  readonly right?: number;
  readonly color: string;
  readonly size: number;
}

export type Mark =
  /** A level or upright line from one end to the other. */
  | ({
      readonly kind: 'segment';
      readonly x: readonly [number, number];
      readonly y: readonly [number, number];
      readonly right?: number;
    } & Stroke)
  | ({
      readonly kind: 'dot';
      readonly symbol:
        | 'circle'
        | 'square'
        | 'triangle'
        | 'diamond'
        | 'cross'
        | 'fork'
        | 'dash'
        | 'up'
        | 'down';
      readonly hollow?: boolean;
    } & Placed)
  | ({ readonly kind: 'text'; readonly text: string; readonly bold?: boolean } & Placed)
  | ({ readonly kind: 'line'; readonly points: readonly Point[] } & Stroke)
  /** The side of a line on which a claim fails. */
  | { readonly kind: 'shade'; readonly points: readonly Point[]; readonly side: 'above' | 'below' }
  /** A square of a map: all that lies within half a step. */
  | ({ readonly kind: 'square'; readonly color: string; readonly opacity: number } & Point);

/** A picture as data, and what it says to a reader who does not see it. Units: pixels, those of text being 11. */
export interface Chart {
  readonly title: string;
  /** What the picture shows, in words; empty where a table beside it has the numbers. */
  readonly description: string;
  readonly caption: string;
  readonly width: number;
  readonly height: number;
  /** Above, right, below, left. */
  readonly margins: readonly [number, number, number, number];
  readonly x: Axis;
  readonly y: Axis;
  /** In the order in which they are drawn. */
  readonly marks: readonly Mark[];
}
