import type { CalibrationRequest, Calibrations } from '../../../core/calibrate/calibrations.ts';
import { type Calibration, requireCalibration, symbolsOf } from './calibrationRequest.ts';
import { measure } from './measure.ts';
import { predictions } from './predictions.ts';
import { standardListOf } from './standardList.ts';

/** A request in the words of this theorem; an axis that is not asked for has one usual value. */
const inWords = ({ axes, ...rest }: CalibrationRequest): Calibration => ({
  ...rest,
  d: (axes.d ?? [100]).map(Number),
  m: (axes.m ?? ['1e4']).map(String),
  C0: (axes.C0 ?? [1]).map(Number),
  gamma: (axes.gamma ?? [0.05]).map(Number),
});

/** What the paper leaves open, on the grids that show whether it is a constant. */
export const calibrations: Calibrations = {
  symbolsOf,
  homes: {
    C0: 'gradient-is-large',
    C1: 'gradient-is-large',
    C2: 'one-step-flips',
    C3: 'gradient-is-large',
    C4: 'gradient-is-large',
    K: 'step-is-short',
    K0: 'gradient-is-large',
    c: 'initial-gradient-is-large',
    d: 'gradient-is-large',
    m: 'gradient-is-large',
    F: 'initial-value-is-bounded',
    S: 'few-neurons-flip',
  },
  claims: predictions.map(({ claim }) => claim),
  usual: (profile) =>
    standardListOf(profile).map(({ d, m, C0, gamma, long: _, ...rest }) => ({
      ...rest,
      axes: { d, m, C0, gamma },
    })),
  require: (asked) => requireCalibration(inWords(asked)),
  measure: (sampling, asked, replay) => measure(sampling, inWords(asked), replay),
};
