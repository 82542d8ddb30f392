import { DRAWN_TEST, DRAWN_TRAIN, drawnDigits } from './drawnDigits.ts';
import type { ImageData } from './imageSet.ts';
import { readImageFolder } from './readImageFolder.ts';

/** The folder that --data or else LAKATOS_DATA names; null where neither does, or only as an empty word. */
export const imageFolder = (
  flag: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | null => flag || env.LAKATOS_DATA || null;

/** Which images: those in a folder, or drawn ones. */
export interface ImageRequest {
  /** A folder with the files of MNIST; digits are drawn where there is none. */
  readonly data?: string | null;
  /** Where the drawn digits begin; a folder does not look at it. */
  readonly seed: string;
  /** How many digits to draw; a folder does not look at them. */
  readonly nTrain?: number;
  readonly nTest?: number;
}

/**
 * The images of the experiments, 28 × 28 and as they are; `resize` and `normalize` make of them what an experiment takes.
 *
 * Throws: `DataError` when the folder does not hold what it should.
 */
export const loadImages = ({
  data = null,
  seed,
  nTrain = DRAWN_TRAIN,
  nTest = DRAWN_TEST,
}: ImageRequest): ImageData => (data === null ? drawnDigits(seed, nTrain, nTest) : readImageFolder(data));
