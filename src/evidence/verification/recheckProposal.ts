import { margin } from '../../claims/boundClaim.ts';
import { contains } from '../../network/lazyBall.ts';
import { type Movement, noMovement } from '../../network/movement.ts';
import { largestShift } from '../../network/reference.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import { drawStream } from './drawAddress.ts';
import type { Ledger } from './ledger.ts';
import { drawAgain, drawSize, type PlainDraw, showingOf } from './plainDraw.ts';
import { gradientNormAt } from './plainGradient.ts';
import { plainQuantities } from './plainQuantities.ts';
import { keptAt, plainStepAt } from './plainStep.ts';
import { MOST_NUMBERS } from './redraw.ts';
import type { ReadWitness } from './reportSchema.ts';
import type { Place } from './statement.ts';

/**
 * Weights that somebody says violate a claim on a draw: nothing about them is believed.
 *
 * `movements` gives W for each quantity over the ball. A draw that reveals W0 by being asked must be asked the same patterns, in
 * the same order, to become the same draw: `asked` lists them.
 */
export interface Proposal {
  readonly movements: Readonly<Record<string, Movement>>;
  readonly asked: readonly Int8Array[];
}

/** Finds the W of a witness; null where nothing is found. Untrusted: a search, a file, a guess. */
export type Propose = (address: string) => Proposal | null;

/** Where a witness lies, and who finds its W. */
export interface Asking {
  readonly root: Stream;
  readonly purpose: 'verdict' | 'confirm';
  readonly propose: Propose;
}

/** Up to this many weights a witness is looked at on all of them; beyond, on the coordinates that its draw reveals. */
const EXPLICIT_LIMIT = 2 ** 24;

/** Margins must be below zero by this share of 1 and of the two sides. */
const SLACK = 1e-8;

/** What is read off a W, and how far its rows have moved. */
interface Read {
  readonly value: number;
  readonly shift: number;
}

const ofWeights = new Set(['valueSup', 'signChanges', 'gradientInf', 'signKeptSup']);

/** A quantity from the coordinates that a draw reveals, by plain sums. */
const revealedAt = (draw: PlainDraw, name: string, movement: Movement, C2: number): Read => {
  const { u, signs, m } = draw.instance;
  if (draw.showing === 'step' && ['gradientNorm0', 'fAfterStep', 'signKeptSup'].includes(name)) {
    const step = plainStepAt(draw.instance, movement, C2);
    const value =
      name === 'gradientNorm0'
        ? step.gradientNorm
        : name === 'fAfterStep'
          ? step.valueAfterStep
          : keptAt(step);
    return { value, shift: step.largestShift };
  }
  if (draw.showing === 'gradient' && name.startsWith('gradient')) {
    const { value, acrossValue, largestShift } = gradientNormAt(draw.instance, movement);
    return { value: name === 'gradientAcross0' ? acrossValue : value, shift: largestShift };
  }
  let sum = 0;
  let flips = 0;
  let shift = 0;
  for (let s = 0; s < m; s++) {
    const at = u[s]! + movement.along[s]!;
    const aside = movement.across?.[s] ?? 0;
    sum += signs[s]! * Math.max(0, at);
    if (u[s]! > 0 !== at > 0) flips++;
    shift = Math.max(shift, Math.sqrt(movement.along[s]! ** 2 + aside * aside));
  }
  const value = sum / Math.sqrt(m);
  return { value: name === 'signChanges' ? flips : name === 'valueSup' ? Math.abs(value) : value, shift };
};

const isMovement = ({ along, across, normal }: Movement, m: number): boolean => {
  if (along.length !== m || (across !== null && across.length !== m)) return false;
  if (normal === null) return across === null || across.every((entry) => entry === 0);
  const square = normal.reduce((sum, entry) => sum + entry * entry, 0);
  return Math.abs(square - 1) <= 1e-9;
};

/** The quantities of a conclusion at the proposed W, on the draw made again; a sentence where the proposal is none. */
const readAt = (
  draw: PlainDraw,
  place: Place,
  { movements, asked }: Proposal,
): Record<string, Read> | string => {
  const { d, m } = draw.instance;
  if (draw.showing === 'step')
    for (const pattern of asked) {
      if (pattern.length !== m) return 'what its draw was asked is of another size';
      draw.instance.revealed.query(pattern);
    }
  const network = d * m <= EXPLICIT_LIMIT ? draw.instance.explicit() : null;
  const { lhs, rhs } = place.statement.bound.conclusion;
  const read: Record<string, Read> = {};
  for (const name of place.statement.wanted) {
    if (!lhs.symbols.has(name) && !rhs.symbols.has(name)) continue;
    const movement = ofWeights.has(name) ? (movements[name] ?? noMovement(m)) : noMovement(m);
    if (!isMovement(movement, m)) return `its W for ${name} is no W`;
    read[name] =
      network === null
        ? revealedAt(draw, name, movement, place.constants.C2 ?? Number.NaN)
        : {
            value: plainQuantities[name]!(network, movement, place.constants),
            shift: largestShift(network, movement),
          };
  }
  return read;
};

/**
 * Re-validates a witness: draws its instance again, and holds the proposed W against the ball and the conclusion with plain code.
 *
 * What the search says of its W is not asked; its margin must be what the report says.
 */
export const recheckProposal = (
  place: Place,
  witness: ReadWitness,
  { root, purpose, propose }: Asking,
  book: Ledger,
  where = place.where,
): void => {
  const { statement, cell, radius, scope } = place;
  const showing = showingOf(statement.wanted);
  const trust = (why: string): void => book.trust('witnesses', 1, why);
  if (showing === null) {
    trust('their quantities are not known here');
    return;
  }
  if (drawSize(showing, { ...cell, radius }) > MOST_NUMBERS) {
    trust('their draws do not fit in memory');
    return;
  }
  const fault = (): string | null => {
    const proposal = propose(witness.address);
    if (proposal === null) return 'on this draw no W was found that violates the claim';
    const stream = drawStream(root, purpose, statement.bound.claim.id, cell, witness.trial);
    const draw = drawAgain(showing, { stream, d: cell.d, m: cell.m, radius, mode: cell.mode });
    const read = readAt(draw, place, proposal);
    if (typeof read === 'string') return read;
    const shift = Math.max(0, ...Object.values(read).map((one) => one.shift));
    if (!contains({ radius }, shift)) return `a row of its W moves by ${shift}, beyond the radius ${radius}`;
    const values = Object.fromEntries(Object.entries(read).map(([name, { value }]) => [name, value]));
    const { lhs, rhs } = statement.bound.conclusion;
    const all = { ...values, ...scope };
    const size = 1 + Math.abs(lhs.evaluate(all)) + Math.abs(rhs.evaluate(all));
    const found = margin(statement.bound, scope, values);
    if (!(Number.isFinite(found) && found < -SLACK * size))
      return `the margin at its W is ${found}, not below zero`;
    const said = witness.confirmed.margin;
    if (!(Math.abs(found - said) <= 1e-6 * size))
      return `the margin at its W is ${found}, and the report says ${said}`;
    return null;
  };
  const why = fault();
  book.check('witnesses re-validated', where, why === null, () => `its witness: ${why}`);
};
