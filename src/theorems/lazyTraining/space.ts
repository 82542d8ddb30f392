import type { Space } from '../../core/theorem.ts';
import { axes } from './axes.ts';
import { gradientSetting } from './settings/gradient.ts';
import { stepSetting } from './settings/step.ts';
import { valueSetting } from './settings/value.ts';

/** Random two-layer networks and the lazy ball around them. */
export const lazySpace: Space = { axes, settings: [valueSetting, gradientSetting, stepSetting] };
