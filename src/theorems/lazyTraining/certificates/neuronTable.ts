import type { Form, MaxInequality } from '../../../numerics/exact/maxInequality.ts';

/**
 * Radii by which the bound of a tracked neuron with a = +1 reaches further than V·D: its loss is at most 2V.
 */
export const TRACKED_REACH = 2;

/** Where ⟨w⁰_s, x⟩ lies: above V, below −V, or between. */
export type Region = 'on' | 'off' | 'may flip';

/**
 * The bound of one kind of neuron: G(Y) = a · max of `pieces`, linear forms in u, Y, V, E = V·D and F = V·N.
 */
export interface NeuronCase {
  readonly region: Region;
  readonly sign: 1 | -1;
  readonly tracked: boolean;
  readonly pieces: readonly Form[];
}

/** What `kernels().neuronBounds` computes, case by case; `neuronBounds` says what it bounds. */
export const neuronTable: readonly NeuronCase[] = [
  {
    region: 'on',
    sign: 1,
    tracked: false,
    pieces: [
      { u: 1, V: 1 },
      { u: 1, Y: -1, E: 1 },
    ],
  },
  {
    region: 'on',
    sign: -1,
    tracked: false,
    pieces: [
      { u: 1, V: -1 },
      { u: 1, Y: -1, E: -1 },
    ],
  },
  {
    region: 'on',
    sign: 1,
    tracked: true,
    pieces: [
      { u: 1, V: 1 },
      { u: 1, Y: -1, E: 1, V: TRACKED_REACH },
    ],
  },
  { region: 'on', sign: -1, tracked: true, pieces: [{ u: 1, V: -1 }] },
  { region: 'off', sign: 1, tracked: false, pieces: [{}, { Y: 1, F: 1 }] },
  { region: 'off', sign: -1, tracked: false, pieces: [{}, { Y: 1, F: -1 }] },
  {
    region: 'may flip',
    sign: 1,
    tracked: false,
    pieces: [
      { u: 1, V: 1 },
      { u: 1, Y: -1, E: 1 },
      { Y: 1, F: 1 },
    ],
  },
  { region: 'may flip', sign: -1, tracked: false, pieces: [{}] },
];

/** Σ of forms, each times a factor. */
const combined = (...terms: readonly (readonly [number, Form])[]): Form => {
  const result: Record<string, number> = {};
  for (const [factor, form] of terms)
    for (const [variable, value] of Object.entries(form))
      result[variable] = (result[variable] ?? 0) + factor * value;
  return result;
};

/** p = u + α and q = Y + β, with α = ⟨v, x⟩ and β = ⟨v, z⟩ for the shift v of the row. */
const p: Form = { u: 1, alpha: 1 };
const q: Form = { Y: 1, beta: 1 };

/** What ‖v‖ ≤ V, ‖z − x‖ ≤ D and ‖z‖ ≤ N leave of α and β, as forms that are at most 0. */
const shifts: readonly Form[] = [
  { alpha: 1, V: -1 },
  { alpha: -1, V: -1 },
  { alpha: 1, beta: -1, E: -1 },
  { alpha: -1, beta: 1, E: -1 },
  { beta: 1, F: -1 },
  { beta: -1, F: -1 },
  { V: -1 },
  { E: -1 },
  { F: -1 },
];

const within: Readonly<Record<Region, readonly Form[]>> = {
  on: [{ u: -1, V: 1 }],
  off: [{ u: 1, V: 1 }],
  'may flip': [
    { u: 1, V: -1 },
    { u: -1, V: -1 },
  ],
};

/** h = max(p, p − q) where the neuron is active at W, and max(0, q) where it is not. */
const h = { active: [p, combined([1, p], [-1, q])], inactive: [{}, q] } as const;

/** The activations that a W of the ball can give the neuron, with what each says of p. */
const activations: Readonly<Record<Region, readonly (readonly [keyof typeof h, readonly Form[]])[]>> = {
  on: [['active', []]],
  off: [['inactive', []]],
  'may flip': [
    ['active', [combined([-1, p])]],
    ['inactive', [p]],
  ],
};

const nameOf = ({ region, sign, tracked }: NeuronCase, activation: string): string =>
  `${region}, a = ${sign === 1 ? '+1' : '−1'}${tracked ? ', tracked' : ''}${region === 'may flip' ? `, ${activation}` : ''}`;

/**
 * a h + V − a α (for a tracked neuron; else a h) is at most the bound, for every shift of the row and every z:
 * max h ≤ max of the pieces where a = +1, and the other way round where a = −1.
 */
const boundRows = (one: NeuronCase): readonly MaxInequality[] =>
  activations[one.region].map(([activation, conditions]) => {
    const loss: Form = one.tracked ? { V: 1, alpha: -one.sign } : {};
    const [left, right] =
      one.sign === 1
        ? [h[activation].map((form) => combined([1, form], [1, loss])), one.pieces]
        : [one.pieces.map((form) => combined([1, form], [1, loss])), h[activation]];
    return {
      says: nameOf(one, activation),
      left,
      right,
      where: [...shifts, ...within[one.region], ...conditions],
    };
  });

const slopeOf = (piece: Form): number => piece.Y ?? 0;

/** The largest change of slope among the pieces: what a listed neuron counts as its jump. */
export const jumpOf = ({ pieces }: NeuronCase): number => {
  const slopes = pieces.map(slopeOf);
  return Math.max(...slopes) - Math.min(...slopes);
};

/**
 * With c the largest piece at y: G(y + t) ≤ G(y) + c t + jump · max(0, |t| − margin), where the piece with slope
 * s lies `gap` below at y and margin ≤ gap/|s − c|. Only for a = +1: a concave bound lies below each of its
 * lines.
 */
const kinkRows = (one: NeuronCase): readonly MaxInequality[] =>
  one.sign === -1 || one.pieces.length < 2
    ? []
    : one.pieces.map((chosen, i) => {
        const others = one.pieces.filter((_, j) => j !== i);
        const jump = jumpOf(one);
        const turns = others.map((piece) => slopeOf(piece) - slopeOf(chosen));
        return {
          says: `${nameOf(one, 'either')}: beyond the kink of piece ${i + 1}`,
          left: [{}, ...turns.map((turn, j) => ({ [`gap${j}`]: -1, t: turn }))],
          right: [{}, { t: jump, margin: -jump }, { t: -jump, margin: -jump }],
          where: [{ margin: -1 }, ...turns.map((turn, j) => ({ margin: Math.abs(turn), [`gap${j}`]: -1 }))],
        };
      });

/** Every inequality that the table of the step certificate rests on, for each neuron by itself. */
export const neuronRows = (table: readonly NeuronCase[] = neuronTable): readonly MaxInequality[] =>
  table.flatMap((one) => [...boundRows(one), ...kinkRows(one)]);
