import type { ImagesFigure } from '../../../core/report/figure.ts';
import type { Lab } from '../../../core/study.ts';
import type { Engine } from '../../../numerics/engine/engine.ts';
import { openEngine } from '../../../numerics/engine/openEngine.ts';
import { type Choices, choiceFlags } from './choices.ts';
import { DataError } from './data/dataError.ts';
import { firstOf, type ImageData, type ImageSet, nameOfImages, withOnes } from './data/imageSet.ts';
import { loadImages } from './data/loadImages.ts';
import { normalize } from './data/normalize.ts';
import { resize, sideOf } from './data/resize.ts';
import type { Watch } from './training/descent.ts';

/** Where the drawn digits begin; one set for every run, as there is one MNIST. */
const DRAWN_SEED = 'lakatos';

/** At most `n` images, evenly spaced in the set, so that whatever order it has is kept in its parts. */
export const evenly = (set: ImageSet, n: number): ImageSet => {
  if (n >= set.n) return set;
  const { d } = set;
  const images = new Float32Array(n * d);
  const labels = new Int8Array(n);
  for (let i = 0; i < n; i++) {
    const from = Math.floor((i * set.n) / n);
    images.set(set.images.subarray(from * d, (from + 1) * d), i * d);
    labels[i] = set.labels[from]!;
  }
  return { n, d, images, labels };
};

/** The images of an experiment at one d. */
export interface Images {
  readonly train: ImageSet;
  /** All test images, for the test error. */
  readonly test: ImageSet;
  /** The test images that are looked at one by one. */
  readonly looked: ImageSet;
}

const unlikeThePaper = (data: ImageData, choices: Choices, told: Partial<Choices>): string | null => {
  const { trainImages, learningRate } = choices;
  if (!data.source.startsWith('MNIST'))
    return 'the paper speaks of MNIST, so what speaks against it on other images refutes nothing';
  if (trainImages < data.train.n)
    return 'the paper trains on all images, so what speaks against it after a training on a part of them refutes nothing';
  if (told.learningRate !== undefined && learningRate !== told.learningRate)
    return `the paper trains at the rate ${told.learningRate}, so what speaks against it after a training at another refutes nothing`;
  const other = choiceFlags.find(
    ({ choice }) => told[choice] !== undefined && told[choice] !== choices[choice],
  );
  return other === undefined
    ? null
    : `it is told with --${other.name} ${told[other.choice]}, so what speaks against it with --${other.name} ${choices[other.choice]} refutes nothing`;
};

/** What an experiment works with. */
export interface Laboratory {
  readonly engine: Engine;
  readonly data: ImageData;
  /** Whether the images were drawn from a seed, not read from a folder. */
  readonly drawn: boolean;
  /** Why what speaks here against the paper's own experiments refutes nothing: they are made on other images, on fewer, or at another rate; else null. */
  readonly unlike: string | null;
  readonly images: (d: number, unit: boolean) => Images;
}

const loaded = new Map<string, ImageData>();

const load = (folder: string | null, choices: Choices): ImageData => {
  // Drawn digits are as many as are used.
  const [nTrain, nTest] = [
    Math.min(4000, Math.max(2, choices.trainImages)),
    Math.min(1000, 5 * choices.testImages),
  ];
  // A folder has what it has, however many images are used.
  const key = JSON.stringify(folder === null ? [nTrain, nTest] : [folder]);
  const known = loaded.get(key) ?? loadImages({ data: folder, seed: DRAWN_SEED, nTrain, nTest });
  loaded.set(key, known);
  return known;
};

/** Throws: `RangeError` unless d is the square of a side that images are brought to. */
const requireSide = (d: number): number => {
  const side = sideOf(d);
  if (side === null) throw new RangeError(`expected d to be a square from 25 to 784, got ${d}`);
  return side;
};

/**
 * Opens the engine and the images that the options name; with biases every image has a 1 at its end. `told`: the choices that are not ours.
 *
 * Throws: `DataError` where the folder does not hold what it should, or other images than the run was planned with; `EngineError` where
 * the engine cannot be had.
 */
export const openLaboratory = async (
  { options }: Pick<Lab, 'options'>,
  choices: Choices,
  told: Partial<Choices> = {},
): Promise<Laboratory> => {
  const data = load(options.data ?? null, choices);
  if (options.images !== undefined && options.images !== nameOfImages(data))
    throw new DataError(
      `${options.data} has other images (${nameOfImages(data)}) than the run was planned with (${options.images}); give every process the same files`,
    );
  const train = evenly(data.train, choices.trainImages);
  const made = new Map<string, Images>();
  return {
    engine: await openEngine(choices.engine),
    data,
    drawn: options.data === undefined,
    unlike: unlikeThePaper(data, choices, told),
    images: (d, unit) => {
      const key = `${d} ${unit}`;
      const change = (set: ImageSet): ImageSet => {
        const made = normalize(resize(set, requireSide(d), choices.filter), unit ? 'unit' : 'raw');
        return choices.biases === 'trained' ? withOnes(made) : made;
      };
      const known = made.get(key);
      if (known !== undefined) return known;
      const test = change(data.test);
      const images = { train: change(train), test, looked: evenly(test, choices.testImages) };
      made.set(key, images);
      return images;
    },
  };
};

/** Lets signals through at every step of a training, and tells at every hundredth of it how much is done. */
export const watching = (yieldToLoop: Lab['yieldToLoop'], tell: (done: number) => void = () => {}): Watch => {
  const cut = new AbortController();
  let told = 0;
  return {
    signal: cut.signal,
    onStep: ({ done, total }) => {
      const hundredths = Math.floor((100 * done) / total);
      if (hundredths > told) tell(done / total);
      told = hundredths;
      yieldToLoop().catch((reason: unknown) => cut.abort(reason));
    },
  };
};

/** A sentence on the images for a table: which they are, and their address. */
export const dataRow = ({ data }: Laboratory): readonly [string, string, string] => [
  'images',
  data.source,
  `address ${data.address}`,
];

/** A report prints every pixel of these: few images, and small ones. */
const SHOWN_IMAGES = 6;
const SHOWN_SIDE = 14;

/**
 * The first test images, at a quarter of their pixels; ink is white on black, as MNIST stores it. Drawn digits alone: images that
 * somebody else published are not a report's to spread.
 */
export const digitsFigure = ({ data, drawn }: Laboratory): readonly ImagesFigure[] => {
  if (!drawn) return [];
  const { images, n, d } = resize(firstOf(data.test, SHOWN_IMAGES), SHOWN_SIDE);
  return [
    {
      kind: 'images',
      title: `the first test images, at ${SHOWN_SIDE} × ${SHOWN_SIDE} pixels: ${data.source}`,
      side: SHOWN_SIDE,
      images: Array.from({ length: n }, (_, i) =>
        Array.from(images.subarray(i * d, (i + 1) * d), (ink) => Math.round(255 * ink)),
      ),
    },
  ];
};
