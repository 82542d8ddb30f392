import type { Theorem } from '../../core/theorem.ts';
import { descentConverges, descentConvergesAnyway } from './claims/descentConverges.ts';
import { startIsLimit, startIsNearLimit, startIsPositive } from './claims/kernelAtStart.ts';
import {
  kernelDoesNotMove,
  kernelIsStable,
  kernelIsStableInLazyBall,
  leastStays,
  leastStaysInLazyBall,
  leastStaysIntended,
} from './claims/kernelInBall.ts';
import { axes } from './space.ts';
import { tangentKernel } from './tangentKernel.ts';
import { training } from './training.ts';

/** The tangent kernel of a two-layer network at its start, in a ball around it, and under gradient descent. */
export const ntk: Theorem = {
  id: 'ntk',
  work: 'Du, Zhai, Póczos, Singh, Gradient descent provably optimizes over-parameterized neural networks (2018)',
  axes,
  table: { rows: 'data', columns: 'm' },
  settings: [tangentKernel, training],
  statements: [
    startIsNearLimit,
    startIsPositive,
    kernelIsStable,
    leastStays,
    leastStaysIntended,
    kernelIsStableInLazyBall,
    leastStaysInLazyBall,
    descentConverges,
    descentConvergesAnyway,
    startIsLimit,
    kernelDoesNotMove,
  ],
};
