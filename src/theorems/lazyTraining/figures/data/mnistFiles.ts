/** One file of a published data set: which images it covers, and its contents once unpacked. */
export interface KnownFile {
  readonly which: string;
  readonly count: number;
  /** SHA-256 of the IDX file itself, not of the archive around it: it holds however the file was packed. */
  readonly sha256: string;
}

/** One of the four files of MNIST, as the mirrors serve it. */
export interface MnistFile {
  /** Its name, without `.gz`. */
  readonly name: string;
  readonly holds: 'images' | 'labels';
  /** Of the archive `<name>.gz`. */
  readonly archive: { readonly bytes: number; readonly sha256: string };
  readonly known: readonly KnownFile[];
}

const all = 'MNIST';
const zerosAndOnes = 'MNIST, digits 0 and 1';

/**
 * The four files of MNIST (LeCun, Cortes, Burges), and of its subset of zeros and ones in the original order.
 *
 * Source: the checksums of the full files are those that torchvision (as MD5) and many data loaders pin.
 */
export const mnistFiles = {
  trainImages: {
    name: 'train-images-idx3-ubyte',
    holds: 'images',
    archive: {
      bytes: 9_912_422,
      sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
    },
    known: [
      {
        which: all,
        count: 60_000,
        sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
      },
      {
        which: zerosAndOnes,
        count: 12_665,
        sha256: '482e60888de7fa7ee006fef795764c059594ad61bc5376d601e04ae92a1b2081',
      },
    ],
  },
  trainLabels: {
    name: 'train-labels-idx1-ubyte',
    holds: 'labels',
    archive: { bytes: 28_881, sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c' },
    known: [
      {
        which: all,
        count: 60_000,
        sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
      },
      {
        which: zerosAndOnes,
        count: 12_665,
        sha256: '74725c932888a926132f07f349b7fba6a5d33dff14d8f28b77f14351c19a9840',
      },
    ],
  },
  testImages: {
    name: 't10k-images-idx3-ubyte',
    holds: 'images',
    archive: {
      bytes: 1_648_877,
      sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
    },
    known: [
      {
        which: all,
        count: 10_000,
        sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
      },
      {
        which: zerosAndOnes,
        count: 2_115,
        sha256: 'ab2d98bd6cc310374ba0c91593030014043a66031b5e5fea29ca2e844fbf6905',
      },
    ],
  },
  testLabels: {
    name: 't10k-labels-idx1-ubyte',
    holds: 'labels',
    archive: { bytes: 4_542, sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6' },
    known: [
      {
        which: all,
        count: 10_000,
        sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
      },
      {
        which: zerosAndOnes,
        count: 2_115,
        sha256: '0fd740eac9f45ca4f4e28c0d149bc49ffb64d7447936d786de33fad4e7629dd0',
      },
    ],
  },
} as const satisfies Readonly<Record<string, MnistFile>>;

/** The mirror that PyTorch's loader asks first. */
export const DEFAULT_MIRROR = 'https://ossci-datasets.s3.amazonaws.com/mnist/';
