import type { Generator } from '../generator.ts';
import type { Words } from './philox.ts';
import { USES } from './sfc32.ts';
import { sourceWords } from './sourceWords.ts';

/**
 * Values in one block, the unit that is reproducible alone. Part of the specification: it decides every draw.
 */
export const BLOCK_LENGTH = 4096;

/** Values made by one step of the eight generators of a block. */
export const STEP_LENGTH = 8;

const f = Math.fround;

// -ln u = e·ln 2 - s·(2 + s²·(LOG1 + s²·LOG2)) with s = (M - 1)/(M + 1), u = M·2^-e; relative error 1.2e-7.
const LN2 = f(Math.LN2);
const LOG0 = f(2.00000024);
const LOG1 = f(0.666522264);
const LOG2 = f(0.412963718);
// sin(T·pi/4) = T·(SIN0 + T²·(SIN1 + T²·SIN2)) for |T| <= 1; relative error 1.5e-6.
const SIN0 = f(0.785396993);
const SIN1 = f(-0.0807247534);
const SIN2 = f(0.00243562274);
// cos(T·pi/4) = COS0 + T²·(COS1 + T²·(COS2 + T²·COS3)) for |T| <= 1; relative error 3.3e-8.
const COS0 = f(0.99999994);
const COS1 = f(-0.308424175);
const COS2 = f(0.0158496834);
const COS3 = f(-0.000318727834);

/** 2^-31, which turns an int32 into a fraction in [-1, 1). */
const INT32_TO_UNIT = f(4.6566129e-10);
/**
 * The bits of sqrt(1/2): subtracting them splits a float into a power of two and a mantissa in [sqrt(1/2),
 * sqrt 2).
 */
const SQRT_HALF_BITS = 0x3f3504f3;

/** e·ln 2 for every power of two e that a 31-bit integer can have. */
const LN2_TIMES = Float64Array.from({ length: 32 }, (_, e) => f(e * LN2));
/** What a sign bit multiplies by: exact, so the same bits as flipping the sign. */
const SIGN = new Float64Array([1, -1]);

// Scratch of the module, one entry for each pair of values: written by each call before it is read.
const PAIRS = BLOCK_LENGTH / 2;
const radiusWords = new Int32Array(PAIRS);
const angleWords = new Int32Array(PAIRS);
const mantissa = new Float32Array(PAIRS);
const mantissaBits = new Int32Array(mantissa.buffer);
const ratio = new Float32Array(PAIRS);
const square = new Float32Array(PAIRS);
const series = new Float32Array(PAIRS);
const radius = new Float32Array(PAIRS);
const angle = new Float32Array(PAIRS);

/** target[p] = target[p]·factor[p] + term, each operation rounded: one step of Horner's rule. */
const horner = (target: Float32Array, factor: Float32Array, term: number, pairs: number): void => {
  for (let p = 0; p < pairs; p++) target[p] = f(target[p]! * factor[p]!) + term;
};

/** series[p] = square[p]·slope + term, each operation rounded: the first step of Horner's rule. */
const startSeries = (slope: number, term: number, pairs: number): void => {
  for (let p = 0; p < pairs; p++) series[p] = f(square[p]! * slope) + term;
};

/** square[p] = values[p]². */
const fillSquare = (values: Float32Array, pairs: number): void => {
  for (let p = 0; p < pairs; p++) {
    const value = values[p]!;
    square[p] = value * value;
  }
};

/** sqrt(-ln u) for every pair, u = k/2³¹ with the odd 31-bit integer k = r >>> 1 | 1. */
const fillRadius = (pairs: number): void => {
  for (let p = 0; p < pairs; p++) mantissa[p] = (radiusWords[p]! >>> 1) | 1;
  for (let p = 0; p < pairs; p++) {
    const shifted = mantissaBits[p]! - SQRT_HALF_BITS;
    mantissaBits[p] = (shifted & 0x7fffff) + SQRT_HALF_BITS;
    radius[p] = LN2_TIMES[31 - (shifted >> 23)]!;
  }
  for (let p = 0; p < pairs; p++) {
    const M = mantissa[p]!;
    ratio[p] = (M - 1) / f(M + 1); // M - 1 is exact for M in [1/2, 2]
  }
  fillSquare(ratio, pairs);
  startSeries(LOG2, LOG1, pairs);
  horner(series, square, LOG0, pairs);
  for (let p = 0; p < pairs; p++) radius[p] = Math.sqrt(f(radius[p]! - f(ratio[p]! * series[p]!)));
};

/** The sine (in `angle`) and the cosine (in `series`) of T·pi/4 for every pair, T = (v << 2)/2³¹. */
const fillSineAndCosine = (pairs: number): void => {
  for (let p = 0; p < pairs; p++) angle[p] = f(angleWords[p]! << 2) * INT32_TO_UNIT;
  fillSquare(angle, pairs);
  startSeries(SIN2, SIN1, pairs);
  horner(series, square, SIN0, pairs);
  for (let p = 0; p < pairs; p++) angle[p] = angle[p]! * series[p]!;
  startSeries(COS3, COS2, pairs);
  horner(series, square, COS1, pairs);
  horner(series, square, COS0, pairs);
};

/**
 * Writes the first `count` Gaussians of one block of the stream addressed by `words` to `out`, from `offset`
 * on.
 *
 * Each step takes a word r and a word v from every lane and makes two values by Box–Muller: the radius from
 * the upper 31 bits of r, the angle from the lower 30 bits of v, the two signs from the other two. With the
 * angle in [-pi/4, pi/4], cos ∓ sin are sqrt 2 times the cosine and sine of the angle plus pi/4, so no
 * quadrants are swapped. Step j writes out[8j + lane] and out[8j + 4 + lane]. A SIMD twin must give the same
 * bits.
 *
 * The loops are short because a rounding to f32 that is stored leaves the processor free to start the next
 * one; in one long loop body the engine's conversions wait for each other (1.3 times the time).
 *
 * Shapes: `count` is a multiple of 8, at most `BLOCK_LENGTH`. `block` is an unsigned 32-bit word.
 * Precision: f32, every operation rounded by `Math.fround` or a store and none fused: the same bits on every
 * engine. The largest |x| is sqrt(62·ln 2) = 6.556; a Gaussian is beyond it with probability 5.5e-11.
 */
export const gaussianBlock = (
  words: Words,
  block: number,
  out: Float32Array,
  offset: number,
  count: number,
  generator: Generator = 'philox-sfc32',
): void => {
  const pairs = count / 2;
  const source = { generator, words };
  sourceWords(source, block, USES.radius, radiusWords.subarray(0, pairs));
  sourceWords(source, block, USES.angle, angleWords.subarray(0, pairs));
  fillRadius(pairs);
  fillSineAndCosine(pairs);
  for (let p = 0; p < pairs; p++) {
    const v = angleWords[p]!;
    const at = offset + 2 * p - (p & 3);
    const sin = angle[p]!;
    const cos = series[p]!;
    const R = radius[p]!;
    out[at] = f(cos - sin) * R * SIGN[v >>> 31]!;
    out[at + 4] = f(cos + sin) * R * SIGN[(v >>> 30) & 1]!;
  }
};
