/**
 * lakatos puts theorems of the form "for a random draw, with probability at least 1 − γ, for all choices of an adversary, lhs ≤ rhs" on
 * trial.
 *
 * Most people need the command line, and of this package `atMost` and the types `Theorem`, `Setting` and `Claim`; `npx lakatos init`
 * writes a theorem that runs. A claim on the draws of a theorem of this package:
 *
 * ```ts
 * import { atMost, lazyTraining, type Theorem } from 'lakatos';
 *
 * export default {
 *   ...lazyTraining,
 *   id: 'my-bound',
 *   misprints: [],
 *   statements: [
 *     {
 *       id: 'value-is-small',
 *       reading: 'printed',
 *       says: 'the value of the network is at most C0 + √ln(2/γ) everywhere in the ball',
 *       source: { work: 'my notes', place: 'page 3' },
 *       quantifiers: ['for all W in the ball around W0 of radius C0/√m'],
 *       premise: [],
 *       where: { radius: 'C0 / sqrt(m)' },
 *       conclusion: atMost('valueSup', 'C0 + sqrt(log(2 / gamma))'),
 *       constants: {},
 *       failureRate: 'gamma',
 *     },
 *   ],
 * } satisfies Theorem;
 * ```
 *
 * Who embeds the harness plans cells with `planCells`, judges them with `judgeCell` or a whole plan with `runPlan`, makes a
 * record with `assembleReport` and shows it with the renderers.
 *
 * @packageDocumentation
 */

export { resolveSettings } from './cli/settings.ts';
export {
  atMost,
  type Claim,
  type Comparison,
  type Constant,
  type Reading,
  type Source,
} from './core/claim.ts';
export { ClaimError } from './core/claimError.ts';
export { type Formula, FormulaError, parseFormula } from './core/formula/formula.ts';
// Trials: one draw, one outcome; the judge of a cell.
export { cellStream, type Purpose } from './core/judge/address.ts';
export { type BoundCell, bindCell } from './core/judge/bindCell.ts';
// Claims: what a theorem says, as data.
export { type BoundClaim, bindClaim, constantsAt, margin, regimeAt } from './core/judge/boundClaim.ts';
// Quantities: what a claim may speak of, and what one of your own is made of.
// Records: what trials, cells and runs say.
export { type Cell, cellKey } from './core/judge/cell.ts';
export { type Judging, judgeCell } from './core/judge/judgeCell.ts';
export type { Confirmed, Outcome, Trial } from './core/judge/outcome.ts';
export { runTrial } from './core/judge/runTrial.ts';
export type { Tally } from './core/judge/tally.ts';
export type { Regime, Verdict } from './core/judge/verdict.ts';
// Theorems in other languages.
export { type ProcessOptions, processTheorem } from './core/process/processTheorem.ts';
// Runs: from claims to a report.
export { assembleReport, type CellRecord } from './core/report/assembleReport.ts';
export type { Explanation } from './core/report/explanation.ts';
export type {
  Alpha,
  CellReport,
  ClaimReport,
  Finding,
  Provenance,
  Report,
  RunRecord,
} from './core/report/report.ts';
export { reportCell } from './core/report/reportCell.ts';
export type { Config } from './core/run/config.ts';
export { inProcess, memoised } from './core/run/inProcess.ts';
export { type CellRequest, type PlannedCell, planCells } from './core/run/plan.ts';
export { provenanceOf, version } from './core/run/provenance.ts';
export { type Judge, type RunWatcher, runPlan } from './core/run/runPlan.ts';
export type { Settings } from './core/run/settings.ts';
export { UsageError } from './core/run/usageError.ts';
export type { Evidence, Lab, Statement, Study, StudyResult } from './core/study.ts';
export {
  type Axis,
  around,
  type Bracket,
  type Brackets,
  type Effort,
  type Found,
  type Mode,
  type Point,
  type Profile,
  profiles,
  type Quantity,
  type Setting,
  type Space,
  type Theorem,
} from './core/theorem.ts';
export { parseClaim } from './core/validateClaim.ts';
export { blockedSumError, SUM_BLOCK } from './numerics/linalg/blockedSum.ts';
export { addScaled, dot, type Numbers, norm } from './numerics/linalg/vectors.ts';
export { chi } from './numerics/random/chi.ts';
export { chiSquared } from './numerics/random/chiSquared.ts';
export { gaussian } from './numerics/random/gaussian.ts';
export { rootOf } from './numerics/random/root.ts';
export { signs } from './numerics/random/signs.ts';
export type { Stream } from './numerics/random/stream.ts';
export { uniform } from './numerics/random/uniform.ts';
export { betaLowerTail } from './numerics/statistics/beta.ts';
export { chiSquaredLowerTail, chiSquaredUpperTail } from './numerics/statistics/chiSquared.ts';
export { logRefutingE, logSupportingE } from './numerics/statistics/eProcess.ts';
// Reports: one record, several readers.
export { reportToHtml } from './render/html/page.ts';
export { reportToJson } from './render/json.ts';
export { reportToJunit } from './render/junit.ts';
export { reportToMarkdown } from './render/markdown.ts';
export { reportToTerminal } from './render/terminal.ts';
export { writeReports } from './render/writeReports.ts';
export { laurentMassart } from './theorems/laurentMassart.ts';
export { type ExplicitNetwork, visitMovedRows } from './theorems/lazyTraining/network/explicitNetwork.ts';
export { extremeMovement, extremeValue, type Rounded } from './theorems/lazyTraining/network/extremeValue.ts';
export {
  canFlip,
  type GradientInstance,
  type RevealedMatrix,
  type StepInstance,
  type ValueInstance,
} from './theorems/lazyTraining/network/instance.ts';
export { contains, insideRadius, type LazyBall } from './theorems/lazyTraining/network/lazyBall.ts';
export { type Movement, noMovement } from './theorems/lazyTraining/network/movement.ts';
export {
  gradientAt,
  largestShift,
  signChangesAt,
  stepAt,
  valueAt,
} from './theorems/lazyTraining/network/reference.ts';
export { flipEverything, signChanges } from './theorems/lazyTraining/network/signChanges.ts';
export { ambientGradient, ambientStep, ambientValue } from './theorems/lazyTraining/samplers/ambient.ts';
export { reducedGradient } from './theorems/lazyTraining/samplers/reducedGradient.ts';
export { reducedStep } from './theorems/lazyTraining/samplers/reducedStep.ts';
export { reducedValue } from './theorems/lazyTraining/samplers/reducedValue.ts';
export { lazyTraining } from './theorems/lazyTraining/theorem.ts';
