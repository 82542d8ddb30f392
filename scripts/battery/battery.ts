import { fillGaussian } from '../../src/numerics/random/gaussian.ts';
import { fillSigns } from '../../src/numerics/random/signs.ts';
import type { Stream } from '../../src/numerics/random/stream.ts';
import { normalCdf, normalUpperTail } from '../../src/numerics/statistics/normal.ts';
import { type Check, chiSquare, count, distance, score } from './checks.ts';

/** Values read from one stream, 64 blocks of 4096. */
export const PER_STREAM = 2 ** 18;

/** One cell for each 1/256 of the line from −8 to 8. A cell's border is a float, so that no value is misplaced. */
const CELLS = 4096;
const cdfAt = Float64Array.from({ length: CELLS + 1 }, (_, cell) => normalCdf(cell / 256 - 8));

/** Distances at which two values are neighbours in some sense. */
const LAGS: readonly (readonly [string, number])[] = [
  ['lane neighbour', 1],
  ['two lanes on', 2],
  ['three lanes on', 3],
  ['Box–Muller partner', 4],
  ['next step', 8],
  ['two steps on', 16],
  ['next block', 4096],
];
const JOINT = LAGS.filter(([, lag]) => lag !== 2 && lag !== 3);

const TAILS = [3, 4, 4.5, 5, 5.5, 6];

/** Joins neighbouring cells into bins of at least the given mass; the bin of each cell and the masses of the bins. */
const joined = (least: number): { readonly binOf: Uint16Array; readonly masses: readonly number[] } => {
  const binOf = new Uint16Array(CELLS);
  const masses: number[] = [];
  let start = 0;
  for (let cell = 0; cell < CELLS; cell++) {
    binOf[cell] = masses.length;
    const mass = cdfAt[cell + 1]! - cdfAt[start]!;
    if (mass >= least && 1 - cdfAt[cell + 1]! >= least) {
      masses.push(mass);
      start = cell + 1;
    }
  }
  masses.push(1 - cdfAt[start]!);
  return { binOf, masses };
};

/** Some 31 bins of nearly equal mass, two of which make the joint law of a pair. */
const coarse = joined(1 / 32);
const SIDE = coarse.masses.length;

/** Sums that grow from stream to stream. */
class Sums {
  readonly moments = new Float64Array(5);
  readonly histogram = new Float64Array(CELLS);
  readonly products = new Float64Array(LAGS.length);
  readonly squareProducts = new Float64Array(LAGS.length);
  readonly joint = JOINT.map(() => new Float64Array(SIDE * SIDE));
  readonly acrossStreams = { products: 0, squareProducts: 0, n: 0 };
  readonly firsts = { products: 0, squares: 0, n: 0 };
  readonly signs = { positive: 0, agreeing: 0, bytes: new Float64Array(256), n: 0 };
  n = 0;
  streams = 0;
  beyond = 0;
}

const addValues = (sums: Sums, values: Float32Array): void => {
  const { moments, histogram } = sums;
  // Sums over one stream first: added one by one, 10⁹ terms would lose what is looked for.
  let [s1, s2, s3, s4, s6] = [0, 0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    const y = x * x;
    s1 += x;
    s2 += y - 1;
    s3 += x * y;
    s4 += y * y - 3;
    s6 += y * y * y - 15;
    histogram[Math.floor((x + 8) * 256)]!++;
    if (y > 6.557 * 6.557) sums.beyond++;
  }
  [s1, s2, s3, s4, s6].forEach((sum, k) => {
    moments[k]! += sum;
  });
  sums.n += values.length;
  sums.streams++;
};

const products = (one: Float32Array, other: Float32Array): readonly [number, number] => {
  let first = 0;
  let second = 0;
  for (let i = 0; i < one.length; i++) {
    const x = one[i]!;
    const y = other[i]!;
    first += x * y;
    second += (x * x - 1) * (y * y - 1);
  }
  return [first, second];
};

const addPairs = (sums: Sums, values: Float32Array): void => {
  LAGS.forEach(([, lag], k) => {
    const [first, second] = products(values.subarray(lag), values.subarray(0, values.length - lag));
    sums.products[k]! += first;
    sums.squareProducts[k]! += second;
  });
  const bins = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) bins[i] = coarse.binOf[Math.floor((values[i]! + 8) * 256)]!;
  JOINT.forEach(([, lag], k) => {
    const cells = sums.joint[k]!;
    // Disjoint pairs (i, i + lag): those with an even ⌊i/lag⌋.
    for (let start = 0; start < values.length; start += 2 * lag)
      for (let i = start; i < start + lag; i++) cells[bins[i]! * SIDE + bins[i + lag]!]!++;
  });
};

