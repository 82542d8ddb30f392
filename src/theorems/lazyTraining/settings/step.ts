import { around, type Found, type Mode, type Setting } from '../../../core/theorem.ts';
import { criticalStepFrom } from '../adversaries/criticalStep.ts';
import { REVEALED_SPENT, stepSearch } from '../adversaries/stepSearch.ts';
import type { SignedStep } from '../adversaries/structuredStep.ts';
import { BOX_ERROR } from '../certificates/boxes/allowance.ts';
import { boxCertificate } from '../certificates/boxes/boxCertificate.ts';
import { explicitWeights } from '../certificates/explicitWeights.ts';
import type { KnownWeights } from '../certificates/knownWeights.ts';
import { leastCertified } from '../certificates/leastCertified.ts';
import { CERTIFICATE_ERROR, revealedWeights } from '../certificates/revealedWeights.ts';
import { stepCertificate } from '../certificates/stepCertificate.ts';
import type { Extremes, Rounded } from '../network/extremeValue.ts';
import {
  type MovedStep,
  moved,
  movedAlike,
  signedMargin,
  steppedPoint,
  valueAtPoint,
  valueAtStep,
} from '../network/gradientStep.ts';
import type { StepInstance } from '../network/instance.ts';
import { type Movement, noMovement } from '../network/movement.ts';
import { stepAt } from '../network/reference.ts';
import { ambientStep } from '../samplers/ambient.ts';
import { reducedStep } from '../samplers/reducedStep.ts';
import { gradientError, gradientNorm0 } from './gradient.ts';
import {
  inBall,
  type LazyDraw,
  lazyDraw,
  lazyQuantity,
  networkNumbers,
  networkSize,
  neuronCounts,
} from './lazyDraw.ts';
import { f0, readValues, revealedValue, signChangesQuantity, valueSup } from './value.ts';

export const fAfterStep = lazyQuantity(
  {
    symbol: 'fAfterStep',
    tex: 'f(x + \\delta; a, W_0)',
    says: 'the value at W0 after the gradient step δ = −sign(f) C2 ∇f/‖∇f‖²',
    reads: ['C2'],
  },
  (network, movement, { C2 }) => stepAt(network, movement, C2!).valueAfterStep,
);

export const signKeptSup = lazyQuantity(
  {
    symbol: 'signKeptSup',
    tex: '\\sup_{W \\in \\mathcal{B}} \\operatorname{sign}(f(x; a, W)) \\, f(x + \\delta; a, W)',
    says: 'the largest sign(f(x; a, W)) · f(x + δ; a, W) over the ball, above zero where some W keeps its sign',
    over: 'sup',
    reads: ['C2'],
  },
  (network, movement, { C2 }) => {
    const step = stepAt(network, movement, C2!);
    return (step.value < 0 ? -1 : 1) * step.valueAfterStep;
  },
);

const revealedStep = (instance: StepInstance, symbol: string, movement: Movement, C2: number): number => {
  if (symbol !== 'fAfterStep' && symbol !== 'signKeptSup' && symbol !== 'gradientNorm0')
    return revealedValue(instance, symbol, movement);
  const step = moved(instance, movement);
  if (symbol === 'gradientNorm0') return step.gradientNorm;
  if (symbol === 'signKeptSup') return signedMargin(instance, step, C2).value;
  return valueAtPoint(instance, movement, steppedPoint(step, C2)).value;
};

/** More than the rounding of both sides: revealed rows are kept in f32, which leaves some 10⁻⁸ in a value. */
const CONTRADICTION = 1e-6;

/**
 * Where an attack comes within this share of C2 of keeping the sign, no certificate by boxes is looked for: it would be too loose. That
 * it is not asked for may depend on the attack; what it says does not.
 */
const TOO_NEAR = 0.02;

interface StepDraw extends LazyDraw<StepInstance> {
  readonly mode: Mode;
}

/** What the certificate says of a draw, asked before anything else is revealed of it. */
const certificateFor = (
  { instance, explicit, mode }: StepDraw,
  radius: number,
  C2: number,
  critical: boolean,
): {
  readonly known: KnownWeights;
  readonly upper: number;
  readonly least: number | null;
  readonly extremes: Extremes | undefined;
} => {
  const known = mode === 'ambient' ? explicitWeights(explicit(), radius) : revealedWeights(instance, radius);
  const { upper } = stepCertificate(known, C2);
  // Those of all of W0 are widened by the rounding of u.
  const extremes = mode === 'ambient' ? undefined : known.extremes;
  if (!critical) return { known, upper, least: null, extremes };
  const sup = readValues(instance, radius, extremes).valueSup.upper;
  return { known, upper, least: leastCertified(known, 0.5 * sup), extremes };
};

/** f(x + δ; W0); nothing is known of it where ∇f = 0 and δ has no length. */
const afterStep = (instance: StepInstance, initial: MovedStep, C2: number): Rounded => {
  const after = valueAtStep(instance, initial, steppedPoint(initial, C2));
  return Number.isNaN(after.value) ? { value: 0, error: Number.POSITIVE_INFINITY } : after;
};

/** A try of the search, as far as brackets depend on it. */
type Tried = Pick<SignedStep, 'signedMargin' | 'error' | 'cutShort'>;

