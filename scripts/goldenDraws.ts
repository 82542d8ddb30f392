/**
 * Writes fixtures/draws/golden.json and chacha8.json: `node --import jiti/register scripts/goldenDraws.ts`.
 *
 * A change of the files is a change of every draw there is, and so of every verdict; the test beside the generators
 * compares with it. It guards against moving by accident and does not say that a value is right.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Generator, generators } from '../src/numerics/kernels/generator.ts';
import { chi } from '../src/numerics/random/chi.ts';
import { BLOCK_LENGTH, fillGaussian } from '../src/numerics/random/gaussian.ts';
import { rootOf } from '../src/numerics/random/root.ts';
import { fillSigns, SIGN_BLOCK_LENGTH } from '../src/numerics/random/signs.ts';
import type { Stream } from '../src/numerics/random/stream.ts';
import { fillUniform, UNIFORM_BLOCK_LENGTH } from '../src/numerics/random/uniform.ts';

const SEED = 'lakatos';
const PATHS: readonly (readonly (string | number)[])[] = [
  [],
  ['verdict'],
  ['verdict', 'one-step-flips', 100, 63096, 0, 'W0'],
  ['verdict', 'one-step-flips', 100, 63096, 1, 'W0'],
  ['search', 'é', 0.05],
];

const hex = (word: number): string => word.toString(16).padStart(8, '0');

/** Words as little-endian bytes, whatever the machine. */
const hashOfWords = (words: Uint32Array): string => {
  const bytes = Buffer.alloc(4 * words.length);
  words.forEach((word, at) => {
    bytes.writeUInt32LE(word, 4 * at);
  });
  return createHash('sha256').update(bytes).digest('hex');
};

const gaussianBlocks = (stream: Stream) =>
  [0, 1, 2, 1000].map((block) => {
    const values = new Float32Array(BLOCK_LENGTH);
    fillGaussian(stream, values, block * BLOCK_LENGTH);
    const bits = new Uint32Array(values.buffer);
    return { block, first: Array.from(bits.subarray(0, 16), hex), sha256: hashOfWords(bits) };
  });

const signBlocks = (stream: Stream) =>
  [0, 1, 1000].map((block) => {
    const values = new Int8Array(SIGN_BLOCK_LENGTH);
    fillSigns(stream, values, block * SIGN_BLOCK_LENGTH);
    const text = Array.from(values, (sign) => (sign > 0 ? '+' : '-')).join('');
    return { block, first: text.slice(0, 64), sha256: createHash('sha256').update(text).digest('hex') };
  });

const uniformBlocks = (stream: Stream) =>
  [0, 1000].map((block) => {
    const values = new Float64Array(UNIFORM_BLOCK_LENGTH);
    fillUniform(stream, values, block * UNIFORM_BLOCK_LENGTH);
    // The shortest decimal of a double leads back to the same double.
    return { block, first: Array.from(values.subarray(0, 4)) };
  });

const NOTES: Readonly<Record<Generator, string>> = {
  'philox-sfc32':
    'A second implementation in C (gcc -O2 -ffp-contract=off) gave the same bits for 13107200 values of four streams, ' +
    'blocks up to 100000299.',
  chacha8:
    'A second implementation in C (gcc -O2 -ffp-contract=off, scripts/oracles/chacha8Draws.c) gave the same bits for ' +
    'the blocks below.',
};

/** Where the record of each generator is kept, below fixtures/draws. */
const FILES: Readonly<Record<Generator, string>> = { 'philox-sfc32': 'golden.json', chacha8: 'chacha8.json' };

/** The record of a generator, computed anew. */
export const goldenDraws = (generator: Generator = 'philox-sfc32') => {
  const root = rootOf(SEED, generator);
  const streams = PATHS.map((path) => path.reduce<Stream>((at, name) => at.child(name), root));
  const stream = streams[2]!;
  return {
    note: `Gaussians: float32 bits in hex, in the order of the draw; sha256 over the block as little-endian words. ${NOTES[generator]} Signs: sha256 over the block as + and - in ASCII.`,
    seed: SEED,
    ...(generator === 'philox-sfc32' ? {} : { generator }),
    streams: streams.map(({ path, words }) => ({ path, words: words.map(hex) })),
    path: stream.path,
    gaussian: gaussianBlocks(stream),
    signs: signBlocks(stream),
    uniform: uniformBlocks(stream),
    chi: [0, 1, 8, 5000].map((degrees) => ({ degrees, value: chi(stream, degrees) })),
  };
};

/** The file that holds a generator's record. */
export const goldenFile = (generator: Generator): URL =>
  new URL(`../fixtures/draws/${FILES[generator]}`, import.meta.url);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const generator of generators)
    writeFileSync(goldenFile(generator), `${JSON.stringify(goldenDraws(generator), null, 2)}\n`);
}
