import { figure4Left, figure4Right } from '../../claims/figure4.ts';
import type { LazyStudy, Place } from '../../studies/lazyStudy.ts';
import { chosen, flagsOf } from '../choices.ts';
import { noSuchImages } from '../data/resize.ts';
import { leftLayout, leftSeconds, rightLayout } from './figure4Layout.ts';
import { robustAlternativesSeconds } from './robustChanges.ts';
import { adversarialChoices, networkSeconds } from './settings.ts';

/** The least width that every profile's right half has. */
const NARROWEST = Math.max(...Object.values(rightLayout).map(({ sizes }) => sizes[0]!));

const placeOf = (d: number, m: number, constants: Place['constants'] = {}): Place => ({
  d,
  m,
  C0: 10,
  gamma: null,
  constants,
});

/** The left half of Figure 4: networks of one width, in all dimensions up to the place's. */
export const examineFigure4Left: LazyStudy = {
  statement: figure4Left,
  axes: ['d', 'm', 'C0'],
  places: { quick: [placeOf(100, 1000)], standard: [placeOf(784, 1000)], full: [placeOf(784, 1000)] },
  regime: ({ m, C0 }) => (m === 1000 && C0 === 10 ? 'inside' : 'outside'),
  refuses: ({ d }) =>
    d < leftLayout.quick.sizes[0]! ? `its dimensions begin at ${leftLayout.quick.sizes[0]}` : null,
  uses: flagsOf('adversarial'),
  seconds: (place, profile, options) => {
    const { sizes, dials } = leftLayout[profile];
    const choices = chosen(adversarialChoices[profile], options);
    const path = sizes.filter((d) => d <= place.d);
    const onAlternatives = profile === 'quick' ? 0 : robustAlternativesSeconds(choices, place.m);
    return leftSeconds(path, dials, place.m, choices) + onAlternatives;
  },
  judge: async (place, lab) => {
    const { judgeLeft } = await import('./judgeFigure4.ts');
    return judgeLeft(place, lab);
  },
};

/** The right half of Figure 4: networks of all widths up to the place's, in one dimension; C0 is what varies. */
export const examineFigure4Right: LazyStudy = {
  statement: figure4Right,
  axes: ['d', 'm'],
  places: {
    quick: [placeOf(784, 1000, { delta: 0.2 })],
    standard: [placeOf(784, 10_000, { delta: 0.2 })],
    full: [placeOf(784, 32_000, { delta: 0.2 })],
  },
  regime: ({ d, constants }) => (d === 784 && constants.delta === 0.2 ? 'inside' : 'outside'),
  refuses: ({ d, m }) => noSuchImages(d) ?? (m < NARROWEST ? `its widths begin at ${NARROWEST}` : null),
  uses: flagsOf('adversarial'),
  seconds: (place, profile, options) => {
    const { sizes, dials } = rightLayout[profile];
    const choices = chosen(adversarialChoices[profile], options);
    return sizes
      .filter((m) => m <= place.m)
      .reduce((sum, m) => sum + networkSeconds(choices, place.d, m) * choices.runs * dials.length, 0);
  },
  judge: async (place, lab) => {
    const { judgeRight } = await import('./judgeFigure4.ts');
    return judgeRight(place, lab);
  },
};
