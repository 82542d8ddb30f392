/**
 * lakatos puts theorems of the form "for a random network, with probability at least 1 − γ, for all weights in a ball around the
 * initialization, lhs ≤ rhs" on trial.
 *
 * Most people need the command line, and of this package `atMost` and the type `Claim`:
 *
 * ```ts
 * import { atMost, type Claim } from 'lakatos';
 *
 * export default {
 *   id: 'value-is-small',
 *   reading: 'printed',
 *   says: 'the value of the network is at most C0 + √ln(2/γ) everywhere in the ball',
 *   source: { work: 'my notes', place: 'page 3' },
 *   quantifiers: ['for all W in the ball around W0 of radius C0/√m'],
 *   premise: [],
 *   ball: { norm: 'two-infinity', radius: 'C0 / sqrt(m)' },
 *   conclusion: atMost('valueSup', 'C0 + sqrt(log(2 / gamma))'),
 *   constants: {},
 *   failureRate: 'gamma',
 * } satisfies Claim;
 * ```
 *
 * Who adds a quantity writes a `Family`, for which the samplers, searches and references below are the ground. Who
 * embeds the harness plans cells with `planCells`, judges them with `judgeCell` or a whole plan with `runPlan`, makes a
 * record with `assembleReport` and shows it with the reporters.
 *
 * @packageDocumentation
 */

// Claims: what a theorem says, as data.
export { type BoundClaim, bindClaim, constantsAt, margin, regimeAt } from './claims/boundClaim.ts';
export {
  atMost,
  type Claim,
  type Comparison,
  type FreeConstant,
  type Reading,
  type Source,
} from './claims/claim.ts';
export { ClaimError } from './claims/claimError.ts';
export { controls } from './claims/controls/pack.ts';
export { type Formula, FormulaError, parseFormula } from './claims/formula.ts';
export { lazyTraining } from './claims/lazyTraining/pack.ts';
export type { Pack } from './claims/pack.ts';
export { parseClaim } from './claims/validateClaim.ts';
// Records: what trials, cells and runs say.
export { type Cell, cellKey, type Mode } from './evidence/outcomes/cell.ts';
export type { Explanation } from './evidence/outcomes/explanation.ts';
export type { Bracket, Confirmed, Outcome, Trial } from './evidence/outcomes/outcome.ts';
export type {
  Alpha,
  CellReport,
  ClaimReport,
  Finding,
  Provenance,
  Report,
  RunRecord,
} from './evidence/outcomes/report.ts';
export type { Tally } from './evidence/outcomes/tally.ts';
export type { Regime, Verdict } from './evidence/outcomes/verdict.ts';
// Runs: from claims to a report.
export { assembleReport, type CellRecord } from './evidence/runner/assembleReport.ts';
export type { Config } from './evidence/runner/config.ts';
export { inProcess, memoised } from './evidence/runner/inProcess.ts';
export { type PlannedCell, planCells, type Request } from './evidence/runner/plan.ts';
export { type ProfileName, profileNames } from './evidence/runner/profiles.ts';
export { provenanceOf, version } from './evidence/runner/provenance.ts';
export { reportCell } from './evidence/runner/reportCell.ts';
export { type Judge, type RunWatcher, runPlan } from './evidence/runner/runPlan.ts';
export { resolveSettings, type Settings } from './evidence/runner/settings.ts';
export { UsageError } from './evidence/runner/usageError.ts';
// Trials: one draw, one outcome; the judge of a cell.
export { cellStream, type Purpose } from './evidence/trials/address.ts';
export { type BoundCell, bindCell } from './evidence/trials/bindCell.ts';
export { type Effort, examineTrial } from './evidence/trials/examineTrial.ts';
export { type CellResult, type Judging, judgeCell } from './evidence/trials/judgeCell.ts';
// Quantities: what a claim may speak of, and what one of your own is made of.
export { builtIn, type Catalogue, withFamily } from './evidence/trials/quantities/catalogue.ts';
export { parseFamily } from './evidence/trials/quantities/parseFamily.ts';
export {
  type Answer,
  around,
  type Brackets,
  type Draw,
  type Family,
  type Parameters,
  type Quantity,
  type Question,
  type RevealedValue,
} from './evidence/trials/quantities/quantity.ts';
export { type ExplicitNetwork, visitMovedRows } from './network/explicitNetwork.ts';
export { extremeMovement, extremeValue, type Rounded } from './network/extremeValue.ts';
export {
  canFlip,
  type GradientInstance,
  type RevealedMatrix,
  type StepInstance,
  type ValueInstance,
} from './network/instance.ts';
export { contains, insideRadius, type LazyBall } from './network/lazyBall.ts';
export { type Movement, noMovement } from './network/movement.ts';
export { gradientAt, largestShift, signChangesAt, stepAt, valueAt } from './network/reference.ts';
export { ambientGradient, ambientStep, ambientValue } from './network/samplers/ambient.ts';
export { reducedGradient } from './network/samplers/reducedGradient.ts';
export { reducedStep } from './network/samplers/reducedStep.ts';
export { reducedValue } from './network/samplers/reducedValue.ts';
export { flipEverything, signChanges } from './network/signChanges.ts';
export { blockedSumError, SUM_BLOCK } from './numerics/linalg/blockedSum.ts';
export { addScaled, dot, type Numbers, norm } from './numerics/linalg/vectors.ts';
export { chi } from './numerics/random/chi.ts';
export { gaussian } from './numerics/random/gaussian.ts';
export { rootOf } from './numerics/random/root.ts';
export { signs } from './numerics/random/signs.ts';
export type { Stream } from './numerics/random/stream.ts';
export { uniform } from './numerics/random/uniform.ts';
export { logRefutingE, logSupportingE } from './numerics/statistics/eProcess.ts';
// Reports: one record, several readers.
export { reportToHtml } from './reporters/html/page.ts';
export { reportToJson } from './reporters/json.ts';
export { reportToJunit } from './reporters/junit.ts';
export { reportToMarkdown } from './reporters/markdown.ts';
export { reportToTerminal } from './reporters/terminal.ts';
export { writeReports } from './reporters/writeReports.ts';
