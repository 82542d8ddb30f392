import { atMost, type Claim } from '../../src/core/claim.ts';
import { bindCell } from '../../src/core/judge/bindCell.ts';
import { bindClaim, constantsAt } from '../../src/core/judge/boundClaim.ts';
import type { Cell } from '../../src/core/judge/cell.ts';
import { judgeCell } from '../../src/core/judge/judgeCell.ts';
import { counted } from '../../src/core/judge/tally.ts';
import type { Evidence } from '../../src/core/study.ts';
import { fewNeuronsFlip } from '../../src/theorems/lazyTraining/claims/fewNeuronsFlip.ts';
import { gradientIsLarge } from '../../src/theorems/lazyTraining/claims/gradientIsLarge.ts';
import { initialGradientIsLarge } from '../../src/theorems/lazyTraining/claims/initialGradientIsLarge.ts';
import { initialValueIsBounded } from '../../src/theorems/lazyTraining/claims/initialValueIsBounded.ts';
import { oneStepFlips } from '../../src/theorems/lazyTraining/claims/oneStepFlips.ts';
import { stepIsShort, stepSizeIsSmall } from '../../src/theorems/lazyTraining/claims/stepIsShort.ts';
import { valueIsBounded } from '../../src/theorems/lazyTraining/claims/valueIsBounded.ts';
import { lazySpace } from '../../src/theorems/lazyTraining/space.ts';
import { coin, coinSetting } from './coin.ts';
import type { Mutant } from './mutant.ts';
import { ownStepSetting } from './ownStep.ts';

const settings = [...lazySpace.settings, ownStepSetting, coinSetting];

/** A cell by its axes, at the claim's own constants, and how many trials it may take. */
interface Place {
  readonly d: number;
  readonly m: number;
  readonly C0: number;
  readonly gamma: number;
  readonly mode?: Cell['mode'];
  readonly cap?: number;
}

/** As a run judges a cell, at the α of a run. */
const judged = (
  claim: Claim,
  { mode = 'reduced', cap = 4000, ...at }: Place,
  constants: Readonly<Record<string, number>> = {},
): Promise<Evidence> => {
  const bound = bindClaim(claim, lazySpace.axes);
  const cell: Cell = { at, mode, constants: constantsAt(bound, at, constants) };
  return judgeCell(bindCell(bound, cell, settings), {
    seed: 'mutants',
    purpose: 'verdict',
    alpha: { refute: 1e-6, support: 1e-3 },
    cap,
  });
};

const inWords = ({ tally, verdict }: Evidence): string => `${verdict} after ${counted(tally)}`;

/** A claim with one thing changed, at a cell where the change decides: the claim itself is not refuted there. */
const mutated = (
  name: string,
  change: string,
  at: Place,
  claim: Claim,
  fields: Partial<Claim>,
  constants: Readonly<Record<string, number>> = {},
  mutantConstants: Readonly<Record<string, number>> = constants,
): Mutant => ({
  name,
  kind: 'claim',
  change,
  where: `${claim.id} at d = ${at.d}, m = ${at.m}, C0 = ${at.C0}, γ = ${at.gamma}`,
  kill: async () => {
    const truth = await judged(claim, at, constants);
    const found = await judged({ ...claim, ...fields }, at, mutantConstants);
    const trials = counted(found.tally);
    // Were the truth refuted at the same cell, nothing would be said of the change.
    const kills = found.verdict === 'refuted' && truth.verdict !== 'refuted';
    return {
      killedBy: kills ? `refuted: ${found.tally.violated} of ${trials} violate it` : null,
      trials,
      unmutated: inWords(truth),
    };
  },
});

const constant = (claim: Claim, name: string, value: string): Partial<Claim> => ({
  constants: { ...claim.constants, [name]: { first: value, says: 'planted' } },
});

/** The theorem's step at W0 alone, with its sign and its power. */
const stepAtW0: Claim = {
  ...oneStepFlips,
  id: 'one-step-flips-at-W0',
  says: 'a step of η = C2/‖∇f‖² flips the sign at the initialization',
  premise: [],
  where: { radius: '0' },
  conclusion: atMost('keptByStep', '0'),
  constants: {
    C2: oneStepFlips.constants.C2!,
    turn: { first: '1', says: 'the sign of η against that of f' },
    power: { first: '2', says: 'the power of ‖∇f‖ that η is divided by' },
  },
};

const { critical: _, ...withoutCritical } = stepAtW0;

/** The quantile at which |f(x; W0)|, of variance 1/2, fails with chance 0.048: close to the allowed 0.05, on its safe side. */
const closeToCritical: Claim = {
  ...initialValueIsBounded,
  id: 'initial-value-at-its-quantile',
  conclusion: atMost('abs(f0)', '1.4'),
};

/** S_v has mean 79.8 and deviation 8.9 at C0 = 1, m = 10⁴: it exceeds 100 with chance 0.01, and 90 with chance 0.12. */
const withoutRoom: Claim = {
  ...fewNeuronsFlip,
  id: 'few-neurons-flip-without-room',
  conclusion: atMost('signChanges', 'C0 * sqrt(m)'),
};