const addSigns = ({ signs }: Sums, values: Float32Array, drawn: Int8Array): void => {
  let byte = 0;
  for (let i = 0; i < drawn.length; i++) {
    const up = drawn[i]! > 0 ? 1 : 0;
    signs.positive += up;
    if (up === (values[i]! > 0 ? 1 : 0)) signs.agreeing++;
    byte = ((byte << 1) | up) & 255;
    if ((i & 7) === 7) signs.bytes[byte]!++;
  }
  signs.n += drawn.length;
};

const checksOf = (sums: Sums): Check[] => {
  const { n, moments, histogram, streams } = sums;
  const sums5 = ['x', 'x²', 'x³', 'x⁴', 'x⁶'].map((name, k) =>
    // Var x^k = E x^2k − (E x^k)².
    score(`mean of ${name}`, moments[k]! / Math.sqrt([1, 2, 15, 96, 10170][k]! * n)),
  );
  const tails = TAILS.map((level) => {
    const cells = level * 256;
    let found = 0;
    for (let cell = 0; cell < CELLS; cell++)
      if (cell >= 2048 + cells || cell < 2048 - cells) found += histogram[cell]!;
    return count(`beyond ${level}`, found, n, 2 * normalUpperTail(level));
  });
  let seen = 0;
  let D = 0;
  for (let cell = 0; cell < CELLS; cell++) {
    D = Math.max(D, Math.abs(seen / n - cdfAt[cell]!));
    seen += histogram[cell]!;
  }
  const fine = joined(Math.max(2e-6, 1000 / n));
  const observed = new Float64Array(fine.masses.length);
  for (let cell = 0; cell < CELLS; cell++) observed[fine.binOf[cell]!]! += histogram[cell]!;
  const lags = LAGS.flatMap(([name, lag], k) => {
    const pairs = streams * (PER_STREAM - lag);
    return [
      score(`x, ${name}`, sums.products[k]! / Math.sqrt(pairs)),
      score(`x² − 1, ${name}`, sums.squareProducts[k]! / (2 * Math.sqrt(pairs))),
    ];
  });
  const pairMasses = coarse.masses.flatMap((one) => coarse.masses.map((other) => one * other));
  const joint = JOINT.map(([name], k) => chiSquare(`joint law, ${name}`, sums.joint[k]!, pairMasses, n / 2));
  const { acrossStreams: across, firsts, signs } = sums;
  return [
    ...sums5,
    ...tails,
    { what: 'beyond 6.557', says: `${sums.beyond}, expected 0`, p: sums.beyond === 0 ? 1 : 0, slack: 1 },
    distance('distribution function', D, n),
    chiSquare('histogram', observed, fine.masses, n),
    ...lags,
    ...joint,
    score('x, next stream', across.products / Math.sqrt(across.n)),
    score('x² − 1, next stream', across.squareProducts / (2 * Math.sqrt(across.n))),
    score('x, first eight of short streams', firsts.products / Math.sqrt(firsts.n)),
    score('x² − 1, first eight of short streams', firsts.squares / (2 * Math.sqrt(firsts.n))),
    count('signs: positive', signs.positive, signs.n, 0.5),
    count('signs: that of the Gaussian', signs.agreeing, signs.n, 0.5),
    chiSquare('signs: bytes', signs.bytes, new Float64Array(256).fill(1 / 256), signs.n / 8),
  ];
};

/**
 * What the numbers below a stream look like against the laws they are named after: moments, tails, distribution function, histogram,
 * lags, joint laws of neighbours, signs; in memory that does not grow with `values`.
 *
 * `values` is rounded up to whole streams of `PER_STREAM`. A check at 10⁹ values sees a scale that is off by 10⁻⁴.
 */
export const battery = (below: Stream, values: number): readonly Check[] => {
  const sums = new Sums();
  const streams = Math.max(2, Math.ceil(values / PER_STREAM));
  let before: Float32Array | null = null;
  let drawn: Float32Array = new Float32Array(PER_STREAM);
  const signs = new Int8Array(PER_STREAM / 2);
  const eight = [new Float32Array(8), new Float32Array(8)] as const;
  for (let k = 0; k < streams; k++) {
    const stream = below.child(k);
    fillGaussian(stream, drawn);
    addValues(sums, drawn);
    addPairs(sums, drawn);
    fillSigns(stream, signs);
    addSigns(sums, drawn, signs);
    if (before !== null) {
      const [first, second] = products(before, drawn);
      sums.acrossStreams.products += first;
      sums.acrossStreams.squareProducts += second;
      sums.acrossStreams.n += PER_STREAM;
    }
    // Streams of eight values, as every small draw reads them: neighbours by name.
    for (let j = 0; j < 128; j++) {
      fillGaussian(stream.child('short').child(2 * j), eight[0]);
      fillGaussian(stream.child('short').child(2 * j + 1), eight[1]);
      const [first, second] = products(...eight);
      sums.firsts.products += first;
      sums.firsts.squares += second;
      sums.firsts.n += 8;
    }
    const spare: Float32Array = before ?? new Float32Array(PER_STREAM);
    before = drawn;
    drawn = spare;
  }
  return checksOf(sums);
};
