import type { TableFigure } from '../../../../core/report/figure.ts';
import type { Lab } from '../../../../core/study.ts';
import { maximumMatching } from '../../../../numerics/graphs/maximumMatching.ts';
import type { ImageSet } from '../data/imageSet.ts';
import type { Piece } from './pieces.ts';
import { short } from './pieces.ts';
import type { RobustRun } from './robustGrid.ts';

/** Far more than the rounding of a distance of 784 pixels in f64: pairs nearer to the limit than this do not count. */
const INWARD = 1 - 1e-12;

/**
 * The share of these images on which any classifier at all, whatever made it, can keep the right label everywhere
 * within ‖δ‖ ≤ delta: at most 1 − (a largest matching of opposite images within 2 delta)/n.
 *
 * The midpoint of such a pair is in both of their balls, and whatever the classifier says there, it is wrong for one
 * of the two. Disjoint pairs cost one image each; no choice of pairs costs more than a largest matching (König).
 * Biases change nothing, and neither does a limit of pixels to [0, 1], in which the midpoint lies.
 *
 * Precision: distances of the f32 images in f64, the limit moved inward by a part in 10¹².
 * Source: docs/mathematics.md, "A bound on every classifier".
 */
export const mostOfAnyClassifier = (
  { n, d, images, labels }: ImageSet,
  delta: number,
): { readonly pairs: number; readonly share: number } => {
  const of = (label: number): readonly number[] =>
    Array.from({ length: n }, (_, i) => i).filter((i) => labels[i] === label);
  const [ones, zeros] = [of(1), of(-1)];
  const limit = 4 * delta * delta * INWARD;
  const isNear = (i: number, j: number): boolean => {
    let square = 0;
    for (let k = 0; k < d; k++) {
      const difference = images[i * d + k]! - images[j * d + k]!;
      square += difference * difference;
      if (square > limit) return false;
    }
    return true;
  };
  const neighbours = ones.map((i) => zeros.flatMap((j, at) => (isNear(i, j) ? [at] : [])));
  const { size } = maximumMatching(neighbours, zeros.length);
  return { pairs: size, share: 1 - size / n };
};

/** Where "robust" is read as 0.9 of the images, and "below 5/√d" as a factor of 1.5 below it. */
const ROBUST = 0.9;
const LINE = 5;
const FACTOR = 1.5;

/** Dimensions at which every way of resizing the images gives the same answer. */
const DECIDED = [25, 36];

/** "The trained networks are robust against smaller perturbations", asked of every classifier at once. */
export const anyClassifierPiece = (
  imagesAt: (d: number) => ImageSet,
  sizes: readonly number[],
  isMnist: boolean,
): readonly Piece[] => {
  const found = sizes
    .filter((d) => DECIDED.includes(d))
    .map((d) => {
      const delta = LINE / (FACTOR * Math.sqrt(d));
      return { d, delta, ...mostOfAnyClassifier(imagesAt(d), delta) };
    });
  if (found.length === 0) return [];
  const against = found.filter(({ share }) => share < ROBUST);
  const shown = (against.length > 0 ? against : found)
    .map(
      ({ d, delta, pairs, share }) =>
        `${short(share)} at d = ${d} and ‖δ‖ = ${short(delta)} (${pairs} disjoint pairs of opposite images within 2‖δ‖)`,
    )
    .join(', ');
  return [
    {
      says: 'some network can be robust on 0.9 of the images a factor of 1.5 below 5/√d',
      verdict: against.length === 0 ? 'consistent' : isMnist ? 'refuted' : 'undecided',
      because: `no classifier at all, however trained, is robust on more than ${shown}`,
      rests: 'images',
    },
  ];
};

/** Four digits, never below. */
const up = (share: number): number => Math.ceil(share * 1e4 - 1e-9) / 1e4;

/**
 * The bound beside what was measured at each size and length of the map. A measured robust accuracy above it is
 * impossible: the attack that left it missed some perturbation.
 */
export const anyClassifierTable = async (
  imagesAt: (d: number) => ImageSet,
  sizes: readonly number[],
  dials: readonly number[],
  runs: readonly RobustRun[],
  yieldToLoop: Lab['yieldToLoop'],
): Promise<TableFigure> => {
  const rows: TableFigure['rows'][number][] = [];
  for (const d of sizes) {
    const lines = [LINE / (FACTOR * Math.sqrt(d)), LINE / Math.sqrt(d)];
    for (const delta of [...new Set([...dials, ...lines])].sort((a, b) => a - b)) {
      await yieldToLoop();
      const { share } = mostOfAnyClassifier(imagesAt(d), delta);
      const measured = runs.filter((run) => run.d === d && run.delta === delta).map(({ robust }) => robust);
      const most = measured.length === 0 ? null : Math.max(...measured);
      const said =
        most === null ? null : most > share + 1e-9 ? 'too weak: it left more than there can be' : 'possible';
      rows.push([d, delta, delta * Math.sqrt(d), up(share), most, said]);
    }
  }
  return {
    kind: 'table',
    title:
      'the robust accuracy that any classifier can have on the attacked images, by pairs of opposite images within 2‖δ‖',
    columns: ['d', '‖δ‖', '‖δ‖√d', 'any classifier, at most', 'measured, most', 'the attack'],
    rows,
  };
};
