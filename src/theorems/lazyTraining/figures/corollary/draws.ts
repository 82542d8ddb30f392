import type { Stream } from '../../../../numerics/random/stream.ts';
import { clopperPearson } from '../../../../numerics/statistics/clopperPearson.ts';
import type { Piece } from '../figures/pieces.ts';
import { short } from '../figures/pieces.ts';
import { evenly, type Laboratory } from '../laboratory.ts';
import { clusterLaw, imageLaw, type PointLaw, pointLaw, uniformLaw } from './laws.ts';

/** The laws on trial; all but the images are drawn at addresses of their own. */
export const lawsAt = (stream: Stream, lab: Laboratory, d: number, points: number): readonly PointLaw[] => [
  uniformLaw(stream.child('uniform'), points, d),
  clusterLaw(stream.child('clusters'), points, d),
  pointLaw(stream.child('point'), d),
  imageLaw(evenly(lab.images(d, true).looked, points)),
];

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
