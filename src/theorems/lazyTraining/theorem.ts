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
import { checkSingleStepFlipsMost } from './figures/corollary/singleStepFlipsMost.ts';
import { checkTrainedRobustError } from './figures/corollary/trainedRobustError.ts';
import { checkFigure2, checkFigure2AsPublished } from './figures/figures/figure2.ts';
import { checkFigure3, checkFigure3AsPublished } from './figures/figures/figure3.ts';
import {
  checkFigure4Left,
  checkFigure4LeftAsPublished,
  checkFigure4Right,
  checkFigure4RightAsPublished,
} from './figures/figures/figure4.ts';
import { wrongVerdictsAreRare } from './knownTruths/wrongVerdictsAreRare.ts';
import { type LazyMeasurement, measureDraw } from './measure/measure.ts';
import { proofs } from './proofs.ts';
import { lazySpace } from './space.ts';
import { coneKeepsSign } from './studies/deterministic/coneKeepsSign.ts';
import { descentInequality, descentInequalityIntended } from './studies/deterministic/descentInequality.ts';
import { eulerIdentity } from './studies/deterministic/eulerIdentity.ts';
import { firstTermIsConstant } from './studies/deterministic/firstTermIsConstant.ts';
import { gradientSplits } from './studies/deterministic/gradientSplits.ts';
import { signChangesAreTheStrip } from './studies/deterministic/signChangesAreTheStrip.ts';
import { valueMovesAtMostC0 } from './studies/deterministic/valueMovesAtMostC0.ts';
import { linearModelIntendedStudy, linearModelStudy } from './studies/exact/linearModel.ts';
import { linearModelMovedIntendedStudy, linearModelMovedStudy } from './studies/exact/linearModelMoved.ts';
import { markovStepStudy } from './studies/exact/markovStep.ts';
import { checkOneStepFlipsWithoutDraws } from './studies/exact/oneStepFlipsWithoutDraws.ts';
import { widthWindowStudy } from './studies/exact/widthWindow.ts';
import {
  projectionIsIndependentIntendedStudy,
  projectionIsIndependentStudy,
} from './studies/law/projectionIsIndependent.ts';
import { checkRobustErrorIsLarge } from './studies/law/robustErrorIsLarge.ts';
import { secondTermLawIntendedStudy, secondTermLawStudy } from './studies/law/secondTermLaw.ts';
import { type LazyStudy, studyOf } from './studies/lazyStudy.ts';
import { checkOneStepFlipsAllWeights } from './studies/oneStepFlipsAllWeights.ts';
import { checkFirstSumRate } from './studies/order/firstSumRate.ts';
import { checkFlipsUnderBoth } from './studies/order/flipsUnderBoth.ts';
import { checkGradientIsStable } from './studies/order/gradientIsStable.ts';
import { checkRadiusIsCritical } from './studies/order/radiusIsCritical.ts';

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
  projectionIsIndependentStudy,
  projectionIsIndependentIntendedStudy,
  secondTermLawStudy,
  secondTermLawIntendedStudy,
  fewNeuronsFlip,
  signChangesAreTheStrip,
  ...checkFlipsUnderBoth,
  checkGradientIsStable,
  ...checkFirstSumRate,
  descentInequality,
  descentInequalityIntended,
  oneStepFlips,
  checkOneStepFlipsAllWeights,
  checkOneStepFlipsWithoutDraws,
  stepIsShort,
  stepIsShortIntended,
  stepSizeIsSmall,
  stepSizeIsSmallIntended,
  widthWindowStudy,
  checkRadiusIsCritical,
  coneKeepsSign,
  coneExtends,
  coneExtendsIntended,
  checkRobustErrorIsLarge,
  checkSingleStepFlipsMost,
  checkTrainedRobustError,
  markovStepStudy,
  linearModelStudy,
  linearModelIntendedStudy,
  linearModelMovedStudy,
  linearModelMovedIntendedStudy,
  checkFigure2,
  checkFigure3,
  checkFigure4Left,
  checkFigure4Right,
  checkFigure2AsPublished,
  checkFigure3AsPublished,
  checkFigure4LeftAsPublished,
  checkFigure4RightAsPublished,
  // Falsified on purpose: a run that does not refute them is not evidence for the others.
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
  measure: (stream, at, of) => measureDraw(stream, at, of as LazyMeasurement),
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
