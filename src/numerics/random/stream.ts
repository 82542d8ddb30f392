import { createHash } from 'node:crypto';
import type { Generator, WordSource } from '../kernels/generator.ts';
import type { Words } from '../kernels/reference/philox.ts';

/**
 * A place from which random numbers are read, found by its name and not by its turn.
 *
 * `path` holds the names that lead here from the root; `words` is the 128-bit value that every draw is
 * computed from, by the generator of its root. A stream has no state: reading it twice gives the same
 * numbers, and reading one moves no other.
 */
export interface Stream extends WordSource {
  readonly path: readonly string[];
  /** The stream of that name below this one. */
  child(name: string | number): Stream;
}

/**
 * A number goes by its shortest decimal form (3, 0.1, 1e+21), so `child(3)` and `child('3')` are one stream.
 */
const nameOf = (name: string | number): string => {
  if (typeof name === 'number' && !Number.isFinite(name)) {
    throw new RangeError(`child: expected a string or a finite number, got ${name} (name it by a string)`);
  }
  return String(name);
};

/**
 * First 16 bytes of SHA-256 over the parent's 16 bytes, the length of the name in bytes and the name in
 * UTF-8.
 */
const childWords = (parent: Words, name: string): Words => {
  const text = Buffer.from(name, 'utf8');
  const head = Buffer.alloc(20);
  parent.forEach((word, at) => {
    head.writeUInt32BE(word, 4 * at);
  });
  head.writeUInt32BE(text.length, 16);
  const digest = createHash('sha256').update(head).update(text).digest();
  return [digest.readUInt32BE(0), digest.readUInt32BE(4), digest.readUInt32BE(8), digest.readUInt32BE(12)];
};

/**
 * The stream that `path` names and `words` feeds through `generator`.
 *
 * A child's words are the first 128 bits of SHA-256 over (words as 16 bytes, length of the name, name), all
 * integers big-endian. The length comes first, so no two addresses encode alike, and the path alone leads
 * back to a stream: `path.reduce((stream, name) => stream.child(name), root)`.
 */
export const streamAt = (path: readonly string[], words: Words, generator: Generator): Stream => ({
  path,
  words,
  generator,
  child(name) {
    const text = nameOf(name);
    return streamAt([...path, text], childWords(words, text), generator);
  },
});