/** Planted errors in the claims on draws. */
export const claimMutants: readonly Mutant[] = [
  mutated(
    'the gradient keeps half of √d',
    'C1: 1/4 → 1/2',
    { d: 100, m: 2000, C0: 4, gamma: 0.05 },
    gradientIsLarge,
    constant(gradientIsLarge, 'C1', '1 / 2'),
  ),
  mutated(
    'the gradient grows faster',
    'C1 √d → C1 d^0.7',
    { d: 400, m: 1000, C0: 0.5, gamma: 0.05 },
    gradientIsLarge,
    { conclusion: atMost('C1 * d^0.7', 'gradientInf') },
  ),
  mutated(
    'the initial gradient near its critical share, bound × 1/0.9',
    'c: 0.66 → 0.66/0.9',
    { d: 1000, m: 1000, C0: 0, gamma: 0.05 },
    { ...initialGradientIsLarge, ...constant(initialGradientIsLarge, 'c', '0.66') },
    constant(initialGradientIsLarge, 'c', '0.66 / 0.9'),
  ),
  mutated(
    'sign changes of a smaller order',
    'C0 √m → C0 m^0.45',
    { d: 10, m: 1e6, C0: 10, gamma: 0.05, cap: 200 },
    fewNeuronsFlip,
    { conclusion: atMost('signChanges', 'C0 * m^0.45 + sqrt(m * log(1 / gamma) / 2)') },
  ),
  mutated(
    'sign changes without the ball',
    'C0 √m + … → √m + …',
    { d: 10, m: 1e4, C0: 10, gamma: 0.05 },
    fewNeuronsFlip,
    { conclusion: atMost('signChanges', 'sqrt(m) + sqrt(m * log(1 / gamma) / 2)') },
  ),
  mutated(
    'sign changes near their critical number × 0.9',
    'C0 √m → 0.9 C0 √m',
    { d: 10, m: 1e4, C0: 1, gamma: 0.05 },
    withoutRoom,
    { conclusion: atMost('signChanges', '0.9 * C0 * sqrt(m)') },
  ),
  mutated(
    'sign changes: γ ignored',
    '√(m ln(1/γ)/2) dropped',
    { d: 10, m: 1e4, C0: 1, gamma: 0.001, cap: 20000 },
    fewNeuronsFlip,
    { conclusion: atMost('signChanges', 'C0 * sqrt(m)') },
  ),
  mutated(
    'the value bound without C0',
    '2√ln(2/γ) + C0 → 2√ln(2/γ)',
    { d: 10, m: 1000, C0: 10, gamma: 0.05 },
    valueIsBounded,
    { conclusion: atMost('valueSup', '2 * sqrt(log(2 / gamma))') },
  ),
  mutated(
    'the value bound in a larger ball',
    'V = C0/√m → C0/m^0.25',
    { d: 10, m: 1e4, C0: 1, gamma: 0.05 },
    valueIsBounded,
    { where: { radius: 'C0 / m^0.25' } },
  ),
  mutated(
    'the initial value: γ ignored',
    '2√ln(2/γ) → 2√ln 2',
    { d: 10, m: 1000, C0: 0, gamma: 0.001, cap: 20000 },
    initialValueIsBounded,
    { conclusion: atMost('abs(f0)', '2 * sqrt(log(2))') },
  ),
  mutated(
    'the initial value near its critical bound × 0.9',
    '1.4 → 1.26',
    { d: 10, m: 400, C0: 0, gamma: 0.05, cap: 20000 },
    closeToCritical,
    { conclusion: atMost('abs(f0)', '0.9 * 1.4') },
  ),
  mutated(
    'the step without its 4',
    'K: 4 C2 → C2',
    { d: 100, m: 1000, C0: 1, gamma: 0.05 },
    stepIsShort,
    constant(stepIsShort, 'K', 'C2'),
  ),
  mutated(
    'the step size as the step',
    'K/d: 16 C2 → 2 C2',
    { d: 100, m: 1000, C0: 1, gamma: 0.05 },
    stepSizeIsSmall,
    constant(stepSizeIsSmall, 'K', '2 * C2'),
  ),
  mutated(
    'the theorem with a step that forgets the initial value',
    'C2: 2√ln(2/γ) + C0 → C0',
    { d: 50, m: 2000, C0: 0.1, gamma: 0.05, mode: 'ambient', cap: 600 },
    oneStepFlips,
    constant(oneStepFlips, 'C2', 'C0'),
  ),
  mutated(
    'the theorem near its critical step × 0.75',
    'C2: 1.6 → 0.75 · 1.6',
    { d: 400, m: 4000, C0: 0.01, gamma: 0.05, cap: 4000 },
    oneStepFlips,
    {},
    { C2: 1.6 },
    { C2: 0.75 * 1.6 },
  ),
  mutated(
    'η with the wrong sign',
    'η → −η',
    { d: 50, m: 2000, C0: 0, gamma: 0.05, cap: 600 },
    withoutCritical,
    {},
    {},
    { turn: -1 },
  ),
  mutated(
    'η divided by too high a power',
    'C2/‖∇f‖² → C2/‖∇f‖³',
    { d: 50, m: 2000, C0: 0, gamma: 0.05, cap: 600 },
    withoutCritical,
    {},
    {},
    { power: 3 },
  ),
];

const known = (share: string, rate: number, expected: string): Mutant => ({
  name: `a coin that fails at ${share}`,
  kind: 'control',
  change: `rate ${rate}, allowed 0.05`,
  where: `expected: ${expected}`,
  kill: async () => {
    const found = await judged(coin, { d: 1, m: 1, C0: 0, gamma: 0.05, cap: 20000 }, { rate });
    const agrees = found.verdict === expected;
    return {
      killedBy: agrees ? inWords(found) : null,
      trials: counted(found.tally),
      unmutated: `obtained: ${inWords(found)}`,
    };
  },
});

/** Coins of known rate: what the sequential tests must say of them, but for α. */
export const coins: readonly Mutant[] = [
  known('γ/2', 0.025, 'supported'),
  known('γ', 0.05, 'undecided'),
  known('2γ', 0.1, 'refuted'),
];
