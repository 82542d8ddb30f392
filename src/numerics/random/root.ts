import { createHash } from 'node:crypto';
import seedrandom from 'seedrandom';
import { type Generator, generators } from '../kernels/generator.ts';
import { type Stream, streamAt } from './stream.ts';

/**
 * The generator that a seed names after its last '@', as in `lakatos@chacha8`; the default where it names
 * none.
 *
 * It is a part of the seed, since it decides every draw as the rest of the seed does: an address that holds
 * the seed holds it too.
 */
export const generatorOf = (seed: string): Generator =>
  generators.find((name) => seed.endsWith(`@${name}`)) ?? generators[0];

/** The seed that draws from `generator`; one that names another is changed. */
export const seedWith = (seed: string, generator: Generator): string => {
  const plain = seed.endsWith(`@${generatorOf(seed)}`) ? seed.slice(0, seed.lastIndexOf('@')) : seed;
  return generator === generators[0] ? plain : `${plain}@${generator}`;
};

/**
 * The stream that all streams of a seed descend from; its path is empty.
 *
 * The 128 bits are four words of seedrandom's ARC4. It is handed the SHA-256 of the seed in hex rather than
 * the seed, because ARC4 repeats a short key and looks at one byte of each character: 'a' and 'aa', or 'ж'
 * and '6', would otherwise be the same root. The words do not depend on the generator, which makes the
 * numbers of all streams below.
 */
export const rootOf = (seed: string, generator: Generator = generatorOf(seed)): Stream => {
  const text = seedWith(seed, generators[0]);
  const arc4 = seedrandom(createHash('sha256').update(text, 'utf8').digest('hex'));
  const word = (): number => arc4.int32() >>> 0;
  return streamAt([], [word(), word(), word(), word()], generator);
};
