import type { Words } from './reference/philox.ts';

/**
 * The generators a run can draw from, the default first.
 *
 * They share nothing but the address of a stream and the last step from words to Gaussians, so that a verdict
 * which both give does not hang on either.
 */
export const generators = ['philox-sfc32', 'chacha8'] as const;

export type Generator = (typeof generators)[number];

/** What a block of numbers is computed from: a generator and its 128-bit key. A stream is one. */
export interface WordSource {
  readonly generator: Generator;
  readonly words: Words;
}
