import type { Statement } from '../../../../core/study.ts';
import { figure4LeftAsPublished, figure4RightAsPublished } from '../../claims/asPublished.ts';
import { figure4Left, figure4Right } from '../../claims/figure4.ts';
import type { LazyStudy, Place } from '../../studies/lazyStudy.ts';
import { chosen, flagsOf } from '../choices.ts';
import { noSuchImages } from '../data/resize.ts';
import { leftLayout, leftSeconds, rightLayout } from './figure4Layout.ts';
import { robustAlternativesSeconds } from './robustChanges.ts';
import { networkSeconds, printed, published, type Telling } from './settings.ts';

const placeOf = (d: number, m: number, constants: Place['constants'] = {}): Place => ({
  d,
  m,
  C0: 10,
  gamma: null,
  constants,
});

/** The left half of Figure 4: networks of one width, in all dimensions up to the place's. */
const left = (statement: Statement, telling: Telling): LazyStudy => ({
  statement,
  axes: ['d', 'm', 'C0'],
  places: { quick: [placeOf(100, 1000)], standard: [placeOf(784, 1000)], full: [placeOf(784, 1000)] },
  regime: ({ m, C0 }) => (m === 1000 && C0 === 10 ? 'inside' : 'outside'),
  refuses: ({ d }) => {
    const [least] = leftLayout[telling.as].quick.sizes;
    return d < least! ? `its dimensions begin at ${least}` : null;
  },
  uses: flagsOf('adversarial'),
  seconds: (place, profile, options) => {
    const { sizes, dials } = leftLayout[telling.as][profile];
    const choices = chosen(telling.adversarial[profile], options);
    const path = sizes.filter((d) => d <= place.d);
    const alone = profile === 'quick' || telling.as === 'published';
    const onAlternatives = alone ? 0 : robustAlternativesSeconds(choices, place.m);
    return leftSeconds(path, dials, place.m, choices) + onAlternatives;
  },
  judge: async (place, lab) => {
    const { judgeLeft } = await import('./judgeFigure4.ts');
    return judgeLeft(place, lab, telling);
  },
});

/** The right half of Figure 4: networks of all widths up to the place's, in one dimension; C0 is what varies. */
const right = (statement: Statement, telling: Telling): LazyStudy => ({
  statement,
  axes: ['d', 'm'],
  places: {
    quick: [placeOf(784, 1000, { delta: 0.2 })],
    standard: [placeOf(784, 10_000, { delta: 0.2 })],
    full: [placeOf(784, 32_000, { delta: 0.2 })],
  },
  regime: ({ d, constants }) => (d === 784 && constants.delta === 0.2 ? 'inside' : 'outside'),
  refuses: ({ d, m }) => {
    // The least width that every profile has.
    const narrowest = Math.max(...Object.values(rightLayout[telling.as]).map(({ sizes }) => sizes[0]!));
    return noSuchImages(d) ?? (m < narrowest ? `its widths begin at ${narrowest}` : null);
  },
  uses: flagsOf('adversarial'),
  seconds: (place, profile, options) => {
    const { sizes, dials } = rightLayout[telling.as][profile];
    const choices = chosen(telling.adversarial[profile], options);
    return sizes
      .filter((m) => m <= place.m)
      .reduce((sum, m) => sum + networkSeconds(choices, place.d, m) * choices.runs * dials.length, 0);
  },
  judge: async (place, lab) => {
    const { judgeRight } = await import('./judgeFigure4.ts');
    return judgeRight(place, lab, telling);
  },
});

export const checkFigure4Left = left(figure4Left, printed);
export const checkFigure4Right = right(figure4Right, printed);
export const checkFigure4LeftAsPublished = left(figure4LeftAsPublished, published);
export const checkFigure4RightAsPublished = right(figure4RightAsPublished, published);