/**
 * How far the sign is kept at most, by `tried` from below and by a certificate from above. Throws: `Error`
 * where the two contradict.
 */
const signedMarginBetween = (
  { signedMargin, error, cutShort }: Tried,
  upper: number,
  movement: () => Movement,
): Found<Movement> => {
  // Where no W of the search has a step of some length, nothing was found.
  const least = Number.isNaN(signedMargin) ? Number.NEGATIVE_INFINITY : signedMargin - error;
  if (least > upper + CONTRADICTION)
    throw new Error(
      `a certificate of ${upper} stands beside an attack that keeps ${signedMargin}: one of them is wrong`,
    );
  // Within that room they may meet; a bracket is never upside down.
  return {
    ...{ lower: Math.min(least, upper), upper, attainedAt: movement },
    ...(cutShort === true && { endedBy: REVEALED_SPENT }),
  };
};

/**
 * Claims about the theorem's single gradient step, for all W in the ball at once.
 *
 * The first certificate comes first, since what it reads must not depend on what an attack reveals; where it
 * decides the claim, no attack is needed. By the reduced law it rests on at most 228 of the 6000 tail events that
 * `CERTIFICATE_ERROR` pays for; on all of W0 it is a proof. The certificate by boxes comes last, since it costs the
 * most; it is wrong with chance at most `BOX_ERROR`, and both together with at most `CERTIFICATE_ERROR`.
 * Source: Theorem 3.1.
 */
export const stepSetting: Setting<StepDraw, Movement> = {
  name: 'step',
  reads: ['d', 'm', 'radius', 'C2'],
  modes: ['reduced', 'ambient'],
  quantities: [f0, valueSup, signChangesQuantity, gradientNorm0, fAfterStep, signKeptSup],
  sample: (stream, { d, m }, mode) => ({
    ...lazyDraw((mode === 'ambient' ? ambientStep : reducedStep)(stream, d!, m!)),
    mode,
  }),
  *refine(draw, wanted, { d, m, radius, C2 }, effort) {
    const { instance } = draw;
    const ball = { radius: radius! };
    const solved = wanted.has('C2');
    const overBall = wanted.has('signKeptSup');
    const certificate = overBall || solved ? certificateFor(draw, radius!, C2!, solved) : null;
    let least = certificate?.least ?? Number.POSITIVE_INFINITY;
    const initial = movedAlike(instance, { along: 0, across: 0, normal: null });
    const after = afterStep(instance, initial, C2!);
    const known = {
      ...readValues(instance, radius!, certificate?.extremes),
      gradientNorm0: around({ value: initial.gradientNorm, error: gradientError(d!, m!) }),
      fAfterStep: around(after),
    };
    let found: Readonly<Record<string, Found<Movement>>> = known;
    /** The W that keeps its sign best at the C2 of the claim. */
    let strongest: MovedStep | null = null;
    if (overBall) {
      const { upper } = certificate!;
      // Where ∇f = 0 the step has no length, and W0 shows nothing.
      const signedMargin = Number.isFinite(after.error)
        ? (initial.value < 0 ? -1 : 1) * after.value
        : Number.NEGATIVE_INFINITY;
      const atStart = { signedMargin, error: Number.isFinite(after.error) ? after.error : 0 };
      found = { ...known, signKeptSup: signedMarginBetween(atStart, upper, () => initial.movement) };
      yield found;
      let best: { readonly tried: Tried; readonly movement: () => Movement } = {
        tried: atStart,
        movement: () => initial.movement,
      };
      for (const tried of stepSearch(instance, ball, initial, C2!, effort === 'exhaust')) {
        best = { tried, movement: () => tried.step.movement };
        strongest = tried.step;
        found = { ...known, signKeptSup: signedMarginBetween(tried, upper, best.movement) };
        yield found;
      }
      // The attacks are cheaper than boxes: a draw that they decide never comes here.
      if (!(upper <= 0) && best.tried.signedMargin < -TOO_NEAR * C2!) {
        const boxed = boxCertificate(certificate!.known, C2!);
        if (boxed !== null) {
          found = { ...known, signKeptSup: signedMarginBetween(best.tried, boxed.upper, best.movement) };
          yield found;
          if (solved) least = Math.min(least, C2!);
        }
      }
    }
    if (solved) {
      const { C2: lower, cutShort } = criticalStepFrom(instance, ball, initial, strongest);
      yield { ...found, C2: { lower, upper: least, ...(cutShort && { endedBy: REVEALED_SPENT }) } };
    } else if (!overBall) yield found;
  },
  admits: inBall,
  size: networkSize,
  revealed: ({ instance }, symbol, movement, { C2 }) =>
    revealedStep(instance, symbol, movement ?? noMovement(instance.m), C2!),
  // In the ambient law only the certificate by boxes can be wrong.
  certificateError: (_, mode) => (mode === 'ambient' ? BOX_ERROR : CERTIFICATE_ERROR),
  cost: ({ d, m }, mode) => ({
    seconds: 3e-4 + m! * (mode === 'ambient' ? 4e-7 * d! : 1.6e-7) + 1.5e-7 * d!,
    bytes: mode === 'ambient' ? 12 * d! * m! + 180 * m! : 140 * m!,
    // A matrix has a memory of its own.
  }),
  written: networkNumbers,
  summary: neuronCounts,
};
