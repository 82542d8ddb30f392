import { twelveDigits } from '../../../core/report/decimals.ts';
import type { Point, Redraw, Reread, Setting } from '../../../core/theorem.ts';
import type { StepInstance } from '../network/instance.ts';
import { contains } from '../network/lazyBall.ts';
import { type Movement, noMovement } from '../network/movement.ts';
import { largestShift } from '../network/reference.ts';
import { counterexamples } from './counterexamples.ts';
import { plainBrackets } from './plainBrackets.ts';
import { drawAgain, drawSize, type PlainDraw, showingOf } from './plainDraw.ts';
import { gradientNormAt } from './plainGradient.ts';
import { plainQuantities } from './plainQuantities.ts';
import { keptAt, plainStepAt } from './plainStep.ts';
import { written } from './written.ts';

/**
 * Weights that somebody says violate a claim on a draw.
 *
 * `movements` gives W for each quantity over the ball. A draw that reveals W0 by being asked must be asked the same patterns, in
 * the same order, to become the same draw: `asked` lists them.
 */
export interface Proposal {
  readonly movements: Readonly<Record<string, Movement>>;
  readonly asked: readonly Int8Array[];
}

/** Up to this many weights a witness is looked at on all of them; beyond, on the coordinates that its draw reveals. */
const EXPLICIT_LIMIT = 2 ** 24;

/** The quantities over the ball. */
const OVER_BALL: ReadonlySet<string> = new Set(['valueSup', 'signChanges', 'gradientInf', 'signKeptSup']);

/** What is read off a W, and how far its rows have moved. */
interface Read {
  readonly value: number;
  readonly shift: number;
}

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

const reread = (
  draw: PlainDraw,
  { movements, asked }: Proposal,
  symbols: readonly string[],
  at: Point,
): Reread => {
  const { d, m } = draw.instance;
  if (draw.showing === 'step')
    for (const pattern of asked) {
      if (pattern.length !== m) return { fails: 'what its draw was asked is of another size' };
      draw.instance.revealed.query(pattern);
    }
  const network = d * m <= EXPLICIT_LIMIT ? draw.instance.explicit() : null;
  const values: Record<string, number> = {};
  let shift = 0;
  for (const name of symbols) {
    const movement = OVER_BALL.has(name) ? (movements[name] ?? noMovement(m)) : noMovement(m);
    if (!isMovement(movement, m)) return { fails: `its W for ${name} is no W` };
    const read =
      network === null
        ? revealedAt(draw, name, movement, at.C2 ?? Number.NaN)
        : { value: plainQuantities[name]!(network, movement, at), shift: largestShift(network, movement) };
    values[name] = read.value;
    shift = Math.max(shift, read.shift);
  }
  return contains({ radius: draw.radius }, shift)
    ? { values, shown: { largestShift: shift, radius: draw.radius } }
    : { fails: `a row of its W moves by ${shift}, beyond the radius ${draw.radius}` };
};

/** The step's draw, remembering every question that it was asked: the same questions make the same draw again. */
const remembering = (setting: Setting, asked: Int8Array[]): Setting => ({
  ...setting,
  sample: (stream, at, mode) => {
    const draw = setting.sample(stream, at, mode) as { readonly instance: Partial<StepInstance> };
    const { revealed } = draw.instance;
    if (revealed === undefined) return draw;
    const query = (pattern: Int8Array): Float64Array => {
      asked.push(pattern.slice());
      return revealed.query(pattern);
    };
    return { ...draw, instance: { ...draw.instance, revealed: { ...revealed, query } } };
  },
});

/** What `verify` draws again of the lazy ball: W0 by the plain samplers, what its quantities are at least and at most, and W. */
export const redraw: Redraw<PlainDraw, Proposal> = {
  knows: (wanted) => showingOf(wanted) !== null,
  exact: (wanted) => showingOf(wanted) === 'value',
  size: (wanted, { d, m, radius }, mode) =>
    radius! >= 0
      ? drawSize(showingOf(wanted)!, { d: d!, m: m!, radius: radius!, mode })
      : Number.POSITIVE_INFINITY,
  draw: (stream, wanted, { d, m, radius }, mode) =>
    drawAgain(showingOf(wanted)!, { stream, d: d!, m: m!, radius: radius!, mode }),
  brackets: plainBrackets,
  reread,
  shownFault: (shown, wanted, at) => {
    // A claim about W0 alone has no movement to show.
    if (![...wanted].some((name) => OVER_BALL.has(name)) && Object.keys(shown).length === 0) return null;
    const radius = twelveDigits(at.radius!);
    if (shown.radius === undefined) return 'its witness does not show the radius';
    if (shown.radius !== radius) return `the radius of its witness is ${shown.radius}, and must be ${radius}`;
    if (shown.largestShift === undefined) return 'its witness does not say how far it moves a row';
    return shown.largestShift <= radius
      ? null
      : `its witness moves a row by ${shown.largestShift}, beyond ${radius}`;
  },
  propose: (setting) => {
    const asked: Int8Array[] = [];
    return {
      setting: remembering(setting, asked),
      proposal: (found) => ({
        asked,
        movements: Object.fromEntries(
          Object.entries(found).flatMap(([name, { attainedAt }]) =>
            attainedAt === undefined ? [] : [[name, attainedAt() as Movement]],
          ),
        ),
      }),
    };
  },
  counterexamples,
  written,
};
