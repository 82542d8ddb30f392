import type { Place, Profile } from '../../evidence/trials/examination.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import { clopperPearson } from '../../numerics/statistics/clopperPearson.ts';
import type { Choices } from '../choices.ts';
import type { Piece } from '../figures/pieces.ts';
import { short } from '../figures/pieces.ts';
import { evenly, type Laboratory } from '../laboratory.ts';
import { clusterLaw, imageLaw, type PointLaw, pointLaw, uniformLaw } from './laws.ts';

/** Draws of (W0, a) for each law, and points of a law. */
export const efforts: Readonly<Record<Profile, { readonly draws: number; readonly points: number }>> = {
  quick: { draws: 4, points: 11 },
  standard: { draws: 24, points: 20 },
  full: { draws: 48, points: 100 },
};

/** How W is trained adversarially: the points are few, so an epoch is a batch or two. */
export const trainingChoices: Readonly<Record<Profile, Choices>> = (() => {
  const base: Choices = {
    engine: 'wasm',
    filter: 'area',
    runs: 1,
    trainImages: 1000,
    testImages: 1000,
    learningRate: 4,
    batchSize: 32,
    epochs: 15,
    pgdSteps: 3,
    testPgdSteps: 20,
    pgdStepSize: 0.5,
    testPgdStepSize: 0.25,
    pgdStart: 'at x',
  };
  return {
    quick: { ...base, trainImages: 100, testImages: 100 },
    standard: base,
    full: { ...base, epochs: 60 },
  };
})();

/** The laws on trial; all but the images are drawn at addresses of their own. */
export const lawsAt = (stream: Stream, lab: Laboratory, d: number, points: number): readonly PointLaw[] => [
  uniformLaw(stream.child('uniform'), points, d),
  clusterLaw(stream.child('clusters'), points, d),
  pointLaw(stream.child('point'), d),
  imageLaw(evenly(lab.images(d, true).looked, points)),
];

/** 2√ln(2/γ) + C0, the bound of Lemma 4.1 that the proof asks of the step. */
export const stepConstant = ({ gamma, C0 }: Place): number => 2 * Math.sqrt(Math.log(2 / gamma!)) + C0;

/**
 * Draws with a witness against "with probability at least 1 − 10γ".
 *
 * Refuted where Clopper–Pearson's lower bound of their rate exceeds 10γ at α; consistent where the search found no more than that and left
 * nothing open; undecided else. Searches prove nothing by failing, so nothing is supported.
 */
export const ratePiece = (
  says: string,
  found: { readonly draws: number; readonly witnesses: number; readonly open: number },
  gamma: number,
  alpha: number,
  how: string,
): Piece => {
  const { draws, witnesses, open } = found;
  const rate = clopperPearson({ n: draws, kLower: witnesses, kUpper: witnesses, alpha });
  const refuted = rate.lower > 10 * gamma;
  return {
    says,
    verdict: refuted ? 'refuted' : open === 0 && witnesses <= 10 * gamma * draws ? 'consistent' : 'undecided',
    because: `on ${witnesses} of ${draws} draws of W0 and a, ${how}${open === 0 ? '' : `, on ${open} nothing is settled`}; allowed is a rate of ${short(10 * gamma)}`,
  };
};
