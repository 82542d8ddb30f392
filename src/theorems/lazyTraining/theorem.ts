import type { Claim } from '../../core/claim.ts';
import type { Theorem } from '../../core/theorem.ts';
import { coneExtends, coneExtendsIntended } from './claims/coneExtends.ts';
import { consequences } from './claims/consequences.ts';
import { fewNeuronsFlip } from './claims/fewNeuronsFlip.ts';
import { gradientIsLarge, gradientIsLargeIntended } from './claims/gradientIsLarge.ts';
import { initialGradientIsLarge, initialGradientIsLarger } from './claims/initialGradientIsLarge.ts';
import { initialValueIsBounded, initialValueIsSmall } from './claims/initialValueIsBounded.ts';
import { misprints } from './claims/misprints.ts';
import { oneStepFlips, stepIsTooShort } from './claims/oneStepFlips.ts';
import { smallestCell } from './claims/searches.ts';
import { PAPER } from './claims/source.ts';
import {
  stepIsShort,
  stepIsShorter,
  stepIsShortIntended,
  stepSizeIsSmall,
  stepSizeIsSmallIntended,
} from './claims/stepIsShort.ts';
import { valueIgnoresTheBall, valueIsBounded } from './claims/valueIsBounded.ts';
import { divergences } from './divergences.ts';
import { examineSingleStepFlipsMost } from './figures/corollary/singleStepFlipsMost.ts';
import { examineTrainedRobustError } from './figures/corollary/trainedRobustError.ts';
import { examineFigure2, examineFigure2AsPublished } from './figures/figures/figure2.ts';
import { examineFigure3, examineFigure3AsPublished } from './figures/figures/figure3.ts';
import {
  examineFigure4Left,
  examineFigure4LeftAsPublished,
  examineFigure4Right,
  examineFigure4RightAsPublished,
} from './figures/figures/figure4.ts';
import { wrongVerdictsAreRare } from './knownTruths/wrongVerdictsAreRare.ts';
import { proofs } from './proofs.ts';
import { lazySpace } from './space.ts';
import { coneKeepsSign } from './studies/deterministic/coneKeepsSign.ts';
import { descentInequality, descentInequalityIntended } from './studies/deterministic/descentInequality.ts';
import { eulerIdentity } from './studies/deterministic/eulerIdentity.ts';
import { firstTermIsConstant } from './studies/deterministic/firstTermIsConstant.ts';
import { gradientSplits } from './studies/deterministic/gradientSplits.ts';
import { signChangesAreTheStrip } from './studies/deterministic/signChangesAreTheStrip.ts';
import { valueMovesAtMostC0 } from './studies/deterministic/valueMovesAtMostC0.ts';
import { linearModelExamination, linearModelIntendedExamination } from './studies/exact/linearModel.ts';
import {
  linearModelMovedExamination,
  linearModelMovedIntendedExamination,
} from './studies/exact/linearModelMoved.ts';
import { markovStepExamination } from './studies/exact/markovStep.ts';
import { examineOneStepFlipsWithoutDraws } from './studies/exact/oneStepFlipsWithoutDraws.ts';
import { widthWindowExamination } from './studies/exact/widthWindow.ts';
import {
  projectionIsIndependentExamination,
  projectionIsIndependentIntendedExamination,
} from './studies/law/projectionIsIndependent.ts';
import { examineRobustErrorIsLarge } from './studies/law/robustErrorIsLarge.ts';
import { secondTermLawExamination, secondTermLawIntendedExamination } from './studies/law/secondTermLaw.ts';
import { type LazyStudy, studyOf } from './studies/lazyStudy.ts';
import { examineOneStepFlipsAllWeights } from './studies/oneStepFlipsAllWeights.ts';
import { examineFirstSumRate } from './studies/order/firstSumRate.ts';
import { examineFlipsUnderBoth } from './studies/order/flipsUnderBoth.ts';
import { examineGradientIsStable } from './studies/order/gradientIsStable.ts';
import { examineRadiusIsCritical } from './studies/order/radiusIsCritical.ts';
import { type Surveyed, surveyDraw } from './survey/survey.ts';

/** In the order of the text. */
const statements: readonly (Claim | LazyStudy)[] = [
  valueIsBounded,
  valueMovesAtMostC0,
  initialValueIsBounded,
  eulerIdentity,
  gradientIsLarge,
  gradientIsLargeIntended,
  initialGradientIsLarge,
  gradientSplits,
  firstTermIsConstant,
  projectionIsIndependentExamination,
  projectionIsIndependentIntendedExamination,
  secondTermLawExamination,
  secondTermLawIntendedExamination,
  fewNeuronsFlip,
  signChangesAreTheStrip,
  ...examineFlipsUnderBoth,
  examineGradientIsStable,
  ...examineFirstSumRate,
  descentInequality,
  descentInequalityIntended,
  oneStepFlips,
  examineOneStepFlipsAllWeights,
  examineOneStepFlipsWithoutDraws,
  stepIsShort,
  stepIsShortIntended,
  stepSizeIsSmall,
  stepSizeIsSmallIntended,
  widthWindowExamination,
  examineRadiusIsCritical,
  coneKeepsSign,
  coneExtends,
  coneExtendsIntended,
  examineRobustErrorIsLarge,
  examineSingleStepFlipsMost,
  examineTrainedRobustError,
  markovStepExamination,
  linearModelExamination,
  linearModelIntendedExamination,
  linearModelMovedExamination,
  linearModelMovedIntendedExamination,
  examineFigure2,
  examineFigure3,
  examineFigure4Left,
  examineFigure4Right,
  examineFigure2AsPublished,
  examineFigure3AsPublished,
  examineFigure4LeftAsPublished,
  examineFigure4RightAsPublished,
  // Falsified on purpose: a run that does not refute them is no evidence for the others.
  initialValueIsSmall,
  valueIgnoresTheBall,
  initialGradientIsLarger,
  stepIsTooShort,
  stepIsShorter,
  wrongVerdictsAreRare,
];

/** *Adversarial Robustness is at Odds with Lazy Training*. */
export const lazyTraining: Theorem = {
  ...lazySpace,
  id: 'lazy-training',
  table: { rows: 'd', columns: 'm' },
  work: PAPER,
  proofs: [...proofs, ...divergences],
  consequences,
  statements: statements.map((one) => ('statement' in one ? studyOf(one) : one)),
  misprints,
  redraw: async () => (await import('./plain/redraw.ts')).redraw,
  measure: (stream, at, of) => surveyDraw(stream, at, of as Surveyed),
  calibrations: async () => (await import('./calibration/calibrations.ts')).calibrations,
  defaultTries: {
    quick: [{ d: [25, 100], m: [1000, 10000], C0: [1, 3], gamma: [0.05] }],
    standard: [{ d: [25, 100, 400], m: [1000, 10000, 100000], C0: [1, 3, 10], gamma: [0.05] }],
    full: [
      {
        d: [25, 100, 400, 784],
        m: [1000, 10000, 100000, 'd^2.4'],
        C0: [0.3, 1, 3, 10],
        gamma: [0.1, 0.05, 0.01],
      },
    ],
  },
  defaultSearches: smallestCell,
};
